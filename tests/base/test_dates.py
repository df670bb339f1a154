"""Dates and terms, at their edges."""

from datetime import UTC, date, datetime

import pytest

from ocop.base.dates import add_months, add_working_days, local_date, show, show_long, working_days_between


def weekdays(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        pytest.param(date(2026, 11, 23), 36, date(2029, 11, 23), id="36 tháng (Điều 9)"),
        pytest.param(date(2024, 2, 29), 36, date(2027, 2, 28), id="29 February has no match"),
        pytest.param(date(2025, 2, 28), 36, date(2028, 2, 28), id="28 February stays the 28th in a leap year"),
        pytest.param(date(2026, 1, 31), 1, date(2026, 2, 28), id="last day of a shorter month"),
        pytest.param(date(2026, 12, 31), 12, date(2027, 12, 31), id="over the year"),
    ],
)
def test_months_are_added_by_the_calendar(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        pytest.param(date(2026, 11, 20), 1, date(2026, 11, 23), id="Friday to Monday"),
        pytest.param(date(2026, 11, 21), 1, date(2026, 11, 23), id="received on a Saturday"),
        pytest.param(date(2026, 11, 2), 15, date(2026, 11, 23), id="15 working days are three weeks"),
        pytest.param(date(2026, 11, 2), 0, date(2026, 11, 2), id="no day"),
    ],
)
def test_the_day_of_receipt_is_not_counted(start: date, days: int, end: date) -> None:
    assert add_working_days(start, days, weekdays) == end
    assert working_days_between(start, end, weekdays) == days


def test_days_before_are_negative() -> None:
    assert working_days_between(date(2026, 11, 23), date(2026, 11, 20), weekdays) == -1


def test_a_day_begins_at_midnight_in_viet_nam() -> None:
    assert local_date(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)) == date(2026, 11, 23)
    assert local_date(datetime(2026, 11, 22, 16, 59, tzinfo=UTC)) == date(2026, 11, 22)


def test_dates_are_written_as_in_official_papers() -> None:
    assert show(date(2026, 2, 5)) == "05/02/2026"
    assert show_long(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert show_long(date(2026, 11, 23)) == "ngày 23 tháng 11 năm 2026"
