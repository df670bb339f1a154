"""Every term of the law at its edges: Tết, month ends, 29 February, the end of the year, a day off at the end."""

from datetime import date

import pytest

from ocop.regulations.checks.terms import DAYS, MONTHS, WORKING_DAYS, end_of, notes, rolls
from ocop.regulations.models import Decision
from ocop.regulations.queries import working_calendar
from ocop.regulations.queries.calendar import counted, terms_of

D = date
VALID, EXTENDED = "certificate_validity", "extension_limit"
EDGES = [
    pytest.param("commune_review", 15, WORKING_DAYS, D(2026, 2, 2), D(2026, 3, 2), id="Điều 7.2: qua Tết 2026"),
    pytest.param("commune_review", 15, WORKING_DAYS, D(2027, 1, 29), D(2027, 2, 26), id="Điều 7.2: qua Tết 2027"),
    pytest.param("commune_review", 15, WORKING_DAYS, D(2026, 4, 16), D(2026, 5, 12), id="Điều 7.2: ba ngày lễ"),
    pytest.param("commune_review", 1, WORKING_DAYS, D(2026, 4, 29), D(2026, 5, 4), id="Điều 7.2: 30/4, 1/5"),
    pytest.param("commune_review", 15, WORKING_DAYS, D(2026, 12, 18), D(2027, 1, 11), id="Điều 7.2: qua cuối năm"),
    pytest.param("commune_review", 1, WORKING_DAYS, D(2026, 8, 21), D(2026, 8, 22), id="Điều 7.2: thứ Bảy làm bù"),
    pytest.param("commune_review", 1, WORKING_DAYS, D(2026, 11, 22), D(2026, 11, 23), id="Điều 147: nhận Chủ nhật"),
    pytest.param("renewal_evaluation", 45, DAYS, D(2026, 11, 23), D(2027, 1, 7), id="Điều 7.6.g: từ hôm sau"),
    pytest.param("renewal_evaluation", 45, DAYS, D(2027, 1, 3), D(2027, 2, 17), id="Điều 7.6.g: sau Tết"),
    pytest.param("renewal_evaluation", 45, DAYS, D(2026, 12, 25), D(2027, 2, 11), id="Điều 148.5: hết ở mùng 3 Tết"),
    pytest.param("renewal_evaluation", 45, DAYS, D(2027, 3, 16), D(2027, 5, 4), id="Điều 148.5: hết ngày 30/4"),
    pytest.param("revocation", 15, DAYS, D(2026, 11, 20), D(2026, 12, 7), id="Điều 8.4: hết ngày thứ Bảy"),
    pytest.param("revocation", 15, DAYS, D(2026, 12, 17), D(2027, 1, 4), id="Điều 8.4: hết ngày Tết Dương lịch"),
    pytest.param("revocation", 15, DAYS, D(2028, 2, 14), D(2028, 2, 29), id="Điều 8.4: đến 29/2"),
    pytest.param(VALID, 36, MONTHS, D(2028, 2, 29), D(2031, 2, 28), id="Điều 4.3: từ 29/2/2028"),
    pytest.param(VALID, 36, MONTHS, D(2026, 8, 31), D(2029, 8, 31), id="Điều 4.3: cuối tháng còn ngày tương ứng"),
    pytest.param(VALID, 6, MONTHS, D(2026, 8, 31), D(2027, 2, 28), id="Điều 148.4: 31 không có trong tháng cuối"),
    pytest.param(VALID, 1, MONTHS, D(2026, 3, 31), D(2026, 4, 30), id="Điều 148.4: 31 thành 30"),
    pytest.param(VALID, 36, MONTHS, D(2024, 9, 2), D(2027, 9, 2), id="Điều 4.3: hết ngày lễ, không dời"),
    pytest.param(VALID, 36, MONTHS, D(2026, 12, 31), D(2029, 12, 31), id="Điều 4.3: cuối năm"),
    pytest.param(EXTENDED, 180, DAYS, D(2026, 8, 9), D(2027, 2, 5), id="Điều 12.3: hết giao thừa, không dời"),
    pytest.param("renewal_earliest", -180, DAYS, D(2027, 5, 14), D(2026, 11, 15), id="Điều 7.6.a: Chủ nhật"),
    pytest.param("renewal_latest", -120, DAYS, D(2027, 5, 14), D(2027, 1, 14), id="Điều 7.6.a: 120 ngày"),
    pytest.param("renewal_latest", -120, DAYS, D(2028, 6, 28), D(2028, 2, 29), id="Điều 7.6.a: lùi về 29/2"),
    pytest.param("expiry_notice", -30, DAYS, D(2027, 3, 1), D(2027, 1, 30), id="QĐ148: báo trước 30 ngày"),
    pytest.param("papers_before_meeting", -1, WORKING_DAYS, D(2027, 2, 11), D(2027, 2, 3), id="QĐ148: qua Tết"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "amount", "unit", "start", "end"), EDGES)
def test_a_term_ends_on_its_day(key: str, amount: int, unit: str, start: date, end: date) -> None:
    assert end_of(start, key, amount, unit, working_calendar()) == end


@pytest.mark.parametrize(
    ("key", "amount", "unit", "moves"),
    [
        pytest.param("renewal_evaluation", 45, DAYS, True, id="Điều 148.5: cơ quan phải làm"),
        pytest.param("any_new_term", 10, DAYS, True, id="Điều 148.5: thời hạn của quyết định sau"),
        pytest.param(VALID, 36, MONTHS, False, id="Điều 4.3: thời hạn hiệu lực"),
        pytest.param(EXTENDED, 180, DAYS, False, id="Điều 12.3: thời hạn hiệu lực"),
        pytest.param("renewal_latest", -120, DAYS, False, id="Điều 7.6.a: tính ngược"),
        pytest.param("commune_review", 15, WORKING_DAYS, False, id="Điều 7.2: ngày làm việc"),
    ],
)
def test_only_a_term_to_act_moves_to_the_next_working_day(key: str, amount: int, unit: str, moves: bool) -> None:
    assert rolls(key, amount, unit) is moves
    assert any("kế tiếp" in note for note in notes(key, amount, unit)) is moves


@pytest.mark.django_db
def test_every_term_of_every_decision_says_how_it_is_counted() -> None:
    for decision in Decision.objects.all():
        for term in terms_of(decision):
            found = counted(date(2027, 2, 1), term)
            assert found.notes
            assert (found.end > date(2027, 2, 1)) is (term.amount > 0)
