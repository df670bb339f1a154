"""What is typed about an inspection. What must be true is said by the actions."""

from typing import Any

from django import forms

from ocop.supervision.checks import ConclusionDraft, Member, MinutesDraft, PlanDraft, SignedDraft
from ocop.supervision.spec import GROUNDS, KIND_TITLES, OUTCOME_TITLES
from ocop.web.leader.forms import RefusalForm

MOST = 2000


def _day(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def _text(label: str, rows: int = 3, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PlanForm(RefusalForm):
    """Words and days of a plan."""

    kind = forms.ChoiceField(
        label="Hình thức",
        choices=list(KIND_TITLES.items()),
        widget=forms.RadioSelect,
        help_text="Định kỳ: chủ thể và xã được báo trước. Đột xuất: không báo trước.",
    )
    title = forms.CharField(label="Nội dung", max_length=300, help_text="In trên quyết định kiểm tra.")
    basis = _text("Căn cứ", 2, help_text="Kế hoạch kiểm tra năm, văn bản chỉ đạo, phản ánh đã nhận.")
    reason = _text("Vì sao kiểm tra đột xuất", 2, required=False, help_text="Bắt buộc khi kiểm tra đột xuất.")
    starts_on = _day("Từ ngày")
    ends_on = _day("Đến hết ngày")

    def facts(self) -> PlanDraft:
        """What was typed, as the action takes it."""
        return PlanDraft(**self.cleaned_data)


class MemberForm(RefusalForm):
    """One more person of the team."""

    user = forms.ModelChoiceField(
        None,
        label="Cán bộ kiểm tra có tài khoản",
        required=False,
        empty_label="Không có tài khoản",
        help_text="Người có tài khoản ghi biên bản trên hệ thống.",
    )
    name = forms.CharField(
        label="Họ tên", max_length=200, required=False, help_text="Để trống khi đã chọn người có tài khoản."
    )
    agency = forms.CharField(label="Chức vụ, cơ quan", max_length=300)
    task = forms.CharField(label="Nhiệm vụ trong Đoàn", max_length=300)
    is_head = forms.BooleanField(label="Là Trưởng đoàn", required=False)

    def __init__(self, *args: Any, inspectors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = inspectors  # type: ignore[attr-defined]

    def facts(self) -> Member:
        """What was typed; the name of an account is its own."""
        data = dict(self.cleaned_data)
        user = data.pop("user")
        return Member(**(data | {"name": data["name"] or str(user or "")}), has_account=user is not None)


class SignedForm(RefusalForm):
    """Number, day and title of a decision or a conclusion."""

    number = forms.CharField(label="Số văn bản", max_length=60)
    signed_on = _day("Ngày ký")
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=200)

    def facts(self) -> SignedDraft:
        """What was typed, as the action takes it."""
        return SignedDraft(**self.cleaned_data)


class MinutesForm(RefusalForm):
    """The words of the minutes; the checklist stands beside it. Nothing is required while it is being written."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    held_on = _day("Ngày kiểm tra", required=False)
    place = forms.CharField(label="Nơi kiểm tra", max_length=300, required=False)
    present = _text("Đại diện chủ thể có mặt", 2, required=False, help_text="Họ tên, chức vụ.")
    findings = _text("Nhận xét của Đoàn", 4, required=False)
    opinion = _text("Ý kiến của chủ thể", 3, required=False, help_text="Không có thì ghi “Không có ý kiến”.")

    def facts(self, answers: dict[str, tuple[str, str]]) -> MinutesDraft:
        """What was typed, with the answers of the checklist."""
        words = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return MinutesDraft(**words, answers=answers)


class ProductConclusionForm(RefusalForm):
    """What is concluded on one product."""

    outcome = forms.ChoiceField(label="Kết luận", choices=list(OUTCOME_TITLES.items()), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label="Trường hợp theo khoản 1 Điều 8",
        choices=[("", "Không chọn"), *((key, f"{key}) {row.text}") for key, row in GROUNDS.items())],
        required=False,
        help_text="Bắt buộc khi đề nghị thu hồi.",
    )
    reason = _text("Lý do, nội dung phải khắc phục", required=False, help_text="Chủ thể và xã đọc được.")
    remedy_by = _day("Khắc phục xong trước ngày", required=False, help_text="Chỉ khi yêu cầu khắc phục.")

    def facts(self, product: str, changed: int) -> ConclusionDraft:
        """What was typed, as the action takes it."""
        return ConclusionDraft(product=product, changed=changed, **self.cleaned_data)


class SummaryForm(RefusalForm):
    """The words on the inspection as a whole."""

    summary = _text("Nhận xét chung của cuộc kiểm tra", 4, help_text="In ở đầu kết luận kiểm tra.")
