"""Input shapes of the rules. What may stand is said by the actions; these only read what was typed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ocop.regulations.ruleset import plain
from ocop.regulations.spec.sheet import number
from ocop.web.account.fields import DayField, ReasonField

LEVELS = [("", "không công nhận"), ("commune", "Cấp xã"), ("district", "Cấp huyện"), ("province", "Cấp tỉnh"),
          ("national", "Cấp trung ương")]  # fmt: skip
UNITS = [("working_days", "ngày làm việc"), ("days", "ngày"), ("months", "tháng")]
STARS = [("", "–"), ("3", "3 sao"), ("4", "4 sao"), ("5", "5 sao")]


class PointsField(forms.CharField):
    """Points as the law writes them: 3 or 0,5."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 8)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "size": "6"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return plain(value).replace(".", ",") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = number(text)
        if found is None:
            raise ValidationError("Hãy ghi một số, ví dụ 3 hoặc 0,5.")
        return found


class LinesField(forms.CharField):
    """Several texts, each on a line of its own."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        return tuple(line.strip() for line in super().clean(value).splitlines() if line.strip())


class UploadForm(forms.Form):
    """The official file of a decision."""

    file = forms.FileField(
        label="Tệp của văn bản",
        help_text="HTML hoặc Word (.docx), đến 20 MB. Bản chụp PDF không đọc được chữ.",
        widget=forms.FileInput(attrs={"accept": ".html,.htm,.docx"}),
        error_messages={
            "required": "Hãy chọn tệp HTML hoặc Word (.docx) của quyết định.",
            "empty": "Tệp trống. Hãy chọn tệp khác.",
        },
    )
    number = forms.CharField(label="Số hiệu", max_length=60, help_text="Ví dụ 26/2026/QĐ-TTg.")
    dated = DayField(label="Ngày ban hành")
    in_force_from = DayField(label="Có hiệu lực từ ngày")
    reason = ReasonField(
        label="Lý do lập phiên bản mới",
        required=False,
        help_text="Chỉ ghi khi số hiệu này đã có trong hệ thống, ví dụ văn bản đính chính.",
    )


class HeadingForm(forms.Form):
    """A part, a section or a group of criteria."""

    name = forms.CharField(label="Tên", max_length=300)
    max_points = PointsField(label="Điểm tối đa")
    reason = ReasonField(label="Lý do sửa")


class CriterionForm(forms.Form):
    """A criterion; its options come beside it."""

    name = forms.CharField(label="Tên tiêu chí", max_length=300)
    max_points = PointsField(label="Điểm tối đa")
    requirements = LinesField(label="Yêu cầu bắt buộc", help_text="Mỗi dòng một yêu cầu.")
    reject_if = LinesField(label="Loại hồ sơ khi")
    stop_if = LinesField(label="Dừng đánh giá khi")
    applies_only_if = forms.CharField(label="Chỉ áp dụng khi", max_length=300, required=False)
    applies_if_code = forms.CharField(
        label="Chỉ tính khi tiêu chí này trên 0 điểm", max_length=20, required=False, help_text="Ký hiệu, ví dụ 5.1."
    )
    cases = LinesField(label="Các trường hợp", help_text="Mỗi dòng một trường hợp: a: nội dung.")
    guidance = forms.CharField(label="Hướng dẫn", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    evidence_notes = LinesField(label="Ghi chú minh chứng")
    reason = ReasonField(label="Lý do sửa")

    def clean_cases(self) -> tuple[tuple[str, str], ...]:
        """key → text of each case."""
        found = []
        for line in self.cleaned_data["cases"]:
            key, colon, text = line.partition(":")
            if not colon or len(key.strip()) > 5 or not text.strip():
                raise ValidationError(f"“{line[:40]}”: hãy ghi như a: nội dung của trường hợp.")
            found.append((key.strip(), text.strip()))
        return tuple(found)


class OptionForm(forms.Form):
    """One box."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    points = PointsField(label="Điểm")
    label = forms.CharField(label="Nội dung", widget=forms.Textarea(attrs={"rows": 2}))
    star_minimum = forms.TypedChoiceField(
        label="Tối thiểu của hạng", choices=STARS, coerce=int, empty_value=None, required=False
    )
    case = forms.CharField(label="Trường hợp", max_length=5, required=False)


class SetForm(forms.Form):
    """A set and its place in the classification."""

    name = forms.CharField(label="Tên bộ sản phẩm", max_length=300)
    category = forms.CharField(label="Ngành", max_length=300)
    group = forms.CharField(label="Nhóm", max_length=300)
    subgroup = forms.CharField(label="Phân nhóm", max_length=300, required=False)
    ministries = LinesField(label="Bộ quản lý", help_text="Mỗi dòng một bộ.")
    sample_units = forms.IntegerField(
        label="Số sản phẩm mẫu", min_value=0, max_value=99, help_text="0 là không nộp mẫu."
    )
    rejected_if = LinesField(label="Hồ sơ bị loại khi", help_text="Mỗi dòng một trường hợp.")
    reason = ReasonField(label="Lý do sửa")


class BandForm(forms.Form):
    """A rank."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stars = forms.IntegerField(label="Số sao", min_value=1, max_value=9)
    minimum = PointsField(label="Từ điểm trung bình")
    certificate = forms.BooleanField(label="Được cấp giấy chứng nhận", required=False)
    level = forms.ChoiceField(label="Cấp công nhận", choices=LEVELS, required=False)
    recognised_by = forms.CharField(label="Thẩm quyền công nhận", max_length=200, required=False)
    clause = forms.CharField(label="Điều khoản", max_length=60)


class TermForm(forms.Form):
    """A period."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label="Việc", max_length=300)
    amount = forms.IntegerField(label="Độ dài", help_text="Số âm: tính lùi từ ngày hết hạn.")
    unit = forms.ChoiceField(label="Đơn vị", choices=UNITS)
    clause = forms.CharField(label="Điều khoản", max_length=60)


class RoundForm(forms.Form):
    """A yearly round of the law."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    level = forms.ChoiceField(label="Cấp", choices=LEVELS[1:])
    no = forms.IntegerField(label="Đợt", min_value=1, max_value=99)
    request_day = forms.IntegerField(label="Đề nghị trước ngày", min_value=1, max_value=31)
    request_month = forms.IntegerField(label="tháng", min_value=1, max_value=12)
    finish_day = forms.IntegerField(label="Đánh giá xong trước ngày", min_value=1, max_value=31)
    finish_month = forms.IntegerField(label="tháng", min_value=1, max_value=12)
    years_later = forms.IntegerField(label="Sau mấy năm", min_value=0, max_value=5, initial=0)
    clause = forms.CharField(label="Điều khoản", max_length=60)


class EvidenceForm(forms.Form):
    """A kind of evidence of Mẫu 02."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Loại minh chứng", max_length=200)
    needed = forms.CharField(label="Yêu cầu", widget=forms.Textarea(attrs={"rows": 2}), required=False)


class GeneralForm(forms.Form):
    """Title and product code."""

    title = forms.CharField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    code_pattern = forms.CharField(label="Mẫu mã sản phẩm", max_length=60)
    code_note = forms.CharField(label="Giải thích mã sản phẩm", max_length=300, required=False)


class ReplaceForm(forms.Form):
    """A decision that ends; empty where it goes on."""

    number = forms.CharField(widget=forms.HiddenInput)
    last_day = DayField(label="Ngày cuối còn hiệu lực", required=False)
    clause = forms.CharField(label="Điều khoản chuyển tiếp", max_length=60, required=False)


class WhyForm(forms.Form):
    """A reason alone."""

    reason = ReasonField(label="Lý do, căn cứ", help_text="Ví dụ: đã đối chiếu bản ký.")


class LineForm(forms.Form):
    """A new line of a set."""

    kind = forms.ChoiceField(
        label="Thêm", choices=[("criterion", "Tiêu chí chấm điểm"), ("heading", "Đề mục (phần, mục, nhóm tiêu chí)")]
    )
    above = forms.ChoiceField(label="Nằm trong", required=False)
    code = forms.CharField(label="Ký hiệu", max_length=20, help_text="Ví dụ 6.1.1.")
    name = forms.CharField(label="Tên", max_length=300)
    max_points = PointsField(label="Điểm tối đa")
    reason = ReasonField(label="Lý do", help_text="Ví dụ: đã đối chiếu bản ký.")

    def __init__(self, *args: Any, headings: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.pk), str(row)) for row in headings]
        self.fields["above"].choices = [("", "(là phần của phiếu)"), *choices]  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """Another sign of a line."""

    code = forms.CharField(label="Ký hiệu mới", max_length=20)
    reason = ReasonField(label="Lý do đổi")
