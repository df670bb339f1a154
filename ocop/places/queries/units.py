"""Reads of the administrative map; every list is in the order of the Vietnamese alphabet."""

from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from ocop.base.dates import local_date
from ocop.base.text import fold, nfc
from ocop.places.models import Level, Succession, Unit


def search_units(
    text: str, *, level: str | None = None, on: date | None = None, province_code: str | None = None
) -> QuerySet[Unit]:
    """Units whose name holds `text`, typed with or without accents, in force on the day `on` (today).

    Typed with accents, the names that hold those very accents come first. An empty text finds all.
    """
    found = _with_parents(Unit.objects.filter(in_force_on(on), folded__contains=fold(text)))
    if level is not None:
        found = found.filter(level=level)
    if province_code is not None:
        found = found.filter(province_code=province_code)
    typed = nfc(text).lower()
    if typed == fold(text):
        return found.order_by("sort_key", "code", "pk")
    exact = Case(When(lowered__contains=typed, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.order_by(exact, "sort_key", "code", "pk")


def communes_of(province: Unit, on: date | None = None) -> QuerySet[Unit]:
    """The communes, wards and special zones that carry the province's code on the day `on` (today)."""
    return _with_parents(
        Unit.objects.filter(in_force_on(on), level=Level.COMMUNE, province_code=province.province_code)
    )


def provinces(on: date | None = None) -> QuerySet[Unit]:
    """The provinces and cities of the day `on` (today)."""
    return Unit.objects.filter(in_force_on(on), level=Level.PROVINCE)


def province(code: str, on: date | None = None) -> Unit | None:
    """The province with this code on the day `on` (today)."""
    return unit_on(code, Level.PROVINCE, on or today())


def unit_on(code: str, level: str, day: date) -> Unit | None:
    """The unit that carried `code` on `day`; none where the record does not know one."""
    return _with_parents(Unit.objects.filter(in_force_on(day), code=code, level=level)).first() if code else None


def unit_by_id(pk: int) -> Unit | None:
    """One unit with those above it."""
    return _with_parents(Unit.objects.filter(pk=pk)).first()


def successors(unit: Unit) -> QuerySet[Succession]:
    """What the unit became: rows with `new`, `extent` and `on`."""
    rows = Succession.objects.filter(old=unit).select_related("new__parent__parent")
    return rows.order_by("on", "new__sort_key", "pk")


def predecessors(unit: Unit) -> QuerySet[Succession]:
    """What the unit was made of: rows with `old`, `extent` and `on`."""
    rows = Succession.objects.filter(new=unit).select_related("old__parent__parent")
    return rows.order_by("on", "old__sort_key", "pk")


def heir(unit: Unit) -> Unit | None:
    """The only unit that took over; none where it is in force, was split, or the record does not say."""
    rows = list(successors(unit)[:2])
    return rows[0].new if len(rows) == 1 else None


def in_force_on(day: date | None = None) -> Q:
    """Condition "in force on `day`" (today); an unknown beginning counts as long ago."""
    day = day or today()
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return started & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def today() -> date:
    """The calendar day in Viet Nam."""
    return local_date(timezone.now())


def _with_parents(units: QuerySet[Unit]) -> QuerySet[Unit]:
    return units.select_related("parent__parent")
