"""Number, day and title of what is signed: the decision to inspect, the conclusion."""

from dataclasses import dataclass
from datetime import date

from ocop.base.findings import Finding

MAX_NUMBER = 60


@dataclass(frozen=True)
class SignedDraft:
    """What was typed when a decision or a conclusion was signed."""

    number: str
    signed_on: date | None
    signer_title: str


def check_signed(draft: SignedDraft, *, today: date, first: date, taken: bool, example: str) -> list[Finding]:
    """Everything that is not right; `first` is the day before which it cannot have been signed."""
    findings = []
    if not draft.number.strip():
        findings.append(_wrong("number", f"Hãy ghi số văn bản, ví dụ {example}."))
    if len(draft.number) > MAX_NUMBER:
        findings.append(_wrong("number", f"Số văn bản dài quá {MAX_NUMBER} ký tự."))
    if taken:
        findings.append(_wrong("number", "Số này đã dùng cho một cuộc kiểm tra khác trong năm. Hãy kiểm tra lại số."))
    if not draft.signer_title.strip():
        findings.append(_wrong("signer_title", "Hãy ghi chức vụ của người ký."))
    if draft.signed_on is None:
        findings.append(_wrong("signed_on", "Hãy ghi ngày ký."))
    elif draft.signed_on > today:
        findings.append(_wrong("signed_on", f"Ngày ký không được sau hôm nay ({today:%d/%m/%Y})."))
    elif draft.signed_on < first:
        findings.append(_wrong("signed_on", f"Ngày ký không được trước ngày {first:%d/%m/%Y}."))
    return findings


def _wrong(field: str, message: str) -> Finding:
    return Finding(f"inspection_{field}", "Điều 9.4.a", message, field)
