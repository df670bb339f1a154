"""Own total, what is reachable, thresholds, severity, dropped sheets: pure, on a real criteria set."""

from fractions import Fraction

import pytest

from ocop.evaluation import scoring, wording
from ocop.regulations.queries import criteria_sheet
from ocop.regulations.scoring import Ballot, Regulation, rank
from tests.factories.products import criteria_set


@pytest.fixture
def rules(db):
    return criteria_sheet(criteria_set(6))


@pytest.fixture
def best(rules):
    return {rule.code: rule.max_points for rule in rules}


def test_an_empty_sheet_can_still_reach_everything(rules):
    reach = scoring.reach(rules, {})
    assert (reach.total, reach.maximum, reach.answered, reach.of, reach.stars_reachable) == (0, 100, 0, 32, 5)


def test_a_missed_minimum_lowers_what_is_reachable_and_is_named(rules):
    reach = scoring.reach(rules, {"1.5": Fraction(1)})
    assert (reach.total, reach.maximum, reach.stars_reachable) == (1, 98, 3)
    assert [(miss.star, miss.criterion) for miss in reach.missed] == [(4, "1.5"), (5, "1.5")]


def test_a_criterion_falls_away_once_its_condition_got_nothing(rules):
    assert "5.2" in scoring.missing(rules, {})
    assert "5.2" not in scoring.missing(rules, {"5.1": Fraction(0)})
    assert scoring.reach(rules, {"5.1": Fraction(0)}).of == 31


def test_a_product_two_points_off_a_threshold_is_near_it_and_farther_is_not(rules):
    assert scoring.near_threshold(Fraction(68), rules) == (4, Fraction(-2))
    assert scoring.near_threshold(Fraction(359, 4), rules) == (5, Fraction(-1, 4))
    assert scoring.near_threshold(Fraction(60), rules) is None


def test_the_sheet_that_decides_alone_is_named(rules, best):
    ballots = [Ballot("A", best), Ballot("B", best), Ballot("C", {**best, "1.5": 1}), Ballot("D", {**best, "1.5": 1})]
    regulation = Regulation(quorum_needs_chair=False)
    result = rank(rules, ballots, members=4, regulation=regulation)
    assert result.stars == 3
    assert scoring.without_each(result) == {"C": 5, "D": 5}


def test_severity_is_the_mean_deviation_and_systematic_only_from_three_sheets(rules, best):
    low = {**best, "4.3": 0, "5.3": 0}
    one = rank(
        rules, [Ballot("A", best), Ballot("B", low)], members=2, regulation=Regulation(quorum_needs_chair=False)
    )
    rows = {row.member: row for row in scoring.severity([one, one, one])}
    assert (rows["A"].deviation, rows["B"].deviation) == (5, -5)
    assert (rows["B"].is_systematic, rows["B"].below) == (True, 3)
    assert not scoring.severity([one, one])[0].is_systematic


@pytest.mark.parametrize(
    ("points", "decimals", "shown"),
    [("285/4", 1, "71,3"), ("7", None, "7"), ("1/2", None, "0,5"), ("285/4", None, "71,25"), ("-5", 1, "−5,0")],
)
def test_points_are_written_with_a_comma(points, decimals, shown):
    assert wording.comma(points, decimals) == shown


def test_the_reason_for_the_missing_star_is_in_words():
    bands = [{"stars": 3, "from": "50"}, {"stars": 4, "from": "70"}]
    result = {
        "average": "72", "average_shown": "72,0", "stars": 3, "knocked_out": False, "quorum_met": True,
        "blocked": [{"star": 4, "criterion": "1.6", "needs": "1", "granted_by": 5, "of": 11}],
    }  # fmt: skip
    assert wording.result_words(result, bands) == [
        "3 sao, điểm trung bình 72,0.",
        "Chưa đạt 4 sao vì: 1.6 cần 1 điểm, 5/11 phiếu đạt.",
    ]


def test_a_gap_is_never_rounded_to_nothing():
    assert wording.gap_words(Fraction(1, 1000)) == "dưới 0,1 điểm"
