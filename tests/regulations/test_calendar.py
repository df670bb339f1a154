"""Working days of Viet Nam and the terms of the law."""

from datetime import date

import pytest
from django.db import IntegrityError

from ocop.audit.models import Entry
from ocop.base.errors import ReasonMissing
from ocop.regulations.actions import clear_day, set_day
from ocop.regulations.models import DayOverride, Decision
from ocop.regulations.queries import day_off_name, deadline, is_working_day, round_dates, working_calendar

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "working"),
    [
        pytest.param(date(2026, 1, 1), False, id="Tết Dương lịch"),
        pytest.param(date(2026, 2, 13), True, id="thứ Sáu trước Tết Bính Ngọ"),
        pytest.param(date(2026, 2, 16), False, id="29 tháng Chạp Ất Tỵ"),
        pytest.param(date(2026, 2, 17), False, id="mùng 1 Tết Bính Ngọ"),
        pytest.param(date(2026, 2, 20), False, id="mùng 4 Tết Bính Ngọ"),
        pytest.param(date(2026, 2, 23), True, id="sau Tết Bính Ngọ"),
        pytest.param(date(2027, 2, 5), False, id="giao thừa Đinh Mùi"),
        pytest.param(date(2027, 2, 8), False, id="mùng 3 Tết Đinh Mùi"),
        pytest.param(date(2027, 2, 11), True, id="sau Tết Đinh Mùi"),
        pytest.param(date(2026, 4, 27), False, id="nghỉ bù Giỗ Tổ rơi vào Chủ nhật"),
        pytest.param(date(2026, 8, 22), True, id="thứ Bảy làm bù cho 31/8"),
        pytest.param(date(2026, 8, 29), False, id="thứ Bảy thường"),
        pytest.param(date(2026, 8, 31), False, id="nghỉ hoán đổi 31/8"),
        pytest.param(date(2026, 9, 2), False, id="Quốc khánh"),
        pytest.param(date(2026, 11, 24), False, id="Ngày Văn hóa Việt Nam"),
        pytest.param(date(2026, 11, 23), True, id="ngày thường"),
    ],
)
def test_days_off_are_those_of_the_official_calendar(day: date, working: bool) -> None:
    assert is_working_day(day) is working


def test_the_swapped_saturday_is_known_whatever_day_is_asked_first() -> None:
    calendar = working_calendar()
    assert (calendar(date(2026, 8, 22)), calendar(date(2019, 1, 5)), calendar(date(2019, 1, 12))) == (
        True,
        True,
        False,
    )


def test_a_day_off_has_a_name_in_vietnamese() -> None:
    assert day_off_name(date(2026, 9, 2)) == "Quốc khánh"
    assert day_off_name(date(2026, 9, 3)) == ""


def test_an_override_beats_the_calendar_until_it_is_cleared() -> None:
    day = date(2026, 11, 23)
    set_day(by=None, day=day, is_working=False, reason="Bão số 9, công điện 12/CĐ")
    set_day(by=None, day=day, is_working=False, reason="Bão số 9, công điện 13/CĐ")
    assert is_working_day(day) is False
    assert DayOverride.objects.get().reason == "Bão số 9, công điện 13/CĐ"
    clear_day(by=None, day=day)
    clear_day(by=None, day=day)
    assert is_working_day(day) is True
    actions = list(Entry.objects.order_by("number").values_list("action", flat=True))
    assert actions == ["regulations.set_day", "regulations.set_day", "regulations.clear_day"]


def test_an_override_needs_a_reason() -> None:
    with pytest.raises(ReasonMissing):
        set_day(by=None, day=date(2026, 11, 23), is_working=False, reason="  ")
    with pytest.raises(IntegrityError, match="day_override_reason"):
        DayOverride.objects.create(date=date(2026, 11, 23), is_working=False, reason="")


def test_a_calendar_asks_the_database_once(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        calendar = working_calendar()
        assert sum(calendar(date(2026, month, 5)) for month in range(1, 13)) == 8


@pytest.mark.parametrize(
    ("term", "start", "end"),
    [
        pytest.param("commune_review", date(2026, 11, 2), date(2026, 11, 23), id="Điều 7.2: 15 ngày làm việc"),
        pytest.param("commune_review", date(2026, 11, 3), date(2026, 11, 25), id="Điều 7.2: qua ngày 24/11"),
        pytest.param("commune_review", date(2026, 2, 9), date(2026, 3, 9), id="Điều 7.2: qua Tết Bính Ngọ"),
        pytest.param("commune_review", date(2026, 8, 14), date(2026, 9, 8), id="Điều 7.2: qua 2/9 và thứ Bảy làm bù"),
        pytest.param("certificate_validity", date(2026, 2, 28), date(2029, 2, 28), id="Điều 4.3: 36 tháng"),
        pytest.param("certificate_validity", date(2028, 2, 29), date(2031, 2, 28), id="Điều 4.3: từ ngày nhuận"),
        pytest.param("renewal_earliest", date(2029, 6, 30), date(2029, 1, 1), id="Điều 7.6.a: trước 180 ngày"),
        pytest.param("renewal_latest", date(2029, 6, 30), date(2029, 3, 2), id="Điều 7.6.a: trước 120 ngày"),
        pytest.param("renewal_evaluation", date(2026, 11, 1), date(2026, 12, 16), id="Điều 7.6.g: 45 ngày"),
        pytest.param("revocation", date(2026, 11, 1), date(2026, 11, 16), id="Điều 8.4: 15 ngày"),
        pytest.param("extension_limit", date(2026, 11, 1), date(2027, 4, 30), id="Điều 12.3: 180 ngày"),
    ],
)
def test_a_term_ends_on_its_day(decision: Decision, term: str, start: date, end: date) -> None:
    assert deadline(start, term, decision) == end


def test_rounds_of_a_year_end_the_day_before_the_one_the_law_names(decision: Decision) -> None:
    days = {(r.level, r.no): (r.last_request_day, r.last_finish_day) for r in round_dates(decision, 2027)}
    assert days == {
        ("province", 1): (date(2027, 4, 29), date(2027, 6, 29)),
        ("province", 2): (date(2027, 10, 29), date(2027, 12, 29)),
        ("national", 1): (date(2027, 7, 29), date(2027, 9, 29)),
        ("national", 2): (date(2027, 1, 29), date(2027, 3, 29)),
    }
