"""A merger, a renaming or a part-merger is entered once; it takes effect by date. A mistaken entry is taken back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from ocop.audit.actions import record
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing
from ocop.base.findings import Finding
from ocop.base.text import nfc
from ocop.places import checks
from ocop.places.actions.provinces import carried_communes, carry_communes, communes_changing, drop
from ocop.places.models import Extent, Kind, Level, MapChange, Succession, Unit
from ocop.places.queries.units import in_force_on
from ocop.places.spec import SHARE_WORDS, ChangeFacts, Share, Source

KINDS = (Kind.COMMUNE.value, Kind.WARD.value, Kind.SPECIAL_ZONE.value)
PROVINCE_KINDS = (Kind.PROVINCE.value, Kind.CITY.value)


class Asker(Protocol):
    """Whoever acts and may be asked for a permission."""

    @property
    def pk(self) -> Any: ...

    def has_perm(self, perm: str, obj: object = None) -> bool: ...


def findings_of(province: Unit, facts: ChangeFacts) -> list[Finding]:
    """All that keeps the change from being entered, each with how to mend it."""
    olds = [_seen(source.unit, source.share) for source in facts.sources]
    target = _seen(facts.target, Share.WHOLE) if facts.target is not None else None
    into = "" if facts.of_provinces else (facts.into or province).province_code
    found = checks.check_document(facts.document)
    if facts.of_provinces:
        found += checks.check_provinces(olds, target, facts.on, province.pk)
        found += checks.check_communes_stay(communes_changing([row.key for row in olds], facts.on))
    else:
        found += checks.check_sources(olds, facts.on, province.province_code, into)
    if target is not None:
        return found + checks.check_target_goes_on(target, olds, facts.on, into)
    level, kinds, digits = (Level.COMMUNE, KINDS, 5) if into else (Level.PROVINCE, PROVINCE_KINDS, 2)
    on_the_day = Unit.objects.filter(in_force_on(facts.on), level=level, code=facts.code)
    holder = on_the_day.first() if facts.code else None
    return found + checks.check_new_unit(
        facts.kind if facts.kind in kinds else "", facts.name, facts.code, olds,
        _seen(holder, Share.WHOLE) if holder else None, digits,
    )  # fmt: skip


@transaction.atomic
def enter_change(*, by: Asker, province: Unit, facts: ChangeFacts) -> MapChange:
    """Write down what a resolution settles: the old units end on the eve, the new one begins on the day."""
    if not by.has_perm("places.change_map", province):
        raise NotAllowed("Bạn không có quyền ghi sắp xếp đơn vị hành chính.")
    facts = _locked(facts)
    found = findings_of(province, facts)
    if found:
        raise NotReady(found)
    for source in facts.sources:
        if source.share != Share.PART:
            source.unit.valid_to = facts.on - timedelta(days=1)
            source.unit.save(update_fields=["valid_to"])
    target = facts.target or _begin(province, facts)
    change = MapChange.objects.create(
        document=nfc(facts.document),
        on=facts.on,
        note=nfc(facts.note),
        target=target,
        target_is_new=facts.target is None,
        summary=_summary(target, facts)[:500],
        province=province,
        entered_at=timezone.now(),
    )
    Succession.objects.bulk_create(
        Succession(
            old=source.unit,
            new=target,
            extent=Extent.WHOLE if source.share == Share.WHOLE else Extent.PART,
            on=facts.on,
            ends_old=source.share != Share.PART,
            change=change,
        )
        for source in facts.sources
    )
    if facts.of_provinces:
        carry_communes(change, [source.unit.pk for source in facts.sources], target)
    record("places.enter_change", by=by, subject=change, data={"document": change.document, "on": change.on})
    return change


@transaction.atomic
def undo_change(*, by: Asker, change: MapChange, reason: str) -> MapChange:
    """Take a mistaken entry back, while nothing stands on it (upper floors have asked theirs)."""
    change = MapChange.objects.select_for_update().get(pk=change.pk)
    if not by.has_perm("places.change_map", change):
        raise NotAllowed("Bạn không có quyền bỏ lần sắp xếp này.")
    if change.undone_at is not None:
        raise IllegalMove("Lần sắp xếp này đã được bỏ.")
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do bỏ lần sắp xếp.")
    links = list(change.successions.select_related("old", "new"))
    ended = [row.old for row in links if row.ends_old]
    carried = carried_communes(links, change.target)
    target, is_new, summary = change.target, change.target_is_new, str(change)
    change.successions.all().delete()
    change.target, change.undone_at, change.undo_reason = None, timezone.now(), nfc(reason)
    change.save(update_fields=["target", "undone_at", "undo_reason"])
    drop(carried)
    _remove(target, is_new)
    Unit.objects.filter(pk__in=[old.pk for old in ended]).update(valid_to=None)
    record("places.undo_change", by=by, subject=change, data={"summary": summary, "reason": change.undo_reason})
    return change


def _locked(facts: ChangeFacts) -> ChangeFacts:
    """The same facts on the rows as they stand now, held until the end."""
    held = Unit.objects.select_for_update().in_bulk([source.unit.pk for source in facts.sources])
    return replace(facts, sources=tuple(Source(held[row.unit.pk], row.share) for row in facts.sources))


def _remove(target: Unit | None, is_new: bool) -> None:
    """Of two entries of one resolution the later unit may also stand on the first; then it stays."""
    if target is not None and is_new and not target.origins.exists():
        drop([target])


def _begin(province: Unit, facts: ChangeFacts) -> Unit:
    above = None if facts.of_provinces else facts.into or province
    return Unit.objects.create(
        level=Level.COMMUNE if above else Level.PROVINCE,
        code=facts.code,
        kind=facts.kind,
        name=facts.name,
        parent=above,
        province_code=above.province_code if above else facts.code,
        valid_from=facts.on,
    )


def _summary(target: Unit, facts: ChangeFacts) -> str:
    parts = ", ".join(f"{SHARE_WORDS[source.share]} {source.unit.full_name}" for source in facts.sources)
    return f"{target.full_name} ← {parts}"


def _seen(unit: Unit, share: Share) -> checks.OldUnit:
    return checks.OldUnit(
        key=unit.pk,
        name=unit.full_name,
        code=unit.code,
        is_commune=unit.level == Level.COMMUNE,
        is_province=unit.level == Level.PROVINCE,
        province=unit.province_code,
        begins=unit.valid_from,
        ends=unit.valid_to,
        share=share,
    )
