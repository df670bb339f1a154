"""Suspending, restoring and revoking a certificate: one event, from which its status follows the same moment."""

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, NotReady, Refused
from ocop.base.text import nfc
from ocop.dossiers.actions.telling import tell_commune
from ocop.notices.actions import notify
from ocop.recognition.checks import Event
from ocop.recognition.checks.measure import MEASURES, MeasureDraft, check_measure
from ocop.recognition.models import Certificate, CertificateEvent
from ocop.recognition.queries.certificates import today
from ocop.recognition.queries.conflicts import has_conflict
from ocop.recognition.wording import CONFLICT, measure_body, measure_subject


@transaction.atomic
def decide_certificate(*, by: User, certificate: Certificate, facts: MeasureDraft) -> CertificateEvent:
    """Write the leader's decision on a certificate; asked twice with the same facts, it is done once."""
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if not by.has_perm("recognition.decide_certificate", locked):
        raise NotAllowed("Bạn không có quyền tạm dừng, khôi phục, thu hồi giấy chứng nhận này.")
    if has_conflict(by, locked.dossier_id):
        raise Refused(CONFLICT)
    if facts.kind not in MEASURES:
        raise Refused("Hãy chọn tạm dừng, khôi phục hoặc thu hồi.")
    rows = list(locked.events.order_by("effective_on", "pk"))
    number = nfc(facts.number)
    told = (facts.kind, number, facts.signed_on, facts.effective_on)
    for row in rows:
        if (row.kind, row.decision_no, row.signed_on, row.effective_on) == told:
            return row
    findings = check_measure(
        facts,
        today=today(),
        issued_on=locked.issued_on,
        valid_until=locked.valid_until,
        events=[Event(row.kind, row.effective_on, row.until) for row in rows],
    )
    if findings:
        raise NotReady(findings)
    assert facts.effective_on is not None  # without it there was a finding
    event = CertificateEvent.objects.create(
        certificate=locked,
        kind=facts.kind,
        effective_on=facts.effective_on,
        until=facts.until,
        decision_no=number,
        reason=nfc(facts.reason),
        basis=nfc(facts.basis),
        signed_on=facts.signed_on,
        signer_title=nfc(facts.signer_title),
        by=by,
    )
    data = {
        "number": locked.number,
        "kind": event.kind,
        "decision": number,
        "effective_on": event.effective_on,
        "until": event.until,
        "reason": event.reason,
        "basis": event.basis,
    }
    record("recognition.decide_certificate", by=by, subject=locked, data=data)
    _tell(locked, event)
    return event


def _tell(certificate: Certificate, event: CertificateEvent) -> None:
    """Producer and commune learn what holds from which day, and why."""
    dossier = certificate.dossier
    subject = measure_subject(certificate.product_name, event.kind)
    body = measure_body(
        certificate.number, event.kind, event.decision_no, event.effective_on, event.until, event.reason
    )
    producer = users_with(Role.PRODUCER, Scope.PRODUCER, dossier.product.producer_id)
    notify(to=producer, kind="recognition.decided", subject=subject, body=body, about=certificate)
    tell_commune(dossier, "recognition.decided", subject, body, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
