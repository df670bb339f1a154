"""Who recognises what under each procedure: every level × average × minima."""

from fractions import Fraction

import pytest

from ocop.recognition.checks.course import Course, Result, course_of, stars_granted
from tests.factories.procedures import procedure

UP, DOWN, MINISTRY = Course.GO_UP, Course.GO_DOWN, Course.MINISTRY
HERE, NOT, OUT = Course.CERTIFICATE, Course.UNRANKED, Course.KNOCKED_OUT

# procedure, level, average, concluded stars -> course, stars on the certificate (0: none here)
TABLE = [
    ("148-2023", "district", 29, 1, NOT, 0),
    ("148-2023", "district", "49.9", 2, NOT, 0),
    ("148-2023", "district", 50, 3, HERE, 3),
    ("148-2023", "district", 55, 2, NOT, 0),
    ("148-2023", "district", "69.9", 3, HERE, 3),
    ("148-2023", "district", 70, 4, UP, 0),
    ("148-2023", "district", 70, 3, HERE, 3),
    ("148-2023", "district", 70, 2, NOT, 0),
    ("148-2023", "district", "89.9", 4, UP, 0),
    ("148-2023", "district", 90, 5, UP, 0),
    ("148-2023", "district", 95, 4, UP, 0),
    ("148-2023", "district", 95, 3, HERE, 3),
    ("148-2023", "district", 80, None, OUT, 0),
    ("148-2023", "province", 70, 4, HERE, 4),
    ("148-2023", "province", "89.9", 4, HERE, 4),
    ("148-2023", "province", 90, 5, MINISTRY, 0),
    ("148-2023", "province", 92, 4, HERE, 4),
    ("148-2023", "province", "69.9", 3, DOWN, 0),
    ("148-2023", "province", 75, 3, DOWN, 0),
    ("148-2023", "province", 45, 2, DOWN, 0),
    ("148-2023", "province", 85, None, OUT, 0),
    ("1489-2025", "province", "49.9", 2, NOT, 0),
    ("1489-2025", "province", 50, 3, HERE, 3),
    ("1489-2025", "province", 70, 4, HERE, 4),
    ("1489-2025", "province", 75, 3, HERE, 3),
    ("1489-2025", "province", 90, 5, MINISTRY, 0),
    ("1489-2025", "province", 90, 4, HERE, 4),
    ("1489-2025", "province", 90, None, OUT, 0),
    ("26-2026", "province", "49.9", 2, NOT, 0),
    ("26-2026", "province", 50, 3, HERE, 3),
    ("26-2026", "province", 55, 2, NOT, 0),
    ("26-2026", "province", "69.9", 3, HERE, 3),
    ("26-2026", "province", 70, 4, HERE, 4),
    ("26-2026", "province", 90, 5, MINISTRY, 0),
    ("26-2026", "province", 90, 3, HERE, 3),
    ("26-2026", "province", 90, None, OUT, 0),
]


def band(average: Fraction) -> int:
    return next(stars for stars, least in ((5, 90), (4, 70), (3, 50), (2, 30), (1, 0)) if average >= least)


@pytest.mark.parametrize(
    ("name", "level", "average", "stars", "course", "granted"),
    [pytest.param(*row, id=f"{row[0]} {row[1]}: {row[2]} points, {row[3] or 'no'} stars") for row in TABLE],
)
def test_who_recognises(name, level, average, stars, course, granted):
    exact = Fraction(average)
    result, rules = Result(stars, band(exact), exact), procedure(name)
    assert course_of(result, rules, level) == course
    if course == HERE:
        assert stars_granted(result, rules, level) == granted


@pytest.mark.parametrize("stars", [4, 5])
def test_what_the_province_sent_back_is_recognised_by_the_district_on_its_own_result(stars):
    result, rules = Result(stars, stars, Fraction(72 if stars == 4 else 91)), procedure("148-2023")
    assert course_of(result, rules, "district", came_back=True) == HERE
    assert stars_granted(result, rules, "district") == 3


def test_a_threshold_above_the_band_holds_a_product_back():
    """The points of the procedure count beside the stars, where the two differ."""
    assert course_of(Result(4, 4, Fraction(69)), procedure("148-2023"), "district") == HERE


def test_where_there_is_no_district_the_province_does_its_part():
    rules = procedure("148-2023").without_district()
    assert rules.level("province").recognises == (3, 4)
    assert course_of(Result(3, 3, Fraction(55)), rules, "province") == HERE
    assert course_of(Result(2, 2, Fraction(45)), rules, "province") == NOT
    assert course_of(Result(5, 5, Fraction(91)), rules, "province") == MINISTRY
    assert not rules.has_district
    assert rules.code_of == "commune"
