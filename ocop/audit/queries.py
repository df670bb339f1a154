"""Reading and proving the record."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Max, QuerySet

from ocop.audit.models import GENESIS, Entry, Head, Seal


@dataclass(frozen=True)
class Break:
    """The first place where the record is not what was written; `number` is the entry's."""

    number: int
    reason: str


@dataclass(frozen=True)
class ChainReport:
    """What a check of the whole chain found."""

    entries: int
    seals: int
    broken: Break | None

    @property
    def intact(self) -> bool:
        """Nothing was changed, removed or slipped in."""
        return self.broken is None


def entries_about(subject: models.Model) -> QuerySet[Entry]:
    """All that was done to `subject`, the latest first."""
    found = Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    return found.order_by("-number")


def entries_matching(
    *,
    actor_id: int | None = None,
    action: str | None = None,
    subject_type: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Entry]:
    """Entries for the auditor, the latest first; `since` is counted in, `until` is not."""
    wanted = {
        "actor_id": actor_id,
        "action": action,
        "subject_type": subject_type,
        "at__gte": since,
        "at__lt": until,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    return Entry.objects.filter(**given).order_by("-number")


def seals() -> QuerySet[Seal]:
    """The seals, the latest first."""
    return Seal.objects.order_by("-day")


def verify_chain() -> ChainReport:
    """Recompute every digest, the end of the chain and the seals; writers may go on meanwhile."""
    head = Head.objects.filter(pk=1).first()
    length, end = (head.number, head.digest) if head else (0, GENESIS)
    sealed = list(Seal.objects.order_by("last"))
    broken, number, digest, at_seals = _walk(length, {seal.last for seal in sealed})
    broken = broken or _cut_off(number, digest, length, end) or _slipped_in() or _seals_broken(sealed, at_seals)
    return ChainReport(entries=number, seals=len(sealed), broken=broken)


def _walk(length: int, marks: set[int]) -> tuple[Break | None, int, str, dict[int, str]]:
    """Follow the chain to `length`: the first break, the last good entry, and the digests at `marks`."""
    number, digest = 0, GENESIS
    seen: dict[int, str] = {}
    for entry in Entry.objects.filter(number__lte=length).order_by("number").iterator(chunk_size=2000):
        if entry.number != number + 1:
            return Break(number + 1, "dòng này đã bị xoá"), number, digest, seen
        if entry.digest != entry.expected_digest(digest):
            return Break(entry.number, "nội dung hoặc dấu vết đã bị sửa"), number, digest, seen
        number, digest = entry.number, entry.digest
        if number in marks:
            seen[number] = digest
    return None, number, digest, seen


def _cut_off(number: int, digest: str, length: int, end: str) -> Break | None:
    if number < length:
        return Break(number + 1, "dòng này đã bị xoá ở cuối chuỗi")
    return Break(length, "dấu vết cuối chuỗi đã bị sửa") if digest != end else None


def _slipped_in() -> Break | None:
    """An entry past the end. The greatest number is read first: honest writers move the end with it."""
    greatest = Entry.objects.aggregate(greatest=Max("number"))["greatest"] or 0
    head = Head.objects.filter(pk=1).first()
    length = head.number if head else 0
    return Break(length + 1, "dòng này được chèn vào ngoài chuỗi") if greatest > length else None


def _seals_broken(sealed: list[Seal], digests: dict[int, str]) -> Break | None:
    previous, next_number = GENESIS, 1
    for seal in sealed:
        good = seal.first == next_number and seal.last in digests
        if not good or seal.digest != seal.expected_digest(previous, digests[seal.last]):
            return Break(seal.first, f"không khớp niêm phong ngày {seal.day:%d/%m/%Y}")
        previous, next_number = seal.digest, seal.last + 1
    return None
