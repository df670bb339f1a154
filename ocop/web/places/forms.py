"""Inputs of a change of the map."""

from typing import Any

from django import forms

from ocop.places.queries import provinces
from ocop.places.spec import SHARE_TITLES, ChangeFacts, Share, Source
from ocop.web.account.fields import CommuneField, DayField

KINDS = [("", "Chọn loại"), ("xa", "Xã"), ("phuong", "Phường"), ("dac-khu", "Đặc khu")]
PROVINCE_KINDS = [("", "Chọn loại"), ("tinh", "Tỉnh"), ("thanh-pho", "Thành phố")]
ROWS = 6


def one_way(form: forms.Form, data: dict[str, Any]) -> dict[str, Any]:
    """A unit that is there receives, or a new one: not both."""
    if data.get("target") and (data.get("name") or data.get("code")):
        form.add_error("target", "Hãy chọn một: đơn vị nhận đã có, hoặc đơn vị mới.")
    return data


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
    out_of = forms.ModelChoiceField(None, label="Tỉnh của đơn vị cũ", required=False, empty_label="Trong tỉnh")
    into = forms.ModelChoiceField(None, label="Tỉnh của đơn vị nhận", required=False, empty_label="Trong tỉnh")
    note = forms.CharField(label="Ghi chú", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("out_of", "into"):
            self.fields[name].queryset = provinces()
        self.fields["target"].home = self.chosen("into")
        self.fields["target"].prepare()

    def chosen(self, name: str) -> Any:
        """The province picked in one of the two lists, also before the form is checked: other fields read it."""
        typed = self.data.get(name, "")
        return provinces().filter(pk=int(typed)).first() if typed.isdecimal() and len(typed) < 12 else None

    def clean(self) -> dict[str, Any]:
        """One of the two ways, not both."""
        return one_way(self, super().clean() or {})

    def new_name(self) -> str:
        """The new unit as it will be called: "xã Gia Mới"."""
        kind = dict(KINDS).get(self.cleaned_data["kind"], "") if self.cleaned_data["kind"] else ""
        return f"{kind.lower()} {self.cleaned_data['name']}".strip()

    def facts(self, sources: list[Source]) -> ChangeFacts:
        """What the action takes."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "out_of"}
        return ChangeFacts(sources=tuple(sources), **typed)


class ProvinceChangeForm(forms.Form):
    """The same of provinces: each old one goes wholly into one that goes on, or into a new one."""

    document = forms.CharField(label="Số nghị quyết, văn bản", max_length=100)
    on = DayField(label="Có hiệu lực từ ngày")
    target = forms.ModelChoiceField(
        None, label="Đơn vị nhận đã có", required=False, empty_label="Không, thành lập hoặc đổi tên",
        help_text="Xã, phường của tỉnh cũ thuộc đơn vị nhận từ ngày này.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Loại đơn vị mới", choices=PROVINCE_KINDS, required=False)
    name = forms.CharField(
        label="Tên đơn vị mới", max_length=100, required=False, help_text="Không ghi chữ tỉnh, thành phố."
    )
    code = forms.CharField(label="Mã đơn vị mới", max_length=2, required=False, help_text="2 chữ số.")
    note = forms.CharField(label="Ghi chú", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = provinces()

    def clean(self) -> dict[str, Any]:
        """One of the two ways, not both."""
        return one_way(self, super().clean() or {})

    def new_name(self) -> str:
        """The new unit as it will be called: "tỉnh Nam Hà"."""
        kind = dict(PROVINCE_KINDS)[self.cleaned_data["kind"]] if self.cleaned_data["kind"] else ""
        return f"{kind.lower()} {self.cleaned_data['name']}".strip()

    def facts(self, sources: list[Source]) -> ChangeFacts:
        """What the action takes."""
        return ChangeFacts(sources=tuple(sources), of_provinces=True, **self.cleaned_data)


class ProvinceSourceForm(forms.Form):
    """One old province; an empty row is left out."""

    unit = forms.ModelChoiceField(None, label="Tỉnh, thành phố cũ", required=False, empty_label="Chọn tỉnh, thành phố")

    def __init__(self, *args: Any, home: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = provinces()

    def source(self) -> Source | None:
        """The row as the action takes it."""
        unit = self.cleaned_data.get("unit")
        return Source(unit, Share.WHOLE) if unit else None


class SourceForm(forms.Form):
    """One old unit; an empty row is left out."""

    unit = CommuneField(label="Xã, phường cũ", required=False, help_text="")
    share = forms.ChoiceField(label="Phần", choices=[(key.value, text) for key, text in SHARE_TITLES.items()])

    def __init__(self, *args: Any, home: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].home = home
        self.fields["unit"].prepare()

    def source(self) -> Source | None:
        """The row as the action takes it."""
        unit = self.cleaned_data.get("unit")
        return Source(unit, Share(self.cleaned_data["share"])) if unit else None
