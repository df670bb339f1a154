"""Inputs of a change of the map."""

from typing import Any

from django import forms

from ocop.places.spec import SHARE_TITLES, ChangeFacts, Share, Source
from ocop.web.account.fields import CommuneField, DayField

KINDS = [("", "Chọn loại"), ("xa", "Xã"), ("phuong", "Phường"), ("dac-khu", "Đặc khu")]
ROWS = 6


class ChangeForm(forms.Form):
    """The resolution, and the unit that receives: one that goes on, or a new one."""

    document = forms.CharField(label="Số nghị quyết, văn bản", max_length=100)
    on = DayField(label="Có hiệu lực từ ngày")
    target = CommuneField(
        label="Đơn vị nhận đã có", required=False, help_text="Để trống nếu thành lập hoặc đổi tên đơn vị."
    )
    kind = forms.ChoiceField(label="Loại đơn vị mới", choices=KINDS, required=False)
    name = forms.CharField(
        label="Tên đơn vị mới", max_length=100, required=False, help_text="Không ghi chữ xã, phường."
    )
    code = forms.CharField(label="Mã đơn vị mới", max_length=5, required=False, help_text="5 chữ số.")
    note = forms.CharField(label="Ghi chú", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].prepare()

    def clean(self) -> dict[str, Any]:
        """One of the two ways, not both."""
        data = super().clean() or {}
        if data.get("target") and (data.get("name") or data.get("code")):
            self.add_error("target", "Hãy chọn một: đơn vị nhận đã có, hoặc đơn vị mới.")
        return data

    def new_name(self) -> str:
        """The new unit as it will be called: "xã Gia Mới"."""
        kind = dict(KINDS).get(self.cleaned_data["kind"], "") if self.cleaned_data["kind"] else ""
        return f"{kind.lower()} {self.cleaned_data['name']}".strip()

    def facts(self, sources: list[Source]) -> ChangeFacts:
        """What the action takes."""
        return ChangeFacts(sources=tuple(sources), **self.cleaned_data)


class SourceForm(forms.Form):
    """One old unit; an empty row is left out."""

    unit = CommuneField(label="Xã, phường cũ", required=False, help_text="")
    share = forms.ChoiceField(label="Phần", choices=[(key.value, text) for key, text in SHARE_TITLES.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].prepare()

    def source(self) -> Source | None:
        """The row as the action takes it."""
        unit = self.cleaned_data.get("unit")
        return Source(unit, Share(self.cleaned_data["share"])) if unit else None
