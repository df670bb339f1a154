"""Ranking under another law: bounds that hold whatever the marks, on small forms and on the delivered pair."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, OptionRule, StarBand
from ocop.regulations.scoring import Ballot, MarkFault, Regulation, ranker
from ocop.regulations.scoring.switch import KEEPS, LOSES, MAY, MINIMUM, POINTS, Switch, readable
from ocop.regulations.spec.correspondence import NONE, PARTLY, SAME, Match

BANDS = tuple(StarBand(stars, Fraction(minimum)) for stars, minimum in ((1, 0), (2, 30), (3, 50), (4, 70), (5, 90)))


def form(*rules: tuple[str, list[Any]], gates: dict[str, str] | None = None, no: int = 1) -> CriteriaSheet:
    """Criteria of (code, options); an option is its points, or (points, star minimum)."""
    made = []
    for order, (code, options) in enumerate(rules, start=1):
        pairs = [option if isinstance(option, tuple) else (option, None) for option in options]
        boxes = tuple(
            OptionRule(place, Fraction(points), f"Mức {place} của {code}", star)
            for place, (points, star) in enumerate(pairs, start=1)
        )
        most = max(box.points for box in boxes)
        made.append(
            CriterionRule(
                code, "A", f"Tiêu chí {code}", most, order, boxes, applies_if_code=(gates or {}).get(code, "")
            )
        )
    return CriteriaSheet("thử", "", no, "Bộ thử", tuple(made), BANDS)


def sheets(*marks: dict[str, int]) -> list[Ballot]:
    return [Ballot(f"TV{number}", row, number == 0) for number, row in enumerate(marks)]


OLD = form(("a", [0, 10, 20]), ("b", [0, 20, 40]), ("c", [0, 20, 40]))
NEW = form(("1", [0, 10, 20]), ("2", [(0, None), (20, 3), (40, 4)]), ("3", [0, 20, 40]))
EVERY = tuple(Match(a, b, SAME, {n: (n,) for n in range(4)}) for a, b in (("a", "1"), ("b", "2"), ("c", "3")))


def test_an_unmatched_criterion_runs_from_nothing_to_its_highest_option() -> None:
    found = Switch(OLD, NEW, EVERY[1:]).outlook(sheets({"a": 20, "b": 40, "c": 0}), 3)
    assert (found.worst.average, found.best.average) == (40, 60)
    assert (found.worst_stars, found.best_stars, found.verdict) == (2, 3, MAY)


def test_a_minimum_that_only_the_worst_case_misses_is_asked_to_be_proved() -> None:
    rows = (EVERY[0], Match("b", "2", PARTLY, {0: (0,), 1: (0,), 2: (1, 2), 3: (3,)}), EVERY[2])
    found = Switch(OLD, NEW, rows).outlook(sheets({"a": 20, "b": 20, "c": 40}), 3)
    assert [(need.criterion.code, need.option.points, need.why, need.open) for need in found.needs] == [
        ("2", 20, MINIMUM, True)
    ]
    assert [item.criterion for item in found.unmet] == ["2"]


def test_points_missing_are_taken_from_what_is_unproved_before_what_must_be_improved() -> None:
    found = Switch(OLD, NEW, EVERY[1:]).outlook(sheets({"a": 0, "b": 20, "c": 0}), 3)
    assert found.gap == 30
    needs = found.needs
    assert [(need.criterion.code, need.option.points, need.open) for need in needs] == [
        ("1", 20, True),
        ("3", 20, False),
    ]
    assert {need.why for need in needs} == {POINTS}
    assert found.verdict == LOSES


def test_a_rank_that_the_worst_case_keeps_needs_nothing() -> None:
    found = Switch(OLD, NEW, EVERY).outlook(sheets({"a": 20, "b": 40, "c": 40}), 4)
    assert (found.verdict, found.needs) == (KEEPS, ())


def test_a_mark_whose_condition_failed_under_the_old_law_tells_nothing() -> None:
    old = form(("a", [0, 10, 20]), ("b", [0, 20, 40]), ("c", [0, 20, 40]), gates={"b": "a"})
    found = Switch(old, NEW, EVERY).outlook(sheets({"a": 0, "b": 40, "c": 40}), 3)
    assert (found.worst.ballots[0].marks["2"], found.best.ballots[0].marks["2"]) == (0, 40)


def test_two_boxes_of_equal_points_carry_to_whatever_either_may_be() -> None:
    old = form(("a", [0, 20, 20]), ("b", [0, 20, 40]), ("c", [0, 20, 40]))
    found = Switch(old, NEW, EVERY).outlook(sheets({"a": 20, "b": 0, "c": 0}), 3)
    assert (found.worst.average, found.best.average) == (10, 20)


def test_a_mark_the_old_form_does_not_know_is_refused() -> None:
    with pytest.raises(MarkFault, match="Tiêu chí a không có mức 7 điểm"):
        Switch(OLD, NEW, EVERY).outlook(sheets({"a": 7}), 3)


def test_a_step_below_a_condition_asks_for_the_condition_too() -> None:
    new = form(("1", [0, 20]), ("2", [(0, None), (40, 3)]), ("3", [0, 40]), gates={"2": "1"})
    rows = (Match("a", "1", SAME, {0: (0,), 1: (0,), 2: (1,), 3: (2,)}), Match("c", "3", SAME, {3: (2,)}))
    found = Switch(OLD, new, rows).outlook(sheets({"a": 0, "b": 0, "c": 40}), 3)
    assert [need.criterion.code for need in found.needs] == ["1", "2"]


def marks_of(sheet: CriteriaSheet) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({rule.code: st.sampled_from(rule.levels) for rule in sheet})


def ballots_of(sheet: CriteriaSheet) -> st.SearchStrategy[list[Ballot]]:
    return st.lists(marks_of(sheet), min_size=1, max_size=5).map(lambda rows: sheets(*map(readable, rows)))


places = st.sets(st.integers(0, 3), min_size=1).map(lambda found: tuple(sorted(found)))
options = st.dictionaries(st.integers(0, 3), places)
some_rows = st.lists(options, min_size=3, max_size=3).map(
    lambda found: [Match(row.before, row.after, PARTLY, given) for row, given in zip(EVERY, found, strict=True)]
)
regulations = st.sampled_from([Regulation(), Regulation(minimum_met_by="all"), Regulation(minimum_met_by="mean")])


@given(ballots_of(OLD), some_rows, regulations, st.integers(1, 5))
def test_the_worst_case_is_never_above_the_best(
    ballots: list[Ballot], rows: list[Match], regulation: Regulation, stars: int
) -> None:
    found = Switch(OLD, NEW, rows, regulation).outlook(ballots, stars)
    assert found.worst.average <= found.best.average
    assert found.worst_stars <= found.best_stars


@given(ballots_of(NEW), regulations)
def test_the_identity_gives_what_ranking_gives(ballots: list[Ballot], regulation: Regulation) -> None:
    same = [Match(rule.code, rule.code, SAME, {n: (n,) for n in range(len(rule.options) + 1)}) for rule in NEW]
    found = Switch(NEW, NEW, same, regulation).outlook(ballots, 3)
    plain = ranker(NEW, found.switch.engine.regulation).rank(ballots, members=len(ballots))
    assert (found.worst.average, found.worst.stars) == (plain.average, plain.stars)
    assert (found.best.average, found.best.stars) == (plain.average, plain.stars)


@given(ballots_of(OLD), some_rows, st.integers(0, 2))
def test_an_added_match_never_widens_the_interval(ballots: list[Ballot], rows: list[Match], left_out: int) -> None:
    fewer = Switch(OLD, NEW, [row for place, row in enumerate(rows) if place != left_out]).outlook(ballots, 3)
    more = Switch(OLD, NEW, rows).outlook(ballots, 3)
    assert fewer.worst.average <= more.worst.average <= more.best.average <= fewer.best.average
    assert fewer.worst_stars <= more.worst_stars <= more.best_stars <= fewer.best_stars


@given(ballots_of(OLD), some_rows, st.integers(1, 5))
@settings(max_examples=60)
def test_who_does_all_that_is_asked_keeps_the_rank(ballots: list[Ballot], rows: list[Match], stars: int) -> None:
    found = Switch(OLD, NEW, rows).outlook(ballots, stars)
    raised = {need.criterion.code: need.option.points for need in found.needs}
    after = [
        Ballot(ballot.member, {code: max(points, raised.get(code, 0)) for code, points in ballot.marks.items()})
        for ballot in found.worst.ballots
    ]
    assert (found.switch.engine.rank(after, members=len(after)).stars or 0) >= stars


def test_a_none_row_is_unknown() -> None:
    found = Switch(OLD, NEW, [Match("", "1", NONE), *EVERY[1:]]).outlook(sheets({"a": 20, "b": 0, "c": 0}), 1)
    assert (found.worst.average, found.best.average) == (0, 20)
