"""The procedures that come with the system: which takes a file of a day, what each says, that they stay."""

from datetime import date
from fractions import Fraction

import pytest

from ocop.regulations.actions.procedures import load_procedures
from ocop.regulations.models import FrozenDecision, Procedure
from ocop.regulations.queries.procedures import (
    knows_criteria,
    procedure_by_number,
    procedure_cards,
    procedure_taking,
    transition_for,
)
from tests.factories.procedures import procedure

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "number"),
    [
        pytest.param(date(2023, 2, 23), None, id="before 148"),
        pytest.param(date(2023, 2, 24), "148/QĐ-TTg", id="first day of 148"),
        pytest.param(date(2025, 7, 5), "148/QĐ-TTg", id="last day of new files under 148"),
        pytest.param(date(2025, 7, 6), "1489/QĐ-TTg", id="first day of 1489"),
        pytest.param(date(2026, 5, 21), "1489/QĐ-TTg", id="Điều 12.2: lodged before 22/5/2026"),
        pytest.param(date(2026, 5, 22), "26/2026/QĐ-TTg", id="Điều 11.1: in force"),
        pytest.param(date(2030, 1, 1), "26/2026/QĐ-TTg", id="open end"),
    ],
)
def test_a_file_goes_by_the_procedure_of_its_day(day, number):
    found = procedure_taking(day)
    assert (found.number if found else None) == number


def test_sheets_of_a_decision_taken_over_later_go_by_the_procedure_in_force():
    assert not knows_criteria("99/2030/QĐ-TTg")
    assert procedure_taking(date(2030, 6, 1), "99/2030/QĐ-TTg").number == "26/2026/QĐ-TTg"


@pytest.mark.parametrize(
    ("number", "councils"),
    [
        ("148/QĐ-TTg", [("district", (3,), 70), ("province", (4,), 90), ("national", (5,), None)]),
        ("1489/QĐ-TTg", [("province", (3, 4), 90), ("national", (5,), None)]),
        ("26/2026/QĐ-TTg", [("province", (3, 4), 90), ("national", (5,), None)]),
    ],
)
def test_levels_stars_and_thresholds(number, councils):
    rules = procedure_by_number(number)
    found = [(rule.level, rule.recognises, rule.goes_up_from) for rule in rules.councils]
    assert found == [(level, stars, None if up is None else Fraction(up)) for level, stars, up in councils]
    assert rules.levels[0].level == "commune"
    assert all(rule.clause and rule.authority and rule.task for rule in rules.levels)


def test_codes_validity_and_re_evaluation():
    old, mid, new = (procedure_by_number(n) for n in ("148/QĐ-TTg", "1489/QĐ-TTg", "26/2026/QĐ-TTg"))
    assert (old.code_of, mid.code_of, new.code_of) == ("district", "commune", "commune")
    assert (old.validity_months, mid.validity_months, new.validity_months) == (36, 36, 36)
    assert (old.in_writing, mid.in_writing, new.in_writing) == (False, False, True)
    assert mid.criteria == "148/QĐ-TTg"


@pytest.mark.parametrize(
    ("kind", "filed", "last"),
    [
        pytest.param("first", date(2026, 5, 21), date(2026, 7, 21), id="Điều 12.2.a: 60 days"),
        pytest.param("upgrade", date(2026, 5, 21), date(2026, 7, 21), id="Điều 12.2.a: upgrade"),
        pytest.param("again", date(2026, 5, 21), date(2026, 6, 21), id="Điều 12.2.b: 30 days"),
    ],
)
def test_old_files_end_with_the_transition(kind, filed, last):
    found = transition_for(procedure_by_number("1489/QĐ-TTg"), filed, kind)
    assert found.last_day == last
    assert transition_for(procedure_by_number("26/2026/QĐ-TTg"), date(2026, 5, 22), kind) is None


def test_a_card_shows_the_terms_and_rounds_of_the_sheets_it_uses():
    cards = {card.rules.number: card for card in procedure_cards()}
    assert [card.rules.number for card in procedure_cards()] == ["26/2026/QĐ-TTg", "1489/QĐ-TTg", "148/QĐ-TTg"]
    assert {row.key for row in cards["1489/QĐ-TTg"].terms} == {row.key for row in cards["148/QĐ-TTg"].terms}
    assert len(cards["26/2026/QĐ-TTg"].rounds) == 4


def test_loading_again_changes_nothing_and_a_procedure_stays():
    before = set(Procedure.objects.values_list("number", "content_hash"))
    load_procedures()
    assert set(Procedure.objects.values_list("number", "content_hash")) == before
    row = Procedure.objects.get(number="148/QĐ-TTg")
    for change in (row.save, row.delete, Procedure.objects.all().delete):
        with pytest.raises(FrozenDecision):
            change()
    with pytest.raises(FrozenDecision):
        Procedure.objects.filter(number="148/QĐ-TTg").update(title="Khác")


def test_an_unknown_level_is_an_error():
    with pytest.raises(KeyError):
        procedure("26-2026").level("district")
