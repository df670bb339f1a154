"""What is typed around papers. What must be true is said by the actions."""

from typing import Any

from django import forms
from django.utils import timezone

from ocop.papers.queries.letterheads import Head
from ocop.papers.spec import KINDS, Issuer, Numbering
from ocop.papers.spec.shapes import ISSUER_TITLES

_REASON = forms.Textarea(attrs={"rows": 2})


def _day(label: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


class IssueForm(forms.Form):
    """The date of a paper and, where one was kept, its number."""

    dated_on = _day("Ngày ký")
    reserved = forms.IntegerField(label="Số đã giữ", required=False, min_value=1, max_value=99999,
                                  help_text="Để trống: hệ thống cấp số tiếp theo.")  # fmt: skip

    def __init__(self, *args: Any, numbered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not numbered:
            del self.fields["reserved"]


class ReasonForm(forms.Form):
    """An act that needs its reason."""

    reason = forms.CharField(label="Lý do", widget=_REASON, max_length=1000)


class CorrectForm(ReasonForm):
    """A paper in the place of another."""

    dated_on = _day("Ngày của văn bản thay thế")


class ReserveForm(forms.Form):
    """A number kept by hand."""

    unit = forms.ChoiceField(label="Địa bàn")
    issuer = forms.ChoiceField(label="Cơ quan")
    series = forms.ChoiceField(label="Loại văn bản")
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    number = forms.IntegerField(label="Số", min_value=1, max_value=99999)
    reason = forms.CharField(label="Giữ cho việc gì", max_length=500)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(key, unit.full_name) for key, unit in self.units.items()]
        self.fields["issuer"].choices = [
            (key.value, title) for key, title in ISSUER_TITLES.items() if key != Issuer.PRODUCER
        ]
        self.fields["series"].choices = series_choices()
        self.fields["year"].initial = timezone.localdate().year


def series_choices() -> list[tuple[str, str]]:
    """Every row of numbers with the kinds that run in it."""
    found: dict[str, list[str]] = {}
    for kind in KINDS.values():
        if kind.numbering != Numbering.NONE and kind.key != "certificate":
            found.setdefault(kind.abbr or "CV", []).append(kind.title)
    return [(key, f"{key}: {titles[0]}{'…' if len(titles) > 1 else ''}") for key, titles in found.items()]


class HeadForm(forms.Form):
    """How an agency writes. An empty field keeps the default that stands in it."""

    parent_name = forms.CharField(label="Cơ quan chủ quản", required=False, max_length=200,
                                  widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    name = forms.CharField(label="Tên cơ quan ban hành", required=False, max_length=200,
                           widget=forms.Textarea(attrs={"rows": 2}),
                           help_text="Xuống dòng ở chỗ cần ngắt.")  # fmt: skip
    symbol = forms.CharField(label="Ký hiệu cơ quan", required=False, max_length=40, help_text="Ví dụ UBND, SNNMT.")
    place = forms.CharField(label="Địa danh", required=False, max_length=100)
    authority = forms.CharField(label="Quyền hạn, chức vụ người ký", required=False, max_length=300,
                                widget=forms.Textarea(attrs={"rows": 3}),
                                help_text="Mỗi dòng một phần, ví dụ “TM. Ủy ban nhân dân”, “KT. Chủ tịch”, "
                                          "“Phó Chủ tịch”. Dùng TM., KT., TL., TUQ.")  # fmt: skip
    signer = forms.CharField(label="Họ tên người ký", required=False, max_length=200,
                             help_text="Không ghi học hàm, học vị.")  # fmt: skip
    recipients = forms.CharField(label="Nơi nhận", required=False, max_length=2000,
                                 widget=forms.Textarea(attrs={"rows": 4}),
                                 help_text="Mỗi dòng một nơi; dòng cuối “Lưu: VT, …”.")  # fmt: skip

    def head(self) -> Head:
        """The settings as typed."""
        return Head(**self.cleaned_data)


class TemplateForm(forms.Form):
    """An office's own template."""

    file = forms.FileField(label="Bản mẫu DOCX", help_text="Đến 5 MB, không macro.")
