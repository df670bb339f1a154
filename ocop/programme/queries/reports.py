"""The reports that a person sees, and those that may still be drawn up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.base.dates import local_date
from ocop.places.models import Level, Unit
from ocop.programme.models import YearReport
from ocop.programme.spec import FIRST_YEAR, LAST_DISTRICT_YEAR

WRITERS = (Role.PROVINCIAL_OFFICE, Role.PROGRAMME_OFFICER)
READERS = (*WRITERS, Role.SIGNING_LEADER, Role.AUDITOR)
YEARS_BACK = 5
"""How many past years are offered to be drawn up."""


@dataclass(frozen=True)
class Open:
    """A report that nobody has begun yet."""

    unit: Unit
    year: int

    @property
    def report(self) -> YearReport:
        """The report as it would be."""
        return blank(self.unit, self.year)


def visible_to(user: User) -> QuerySet[YearReport]:
    """The reports `user` may see; agrees with ``programme.view_report``."""
    if not user.is_active:
        return YearReport.objects.none()
    own = Q(district__in=user.scope_ids(Scope.DISTRICT, *READERS))
    found = own | Q(province__in=user.scope_ids(Scope.PROVINCE, *READERS))
    return YearReport.objects.filter(found).select_related("province", "district", "saved_by", "opened_by")


def written_by(user: User) -> QuerySet[YearReport]:
    """The reports that `user` draws up; agrees with ``programme.write_report``."""
    own = Q(district__in=user.scope_ids(Scope.DISTRICT, *WRITERS))
    own |= Q(district=None, province__in=user.scope_ids(Scope.PROVINCE, *WRITERS))
    return YearReport.objects.filter(own).select_related("province", "district")


def get_report(pk: int) -> YearReport | None:
    """One report with its body."""
    paths = ("province", "district__parent", "saved_by", "opened_by")
    return YearReport.objects.select_related(*paths).filter(pk=pk).first()


def blank(unit: Unit, year: int) -> YearReport:
    """A report of this body that is not stored, to ask permissions of."""
    if unit.level == Level.DISTRICT:
        return YearReport(province=unit.parent, district=unit, year=year)
    return YearReport(province=unit, year=year)


def reports_on(unit: Unit, year: int) -> bool:
    """Whether this body reports on that year: a province that stands at its end, a district that stood at its
    beginning."""
    if unit.level == Level.DISTRICT:
        return FIRST_YEAR <= year <= LAST_DISTRICT_YEAR and unit.covers(date(year, 1, 1))
    return unit.level == Level.PROVINCE and year >= FIRST_YEAR and unit.covers(date(year, 12, 31))


def bodies_of(user: User) -> list[Unit]:
    """The provinces and districts whose reports `user` draws up."""
    mine = user.scope_ids(Scope.PROVINCE, *WRITERS) | user.scope_ids(Scope.DISTRICT, *WRITERS)
    rows = Unit.objects.filter(pk__in=mine, level__in=(Level.PROVINCE, Level.DISTRICT)).select_related("parent")
    return list(rows.order_by("level", "sort_key", "-valid_to", "pk"))


def open_to(user: User) -> list[Open]:
    """What `user` may begin: this year and the years before, of each body, the latest first (2 queries)."""
    this_year, bodies = today().year, bodies_of(user)
    there = set(
        YearReport.objects.filter(Q(district__in=bodies) | Q(district=None, province__in=bodies)).values_list(
            "province", "district", "year"
        )
    )
    begun = {(district or province, year) for province, district, year in there}
    years: Iterable[int] = range(this_year, this_year - YEARS_BACK, -1)
    return [
        Open(unit, year)
        for year in years
        for unit in bodies
        if reports_on(unit, year) and (unit.pk, year) not in begun
    ]


def today() -> date:
    """The calendar day in Viet Nam."""
    return local_date(timezone.now())
