"""Helper mode: a producer agrees that somebody types for it; the agreement is recorded, lasts, and ends."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from ocop.accounts.actions.roles import give_role, take_role
from ocop.accounts.models import ConsentMeans, HelperConsent, User
from ocop.accounts.queries.producers import people_of
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.dates import show
from ocop.base.errors import Conflict, NotAllowed, ReasonMissing, Refused
from ocop.base.signals import notice_due
from ocop.base.text import nfc
from ocop.parties.models import Producer

LONGEST = timedelta(days=366)


@transaction.atomic
def give_consent(
    *,
    by: User,
    producer: Producer,
    helper: User,
    scope_note: str,
    means: str,
    until: date,
    evidence: str = "",
) -> HelperConsent:
    """Let `helper` type for `producer` until the end of `until`.

    The producer itself agrees in the system; an officer records an agreement on paper, by telephone or in person and
    describes it.
    """
    if not by.has_perm("accounts.give_consent", producer):
        raise NotAllowed("Bạn không có quyền với chủ thể này.")
    today = timezone.localdate()
    _check_means(by, producer, means, evidence)
    _check_helper(producer, helper)
    if not today <= until <= today + LONGEST:
        raise Refused("Ngày kết thúc phải từ hôm nay và không quá 12 tháng.")
    grant = give_role(
        by=by,
        user=helper,
        role=Role.PRODUCER_HELPER,
        scope_kind=Scope.PRODUCER,
        scope_id=producer.pk,
        basis=f"{ConsentMeans(means).label}: {nfc(evidence) or nfc(scope_note)}",
        until=until,
    )
    consent = HelperConsent.objects.create(
        producer=producer,
        helper=helper,
        scope_note=nfc(scope_note) or "Nhập hồ sơ",
        means=means,
        evidence=nfc(evidence),
        recorded_by=by,
        starts_on=today,
        until=until,
        grant=grant,
    )
    record("accounts.give_consent", by=by, subject=producer, data={"helper": str(helper), "means": means})
    _tell(consent, "given", f"{helper} được giúp {producer.name} đến {show(until)}", consent.scope_note, by)
    return consent


@transaction.atomic
def end_consent(*, by: User, consent: HelperConsent) -> HelperConsent:
    """The producer, its commune or the helper ends the help; what was typed stays with the helper's name."""
    if not by.has_perm("accounts.end_consent", consent):
        raise NotAllowed("Bạn không có quyền chấm dứt việc giúp này.")
    locked = HelperConsent.objects.select_for_update().get(pk=consent.pk)
    if locked.ended_at is not None:
        raise Conflict("Việc giúp này đã chấm dứt.")
    if locked.grant.ended_at is None:
        take_role(by=by, grant=locked.grant, reason="Chấm dứt việc giúp chủ thể")
    locked.ended_at, locked.ended_by = timezone.now(), by
    locked.save(update_fields=["ended_at", "ended_by"])
    record("accounts.end_consent", by=by, subject=locked.producer, data={"helper": str(locked.helper)})
    _tell(locked, "ended", f"{locked.helper} thôi giúp {locked.producer.name}", "Việc giúp đã chấm dứt.", by)
    return locked


def _check_means(by: User, producer: Producer, means: str, evidence: str) -> None:
    """Only the producer itself agrees in the system; whatever an officer records is described."""
    if means not in ConsentMeans.values:
        raise Refused("Hãy chọn cách chủ thể đã đồng ý.")
    is_own = producer.pk in by.scope_ids(Scope.PRODUCER, Role.PRODUCER)
    if is_own != (means == ConsentMeans.SYSTEM):
        raise Refused("Hãy chọn cách chủ thể đã đồng ý: văn bản, điện thoại hoặc trực tiếp.")
    if not is_own and not evidence.strip():
        raise ReasonMissing("Hãy mô tả văn bản, cuộc gọi hoặc buổi gặp mà chủ thể đã đồng ý.")


def _check_helper(producer: Producer, helper: User) -> None:
    if not helper.is_active:
        raise Refused("Tài khoản của người giúp không hoạt động.")
    if producer.pk in helper.scope_ids(Scope.PRODUCER, Role.PRODUCER):
        raise Refused("Người này đã là người của chủ thể, không cần cho phép giúp.")


def _tell(consent: HelperConsent, event: str, subject: str, body: str, by: User) -> None:
    told = [user for user in [*people_of(consent.producer), consent.helper] if user.pk != by.pk]
    notice_due.send(
        sender=HelperConsent,
        to=told,
        kind=f"accounts.consent_{event}",
        subject=subject,
        body=body,
        about=consent.producer,
    )
