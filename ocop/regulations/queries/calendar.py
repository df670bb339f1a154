"""Working days of Viet Nam and the deadlines that hang on them."""

from collections.abc import Callable
from datetime import date, timedelta

import holidays

from ocop.base.dates import add_months, add_working_days
from ocop.regulations.models import DayOverride, Decision, Term
from ocop.regulations.models.decision import MONTHS, WORKING_DAYS

_SATURDAY = 5
# public holidays and swapped days as the Government announced them, by year, filled as years are asked for
_official = holidays.country_holidays("VN", language="vi")


def working_calendar() -> Callable[[date], bool]:
    """A function that tells working days, with the administrator's overrides of this moment: one query."""
    overrides = dict(DayOverride.objects.values_list("date", "is_working"))

    def is_working(day: date) -> bool:
        settled = overrides.get(day)
        return _is_official_working_day(day) if settled is None else settled

    return is_working


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`; for many days take `working_calendar()` once."""
    return working_calendar()(day)


def day_off_name(day: date) -> str:
    """What day off `day` is by the official calendar; empty where it is none."""
    return str(_official.get(day) or "")


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


def term_end(start: date, period: Term, calendar: Callable[[date], bool] | None = None) -> date:
    """`deadline` for a term already read."""
    if period.unit == WORKING_DAYS:
        return add_working_days(start, period.amount, calendar or working_calendar())
    if period.unit == MONTHS:
        return add_months(start, period.amount)
    return start + timedelta(days=period.amount)


def _is_official_working_day(day: date) -> bool:
    if day in _official:
        return False
    # a Saturday worked in exchange for another day is known only after its year has been filled, which `in` did
    return day.weekday() < _SATURDAY or day in _official.weekend_workdays
