"""Loading the administrative map from the files in `data/`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from ocop.places.models import Extent, Kind, Level, Succession, Unit

DATA = Path(__file__).parent.parent / "data"

_KINDS = {kind.label: kind.value for kind in Kind if kind.value}
_LEVEL_BY_CODE_LENGTH = {0: None, 2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}

# What tells two units apart: level, code (or district and name where there is no code), first and last day.
Key = tuple[str, str, date | None, date | None]
Uppers = dict[tuple[str, str], list[Unit]]


@dataclass(frozen=True)
class LoadReport:
    """How many rows a load has added or put right."""

    units_added: int
    units_mended: int
    successions_added: int


@transaction.atomic
def load_places(*, by: object = None, folder: Path = DATA) -> LoadReport:
    """Bring the map up to the files; what is there already, also what officers added, stays.

    The last day of a unit is only ever set by the file on a new row: a later merger may have ended it.
    """
    known = {_key(unit): unit for unit in Unit.objects.all()}
    wanted = list(_units_in(folder / "units.csv"))
    mended = _mend(known, wanted)
    added = _add_units(known, wanted)
    successions = 0
    for path in sorted(folder.glob("succession-*.csv")):
        more, linked = _add_successions(known, path)
        added, successions = added + more, successions + linked
    return LoadReport(added, mended, successions)


def _mend(known: dict[Key, Unit], wanted: list[Unit]) -> int:
    changed = []
    for new in wanted:
        old = known.get(_key(new))
        if old and (old.kind, old.name) != (new.kind, new.name):
            old.kind, old.name = new.kind, new.name
            old.fill_search()
            changed.append(old)
    Unit.objects.bulk_update(changed, ["kind", "name", "folded", "lowered", "sort_key"])
    return len(changed)


def _add_units(known: dict[Key, Unit], wanted: list[Unit]) -> int:
    """Level by level, so that the row of the parent exists."""
    total = 0
    for level in Level:
        missing = [unit for unit in wanted if unit.level == level and _key(unit) not in known]
        uppers = _uppers(known)
        for unit in missing:
            unit.parent = _parent_of(unit, uppers)
            unit.fill_search()
        Unit.objects.bulk_create(missing)
        known.update((_key(unit), unit) for unit in missing)
        total += len(missing)
    return total


def _add_successions(known: dict[Key, Unit], path: Path) -> tuple[int, int]:
    """Units that only the succession knows, and the links; the day stands in the name of the file."""
    day = date.fromisoformat(path.stem.removeprefix("succession-"))
    eve = day - timedelta(days=1)
    ended = {_name_key(unit): unit for unit in known.values() if unit.valid_to == eve}
    begun = {(unit.level, unit.code): unit for unit in known.values() if unit.valid_from == day}
    rows = list(_rows(path))
    only_here = [_unit_ended(row, eve) for row in rows if _row_key(row) not in ended]
    added = _add_units(known, only_here)
    ended.update((_name_key(unit), unit) for unit in only_here)
    present = set(Succession.objects.filter(on=day).values_list("old_id", "new_id"))
    links = [link for row in rows for link in _links(row, ended[_row_key(row)], begun, day)]
    missing = [link for link in links if (link.old_id, link.new_id) not in present]
    Succession.objects.bulk_create(missing)
    return added, len(missing)


def _links(row: dict[str, str], old: Unit, begun: dict[tuple[str, str], Unit], day: date) -> Iterator[Succession]:
    for target in row["into"].split():
        code, _, extent = target.partition("/")
        new = begun[_LEVEL_BY_CODE_LENGTH[len(code)] or "", code]
        yield Succession(old=old, new=new, extent=extent or Extent.WHOLE, on=day)


def _units_in(path: Path) -> Iterator[Unit]:
    for row in _rows(path):
        yield Unit(
            level=row["level"],
            code=row["code"],
            kind=_KINDS[row["kind"]] if row["kind"] else "",
            name=row["name"],
            province_code=row["province"],
            district_code=row["district"],
            valid_from=_day(row["since"]),
            valid_to=_day(row["until"]),
        )


def _unit_ended(row: dict[str, str], eve: date) -> Unit:
    """A commune of which only the code, the name and the end are known."""
    return Unit(
        level=Level.COMMUNE,
        code=row["code"],
        name=row["name"],
        province_code=row["province"],
        district_code=row["district"],
        valid_to=eve,
    )


def _uppers(known: dict[Key, Unit]) -> Uppers:
    found: Uppers = {}
    for unit in known.values():
        if unit.level in (Level.PROVINCE, Level.DISTRICT):
            found.setdefault((unit.level, unit.code), []).append(unit)
    return found


def _parent_of(unit: Unit, uppers: Uppers) -> Unit | None:
    """The unit above, of the same period; none where the files do not hold it."""
    if unit.level == Level.PROVINCE:
        return None
    above = (Level.PROVINCE, unit.province_code)
    if unit.district_code and unit.level != Level.DISTRICT:
        above = (Level.DISTRICT, unit.district_code)
    day = unit.valid_from or unit.valid_to
    return next((other for other in uppers.get(above, []) if other.covers(day)), None)


def _key(unit: Unit) -> Key:
    """The first day tells periods of a code apart; where it is unknown, the last day does."""
    ident = unit.code or f"{unit.district_code} {unit.name}"
    return unit.level, ident, unit.valid_from, None if unit.valid_from else unit.valid_to


def _name_key(unit: Unit) -> tuple[str, str]:
    return unit.district_code, unit.code or unit.name


def _row_key(row: dict[str, str]) -> tuple[str, str]:
    return row["district"], row["code"] or row["name"]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
