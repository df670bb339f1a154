"""The leader decides to inspect; who leads signs the conclusion. Each is a paper with number, day and signer."""

from datetime import date

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.permissions import holds_role
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import NotAllowed, NotReady
from ocop.base.text import nfc
from ocop.dossiers.actions.telling import tell_commune
from ocop.notices.actions import notify
from ocop.recognition.queries.certificates import today
from ocop.supervision import wording
from ocop.supervision.checks import SignedDraft, check_signed
from ocop.supervision.flows import INSPECTION_FLOW
from ocop.supervision.models import CheckedMatter, InspectedProduct, Inspection, Minutes
from ocop.supervision.queries.products import checklist_for, conclusion_of, minutes_of, products_of
from ocop.supervision.spec import MEASURES, InspectionKind

DESKS = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)


@transaction.atomic
def decide_inspection(*, by: User, inspection: Inspection, facts: SignedDraft) -> Inspection:
    """Order the inspection: every product gets its minutes with the checklist made from what was certified. Producers
    are told of a periodic one; an unannounced one stays unannounced."""
    _ask(by, "decide_inspection", inspection)
    first = local_date(inspection.created_at)
    _check(inspection, facts, "decision_no", "decided_on", first, "1234/QĐ-UBND")
    signed = {
        "decision_no": nfc(facts.number),
        "decided_on": facts.signed_on,
        "decision_by": by,
        "decision_title": nfc(facts.signer_title),
    }
    INSPECTION_FLOW.move(inspection, "decide_inspection", by=by, facts=signed)
    products = products_of(inspection)
    for product in products:
        _open_minutes(product)
    members = [row.user for row in inspection.team.select_related("user") if row.user is not None]
    number, period = inspection.decision_no, (inspection.starts_on, inspection.ends_on)
    said = wording.team_named(number, inspection.title, *period)
    notify(to=members, kind="supervision.named", subject="Bạn có tên trong Đoàn kiểm tra", body=said, about=inspection)
    if inspection.kind == InspectionKind.PERIODIC:
        assert inspection.decided_on is not None
        said = wording.announced(number, inspection.decided_on, *period)
        for product in products:
            _tell(product, "supervision.announced", f"{product}: có cuộc kiểm tra định kỳ", said)
    data = {"number": number, "products": len(products)}
    record("supervision.decide_inspection", by=by, subject=inspection, data=data)
    return inspection


@transaction.atomic
def submit_conclusion(*, by: User, inspection: Inspection) -> Inspection:
    """The team lays its draft before who signs."""
    INSPECTION_FLOW.move(inspection, "submit_conclusion", by=by)
    people = [
        user
        for role in (Role.PROVINCIAL_OFFICE, Role.SIGNING_LEADER)
        for user in users_with(role, Scope.PROVINCE, inspection.province_id)
    ]
    subject, body = "Kết luận kiểm tra chờ ký", f"{inspection.title}. Đoàn đã trình dự thảo kết luận."
    notify(to=people, kind="supervision.concluding", subject=subject, body=body, about=inspection)
    record("supervision.submit_conclusion", by=by, subject=inspection)
    return inspection


@transaction.atomic
def return_conclusion(*, by: User, inspection: Inspection, reason: str) -> Inspection:
    """Send the draft back to the team, with the reason."""
    INSPECTION_FLOW.move(inspection, "return_conclusion", by=by, reason=reason)
    members = [row.user for row in inspection.team.select_related("user") if row.user is not None]
    subject, body = "Dự thảo kết luận bị trả lại", f"{inspection.title}. Lý do: {reason.strip()}"
    notify(to=members, kind="supervision.conclusion_returned", subject=subject, body=body, about=inspection)
    record("supervision.return_conclusion", by=by, subject=inspection, data={"reason": reason.strip()})
    return inspection


@transaction.atomic
def sign_conclusion(*, by: User, inspection: Inspection, facts: SignedDraft) -> Inspection:
    """Sign the conclusion for the office, or for the province where the leader signs. From its day runs the term of
    Điều 8.4 where a revocation is proposed; nothing happens to a certificate by itself."""
    _ask(by, "sign_conclusion", inspection)
    products = products_of(inspection)
    held = [minutes.held_on for row in products if (minutes := minutes_of(row)) and minutes.held_on]
    first = max(held, default=local_date(inspection.created_at))
    _check(inspection, facts, "conclusion_no", "concluded_on", first, "21/KL-SNNMT")
    body = "province" if holds_role(by, (Role.SIGNING_LEADER,), inspection) else "office"
    signed = {
        "conclusion_no": nfc(facts.number),
        "concluded_on": facts.signed_on,
        "conclusion_by": by,
        "conclusion_title": nfc(facts.signer_title),
        "concluded_for": body,
    }
    INSPECTION_FLOW.move(inspection, "sign_conclusion", by=by, facts=signed)
    for product in products:
        _tell_outcome(inspection, product)
    _tell_leader(inspection, products)
    outcomes = {str(row): made.outcome for row in products if (made := conclusion_of(row))}
    data = {"number": inspection.conclusion_no, "outcomes": outcomes}
    record("supervision.sign_conclusion", by=by, subject=inspection, data=data)
    return inspection


def _ask(by: User, name: str, inspection: Inspection) -> None:
    if not by.has_perm(f"supervision.{name}", inspection):
        raise NotAllowed("Bạn không có quyền thực hiện bước này.")


def _check(inspection: Inspection, facts: SignedDraft, number: str, day: str, first: date, example: str) -> None:
    """Refuse what was typed where the rules find something; a number is used once in a year."""
    taken = False
    if facts.signed_on is not None:
        same = {number: nfc(facts.number), f"{day}__year": facts.signed_on.year}
        taken = Inspection.objects.filter(province=inspection.province_id, **same).exclude(pk=inspection.pk).exists()
    findings = check_signed(facts, today=today(), first=first, taken=taken, example=example)
    if findings:
        raise NotReady(findings)


def _open_minutes(product: InspectedProduct) -> None:
    minutes = Minutes.objects.create(product=product)
    CheckedMatter.objects.bulk_create(
        CheckedMatter(
            minutes=minutes, part=line.part, key=line.key, order=order, title=line.title, certified=line.certified
        )
        for order, line in enumerate(checklist_for(product.certificate))
    )


def _tell(product: InspectedProduct, kind: str, subject: str, body: str) -> None:
    """Producer and commune, in the same words."""
    dossier = product.certificate.dossier
    owners = users_with(Role.PRODUCER, Scope.PRODUCER, dossier.product.producer_id)
    notify(to=owners, kind=kind, subject=subject, body=body, about=product)
    tell_commune(dossier, kind, subject, body, *DESKS)


def _tell_outcome(inspection: Inspection, product: InspectedProduct) -> None:
    made = conclusion_of(product)
    assert made is not None  # the guard found one for each
    assert inspection.concluded_on is not None
    body = wording.concluded_body(
        inspection.conclusion_no, inspection.concluded_on, made.outcome, made.reason, made.remedy_by
    )
    _tell(product, "supervision.concluded", wording.concluded_subject(str(product), made.outcome), body)


def _tell_leader(inspection: Inspection, products: list[InspectedProduct]) -> None:
    """The leader decides on what is proposed; the term of a revocation is on their first page."""
    proposed = [str(row) for row in products if (made := conclusion_of(row)) and made.outcome in MEASURES]
    if not proposed:
        return
    notify(
        to=users_with(Role.SIGNING_LEADER, Scope.PROVINCE, inspection.province_id),
        kind="supervision.proposed",
        subject=f"Kết luận kiểm tra đề nghị tạm dừng, thu hồi: {len(proposed)} sản phẩm",
        body=f"Kết luận số {inspection.conclusion_no}: {'; '.join(proposed)}. Xem và quyết định ở trang Việc cần làm.",
        about=inspection,
    )
