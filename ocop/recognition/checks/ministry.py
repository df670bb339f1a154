"""What the record of the ministry's answer must hold."""

from dataclasses import dataclass
from datetime import date

from ocop.base.findings import Finding


@dataclass(frozen=True)
class OutcomeDraft:
    """What was typed of the ministry's answer, and the days it is held against."""

    stars: int
    number: str
    on: date | None
    certificate_no: str
    requested_on: date
    today: date


def check_outcome(draft: OutcomeDraft) -> list[Finding]:
    """Everything that is not right, each with what to do."""
    findings = []
    if not 1 <= draft.stars <= 5:
        findings.append(_wrong("stars", "Hãy chọn số sao theo kết quả của Trung ương, từ 1 đến 5."))
    if not draft.number.strip():
        findings.append(_wrong("number", "Hãy ghi số văn bản kết quả của Bộ."))
    if draft.on is None:
        findings.append(_wrong("on", "Hãy ghi ngày văn bản kết quả của Bộ."))
    elif not draft.requested_on <= draft.on <= draft.today:
        between = f"{draft.requested_on:%d/%m/%Y} đến {draft.today:%d/%m/%Y}"
        findings.append(_wrong("on", f"Ngày văn bản của Bộ phải từ {between}."))
    if draft.stars == 5 and not draft.certificate_no.strip():
        findings.append(_wrong("certificate_no", "Hãy ghi số giấy chứng nhận 5 sao do Bộ cấp."))
    return findings


def _wrong(field: str, message: str) -> Finding:
    return Finding(f"outcome_{field}", "Điều 7.4", message, field)
