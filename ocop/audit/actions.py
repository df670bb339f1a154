"""Writing to the record.

Call `record` as the last write of an action: it holds the end of the chain until the transaction ends, so all
that follows makes others wait.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from django.db import models, transaction
from django.utils import timezone

from ocop.audit.models import GENESIS, Entry, Head, Seal, canonical
from ocop.base.dates import HANOI, local_date

SYSTEM = "Hệ thống"


class Actor(Protocol):
    """Whoever acts: a user, or anything with a key and a name."""

    @property
    def pk(self) -> Any: ...


class DayNotOverError(ValueError):
    """A day is sealed only after it has ended."""

    def __init__(self, day: date) -> None:
        super().__init__(f"Ngày {day:%d/%m/%Y} chưa hết, chưa niêm phong được.")


@transaction.atomic
def record(
    action: str,
    *,
    by: Actor | None,
    subject: models.Model,
    data: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Entry:
    """Write down that `by` (none: the system) did `action`, e.g. "dossiers.submit", to `subject`.

    `data` holds what a reader needs to understand the act, never passwords or restricted personal data; it is
    made of JSON values, dates and decimals. `at` is when it happened, if not now.
    """
    head = _locked_head()
    now = timezone.now()
    entry = Entry(
        number=head.number + 1,
        at=at or now,
        recorded_at=now,
        actor_id=by.pk if by is not None else None,
        actor_name=(str(by) if by is not None else SYSTEM)[:300],
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_name=str(subject)[:500],
        data=canonical(dict(data or {})),
    )
    entry.digest = entry.expected_digest(head.digest)
    entry.save()
    Head.objects.filter(pk=1).update(number=entry.number, digest=entry.digest)
    return entry


@transaction.atomic
def seal_day(day: date) -> Seal | None:
    """Seal all that was recorded up to the end of `day` and is not sealed yet; the day's seal if it has one.

    None where there is nothing to seal. A day that has not ended is refused.
    """
    if day >= local_date(timezone.now()):
        raise DayNotOverError(day)
    _locked_head()
    previous = Seal.objects.order_by("last").last()
    if previous and previous.day >= day:
        return Seal.objects.filter(day=day).first()
    first = previous.last + 1 if previous else 1
    end = datetime.combine(day + timedelta(days=1), time.min, HANOI)
    last = Entry.objects.filter(number__gte=first, recorded_at__lt=end).last()
    if last is None:
        return None
    count = last.number - first + 1
    seal = Seal(day=day, first=first, last=last.number, count=count, sealed_at=timezone.now())
    seal.digest = seal.expected_digest(previous.digest if previous else GENESIS, last.digest)
    seal.save()
    return seal


def _locked_head() -> Head:
    """The end of the chain, held until the transaction ends (SQLite holds the whole file instead)."""
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"number": 0, "digest": GENESIS})
    return head
