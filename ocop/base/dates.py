"""Dates as offices write them, and today in Viet Nam."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def local_date(moment: datetime) -> date:
    """The calendar day of `moment` in Viet Nam."""
    return moment.astimezone(HANOI).date()


def show(day: date) -> str:
    """dd/mm/yyyy."""
    return day.strftime("%d/%m/%Y")


def show_long(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2026": day and month 1-2 with a leading zero (Nghị định 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the last day of the month where that day does not exist."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def add_working_days(start: date, days: int, is_working: Callable[[date], bool]) -> date:
    """The day on which the `days`-th working day after `start` falls (before it, below 0); `start` is not counted."""
    current, step = start, timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    while left > 0:
        current += step
        if is_working(current):
            left -= 1
    return current


def next_working_day(day: date, is_working: Callable[[date], bool]) -> date:
    """`day` itself where offices work on it, else the first working day after it."""
    while not is_working(day):
        day += timedelta(days=1)
    return day


def working_days_between(start: date, end: date, is_working: Callable[[date], bool]) -> int:
    """Working days after `start` up to and with `end`; negative where `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start, is_working)
    span = (end - start).days
    return sum(is_working(start + timedelta(days=offset)) for offset in range(1, span + 1))
