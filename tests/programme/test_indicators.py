"""The figures of a year, by tables of plain facts."""

from dataclasses import replace
from datetime import date

import pytest

from ocop.programme.indicators import (
    INDICATORS,
    Asked,
    Event,
    Facts,
    Held,
    Inspected,
    Measure,
    Published,
    Stay,
    What,
    counted,
    median_days,
    tables,
    value_of,
)
from ocop.programme.spec import DEPARTMENT_DUE, DISTRICT_DUE
from ocop.programme.wording import cell, deadline_words, department_on, ministry_on

W = What


def event(what: What, dossier: int, on: date = date(2024, 5, 6), stars: int = 0, **fields: str) -> Event:
    given = {"commune": "Xã A", "kind": "first", "form": "cooperative", "group": "Trà"} | fields
    return Event(what, on, dossier, stars=stars, **given)


FACTS = Facts(
    2024,
    date(2024, 12, 31),
    events=(
        event(W.FILED, 1),
        event(W.FILED, 2, kind="again", commune="Xã Ă"),
        event(W.FILED, 9, date(2023, 12, 31)),
        event(W.RETURNED, 1),
        event(W.RETURNED, 1, date(2024, 6, 1)),
        event(W.FORWARDED, 1),
        event(W.WITHDRAWN, 2, kind="again", commune="Xã Ă"),
        event(W.CONCLUDED, 1, stars=4),
        event(W.CONCLUDED, 3, stars=2, form="enterprise", group="Rượu"),
        event(W.CONCLUDED, 4, stars=0, form="enterprise", group="Rượu"),
        event(W.RECOGNISED, 1, stars=4),
        event(W.RECOGNISED, 5, stars=3, kind="upgrade"),
        event(W.RECOGNISED, 6, date(2023, 8, 1), stars=3),
        event(W.RECOGNISED, 7, date(2023, 8, 1), stars=3),
    ),
    held=(
        Held(4, "valid", date(2027, 5, 5), "Xã A"),
        Held(3, "extended", date(2025, 1, 1), "Xã A"),
        Held(3, "expired", date(2024, 3, 3), "Xã Ă"),
        Held(3, "suspended", date(2025, 9, 9), "Xã A"),
        Held(5, "revoked", date(2026, 9, 9), "Xã A"),
    ),
    measures=(
        Measure("Tạm dừng", "suspended", date(2024, 7, 1), "3", "Chè", "9/QĐ", "Sai nhãn"),
        Measure("Thu hồi", "revoked", date(2024, 8, 1), "4", "Rượu", "10/QĐ", "Bỏ sản xuất"),
    ),
    inspected=(
        Inspected(1, "Định kỳ", "Duy trì"),
        Inspected(1, "Định kỳ", "Phải khắc phục"),
        Inspected(2, "Đột xuất", "Phải khắc phục"),
    ),
    asked=(Asked("Chả cá", "7/UBND", date(2024, 10, 1), 0, ""),),
    stays=(Stay("Công chức cấp xã", 1, 3), Stay("Công chức cấp xã", 2, 8), Stay("Hội đồng", 1, 2)),
    published=(Published(2023, 3), Published(2024, 0), Published(2024, 4)),
)


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("filed", 2),
        ("returned", 1),
        ("forwarded", 1),
        ("sent_up", 0),
        ("withdrawn", 1),
        ("evaluated", 3),
        ("evaluated_first", 3),
        ("recognised", 2),
        ("recognised_first", 1),
        ("recognised_upgrade", 1),
        ("recognised_again", 0),
        ("recognised_3", 1),
        ("recognised_4", 1),
        ("recognised_5", 0),
        ("in_force", 2),
        ("expiring", 1),
        ("expired", 1),
        ("suspended", 1),
        ("revoked", 1),
        ("inspections", 2),
        ("inspected", 3),
        ("asked", 1),
    ],
)
def test_each_indicator_counts_what_its_definition_says(key: str, number: int) -> None:
    assert value_of(FACTS, key) == number


def test_every_indicator_is_in_the_table_above_and_says_what_it_means() -> None:
    assert len(INDICATORS) == 22
    assert all(row.definition.endswith(".") and row.source for row in INDICATORS.values())


def test_what_happens_after_the_last_day_is_not_counted() -> None:
    early = replace(FACTS, as_of=date(2024, 5, 31))
    assert counted(early, W.RETURNED) == 1
    assert counted(replace(FACTS, as_of=date(2024, 5, 5)), W.RETURNED) == 0


@pytest.mark.parametrize(("days", "middle"), [([3], 3), ([1, 2, 9], 2), ([1, 2, 3, 9], 2.5), ([0, 5], 2.5)])
def test_half_of_the_dossiers_took_no_longer_than_the_median(days: list[int], middle: float) -> None:
    assert float(median_days(days)) == middle


ROWS = {
    "intake": (("Đánh giá lần đầu", 1, 1, 1, 0), ("Nâng hạng", 0, 0, 0, 0), ("Phân hạng lại", 1, 0, 0, 1)),
    "groups": (("Rượu", 0, 0, 0, 2, 2), ("Trà", 0, 1, 0, 0, 1)),
    "forms": (("Hợp tác xã", 0, 1, 0, 0, 1), ("Doanh nghiệp nhỏ và vừa", 0, 0, 0, 2, 2)),
    "recognised": (("5 sao", 0, 0, 0), ("4 sao", 0, 1, 1), ("3 sao", 2, 1, -1)),
    "published": (("5 sao", 0, 0), ("4 sao", 0, 1), ("3 sao", 1, 0), ("Nguồn không ghi hạng", 0, 1)),
    "certificates": (("5 sao", 0, 0, 0, 0, 1), ("4 sao", 1, 0, 0, 0, 0), ("3 sao", 1, 1, 1, 1, 0)),
    "inspected": (
        ("Duy trì", 1, 0),
        ("Phải khắc phục", 1, 1),
        ("Đề nghị tạm dừng", 0, 0),
        ("Đề nghị thu hồi", 0, 0),
    ),
    "desks": (("Công chức cấp xã", 2, 5.5), ("Hội đồng", 1, 2.0)),
    "communes": (("Xã A", 1, 3, 2, 2), ("Xã Ă", 1, 0, 0, 0)),
    "asked": (("Chả cá", "7/UBND ngày 01/10/2024", "Chưa có kết quả"),),
}


@pytest.mark.parametrize("key", ROWS)
def test_the_rows_of_each_table(key: str) -> None:
    found = {table.key: table for table in tables(FACTS)}
    assert found[key].rows == ROWS[key]


def test_totals_are_the_sums_of_their_columns() -> None:
    found = {table.key: table for table in tables(FACTS)}
    assert found["results"].total == ("Cộng", 3, 0, 0, 3)
    assert found["recognised"].total == ("Cộng", 2, 2, 0)
    assert found["communes"].total == ("Cộng", 2, 3, 2, 2)
    assert found["asked"].total == ()


def test_a_year_of_nothing_still_has_its_tables() -> None:
    found = {table.key: table for table in tables(Facts(2024, date(2024, 12, 31)))}
    assert found["results"].total == ("Cộng", 0, 0, 0, 0)
    assert found["groups"].rows == found["communes"].rows == found["measures"].rows == ()
    assert "published" not in found


def test_a_district_says_what_it_sent_up() -> None:
    table = tables(replace(FACTS, district=True))[0]
    assert "Chuyển lên tỉnh" in table.head
    assert len(table.head) == len(table.rows[0]) == len(table.total)


@pytest.mark.parametrize(
    ("value", "said"), [(1250, "1.250"), (0, "0"), (-2, "−2"), (5.5, "5,5"), (2.0, "2"), ("Trà", "Trà")]
)
def test_cells_are_written_as_offices_write(value: int | float | str, said: str) -> None:
    assert cell(value) == said


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 29), "trước ngày 20/12/2026, còn 21 ngày"),
        (date(2026, 12, 19), "trước ngày 20/12/2026, hạn cuối là hôm nay"),
        (date(2026, 12, 20), "trước ngày 20/12/2026, đã quá hạn 1 ngày"),
        (date(2026, 12, 31), "trước ngày 20/12/2026, đã quá hạn 12 ngày"),
    ],
)
def test_a_deadline_in_words(today: date, words: str) -> None:
    assert deadline_words(date(2026, 12, 20), today, sent=False) == words
    assert deadline_words(date(2026, 12, 20), today, sent=True) == "trước ngày 20/12/2026"


def test_the_deadlines_of_the_plan_name_their_place() -> None:
    assert (DISTRICT_DUE.before(2024), DEPARTMENT_DUE.before(2024)) == (date(2024, 12, 1), date(2024, 12, 20))
    assert "phần IV, mục 4" in DISTRICT_DUE.source
    assert "phần IV, mục 1" in DEPARTMENT_DUE.source


def test_ministry_and_department_by_the_name_of_the_day() -> None:
    assert ministry_on(date(2025, 2, 28)) == "Bộ Nông nghiệp và Phát triển nông thôn"
    assert department_on(date(2025, 3, 1)) == "Sở Nông nghiệp và Môi trường"
