"""What the council reads off the sheets beside the rank itself: pure arithmetic on the engine of `regulations`.

A member's own running total, what is still reachable, products near a threshold, severity of members, and the outcome
without one sheet. Points are exact fractions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, Points
from ocop.regulations.scoring import Ballot, Blocked, Knockout, Regulation, Result, rank, ranker, self_result

BORDER = Fraction(2)
"""A product is near a threshold when its average lies within so many points of it (either side)."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A member's own sheet so far. `stars_now` is the rank of these marks alone, `stars_reachable` the rank if every
    criterion left got its maximum; `missed` the minima that marks already given put out of reach."""

    total: Fraction
    maximum: Fraction
    answered: int
    of: int
    stars_now: int
    stars_reachable: int
    missed: tuple[Blocked, ...]

    @property
    def left(self) -> int:
        """Criteria without a mark."""
        return self.of - self.answered


def applicable(sheet: CriteriaSheet, marks: Mapping[str, Points]) -> tuple[CriterionRule, ...]:
    """The criteria to be marked: one that counts on a condition falls away once the condition was given 0."""

    def asked(rule: CriterionRule) -> bool:
        condition = rule.applies_if_code
        return not condition or condition not in marks or Fraction(marks[condition]) > 0

    return tuple(rule for rule in sheet.criteria if asked(rule))


def missing(sheet: CriteriaSheet, marks: Mapping[str, Points]) -> tuple[str, ...]:
    """Codes of the criteria still without a mark, in the order of the form."""
    return tuple(rule.code for rule in applicable(sheet, marks) if rule.code not in marks)


def reach(sheet: CriteriaSheet, marks: Mapping[str, Points]) -> Reach:
    """Where one sheet stands."""
    asked = applicable(sheet, marks)
    best = {rule.code: marks.get(rule.code, rule.max_points) for rule in asked}
    now, then = self_result(sheet, marks), self_result(sheet, best)
    return Reach(
        total=now.total,
        maximum=then.total,
        answered=sum(rule.code in marks for rule in asked),
        of=len(asked),
        stars_now=now.stars,
        stars_reachable=then.stars,
        missed=then.blocked,
    )


def near_threshold(average: Fraction, sheet: CriteriaSheet) -> tuple[int, Fraction] | None:
    """(stars, average − threshold) of the nearest threshold within `BORDER`; None where there is none."""
    gaps = [(band.stars, average - band.minimum) for band in sheet.bands if band.minimum > 0]
    close = [pair for pair in gaps if abs(pair[1]) <= BORDER]
    return min(close, key=lambda pair: abs(pair[1])) if close else None


def without_each(result: Result) -> dict[str, int | None]:
    """member → the rank if that sheet were dropped, quorum set aside; only members whose sheet changes the rank."""
    free = replace(result.ranker.regulation, quorum=Fraction(1, 1000), quorum_needs_chair=False)
    engine = ranker(result.ranker.sheet, free)
    everybody = engine.rank(result.ballots, members=result.members, knockouts=result.knockouts).stars
    found: dict[str, int | None] = {}
    if len(result.ballots) < 2:
        return found
    for ballot in result.ballots:
        rest = [other for other in result.ballots if other is not ballot]
        stars = engine.rank(rest, members=result.members, knockouts=result.knockouts).stars
        if stars != everybody:
            found[ballot.member] = stars
    return found


@dataclass(frozen=True, slots=True)
class Severity:
    """How far a member's totals lie from the council's averages: mean deviation in points (negative: lower)."""

    member: str
    sheets: int
    deviation: Fraction
    below: int
    above: int

    @property
    def is_systematic(self) -> bool:
        """At least three sheets, all on one side, three points and more on average."""
        return self.sheets >= 3 and abs(self.deviation) >= 3 and self.sheets in (self.below, self.above)


def severity(results: Iterable[Result]) -> list[Severity]:
    """One row per member over all results, most severe first."""
    gaps: dict[str, list[Fraction]] = {}
    for result in results:
        for member, total in result.member_totals.items():
            gaps.setdefault(member, []).append(total - result.average)
    rows = [
        Severity(
            member=member,
            sheets=len(found),
            deviation=sum(found, Fraction(0)) / len(found),
            below=sum(gap < 0 for gap in found),
            above=sum(gap > 0 for gap in found),
        )
        for member, found in gaps.items()
    ]
    return sorted(rows, key=lambda row: (row.deviation, row.member))


def council_result(
    sheet: CriteriaSheet,
    ballots: Sequence[Ballot],
    *,
    members: int,
    knockouts: Sequence[Knockout],
    regulation: Regulation,
) -> Result:
    """The rank of one item; MarkFault where a stored mark does not fit the criteria set."""
    return rank(sheet, ballots, members=members, knockouts=knockouts, regulation=regulation)


def rank_input(result: Result) -> dict[str, object]:
    """The request that `manage.py rank` takes for this result."""
    sheet, regulation = result.ranker.sheet, result.ranker.regulation
    ballots = sorted(result.ballots, key=lambda ballot: ballot.member)
    return {
        "decision": sheet.decision,
        "set": sheet.set_no,
        "members": result.members,
        "sheets": [
            {"member": b.member, "chair": b.chair, "marks": {code: str(points) for code, points in b.marks.items()}}
            for b in ballots
        ],
        "knockouts": [{"criterion": item.criterion, "reason": item.reason} for item in result.knockouts],
        "regulation": {
            "quorum": str(regulation.quorum),
            "quorum_needs_chair": regulation.quorum_needs_chair,
            "spread_limit": str(regulation.spread_limit),
            "minimum_met_by": regulation.minimum_met_by,
        },
    }
