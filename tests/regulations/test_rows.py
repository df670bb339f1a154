"""Marks as rows of a table become the sheets the engine reads."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ocop.regulations.ruleset import CriteriaSheet
from ocop.regulations.scoring import Ballot, Regulation, ballots_from_rows, option_marks, rank, ranker
from tests.regulations.small import SMALL, criterion, sheet

pytestmark = pytest.mark.django_db


def test_rows_of_ticked_boxes_become_sheets(sheets: dict[int, CriteriaSheet]) -> None:
    form = sheets[3]
    options = {(rule.code, option.points): option.id for rule in form for option in rule.options}
    rows = [
        (7, "A", options["1.1", 2]),
        (7, "A", options["4.1", 5]),
        (7, "B", None),
        (8, "A", options["9", 5]),
    ]
    found = dict(ballots_from_rows(rows, option_marks(form), frozenset({"A"})))
    assert found == {
        7: [Ballot("A", {"1.1": 2, "4.1": 5}, True), Ballot("B", {}, False)],
        8: [Ballot("A", {"9": 5}, True)],
    }
    assert rank(form, found[7], members=2).average == Fraction(7, 2)


def test_points_that_are_not_whole_stay_exact() -> None:
    half = criterion("1", ("0.5", None), ("1", None))
    stored = replace(half, options=tuple(replace(option, id=option.order) for option in half.options))
    assert option_marks(sheet(stored)) == {1: ("1", Fraction(1, 2)), 2: ("1", 1)}


def test_trusted_sheets_rank_as_checked_ones_however_they_are_filled_in() -> None:
    engine = ranker(SMALL, Regulation())
    ways = [{"1": 60, "2": 5}, {"1": 60, "2": 5, "3": 0, "4": 0, "5": 0}, {"1": "60", "2": "5"}, {"1": 60, "2": "5"}]
    results = [engine.rank([Ballot("A", marks, True)], members=1) for marks in ways]
    assert {(r.average, r.stars, r.blocked) for r in results} == {(results[0].average, 2, results[0].blocked)}
    assert results[0].average == 65
