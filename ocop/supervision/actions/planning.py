"""Planning an inspection: its words, its team, its products; laying it before the leader."""

from collections.abc import Iterable

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, NotReady, Refused
from ocop.base.text import nfc
from ocop.notices.actions import notify
from ocop.places.models import Unit
from ocop.supervision.checks import Member, PlanDraft, check_draft, check_member
from ocop.supervision.flows import INSPECTION_FLOW
from ocop.supervision.models import InspectedProduct, Inspection, TeamMember
from ocop.supervision.queries.inspections import inspectors_of, team_of, to_inspect
from ocop.supervision.queries.products import member_facts
from ocop.supervision.spec import KIND_TITLES, InspectionKind
from ocop.supervision.states import InspectionState


@transaction.atomic
def create_inspection(*, by: User, province: Unit, draft: PlanDraft) -> Inspection:
    """Begin the plan of an inspection of recognised products of the province."""
    made = Inspection(province=province, created_by=by)
    if not by.has_perm("supervision.create_inspection", made):
        raise NotAllowed("Bạn không có quyền lập cuộc kiểm tra.")
    _set(made, draft)
    made.save()
    record("supervision.create_inspection", by=by, subject=made, data=_told(made))
    return made


@transaction.atomic
def edit_inspection(*, by: User, inspection: Inspection, draft: PlanDraft) -> Inspection:
    """Change the words and days of a plan."""
    locked = _plan(by, inspection)
    _set(locked, draft)
    locked.save()
    record("supervision.edit_inspection", by=by, subject=locked, data=_told(locked))
    return locked


@transaction.atomic
def add_member(*, by: User, inspection: Inspection, member: Member, user: User | None = None) -> TeamMember:
    """Name one more person; with an account (`user`, an inspector of the province) they write minutes."""
    locked = _plan(by, inspection)
    if user is not None and not inspectors_of(locked).filter(pk=user.pk).exists():
        raise Refused("Người này đã có trong Đoàn, hoặc không có vai trò kiểm tra trong tỉnh.")
    findings = check_member(member, [member_facts(row) for row in team_of(locked)])
    if findings:
        raise NotReady(findings)
    made = TeamMember.objects.create(
        inspection=locked,
        user=user,
        name=nfc(member.name),
        agency=nfc(member.agency),
        task=nfc(member.task),
        is_head=member.is_head,
    )
    record("supervision.add_member", by=by, subject=locked, data={"name": made.name, "head": made.is_head})
    return made


@transaction.atomic
def remove_member(*, by: User, member: TeamMember) -> Inspection:
    """Take a person off the team of a plan."""
    locked = _plan(by, member.inspection)
    name = member.name
    member.delete()
    record("supervision.remove_member", by=by, subject=locked, data={"name": name})
    return locked


@transaction.atomic
def add_products(*, by: User, inspection: Inspection, certificate_ids: Iterable[int]) -> int:
    """Add certificates that may be inspected; how many were added."""
    locked = _plan(by, inspection)
    rows = list(to_inspect(by, locked).filter(pk__in=list(certificate_ids)))
    InspectedProduct.objects.bulk_create(InspectedProduct(inspection=locked, certificate=row) for row in rows)
    if rows:
        record("supervision.add_products", by=by, subject=locked, data={"certificates": [row.number for row in rows]})
    return len(rows)


@transaction.atomic
def remove_product(*, by: User, product: InspectedProduct) -> Inspection:
    """Take a product off a plan."""
    locked = _plan(by, product.inspection)
    number = product.certificate.number
    product.delete()
    record("supervision.remove_product", by=by, subject=locked, data={"certificate": number})
    return locked


@transaction.atomic
def submit_inspection(*, by: User, inspection: Inspection) -> Inspection:
    """Lay the plan before the leader."""
    INSPECTION_FLOW.move(inspection, "submit_inspection", by=by)
    total = inspection.products.count()
    notify(
        to=users_with(Role.SIGNING_LEADER, Scope.PROVINCE, inspection.province_id),
        kind="supervision.submitted",
        subject=f"Quyết định kiểm tra chờ ký: {total} sản phẩm",
        body=f"{inspection.title}. Căn cứ: {inspection.basis}",
        about=inspection,
    )
    record("supervision.submit_inspection", by=by, subject=inspection, data={"products": total})
    return inspection


@transaction.atomic
def return_inspection(*, by: User, inspection: Inspection, reason: str) -> Inspection:
    """Send the plan back to who made it, with the reason."""
    INSPECTION_FLOW.move(inspection, "return_inspection", by=by, reason=reason)
    notify(
        to=[inspection.created_by],
        kind="supervision.returned",
        subject="Kế hoạch kiểm tra bị trả lại để sửa",
        body=f"{inspection.title}. Lý do: {reason.strip()}",
        about=inspection,
    )
    record("supervision.return_inspection", by=by, subject=inspection, data={"reason": reason.strip()})
    return inspection


def _plan(by: User, inspection: Inspection) -> Inspection:
    """The plan, locked; refused where it has left the desk."""
    locked = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if not by.has_perm("supervision.edit_inspection", locked):
        raise NotAllowed("Bạn không có quyền sửa cuộc kiểm tra này.")
    if locked.state != InspectionState.DRAFT:
        raise Refused("Kế hoạch đã trình, không sửa được nữa. Lãnh đạo trả lại thì sửa được.")
    return locked


def _set(inspection: Inspection, draft: PlanDraft) -> None:
    """Write what was typed, if the rules accept it."""
    findings = check_draft(draft)
    if findings:
        raise NotReady(findings)
    assert draft.starts_on is not None  # without them there was a finding
    assert draft.ends_on is not None
    inspection.kind, inspection.title, inspection.basis = draft.kind, nfc(draft.title), nfc(draft.basis)
    inspection.reason = nfc(draft.reason) if draft.kind == InspectionKind.UNANNOUNCED else ""
    inspection.starts_on, inspection.ends_on = draft.starts_on, draft.ends_on


def _told(inspection: Inspection) -> dict[str, object]:
    return {
        "kind": KIND_TITLES[InspectionKind(inspection.kind)],
        "title": inspection.title,
        "basis": inspection.basis,
        "from": inspection.starts_on,
        "to": inspection.ends_on,
    }
