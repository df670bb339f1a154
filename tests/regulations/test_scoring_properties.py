"""What must hold of the engine whatever the sheets say."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, OptionRule
from ocop.regulations.scoring import Ballot, Regulation, proof_data, rank, result_data, verify_proof
from tests.regulations.small import BANDS


@st.composite
def forms(draw: st.DrawFn) -> CriteriaSheet:
    """Criteria with any ladder, minima anywhere, some counting only on an earlier one; halves now and then."""
    unit = draw(st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(17)]))
    rules: list[CriterionRule] = []
    for order in range(draw(st.integers(1, 7))):
        levels = draw(st.lists(st.integers(0, 9), min_size=1, max_size=4, unique=True))
        stars = st.sampled_from([None, None, 3, 4, 5])
        options = tuple(OptionRule(n, level * unit, "", draw(stars)) for n, level in enumerate(levels))
        earlier = draw(st.sampled_from(["", *(rule.code for rule in rules)])) if draw(st.booleans()) else ""
        rules.append(
            CriterionRule(str(order), "A", "", max(o.points for o in options), order, options, applies_if_code=earlier)
        )
    return CriteriaSheet("x", "h", 1, "", tuple(rules), BANDS)


@st.composite
def cases(draw: st.DrawFn) -> tuple[CriteriaSheet, list[dict[str, Fraction]], Regulation]:
    form = draw(forms())
    marks = st.fixed_dictionaries({}, optional={rule.code: st.sampled_from(rule.levels) for rule in form.criteria})
    regulation = Regulation(
        minimum_met_by=draw(st.sampled_from(["majority", "all", "mean"])),
        minima_cumulative=draw(st.booleans()),
        spread_limit=Fraction(draw(st.integers(0, 20))),
    )
    return form, draw(st.lists(marks, min_size=1, max_size=6)), regulation


def ballots(marks: list[dict[str, Fraction]]) -> list[Ballot]:
    return [Ballot(f"M{number}", row, number == 0) for number, row in enumerate(marks)]


def ranked(form: CriteriaSheet, marks: list[dict[str, Fraction]], regulation: Regulation) -> Any:
    return rank(form, ballots(marks), members=len(marks), regulation=regulation)


@given(cases(), st.data())
def test_lifting_a_mark_never_lowers_the_stars(
    case: tuple[CriteriaSheet, list[dict[str, Fraction]], Regulation], data: st.DataObject
) -> None:
    form, marks, regulation = case
    before = ranked(form, marks, regulation)
    row = data.draw(st.integers(0, len(marks) - 1))
    rule = data.draw(st.sampled_from(form.criteria))
    now = marks[row].get(rule.code, Fraction(0))
    higher = data.draw(st.sampled_from([level for level in rule.levels if level >= now]))
    lifted = [{**item, rule.code: higher} if n == row else item for n, item in enumerate(marks)]
    after = ranked(form, lifted, regulation)
    assert after.stars >= before.stars
    assert after.average >= before.average
    assert set(after.unmet) <= set(before.unmet)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_sheets_does_not_matter(
    case: tuple[CriteriaSheet, list[dict[str, Fraction]], Regulation], random: Any
) -> None:
    form, marks, regulation = case
    first = ballots(marks)
    second = list(first)
    random.shuffle(second)
    one, other = (rank(form, some, members=len(some), regulation=regulation) for some in (first, second))
    assert result_data(one) == result_data(other)
    assert proof_data(one) == proof_data(other)


@given(cases())
def test_the_proof_recomputes_to_the_result(case: tuple[CriteriaSheet, list[dict[str, Fraction]], Regulation]) -> None:
    form, marks, regulation = case
    assert verify_proof(proof_data(ranked(form, marks, regulation)), form) == []


@given(cases())
@settings(max_examples=300)
@pytest.mark.slow
def test_the_quick_arithmetic_agrees_with_the_plain_reading_of_the_rules(
    case: tuple[CriteriaSheet, list[dict[str, Fraction]], Regulation],
) -> None:
    form, marks, regulation = case
    result = ranked(form, marks, regulation)
    rows = []
    for given_marks in marks:
        row: dict[str, Fraction] = {}
        for rule in form.criteria:
            holds = not rule.applies_if_code or row[rule.applies_if_code] > 0
            row[rule.code] = given_marks.get(rule.code, Fraction(0)) if holds else Fraction(0)
        rows.append(row)
    average = sum((sum(row.values()) for row in rows), Fraction(0)) / len(rows)
    missed = []
    for star in (3, 4, 5):
        for rule in form.criteria:
            need = min((o.points for o in rule.options if o.star_minimum == star), default=None)
            if need is None:
                continue
            reached = [row[rule.code] for row in rows]
            granted = sum(points >= need for points in reached)
            met = {
                "majority": 2 * granted > len(rows),
                "all": granted == len(rows),
                "mean": sum(reached) >= need * len(rows),
            }[regulation.minimum_met_by]
            if not met:
                missed.append((star, rule.code, need, granted, len(rows)))
    assert result.average == average
    assert list(result.blocked) == missed
    bad = {star for star, *_ in missed}
    stars = 1
    for star, start in ((2, 30), (3, 50), (4, 70), (5, 90)):
        lower = bad and min(bad) < star and regulation.minima_cumulative
        if average >= start and star not in bad and not lower:
            stars = star
    assert result.stars == stars


@given(st.integers(1, 400))
def test_an_average_below_a_band_by_any_fraction_stays_below(members: int) -> None:
    ladder = CriterionRule("1", "A", "", Fraction(100), 0, tuple(OptionRule(n, Fraction(n), "") for n in (69, 70, 90)))
    form = CriteriaSheet("x", "h", 1, "", (ladder,), BANDS)
    marks = [{"1": Fraction(70)} for _ in range(members)]
    assert ranked(form, marks, Regulation()).stars == 4
    marks[-1] = {"1": Fraction(69)}
    assert ranked(form, marks, Regulation()).stars == 3
