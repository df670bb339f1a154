"""The self-score as its screens show it: the total, the rank it reaches, and what lifts it by one star."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ocop.dossiers.models import Citation, Dossier, SelfMark
from ocop.dossiers.queries.content import chosen_points, citations_of, marks_of, sheet_of, usual_kinds
from ocop.dossiers.spec import is_open
from ocop.regulations.ruleset import CriteriaSheet, CriterionRule
from ocop.regulations.scoring import LiftPlan, Step, lifts, self_result


@dataclass(frozen=True)
class Lift:
    """One step that lifts the result, in words."""

    code: str
    name: str
    now: str
    points: str
    label: str
    star: int
    is_minimum: bool


@dataclass(frozen=True)
class Score:
    """The whole self-score. `said` is the one line of the footer; `lifts` the proof of what is missing."""

    total: Fraction
    total_shown: str
    stars: int
    band: int
    answered: int
    of: int
    target: int | None
    said: str
    lifts: tuple[Lift, ...]
    reached: bool
    bands: tuple[tuple[int, int], ...]

    @property
    def share(self) -> Decimal:
        """The total as a decimal number, for drawing only."""
        return Decimal(self.total.numerator) / Decimal(self.total.denominator)

    @property
    def is_complete(self) -> bool:
        """Whether every criterion that counts has an answer."""
        return self.answered >= self.of


@dataclass(frozen=True)
class Line:
    """A criterion in the list. `state` is open, done, skipped (does not apply) or bare (claimed without a paper)."""

    rule: CriterionRule
    points: str | None
    max_points: str
    papers: int
    state: str
    editable: bool


@dataclass(frozen=True)
class Screen:
    """One criterion with everything its screen shows."""

    rule: CriterionRule
    position: int
    of: int
    mark: SelfMark | None
    cited: list[Citation]
    usual: tuple[str, ...]
    applies: bool
    condition: CriterionRule | None
    previous: str | None
    following: str | None


def score_of(dossier: Dossier) -> Score:
    """The self-score of a dossier today."""
    return score(sheet_of(dossier), chosen_points(marks_of(dossier)))


def score(sheet: CriteriaSheet, chosen: Mapping[str, Fraction]) -> Score:
    """What the chosen points come to, and the cheapest way up."""
    result, plan = self_result(sheet, chosen), lifts(sheet, chosen)
    counting = [rule for rule in sheet if applies(rule, chosen)]
    return Score(
        total=result.total,
        total_shown=comma(result.total, 1),
        stars=result.stars,
        band=result.band,
        answered=sum(rule.code in chosen for rule in counting),
        of=len(counting),
        target=plan.target if plan else None,
        said=said(plan),
        lifts=tuple(_lift(step) for step in plan.steps) if plan else (),
        reached=plan.reached if plan else True,
        bands=tuple((int(band.minimum), band.stars) for band in sheet.bands if band.stars >= 3),
    )


def said(plan: LiftPlan | None) -> str:
    """ "Lên 4 sao: thiếu 2 mức tối thiểu (1.5, 3.5) và 4 điểm"."""
    if plan is None:
        return "Đã đạt hạng cao nhất theo điểm tự chấm."
    codes = [step.criterion.code for step in plan.steps if step.why == "minimum"]
    listed = ", ".join(codes[:4]) + (f" và {len(codes) - 4} tiêu chí nữa" if len(codes) > 4 else "")
    lacks = [f"{len(codes)} mức tối thiểu ({listed})"] if codes else []
    lacks += [f"{comma(plan.gap)} điểm"] if plan.gap > 0 else []
    return f"Lên {plan.target} sao: thiếu {' và '.join(lacks)}." if lacks else f"Lên {plan.target} sao được."


def _lift(step: Step) -> Lift:
    return Lift(
        step.criterion.code,
        step.criterion.name,
        comma(step.now),
        comma(step.option.points),
        step.option.label,
        step.star,
        step.why == "minimum",
    )


def comma(value: Fraction, decimals: int | None = None) -> str:
    """A mark as it is read in Vietnamese: "4", "0,5", "66,0"."""
    if decimals is None:
        return format(value.numerator / value.denominator, "g").replace(".", ",")
    return f"{value.numerator / value.denominator:.{decimals}f}".replace(".", ",")


def applies(rule: CriterionRule, chosen: Mapping[str, Fraction]) -> bool:
    """Whether a criterion counts: 5.2 only where 5.1 is above 0."""
    return not rule.applies_if_code or chosen.get(rule.applies_if_code, Fraction(0)) > 0


def lines_of(dossier: Dossier, reopened: frozenset[str] | None) -> list[tuple[str, list[Line]]]:
    """Every criterion under its section, with where it stands."""
    marks, cited, usual = marks_of(dossier), citations_of(dossier), usual_kinds(dossier)
    chosen = chosen_points(marks)
    sections: dict[str, list[Line]] = {}
    for rule in sheet_of(dossier):
        title = f"{rule.section_code}. {rule.section_name}"
        papers = len(cited.get(rule.code, ()))
        line = Line(
            rule,
            comma(chosen[rule.code]) if rule.code in chosen else None,
            comma(rule.max_points),
            papers,
            _state(rule, chosen, papers, bool(usual.get(rule.code))),
            is_open(reopened, f"criterion:{rule.code}"),
        )
        sections.setdefault(title, []).append(line)
    return list(sections.items())


def _state(rule: CriterionRule, chosen: Mapping[str, Fraction], papers: int, is_usual: bool) -> str:
    if not applies(rule, chosen):
        return "skipped"
    if rule.code not in chosen:
        return "open"
    return "bare" if chosen[rule.code] > 0 and not papers and is_usual else "done"


def screen_of(dossier: Dossier, code: str) -> Screen | None:
    """The screen of one criterion; None where the set has no such code."""
    sheet = sheet_of(dossier)
    if code not in sheet.codes:
        return None
    marks = marks_of(dossier)
    chosen = chosen_points(marks)
    rule = sheet.criterion(code)
    shown = [each.code for each in sheet if applies(each, chosen) or each.code == code]
    place = shown.index(code)
    return Screen(
        rule=rule,
        position=place + 1,
        of=len(shown),
        mark=marks.get(code),
        cited=citations_of(dossier).get(code, []),
        usual=usual_kinds(dossier)[code],
        applies=applies(rule, chosen),
        condition=sheet.criterion(rule.applies_if_code) if rule.applies_if_code else None,
        previous=shown[place - 1] if place else None,
        following=shown[place + 1] if place + 1 < len(shown) else None,
    )


def first_open(dossier: Dossier) -> str:
    """The criterion to go on with: the first without an answer, else the first of the form."""
    chosen = chosen_points(marks_of(dossier))
    codes = [rule.code for rule in sheet_of(dossier) if applies(rule, chosen)]
    return next((code for code in codes if code not in chosen), codes[0])
