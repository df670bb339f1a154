"""What lifts a self-score by one star."""

from fractions import Fraction

import pytest

from ocop.regulations.ruleset import CriteriaSheet
from ocop.regulations.scoring import LiftPlan, lifts, self_result
from tests.regulations.small import SMALL, criterion, sheet


def steps(plan: LiftPlan | None) -> list[tuple[str, str, str, str]]:
    assert plan is not None
    return [(s.criterion.code, str(s.now), str(s.option.points), s.why) for s in plan.steps]


def test_a_self_score_tells_total_rank_and_what_blocks() -> None:
    result = self_result(SMALL, {"1": "60", "2": "5"})
    assert (result.total, result.band, result.stars) == (65, 3, 2)
    assert [(b.star, b.criterion) for b in result.blocked] == [(3, "3"), (5, "3")]
    assert (result.answered, result.of) == (2, 5)


def test_minima_come_before_points_and_cheap_steps_first() -> None:
    form = sheet(
        criterion("1", ("40", None)),
        criterion("2", ("1", None), ("2", 3)),
        criterion("3", ("4", 3)),
        criterion("4", ("0", None), ("5", None)),
    )
    plan = lifts(form, {"1": "40"})
    assert steps(plan) == [("3", "0", "4", "minimum"), ("2", "0", "2", "minimum"), ("4", "0", "5", "points")]
    assert plan is not None
    assert (plan.stars, plan.target, plan.gap, plan.total_after, plan.reached) == (2, 3, 10, 51, True)


def test_of_plans_with_as_many_boxes_the_one_nearest_the_mark_is_taken() -> None:
    form = sheet(
        criterion("1", ("40", None)),
        criterion("2", ("0", None), ("1", None), ("7", None)),
        criterion("3", ("5", None)),
        criterion("4", ("4", None)),
    )
    assert steps(lifts(form, {"1": "40"})) == [
        ("3", "0", "5", "points"),
        ("4", "0", "4", "points"),
        ("2", "0", "1", "points"),
    ]


def test_the_fewest_boxes_are_climbed() -> None:
    form = sheet(
        criterion("1", ("45", None)),
        criterion("2", ("1", None), ("2", None), ("3", None), ("4", None), ("5", None)),
        criterion("3", ("3", None)),
        criterion("4", ("2", None)),
    )
    assert steps(lifts(form, {"1": "45"})) == [("3", "0", "3", "points"), ("4", "0", "2", "points")]


def test_what_nobody_changes_at_will_is_taken_last() -> None:
    form = sheet(
        criterion("1", ("45", None)),
        criterion("2", ("5", None), fixed=True),
        criterion("3", ("1", None), ("2", None), ("5", None)),
    )
    assert steps(lifts(form, {"1": "45"})) == [("3", "0", "5", "points")]
    short = sheet(*form.criteria[:2])
    assert steps(lifts(short, {"1": "45"})) == [("2", "0", "5", "points")]


def test_a_criterion_that_does_not_count_is_not_advised() -> None:
    form = sheet(
        criterion("1", ("48", None)),
        criterion("2", ("0", None), ("1", None), ("2", None)),
        criterion("3", ("2", None), needs="2"),
    )
    assert steps(lifts(form, {"1": "48"})) == [("2", "0", "2", "points")]


def test_the_highest_rank_has_nothing_above_it() -> None:
    assert lifts(SMALL, {"1": "85", "2": "5", "3": "5"}) is None


def test_a_plan_that_cannot_reach_says_so() -> None:
    plan = lifts(sheet(criterion("1", ("10", None))), {})
    assert plan is not None
    assert (plan.reached, plan.total_after, plan.gap) == (False, 10, 30)


@pytest.mark.django_db
def test_following_every_plan_of_every_set_leads_from_nothing_to_five_stars(sheets: dict[int, CriteriaSheet]) -> None:
    for form in sheets.values():
        chosen: dict[str, Fraction] = {}
        for target in (2, 3, 4, 5):
            plan = lifts(form, chosen)
            assert plan is not None
            assert (plan.target, plan.reached) == (target, True)
            chosen |= {step.criterion.code: step.option.points for step in plan.steps}
            assert self_result(form, chosen).stars >= target


def test_a_minimum_that_counts_on_a_condition_asks_for_the_condition_too() -> None:
    form = sheet(
        criterion("1", ("49", None)),
        criterion("2", ("0", None), ("1", None)),
        criterion("3", ("0", None), ("4", 3)),
        criterion("4", ("3", 3), needs="2"),
    )
    plan = lifts(form, {"1": "49"})
    assert steps(plan) == [("3", "0", "4", "minimum"), ("4", "0", "3", "minimum"), ("2", "0", "1", "minimum")]
    assert plan is not None
    assert (plan.total_after, plan.reached) == (57, True)
