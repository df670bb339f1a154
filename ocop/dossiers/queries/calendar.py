"""Whose term moves when a working day is settled otherwise than the calendar said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.timeline import Course, courses, with_course
from ocop.dossiers.states import DossierState
from ocop.regulations.queries.calendar import working_calendar

AT_COMMUNE = (DossierState.AT_COMMUNE, DossierState.COMMUNE_SIGNING)


@dataclass(frozen=True)
class Shift:
    """The last day of a running term, before and after."""

    dossier: Dossier
    before: date
    after: date


def running_terms(calendar: Callable[[date], bool] | None = None) -> dict[int, tuple[Dossier, date]]:
    """Every dossier whose term of working days runs today, with its last day (constant number of queries)."""
    rows = with_course(Dossier.objects.filter(state__in=AT_COMMUNE)).select_related(
        "round", "criteria_set__decision", "product__producer", "commune__parent"
    )
    found = ((course.dossier, _last_day(course)) for course in courses(rows, calendar=calendar))
    return {dossier.pk: (dossier, day) for dossier, day in found if day is not None}


def shifts(before: Mapping[int, tuple[Dossier, date]], after: Mapping[int, tuple[Dossier, date]]) -> list[Shift]:
    """What moved between two looks, the earliest new day first."""
    both = [(dossier, day, after[pk][1]) for pk, (dossier, day) in before.items() if pk in after]
    moved = [Shift(dossier, old, new) for dossier, old, new in both if old != new]
    return sorted(moved, key=lambda shift: (shift.after, shift.dossier.pk))


def shifts_if(changes: Mapping[date, bool | None]) -> list[Shift]:
    """Whose term would move if these days were settled so."""
    return shifts(running_terms(), running_terms(working_calendar(changes)))


def _last_day(course: Course) -> date | None:
    return course.clock.deadline if course.clock else None
