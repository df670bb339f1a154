"""For the producer: the result of a self-score, and what would lift it by one star, cheapest first.

Cheap means few boxes to climb: a step is one criterion, its cost the number of boxes between the one ticked and
the one needed. Minima come first because no number of points replaces them; then the fewest boxes that close
the gap in points. Criteria nobody changes at will (legal form, who represents, place) are taken last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, OptionRule, Points
from ocop.regulations.scoring.engine import Ranker, Result, ranker
from ocop.regulations.scoring.shapes import Ballot, Blocked, Regulation

# A producer's own score is one sheet: no quorum, and a minimum is met when that sheet meets it.
SELF = Regulation(quorum_needs_chair=False)


@dataclass(frozen=True, slots=True)
class SelfResult:
    """What a set of chosen points comes to."""

    total: Fraction
    band: int
    stars: int
    blocked: tuple[Blocked, ...]
    answered: int
    of: int


@dataclass(frozen=True, slots=True)
class Step:
    """Raise one criterion: from the points now to those of `option`. `why` is "minimum" or "points"."""

    criterion: CriterionRule
    now: Fraction
    option: OptionRule
    gain: Fraction
    boxes: int
    why: str
    star: int


@dataclass(frozen=True, slots=True)
class LiftPlan:
    """The steps from `stars` to `target`; `gap` the points still missing today; `total_after` when all is done."""

    stars: int
    target: int
    gap: Fraction
    steps: tuple[Step, ...]
    total_after: Fraction
    reached: bool


class _Choice(NamedTuple):
    """A way to raise one criterion, in units."""

    rule: CriterionRule
    boxes: int
    gain: int
    level: Fraction


def self_result(sheet: CriteriaSheet, chosen: Mapping[str, Points]) -> SelfResult:
    """Total, rank and minima missed of `chosen` (criterion → points); what is not chosen is 0."""
    result = _score(ranker(sheet, SELF), chosen)
    return SelfResult(
        total=result.average,
        band=result.band,
        stars=result.stars or result.band,
        blocked=result.blocked,
        answered=sum(code in chosen for code in sheet.codes),
        of=len(sheet.criteria),
    )


def lifts(sheet: CriteriaSheet, chosen: Mapping[str, Points]) -> LiftPlan | None:
    """What lifts the self-score by one star; None at the highest rank."""
    engine = ranker(sheet, SELF)
    before = _score(engine, chosen)
    stars = before.stars or before.band
    higher = sorted(band.stars for band in sheet.bands if band.stars > stars)
    if not higher:
        return None
    target = higher[0]
    marks = {code: Fraction(units, engine.scale) for code, units in engine.counted(chosen).items()}
    threshold = next(band.minimum for band in sheet.bands if band.stars == target)
    gap = max(threshold - before.average, Fraction(0))
    steps = _minima_steps(sheet, marks, before, target)
    marks |= {step.criterion.code: step.option.points for step in steps}
    steps += _point_steps(engine, marks, threshold, target)
    marks |= {step.criterion.code: step.option.points for step in steps}
    after = _score(engine, marks)
    return LiftPlan(stars, target, gap, tuple(steps), after.average, (after.stars or 0) >= target)


def _score(engine: Ranker, chosen: Mapping[str, Points]) -> Result:
    return engine.rank([Ballot("", engine_marks(engine, chosen))], members=1)


def engine_marks(engine: Ranker, chosen: Mapping[str, Points]) -> dict[str, Points]:
    """`chosen` in exact points; a mark no option has is refused."""
    return {code: Fraction(units, engine.scale) for code, units in engine.counted(chosen).items()}


def _minima_steps(sheet: CriteriaSheet, marks: Mapping[str, Fraction], before: Result, target: int) -> list[Step]:
    """One step per criterion whose minimum up to `target` is missed, cheapest first."""
    needed: dict[str, tuple[Fraction, int]] = {}
    for item in before.blocked:
        if item.star <= target and item.needs > needed.get(item.criterion, (Fraction(-1), 0))[0]:
            needed[item.criterion] = (item.needs, item.star)
    steps: list[Step] = []
    for code, (points, star) in needed.items():
        rule = sheet.criterion(code)
        condition = rule.applies_if_code
        asked = condition in needed or any(step.criterion.code == condition for step in steps)
        if condition and not marks[condition] and not asked:
            first = sheet.criterion(condition)
            steps.append(_step(first, marks[condition], first.levels[1], "minimum", star))
        steps.append(_step(rule, marks[code], points, "minimum", star))
    return sorted(steps, key=lambda step: (step.boxes, -step.gain, step.criterion.order))


def _point_steps(engine: Ranker, marks: Mapping[str, Fraction], threshold: Fraction, target: int) -> list[Step]:
    """The fewest boxes that bring the total to `threshold`."""
    missing = int((threshold - _score(engine, marks).average) * engine.scale)
    if missing <= 0:
        return []
    free = [_choices(engine, rule, marks) for rule in engine.sheet.criteria if _open(rule, marks)]
    picked = _fewest(free, missing)
    chosen = sorted(picked, key=lambda item: (item.boxes, -item.gain, item.rule.order))
    return [_step(item.rule, marks[item.rule.code], item.level, "points", target) for item in chosen]


def _open(rule: CriterionRule, marks: Mapping[str, Fraction]) -> bool:
    """A criterion whose condition fails gives nothing, however high it is ticked."""
    return not rule.applies_if_code or bool(marks[rule.applies_if_code])


def _choices(engine: Ranker, rule: CriterionRule, marks: Mapping[str, Fraction]) -> list[_Choice]:
    now = marks[rule.code]
    above = [level for level in rule.levels if level > now]
    # a criterion that is not changed at will costs more than all others together
    extra = 1000 if rule.fixed else 0
    return [
        _Choice(rule, boxes + extra, int((level - now) * engine.scale), level)
        for boxes, level in enumerate(above, start=1)
    ]


def _fewest(groups: list[list[_Choice]], missing: int) -> list[_Choice]:
    """At most one choice of each group, gaining `missing` or more with the fewest boxes; all the best if none does.

    best[g] is the cheapest way (boxes, overshoot, choices) to gain g; gains beyond `missing` count as `missing`.
    """
    best: list[tuple[int, int, tuple[_Choice, ...]] | None] = [None] * (missing + 1)
    best[0] = (0, 0, ())
    for group in groups:
        step = list(best)
        for gained, way in enumerate(best):
            if way is None:
                continue
            for item in group:
                reach = min(missing, gained + item.gain)
                offer = (way[0] + item.boxes, way[1] + item.gain, (*way[2], item))
                held = step[reach]
                if held is None or offer[:2] < held[:2]:
                    step[reach] = offer
        best = step
    full = best[missing]
    return list(full[2]) if full else [group[-1] for group in groups if group]


def _step(rule: CriterionRule, now: Fraction, points: Fraction, why: str, star: int) -> Step:
    option = next(option for option in rule.options if option.points == points)
    boxes = sum(now < level <= points for level in rule.levels)
    return Step(rule, now, option, points - now, boxes, why, star)
