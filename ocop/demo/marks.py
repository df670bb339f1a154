"""Sample scores that come to a wanted rank: from nothing, climb the cheapest way the engine knows."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from ocop.regulations.ruleset import CriteriaSheet, CriterionRule
from ocop.regulations.scoring import lifts, self_result

Points = Mapping[str, Fraction]


def reaching(sheet: CriteriaSheet, stars: int, *, spare: int = 0, without: Iterable[str] = ()) -> dict[str, Fraction]:
    """Marks of every criterion that come to `stars` and at least `spare` points over its threshold.

    Criteria `without` stay at 0 (no option is met), as where a star minimum is missed; the rank is then that of the
    band alone.
    """
    kept = set(without)
    chosen = {rule.code: Fraction(0) if rule.code in kept else lowest(rule) for rule in sheet.criteria}
    while self_result(sheet, chosen).stars < stars:
        plan = lifts(sheet, chosen)
        assert plan is not None
        steps = {step.criterion.code: step.option.points for step in plan.steps if step.criterion.code not in kept}
        if not steps:
            break
        chosen |= steps
    threshold = next(band.minimum for band in sheet.bands if band.stars == stars)
    return _padded(sheet, chosen, threshold + spare, kept)


def shifted(sheet: CriteriaSheet, points: Points, codes: Iterable[str], by: int) -> dict[str, Fraction]:
    """`points` with the named criteria one option higher or lower, where the form has one."""
    moved = dict(points)
    for code in codes:
        levels = sheet.criterion(code).levels
        place = levels.index(points[code]) + by
        if 0 <= place < len(levels):
            moved[code] = levels[place]
    return moved


def lowest(rule: CriterionRule) -> Fraction:
    """The first option of a criterion."""
    return min(option.points for option in rule.options)


def _padded(sheet: CriteriaSheet, chosen: dict[str, Fraction], total: Fraction, kept: set[str]) -> dict[str, Fraction]:
    for rule in sheet.criteria:
        if self_result(sheet, chosen).total >= total:
            break
        higher = [level for level in rule.levels if level > chosen[rule.code]]
        if higher and rule.code not in kept:
            chosen[rule.code] = higher[0]
    return chosen
