"""What became of a unit, by date: nothing has to run on the day itself.

A unit that went wholly into a single other one *yields* to it from that day on; one that was split, or of which only a
part went, yields to nobody: a person decides for each producer.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from ocop.places.models import Extent, Level, MapChange, Succession, Unit
from ocop.places.queries.units import province, today, unit_by_id

STEPS = 12
"""No unit has been merged more often; also the end of a circle in the record."""


def heirs_on(ids: Collection[int], day: date | None = None) -> dict[int, int]:
    """unit → the unit to which it has yielded by `day` (today); itself where it has not."""
    found = {pk: pk for pk in ids}
    for _ in range(STEPS):
        steps = _yields(set(found.values()), day or today())
        if not steps:
            break
        found = {pk: steps.get(last, last) for pk, last in found.items()}
    return found


def unit_today(unit: Unit, day: date | None = None) -> Unit:
    """The unit that stands for `unit` on `day` (today)."""
    key = heirs_on([unit.pk], day)[unit.pk]
    return unit if key == unit.pk else unit_by_id(key) or unit


def families(ids: Collection[int], day: date | None = None) -> dict[int, set[int]]:
    """unit → every unit that has yielded to it or to the one it has yielded to: what a grant on it reaches."""
    heads = heirs_on(ids, day)
    members = _gathered(set(heads.values()), day or today())
    return {pk: members[head] | {pk} for pk, head in heads.items()}


def province_families(ids: Collection[int], day: date | None = None) -> dict[int, set[int]]:
    """The same of provinces; one query as long as none was entered as merged."""
    rows = Succession.objects.filter(old__level=Level.PROVINCE, on__lte=day or today())
    return families(ids, day) if ids and rows.exists() else {pk: {pk} for pk in ids}


def home_province(code: str) -> Unit | None:
    """The province of an installation that was set up under this code: the one that carries it today, or the one that
    stands for the last that did."""
    found = province(code)
    if found is not None:
        return found
    last = Unit.objects.filter(level=Level.PROVINCE, code=code).order_by("valid_to").last()
    return unit_today(last) if last else None


def reach_of(unit_id: int, day: date | None = None) -> set[int]:
    """The unit with all that came into it wholly: what a list read by this unit holds."""
    return _gathered({unit_id}, day or today())[unit_id]


def districts_of(province_id: int) -> QuerySet[Unit]:
    """The districts of a province and of those that came into it, each period of its own, the latest first. The
    record tells of the communes, so a province of then is known by where its communes went."""
    ways = Succession.objects.filter(
        new__level=Level.COMMUNE, new__parent=province_id, old__parent__level=Level.DISTRICT
    )
    then = set(ways.order_by().values_list("old__parent__parent", flat=True).distinct()) - {None}
    rows = Unit.objects.filter(level=Level.DISTRICT, parent__in=reach_of(province_id) | then).select_related("parent")
    return rows.order_by("parent__sort_key", "sort_key", "-valid_to", "pk")


def province_today(province_id: int) -> int:
    """The province that stands for one of then; itself where it goes on, or where its communes went several ways."""
    head = heirs_on([province_id])[province_id]
    if head != province_id:
        return head
    ways = Succession.objects.filter(old__parent__parent=province_id, new__parent__level=Level.PROVINCE)
    found = {key for key in ways.order_by().values_list("new__parent", flat=True).distinct() if key is not None}
    return found.pop() if len(found) == 1 else province_id


def provinces_within(province_id: int, day: date) -> set[int]:
    """A province with those that had come wholly into it by `day`, each known by where all its communes went."""
    ways = Succession.objects.filter(
        new__parent__level=Level.PROVINCE, old__parent__level=Level.DISTRICT, new__level=Level.COMMUNE, on__lte=day
    )
    then = ways.filter(new__parent=province_id).order_by().values_list("old__parent__parent", flat=True).distinct()
    elsewhere = ways.filter(old__parent__parent__in=set(then)).exclude(new__parent=province_id)
    parted = set(elsewhere.order_by().values_list("old__parent__parent", flat=True).distinct())
    return reach_of(province_id, day) | {key for key in then if key is not None and key not in parted}


def lineages(ids: Collection[int], day: date | None = None) -> dict[int, Unit]:
    """unit → the unit of today, only for those that have yielded (2 queries and one for each further step)."""
    moved = {pk: head for pk, head in heirs_on(ids, day).items() if pk != head}
    units = Unit.objects.select_related("parent").in_bulk(set(moved.values()))
    return {pk: units[head] for pk, head in moved.items() if head in units}


def parted_units(day: date | None = None) -> set[int]:
    """Communes of which an officer entered that a part went elsewhere, by `day`, or that passed to another province:
    each of their producers is handed over by a person."""
    entered = Succession.objects.filter(
        on__lte=day or today(), change__isnull=False, old__level=Level.COMMUNE, change__target__level=Level.COMMUNE
    )
    rows = entered.filter(Q(extent=Extent.PART) | ~Q(new__parent=F("old__parent")))
    return set(rows.values_list("old_id", flat=True))


def unit_choices(ids: Collection[int]) -> list[Unit]:
    """The units of a list to choose from: those its rows name and the ones of today that stand for them."""
    known = set(ids) | set(heirs_on(ids).values())
    return list(Unit.objects.filter(pk__in=known).order_by("sort_key", "valid_to", "pk"))


def ids_named(name: str) -> set[int]:
    """Every commune that is, or came wholly into, one called `name` ("xã Yên Khánh")."""
    found = Unit.objects.filter(level=Level.COMMUNE, lowered=name.lower()).values_list("pk", flat=True)
    return set().union(*_gathered(set(found), today()).values())


def changes_of(province_ids: Iterable[int]) -> QuerySet[MapChange]:
    """What was entered, the latest first."""
    return MapChange.objects.filter(province_id__in=list(province_ids)).select_related("target", "province")


def change_by_id(pk: int) -> MapChange | None:
    """One change with its successions."""
    rows = MapChange.objects.select_related("target", "province").filter(pk=pk)
    return rows.prefetch_related("successions__old", "successions__new").first()


def _yields(ids: set[int], day: date) -> dict[int, int]:
    """old → new, where all of the old went into one unit."""
    ways: dict[int, list[tuple[int, str]]] = {}
    rows = Succession.objects.filter(old_id__in=ids, on__lte=day).values_list("old_id", "new_id", "extent")
    for old, new, extent in rows:
        ways.setdefault(old, []).append((new, extent))
    return {old: found[0][0] for old, found in ways.items() if len(found) == 1 and found[0][1] != Extent.PART}


def _gathered(heads: set[int], day: date) -> dict[int, set[int]]:
    """unit → itself and all that has yielded to it, step by step."""
    found = {head: {head} for head in heads}
    edge = {head: head for head in heads}
    for _ in range(STEPS):
        rows = Succession.objects.filter(new_id__in=edge, on__lte=day).exclude(extent=Extent.PART)
        olds = dict(rows.values_list("old_id", "new_id"))
        olds = {old: edge[olds[old]] for old in _yields(set(olds), day) if old not in edge} if olds else {}
        if not olds:
            return found
        for old, head in olds.items():
            found[head].add(old)
        edge = olds
    return found
