"""Small criteria sets made by hand, so that the engine is tested without a database."""

from fractions import Fraction

from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, OptionRule, StarBand

BANDS = tuple(StarBand(stars, Fraction(start)) for stars, start in ((1, 0), (2, 30), (3, 50), (4, 70), (5, 90)))


def criterion(code: str, *options: tuple[str, int | None], needs: str = "", fixed: bool = False) -> CriterionRule:
    rules = tuple(OptionRule(n, Fraction(p), f"mức {p}", star) for n, (p, star) in enumerate(options, start=1))
    return CriterionRule(
        code=code, part="A", name=f"Tiêu chí {code}", max_points=max(rule.points for rule in rules), order=0,
        options=rules, applies_if_code=needs, fixed=fixed,
    )  # fmt: skip


def sheet(*criteria: CriterionRule, bands: tuple[StarBand, ...] = BANDS) -> CriteriaSheet:
    return CriteriaSheet("1/QĐ", "h", 1, "Bộ thử", criteria, bands)


# a ladder for any total of 0 to 100, and two criteria that hold the minima
LADDER = criterion("1", *((str(points), None) for points in range(86)))
THIRD = criterion("2", ("1", 3), ("5", 4))
FIFTH = criterion("3", ("0", None), ("1", 3), ("5", 5))
STORY = criterion("4", ("0", None), ("3", None))
STRUCTURE = criterion("5", ("0", None), ("2", None), needs="4")
SMALL = sheet(LADDER, THIRD, FIFTH, STORY, STRUCTURE)
