"""What the office and the leader type. What must be true is said by the actions."""

from typing import Any

from django import forms

from ocop.base.errors import NotReady, Refused
from ocop.recognition.actions.decisions import DecisionFacts
from ocop.recognition.actions.ministry import OutcomeFacts
from ocop.recognition.checks.measure import MeasureDraft

VERDICTS = [("approved", "Phê duyệt"), ("refused", "Từ chối"), ("sent_back", "Trả lại để đánh giá lại")]
OUTCOME_STARS = [("", "Chọn kết quả"), *((str(n), f"{n} sao") for n in (5, 4, 3, 2, 1))]


def _day(label: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


def _number(label: str, example: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=60, help_text=f"Ví dụ {example}.", **kwargs)


class RefusalForm(forms.Form):
    """A form that can show why an action refused what was typed."""

    def show(self, refusal: Refused) -> None:
        """Put each sentence beside the field that it stands on."""
        findings = refusal.findings if isinstance(refusal, NotReady) else ()
        for finding in findings:
            self.add_error(finding.where if finding.where in self.fields else None, finding.message)
        if not findings:
            self.add_error(None, str(refusal))


class TitleForm(RefusalForm):
    """Subject and number of a proposal."""

    title = forms.CharField(label="Trích yếu", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    number = forms.CharField(label="Số tờ trình", max_length=60, required=False)


class ReasonForm(RefusalForm):
    """An act that needs nothing but its reason."""

    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class VerdictForm(RefusalForm):
    """The leader's word on one product."""

    verdict = forms.ChoiceField(label="Ý kiến của lãnh đạo", choices=VERDICTS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Lý do",
        help_text="Bắt buộc khi từ chối hoặc trả lại; chủ thể và xã đọc được lý do này.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class DecisionForm(RefusalForm):
    """Number, date and title of a decision of the province."""

    number = _number("Số quyết định", "1234/QĐ-UBND")
    signed_on = _day("Ngày ký")
    signer_title = forms.CharField(
        label="Chức vụ người ký",
        max_length=200,
        initial="Chủ tịch",
        help_text="In trên giấy chứng nhận, ví dụ Chủ tịch.",
    )

    def facts(self) -> DecisionFacts:
        """What was typed, as the action takes it."""
        return DecisionFacts(**self.cleaned_data)


class DecisionWithRequestForm(DecisionForm):
    """The same with the letter that asks the ministry."""

    request_number = _number("Số văn bản đề nghị Bộ đánh giá 5 sao", "77/UBND-NN")
    requested_on = _day("Ngày văn bản đề nghị Bộ")


class DecisionWithLetterForm(DecisionForm):
    """The same with the letter by which a district sends products up."""

    request_number = _number("Số văn bản chuyển lên tỉnh", "45/UBND-NN")
    requested_on = _day("Ngày văn bản chuyển lên tỉnh")


class RefuseBelowForm(DecisionForm):
    """A decision not to recognise, with its reason."""

    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def facts(self) -> DecisionFacts:
        """The decision without its reason."""
        return DecisionFacts(**{key: value for key, value in self.cleaned_data.items() if key != "reason"})


class OutcomeForm(RefusalForm):
    """What the ministry answered."""

    stars = forms.TypedChoiceField(label="Kết quả của Trung ương", choices=OUTCOME_STARS, coerce=int)
    number = _number("Số quyết định hoặc văn bản của Bộ", "456/QĐ-BNNMT")
    on = _day("Ngày văn bản của Bộ")
    average = forms.CharField(label="Điểm trung bình của Trung ương", max_length=12, required=False)
    certificate_no = forms.CharField(
        label="Số giấy chứng nhận 5 sao",
        max_length=60,
        required=False,
        help_text="Chỉ khi đạt 5 sao: số trên giấy do Bộ cấp.",
    )
    file = forms.FileField(label="Bản chụp giấy chứng nhận 5 sao (PDF, ảnh)", required=False)

    def facts(self) -> OutcomeFacts:
        """What was typed, as the action takes it."""
        return OutcomeFacts(**{key: value for key, value in self.cleaned_data.items() if key != "file"})


class MeasureForm(RefusalForm):
    """A decision that restores or revokes a certificate."""

    number = _number("Số quyết định", "1234/QĐ-UBND")
    signed_on = _day("Ngày ký")
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=200, initial="Chủ tịch")
    effective_on = _day("Có hiệu lực từ ngày")
    basis = forms.CharField(
        label="Căn cứ",
        help_text="Văn bản, điều khoản, kết luận kiểm tra làm căn cứ.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    reason = forms.CharField(
        label="Lý do",
        help_text="Chủ thể và xã đọc được lý do này.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def facts(self, kind: str) -> MeasureDraft:
        """What was typed, as the action takes it."""
        return MeasureDraft(kind=kind, **self.cleaned_data)


class SuspensionForm(MeasureForm):
    """The same with the last day of a suspension."""

    until = _day("Đến hết ngày", required=False, help_text="Để trống khi tạm dừng đến khi có quyết định khôi phục.")
    field_order = ("number", "signed_on", "signer_title", "effective_on", "until", "basis", "reason")
