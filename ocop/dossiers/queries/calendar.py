"""The year's days off as a desk reads them: the official ones, and what was settled otherwise."""

from datetime import date, timedelta

from django.db.models import QuerySet

from ocop.regulations.models import DayOverride
from ocop.regulations.queries.calendar import day_off_name


def days_off(year: int) -> list[tuple[date, str]]:
    """The public holidays of `year` by the official calendar."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=offset) for offset in range((date(year + 1, 1, 1) - first).days))
    return [(day, name) for day in days if (name := day_off_name(day))]


def overrides_of(year: int) -> QuerySet[DayOverride]:
    """The days of `year` that the administrator settled."""
    return DayOverride.objects.filter(date__year=year).order_by("date")
