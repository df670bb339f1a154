"""Provinces that merge or are renamed take their communes along: each goes on with its name and code, in a period of
its own under the new province, so that what was recorded before keeps the unit of its day."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import ProtectedError, Q

from ocop.base.errors import Conflict
from ocop.places.models import Extent, Level, MapChange, Succession, Unit
from ocop.places.queries.units import in_force_on


def communes_changing(provinces: Collection[int], on: date) -> list[str]:
    """Communes of these provinces that begin or end on the day or later: they would be carried over wrongly."""
    rows = Unit.objects.filter(Q(valid_to__gte=on) | Q(valid_from__gte=on), parent__in=provinces)
    return [unit.full_name for unit in rows]


def carry_communes(change: MapChange, provinces: Collection[int], target: Unit) -> None:
    """Begin every commune of the old provinces anew under `target`, from the day of the change."""
    olds = list(Unit.objects.filter(in_force_on(change.on), parent__in=provinces))
    Unit.objects.filter(pk__in=[old.pk for old in olds]).update(valid_to=change.on - timedelta(days=1))
    heirs = [
        Unit(
            level=old.level, code=old.code, kind=old.kind, name=old.name, parent=target,
            province_code=target.province_code, valid_from=change.on,
        )
        for old in olds
    ]  # fmt: skip
    for heir in heirs:
        heir.fill_search()
    Unit.objects.bulk_create(heirs)
    Succession.objects.bulk_create(
        Succession(old=old, new=heir, extent=Extent.UNCHANGED, on=change.on, ends_old=True, change=change)
        for old, heir in zip(olds, heirs, strict=True)
    )


def carried_communes(links: Iterable[Succession], target: Unit | None) -> list[Unit]:
    """The communes that a change of provinces began anew."""
    if target is None or target.level != Level.PROVINCE:
        return []
    return [link.new for link in links if link.new_id != target.pk]


def drop(units: Collection[Unit]) -> None:
    """Take units out of the map on which nothing stands."""
    try:
        Unit.objects.filter(pk__in=[unit.pk for unit in units]).delete()
    except ProtectedError as error:
        said = "Không bỏ được: đã có chủ thể, hồ sơ hoặc vai trò ghi theo "
        raise Conflict(f"{said}{', '.join(unit.full_name for unit in list(units)[:3])}.") from error
