"""Recognitions published in the past of which no points are known: in which places of today they lie."""

from collections import defaultdict
from collections.abc import Iterable

from ocop.base.text import fold
from ocop.places.models import Level, Unit
from ocop.places.queries import heirs_on, province_today, reach_of
from ocop.recognition.models import PublishedRecognition
from ocop.recognition.queries.old_results import unscored_published


def unscored_in(province_id: int, commune_id: int | None = None) -> list[PublishedRecognition]:
    """Those of a province, old provinces included; of one commune only those whose commune is known for sure."""
    rows = list(unscored_published())
    named = Unit.objects.filter(level=Level.PROVINCE, name__in={row.province_name for row in rows})
    reach = reach_of(province_id)
    here = {unit.name for unit in named if province_today(unit.pk) in reach}
    rows = [row for row in rows if row.province_name in here]
    if commune_id is None:
        return rows
    homes, reach = homes_today(rows), reach_of(commune_id)
    return [row for row in rows if row.pk in homes and homes[row.pk].pk in reach]


def homes_today(rows: Iterable[PublishedRecognition]) -> dict[int, Unit]:
    """recognition → the commune of today, where commune and district as published lead to one only."""
    given = [row for row in rows if row.commune_name]
    units = Unit.objects.filter(level=Level.COMMUNE, name__in={row.commune_name for row in given})
    found = {unit.pk: unit for unit in units.select_related("parent")}
    heads = heirs_on(list(found))
    ways: dict[tuple[str, str], set[int]] = defaultdict(set)
    for unit in found.values():
        district = fold(unit.parent.name) if unit.parent and unit.parent.level == Level.DISTRICT else ""
        ways[fold(unit.name), district].add(heads[unit.pk])
    standing = Unit.objects.filter(valid_to=None).select_related("parent").in_bulk(set(heads.values()))
    homes = {}
    for row in given:
        place = (fold(row.commune_name), fold(row.district_name).removeprefix("tp "))
        known = ways.get(place, set())
        if len(known) == 1 and (head := standing.get(next(iter(known)))):
            homes[row.pk] = head
    return homes
