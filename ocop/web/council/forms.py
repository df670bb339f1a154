"""Inputs of the council's pages."""

from fractions import Fraction
from typing import Any

from django import forms

from ocop.base.dates import local_date
from ocop.evaluation.states import KIND_TITLES, SessionKind
from ocop.evaluation.wording import COUNTS, EXACTLY_75, MET_BY

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class SessionForm(forms.Form):
    """A meeting, or opinions taken in writing; round and kind are asked only when it is planned."""

    kind = forms.ChoiceField(
        label="Hình thức", choices=list(KIND_TITLES.items()), initial=SessionKind.MEETING, widget=forms.RadioSelect,
        help_text="Lấy ý kiến bằng văn bản: không họp, chỉ với hồ sơ phân hạng lại.",
    )  # fmt: skip
    title = forms.CharField(label="Tên phiên", max_length=200)
    starts_at = forms.DateTimeField(label="Họp lúc, hoặc gửi phiếu lúc", widget=_MOMENT)
    place = forms.CharField(label="Nơi họp", max_length=300, required=False, help_text="Bắt buộc khi họp.")
    answer_by = forms.DateTimeField(
        label="Hạn trả lời", required=False, widget=_MOMENT,
        help_text="Bắt buộc khi lấy ý kiến bằng văn bản: thành viên gửi phiếu trước lúc này.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, rounds: Any = None, faults: Any = None, written: bool | None = None, **kwargs: Any
    ) -> None:
        """`faults(day)` says why opinions may not be taken in writing then; `written` is the kind of a session
        already planned."""
        super().__init__(*args, **kwargs)
        self.faults, self.written = faults, written
        if rounds is not None:
            self.fields["round"] = forms.ModelChoiceField(rounds, label="Đợt đánh giá", empty_label="Chọn đợt")
            self.order_fields(["round", "kind", "title", "starts_at", "place", "answer_by"])
        else:
            gone, kept = ("place", "answer_by") if written else ("answer_by", "place")
            del self.fields["kind"], self.fields[gone]
            self.fields[kept].help_text = ""
            self.fields["starts_at"].label = "Gửi phiếu lúc" if written else "Họp lúc"

    def clean(self) -> dict[str, Any]:
        """What each kind needs, each fault beside its field."""
        data = super().clean() or {}
        written = data.get("kind") == SessionKind.WRITTEN if self.written is None else self.written
        starts_at, answer_by = data.get("starts_at"), data.get("answer_by")
        if not written:
            if "place" in data and not data["place"].strip():
                self.add_error("place", "Hãy ghi nơi họp.")
            data["answer_by"] = None
            return data
        if "answer_by" in data and answer_by is None:
            self.add_error("answer_by", "Hãy ghi hạn trả lời.")
        elif starts_at and answer_by and answer_by <= starts_at:
            self.add_error("answer_by", "Hạn trả lời phải sau lúc gửi phiếu.")
        for finding in self.faults(local_date(starts_at)) if self.faults and starts_at else []:
            self.add_error("kind", f"{finding.message} ({finding.clause})")
        data["place"] = ""
        return data


class DeclarationForm(forms.Form):
    """Conflict of interest: yes or no, and which."""

    has_conflict = forms.ChoiceField(choices=[("no", "Không"), ("yes", "Có")])
    reason = forms.CharField(required=False)


class RegulationForm(forms.Form):
    """A version of the working regulation; each default is that of the practice named beside it."""

    title = forms.CharField(label="Tên quy chế", max_length=300, initial="Quy chế hoạt động của Hội đồng")
    decision_no = forms.CharField(label="Số quyết định ban hành", max_length=60, required=False)
    in_force_from = forms.DateField(label="Áp dụng từ ngày", widget=DAY)
    quorum = forms.CharField(
        label="Tỷ lệ thành viên tối thiểu",
        initial="3/4",
        help_text="Phần của Hội đồng phải có mặt và phải có phiếu hợp lệ, ví dụ 3/4.",
    )
    quorum_needs_chair = forms.BooleanField(
        label="Phải có Chủ tịch Hội đồng (Phó Chủ tịch điều hành mục mà Chủ tịch có xung đột lợi ích)",
        required=False,
        initial=True,
    )
    spread_limit = forms.DecimalField(
        label="Chênh lệch tối đa giữa hai phiếu (điểm)",
        initial=10,
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text="Vượt mức này, thành viên phải xem lại: chấm lại hoặc giữ nguyên có lý do.",
    )
    minimum_met_by = forms.ChoiceField(
        label="Mức tối thiểu của một hạng được coi là đạt khi",
        choices=list(MET_BY.items()),
        widget=forms.RadioSelect,
        initial="majority",
    )
    minima_cumulative = forms.BooleanField(
        label="Muốn đạt một hạng phải đạt cả mức tối thiểu của các hạng dưới", required=False, initial=True
    )
    decimals_shown = forms.IntegerField(
        label="Số chữ số thập phân khi hiển thị", initial=1, min_value=0, max_value=6,
        help_text="Chỉ để hiển thị; điểm so với khung được tính chính xác, không làm tròn.",
    )  # fmt: skip

    counts = forms.ChoiceField(
        label="Tỷ lệ thành viên tính trên", choices=list(COUNTS.items()), initial="members", widget=forms.RadioSelect
    )
    exactly_75 = forms.ChoiceField(
        label="Tiêu chí có mức đúng 75%",
        choices=list(EXACTLY_75.items()),
        initial="higher",
        widget=forms.RadioSelect,
        help_text="Ở một số tiêu chí, đúng 75% không rơi vào phương án nào hoặc rơi vào hai phương án.",
    )
    written_opinion = forms.BooleanField(
        label="Được lấy ý kiến bằng văn bản khi phân hạng lại", required=False, initial=True,
        help_text="Khoản 6 Điều 7, Quyết định 26/2026/QĐ-TTg.",
    )  # fmt: skip

    def clean_quorum(self) -> Fraction:
        """A share such as 3/4, above 0 and at most 1."""
        text = self.cleaned_data["quorum"].strip().replace(" ", "")
        top, _, bottom = text.partition("/")
        if not (top.isascii() and top.isdecimal() and bottom.isascii() and bottom.isdigit() and int(bottom)):
            raise forms.ValidationError("Hãy ghi dạng phân số, ví dụ 3/4.")
        share = Fraction(int(top), int(bottom))
        if not 0 < share <= 1 or share.denominator > 1000:
            raise forms.ValidationError("Tỷ lệ phải lớn hơn 0 và không quá 1.")
        return share

    def settings(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        share = data.pop("quorum")
        return {**data, "quorum_numerator": share.numerator, "quorum_denominator": share.denominator}

    @classmethod
    def from_version(cls, row: Any) -> dict[str, Any]:
        """The settings of a version, to begin the next one with."""
        names = ("title", "quorum_needs_chair", "spread_limit", "minimum_met_by", "minima_cumulative",
                 "decimals_shown", "counts", "exactly_75", "written_opinion")  # fmt: skip
        quorum = f"{row.quorum_numerator}/{row.quorum_denominator}"
        return {name: getattr(row, name) for name in names} | {"quorum": quorum}


class CouncilForm(forms.Form):
    """A council by its decision; the members are rows of `MemberForm`."""

    name = forms.CharField(
        label="Tên Hội đồng", max_length=300, initial="Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp tỉnh"
    )
    decision_no = forms.CharField(label="Số quyết định thành lập", max_length=60)
    decided_on = forms.DateField(label="Ngày quyết định", widget=DAY)

    def __init__(self, *args: Any, units: Any, regulations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        district = any(unit.level == "district" for unit in units)
        self.fields["province"] = forms.ModelChoiceField(
            units, label="Huyện" if district else "Tỉnh", empty_label=None, initial=units.first()
        )
        if district:
            self.fields["name"].initial = "Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp huyện"
        self.fields["regulation"] = forms.ModelChoiceField(regulations, label="Quy chế hoạt động", empty_label=None)


class MemberForm(forms.Form):
    """One person of the council; an empty row is left out."""

    ROLES = [("chair", "Chủ tịch"), ("vice_chair", "Phó Chủ tịch"), ("member", "Ủy viên"), ("secretary", "Thư ký")]

    role = forms.ChoiceField(label="Vai trò", choices=ROLES, initial="member")
    agency = forms.CharField(label="Cơ quan", max_length=300)
    position = forms.CharField(label="Chức vụ", max_length=200, required=False)
    votes = forms.BooleanField(label="Chấm điểm", required=False, initial=True)

    def __init__(self, *args: Any, people: Any, with_role: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("empty_permitted", True)
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.fields["user"] = forms.ModelChoiceField(people, label="Thành viên", empty_label="Chọn người")
        if not with_role:
            del self.fields["role"], self.fields["votes"]
        self.order_fields(["user", "role", "agency", "position", "votes"])

    def has_changed(self) -> bool:
        """A row counts once a person or an agency is named."""
        return bool({"user", "agency", "position"} & set(self.changed_data))


class ReplacementForm(MemberForm):
    """Who takes the seat, and why."""

    reason = forms.CharField(label="Lý do thay, số văn bản", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, with_role=False, empty_permitted=False, **kwargs)
