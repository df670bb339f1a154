"""What the conclusion on one product must be (Điều 8.1 and 9.1, Quyết định 26/2026/QĐ-TTg).

The decision orders no figures for the remedy; the rules here keep the record free of contradictions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocop.base.findings import Finding
from ocop.supervision.spec import GROUNDS, OUTCOME_TITLES, Outcome

CASES, AIM = "Điều 8.1", "Điều 9.1"


@dataclass(frozen=True)
class ConclusionDraft:
    """What was typed; `changed` counts the matters that the minutes found not as certified."""

    product: str
    outcome: str
    reason: str = ""
    ground: str = ""
    remedy_by: date | None = None
    changed: int = 0


def check_conclusion(draft: ConclusionDraft, *, held_on: date | None) -> list[Finding]:
    """Everything that is not right, each with what to do."""
    if draft.outcome not in OUTCOME_TITLES:
        return [_wrong("outcome", AIM, "Hãy chọn kết luận về sản phẩm.")]
    findings = [*_check_reason(draft), *_check_ground(draft)]
    if draft.outcome == Outcome.REMEDY and draft.remedy_by is None:
        findings.append(_wrong("remedy_by", AIM, "Hãy ghi khắc phục xong trước ngày nào."))
    if draft.outcome != Outcome.REMEDY and draft.remedy_by is not None:
        findings.append(_wrong("remedy_by", AIM, "Chỉ ghi thời hạn khi yêu cầu khắc phục."))
    if draft.remedy_by and held_on and draft.remedy_by <= held_on:
        findings.append(_wrong("remedy_by", AIM, f"Thời hạn phải sau ngày kiểm tra ({held_on:%d/%m/%Y})."))
    return findings


def _check_reason(draft: ConclusionDraft) -> list[Finding]:
    if draft.reason.strip():
        return []
    if draft.outcome == Outcome.KEEPS and draft.changed:
        said = f"Biên bản ghi {draft.changed} nội dung không đúng. Hãy ghi vì sao sản phẩm vẫn được duy trì."
        return [_wrong("reason", AIM, said)]
    if draft.outcome != Outcome.KEEPS:
        return [_wrong("reason", AIM, "Hãy ghi lý do, nội dung phải khắc phục; chủ thể và xã đọc được.")]
    return []


def _check_ground(draft: ConclusionDraft) -> list[Finding]:
    if draft.outcome == Outcome.REVOKE and draft.ground not in GROUNDS:
        return [_wrong("ground", CASES, "Hãy chọn trường hợp thu hồi theo khoản 1 Điều 8.")]
    if draft.outcome in (Outcome.KEEPS, Outcome.REMEDY) and draft.ground:
        return [_wrong("ground", CASES, "Chỉ chọn trường hợp khi đề nghị tạm dừng, thu hồi.")]
    return []


def check_conclusions(drafts: Sequence[ConclusionDraft], summary: str) -> list[Finding]:
    """What is missing before the conclusion is laid before who signs it."""
    findings = [
        _wrong("products", AIM, f"Chưa có kết luận về {draft.product}.") for draft in drafts if not draft.outcome
    ]
    if not summary.strip():
        findings.append(_wrong("summary", AIM, "Hãy ghi nhận xét chung của cuộc kiểm tra."))
    return findings


def _wrong(field: str, clause: str, message: str) -> Finding:
    return Finding(f"inspection_{field}", clause, message, field)
