"""What the figures of a decision and of a request to the ministry must be."""

from dataclasses import dataclass
from datetime import date

from ocop.base.findings import Finding

MAX_NUMBER = 60


@dataclass(frozen=True)
class DecisionDraft:
    """What was typed, and what it is held against: `results_on` the day the last result was published."""

    number: str
    signed_on: date | None
    signer_title: str
    today: date
    results_on: date
    number_is_taken: bool = False
    asks_ministry: bool = False
    asks_province: bool = False
    request_number: str = ""
    requested_on: date | None = None


def check_decision(draft: DecisionDraft) -> list[Finding]:
    """Everything that is not right, each with what to do."""
    findings = []
    if not draft.number.strip():
        findings.append(_wrong("number", "Hãy ghi số quyết định, ví dụ 1234/QĐ-UBND."))
    if len(draft.number) > MAX_NUMBER:
        findings.append(_wrong("number", f"Số quyết định dài quá {MAX_NUMBER} ký tự."))
    if draft.number_is_taken:
        findings.append(_wrong("number", "Số quyết định này đã dùng trong năm đó. Hãy kiểm tra lại số."))
    if not draft.signer_title.strip():
        findings.append(_wrong("signer_title", "Hãy ghi chức vụ của người ký."))
    findings += _check_date("signed_on", "ngày ký quyết định", draft.signed_on, draft.results_on, draft.today)
    if draft.asks_ministry or draft.asks_province:
        if not draft.request_number.strip():
            asked = (
                "UBND tỉnh đề nghị Bộ đánh giá 5 sao" if draft.asks_ministry else "UBND huyện chuyển hồ sơ lên tỉnh"
            )
            findings.append(_wrong("request_number", f"Hãy ghi số văn bản của {asked}."))
        findings += _check_date(
            "requested_on",
            "ngày văn bản đề nghị Bộ" if draft.asks_ministry else "ngày văn bản chuyển lên tỉnh",
            draft.requested_on,
            draft.signed_on or draft.results_on,
            draft.today,
        )
    return findings


def _check_date(field: str, name: str, given: date | None, first: date, today: date) -> list[Finding]:
    if given is None:
        return [_wrong(field, f"Hãy ghi {name}.")]
    if given > today:
        return [_wrong(field, f"{name.capitalize()} không được sau hôm nay ({today:%d/%m/%Y}).")]
    if given < first:
        return [_wrong(field, f"{name.capitalize()} không được trước ngày {first:%d/%m/%Y}.")]
    return []


def _wrong(field: str, message: str) -> Finding:
    return Finding(f"decision_{field}", "Điều 7.3.e", message, field)
