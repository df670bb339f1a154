"""What the plan of an inspection must say (Điều 9, Quyết định 26/2026/QĐ-TTg)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocop.base.findings import Finding
from ocop.supervision.spec import KIND_TITLES, InspectionKind

MAX_TITLE = 300
LEADS, KINDS, TEAM = "Điều 9.4.a", "Điều 9.2.a", "Điều 9.2.b"


@dataclass(frozen=True)
class PlanDraft:
    """What was typed about an inspection. `reason` is why an unannounced one is held."""

    kind: str
    title: str
    basis: str
    starts_on: date | None
    ends_on: date | None
    reason: str = ""


@dataclass(frozen=True)
class Member:
    """A person of the team: who, from where, for what."""

    name: str
    agency: str
    task: str
    is_head: bool = False
    has_account: bool = False


@dataclass(frozen=True)
class Plan:
    """The team and the number of products, as the guards look at them."""

    team: Sequence[Member]
    products: int


def check_draft(draft: PlanDraft) -> list[Finding]:
    """What is wrong with the words and days of a plan."""
    findings = []
    if draft.kind not in KIND_TITLES:
        findings.append(_wrong("kind", KINDS, "Hãy chọn kiểm tra định kỳ hay đột xuất."))
    if not draft.title.strip():
        findings.append(_wrong("title", LEADS, "Hãy ghi nội dung, ví dụ “Kiểm tra sản phẩm OCOP quý IV”."))
    if len(draft.title) > MAX_TITLE:
        findings.append(_wrong("title", LEADS, f"Nội dung dài quá {MAX_TITLE} ký tự."))
    if not draft.basis.strip():
        findings.append(_wrong("basis", LEADS, "Hãy ghi căn cứ, ví dụ kế hoạch kiểm tra năm hoặc phản ánh đã nhận."))
    if draft.kind == InspectionKind.UNANNOUNCED and not draft.reason.strip():
        findings.append(_wrong("reason", KINDS, "Kiểm tra đột xuất: hãy ghi vì sao cần kiểm tra."))
    return [*findings, *_check_days(draft.starts_on, draft.ends_on)]


def _check_days(starts_on: date | None, ends_on: date | None) -> list[Finding]:
    findings = []
    if starts_on is None:
        findings.append(_wrong("starts_on", LEADS, "Hãy ghi ngày bắt đầu kiểm tra."))
    if ends_on is None:
        findings.append(_wrong("ends_on", LEADS, "Hãy ghi ngày kết thúc kiểm tra."))
    if starts_on and ends_on and ends_on < starts_on:
        findings.append(_wrong("ends_on", LEADS, "Ngày kết thúc không được trước ngày bắt đầu."))
    return findings


def check_member(member: Member, team: Sequence[Member]) -> list[Finding]:
    """What is wrong with one more person in `team`."""
    asked = {
        "name": "Hãy ghi họ tên.",
        "agency": "Hãy ghi cơ quan cử người này.",
        "task": "Hãy ghi nhiệm vụ trong Đoàn.",
    }
    findings = [_wrong(field, TEAM, said) for field, said in asked.items() if not getattr(member, field).strip()]
    if member.is_head and any(other.is_head for other in team):
        findings.append(_wrong("is_head", TEAM, "Đoàn đã có Trưởng đoàn. Hãy bỏ người đó ra trước."))
    return findings


def check_plan(plan: Plan) -> list[Finding]:
    """What is missing before the plan is laid before the leader, and when it is decided."""
    findings = []
    if not plan.products:
        findings.append(_wrong("products", LEADS, "Chưa có sản phẩm nào để kiểm tra. Hãy thêm sản phẩm."))
    if sum(member.is_head for member in plan.team) != 1:
        findings.append(_wrong("team", TEAM, "Đoàn kiểm tra phải có một Trưởng đoàn."))
    if not any(member.has_account for member in plan.team):
        said = "Đoàn chưa có cán bộ kiểm tra nào có tài khoản để ghi biên bản. Hãy thêm người có vai trò kiểm tra."
        findings.append(_wrong("team", TEAM, said))
    return findings


def _wrong(field: str, clause: str, message: str) -> Finding:
    return Finding(f"inspection_{field}", clause, message, field)
