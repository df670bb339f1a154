"""What a decision to suspend, restore or revoke a certificate must be. Quyết định 26/2026 orders none of its figures:
the legal basis is what the signer cites, and the rules here keep the record free of contradictions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ocop.base.findings import Finding
from ocop.recognition.checks.validity import Event, Standing, standing_on
from ocop.recognition.states import STATUS_TITLES, CertificateStatus

S = CertificateStatus
MAX_NUMBER = 60
MEASURES = ("suspended", "restored", "revoked")
# what the certificate must be worth on the day from which the measure has effect
FROM = {
    "suspended": (S.VALID, S.EXTENDED),
    "restored": (S.SUSPENDED,),
    "revoked": (S.VALID, S.EXTENDED, S.SUSPENDED),
}
ACTS = {"suspended": "tạm dừng", "restored": "khôi phục", "revoked": "thu hồi"}


@dataclass(frozen=True)
class MeasureDraft:
    """What was typed about a measure; `until` is the last day of a suspension, empty where it has none."""

    kind: str
    number: str
    signed_on: date | None
    signer_title: str
    reason: str
    basis: str
    effective_on: date | None
    until: date | None = None


def check_measure(
    draft: MeasureDraft, *, today: date, issued_on: date, valid_until: date, events: Iterable[Event]
) -> list[Finding]:
    """Everything that is not right, each with what to do."""
    findings = _check_words(draft)
    findings += _check_signed(draft.signed_on, today, issued_on)
    if draft.effective_on is None:
        return [*findings, _wrong("effective_on", "Hãy ghi ngày bắt đầu có hiệu lực.")]
    if draft.signed_on and draft.effective_on < draft.signed_on:
        findings.append(_wrong("effective_on", "Ngày có hiệu lực không được trước ngày ký quyết định."))
    known = list(events)
    worth = standing_on(draft.effective_on, issued_on, valid_until, known)
    findings += _check_course(draft, draft.effective_on, worth, known)
    return findings + _check_until(draft, draft.effective_on, worth)


def _check_words(draft: MeasureDraft) -> list[Finding]:
    asked = {
        "number": "Hãy ghi số quyết định, ví dụ 1234/QĐ-UBND.",
        "signer_title": "Hãy ghi chức vụ của người ký.",
        "basis": "Hãy ghi căn cứ, ví dụ kết luận kiểm tra và điều khoản áp dụng.",
        "reason": "Hãy ghi lý do; chủ thể và xã đọc được lý do này.",
    }
    findings = [_wrong(field, message) for field, message in asked.items() if not getattr(draft, field).strip()]
    if len(draft.number) > MAX_NUMBER:
        findings.append(_wrong("number", f"Số quyết định dài quá {MAX_NUMBER} ký tự."))
    return findings


def _check_signed(signed_on: date | None, today: date, issued_on: date) -> list[Finding]:
    if signed_on is None:
        return [_wrong("signed_on", "Hãy ghi ngày ký quyết định.")]
    if signed_on > today:
        return [_wrong("signed_on", f"Ngày ký không được sau hôm nay ({today:%d/%m/%Y}).")]
    if signed_on < issued_on:
        return [_wrong("signed_on", f"Ngày ký không được trước ngày cấp giấy ({issued_on:%d/%m/%Y}).")]
    return []


def _check_course(draft: MeasureDraft, day: date, worth: Standing | None, known: list[Event]) -> list[Finding]:
    later = [event for event in known if event.kind != "extended" and event.effective_on > day]
    if later:
        first = min(event.effective_on for event in later)
        message = f"Đã có quyết định khác có hiệu lực từ {first:%d/%m/%Y}. Hãy chọn ngày từ hôm đó trở đi."
        return [_wrong("effective_on", message)]
    if worth is None or worth.status not in FROM[draft.kind]:
        title = STATUS_TITLES[worth.status].lower() if worth else "chưa đến ngày cấp"
        return [
            _wrong("effective_on", f"Ngày {day:%d/%m/%Y} giấy ở tình trạng “{title}”: không {ACTS[draft.kind]} được.")
        ]
    return []


def _check_until(draft: MeasureDraft, day: date, worth: Standing | None) -> list[Finding]:
    if draft.until is None:
        return []
    if draft.kind != "suspended":
        return [_wrong("until", "Chỉ quyết định tạm dừng có ngày cuối.")]
    if draft.until < day:
        return [_wrong("until", "Ngày cuối của thời gian tạm dừng không được trước ngày có hiệu lực.")]
    if worth and worth.until and draft.until > worth.until:
        return [
            _wrong("until", f"Giấy chỉ có giá trị đến hết {worth.until:%d/%m/%Y}. Hãy chọn ngày không sau ngày đó.")
        ]
    return []


def _wrong(field: str, message: str) -> Finding:
    return Finding(f"measure_{field}", "", message, field)
