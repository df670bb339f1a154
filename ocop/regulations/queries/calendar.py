"""Working days of Viet Nam and the deadlines that hang on them; how a term is counted: `checks.terms`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from typing import Any

from ocop.regulations.checks import terms
from ocop.regulations.models import DayOverride, Decision, Term

_SATURDAY = 5


@dataclass(frozen=True)
class CalendarDay:
    """A day of the year's calendar that differs from the plain week: off, or worked on a weekend.

    `name` is what the official calendar calls it; `override` what was entered; `settled` where the two disagree.
    """

    day: date
    is_working: bool
    name: str
    override: DayOverride | None

    @property
    def label(self) -> str:
        """What the day is called, or why it was entered."""
        return self.name or (self.override.reason if self.override else "")

    @property
    def is_settled(self) -> bool:
        """Whether the entry says something else than the official calendar."""
        return self.override is not None and self.is_working != is_official_working_day(self.day)


@dataclass(frozen=True)
class Counted:
    """A term with its last day and how it was counted."""

    term: Term
    end: date
    notes: tuple[str, ...]


def working_calendar(changes: Mapping[date, bool | None] | None = None) -> Callable[[date], bool]:
    """A function that tells working days, with the entries of this moment: one query. `changes` are tried on top
    of them (None: let the official calendar speak)."""
    overrides: dict[date, bool | None] = dict(DayOverride.objects.values_list("date", "is_working"))
    overrides.update(changes or {})

    def is_working(day: date) -> bool:
        settled = overrides.get(day)
        return is_official_working_day(day) if settled is None else settled

    return is_working


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`; for many days take `working_calendar()` once."""
    return working_calendar()(day)


def day_off_name(day: date) -> str:
    """What day off `day` is by the official calendar; empty where it is none."""
    return str(_official().get(day) or "")


def year_days(year: int) -> list[CalendarDay]:
    """Every public holiday, swapped day and entry of a year, by date: one query."""
    entered = {row.date: row for row in DayOverride.objects.filter(date__year=year)}
    first = date(year, 1, 1)
    days = (first + timedelta(days=offset) for offset in range((date(year + 1, 1, 1) - first).days))
    found = []
    for day in days:
        name, override = day_off_name(day), entered.get(day)
        works = is_official_working_day(day)
        if name or override or (works and day.weekday() >= _SATURDAY):
            found.append(CalendarDay(day, override.is_working if override else works, name, override))
    return found


def knows_swaps(year: int) -> bool:
    """Whether the calendar already holds a day worked in exchange in `year`; they are announced year by year."""
    first = date(year, 1, 1)
    day_off_name(first)
    official = any(day.year == year for day in _official().weekend_workdays)
    return official or DayOverride.objects.filter(date__year=year, is_working=True).exists()


def deadline(
    start: date, term_key: str, decision: Decision, *, calendar: Callable[[date], bool] | None = None
) -> date:
    """The last day of a term of the law that begins to run on `start`; the day of the event is not counted.

    A term with a negative length is counted back from `start` (the expiry of a certificate).
    """
    return term_end(start, term(term_key, decision), calendar)


def term(term_key: str, decision: Decision) -> Term:
    """A period of the decision, by its key."""
    return Term.objects.get(decision=decision, key=term_key)


def terms_of(decision: Decision) -> list[Term]:
    """All periods of the decision, in its order."""
    return list(Term.objects.filter(decision=decision).order_by("pk"))


def term_end(start: date, period: Term, calendar: Callable[[date], bool] | None = None) -> date:
    """`deadline` for a term already read."""
    return terms.end_of(start, period.key, period.amount, period.unit, calendar or working_calendar())


def counted(start: date, period: Term) -> Counted:
    """The last day of a term with how it was counted."""
    notes = terms.notes(period.key, period.amount, period.unit)
    return Counted(period, term_end(start, period), tuple(notes))


def is_official_working_day(day: date) -> bool:
    """By the official calendar alone, without what was entered."""
    official = _official()
    if day in official:
        return False
    # a Saturday worked in exchange for another day is known only after its year has been filled, which `in` did
    return day.weekday() < _SATURDAY or day in official.weekend_workdays


@cache
def _official() -> Any:
    """Public holidays and swapped days as the Government announced them, by year, filled as years are asked for.

    Loaded at the first question: the library reads the calendars of every country, which most commands never need.
    """
    return import_module("holidays").country_holidays("VN", language="vi")
