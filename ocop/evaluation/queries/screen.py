"""One criterion of a member's own sheet with everything its screen shows. Reads the own sheet only."""

from dataclasses import dataclass
from fractions import Fraction

from ocop.accounts.models import User
from ocop.evaluation import scoring
from ocop.evaluation.models import AgendaItem, Mark, MarkConflict, ScoreSheet, TeamFinding
from ocop.evaluation.queries.evidence import Claim, Paper, file_of, papers_beside
from ocop.evaluation.queries.seats import Seat, table_of
from ocop.evaluation.queries.sheets import marks_of, own_sheet, pending_conflicts, rules_of, team_findings
from ocop.evaluation.scoring import Reach
from ocop.evaluation.states import ItemState
from ocop.evaluation.wording import exactly_75_words
from ocop.regulations.models import Criterion
from ocop.regulations.ruleset import CriterionRule

NONE_MET = "none"


@dataclass(frozen=True)
class Line:
    """A criterion in the list beside the sheet. `lacks_note`: differs from the team's finding without a note."""

    rule: CriterionRule
    points: Fraction | None
    applies: bool
    lacks_note: bool
    clashes: bool


@dataclass(frozen=True)
class Part:
    """A part of the form with its criteria."""

    code: str
    name: str
    maximum: Fraction
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Choice:
    """An option as offered: `value` is what the form sends."""

    value: str
    label: str
    points: Fraction
    star: int | None
    case: str
    is_chosen: bool
    is_team: bool
    is_claimed: bool


@dataclass(frozen=True)
class Screen:
    """The page of one criterion."""

    item: AgendaItem
    seat: Seat | None
    sheet: ScoreSheet | None
    rule: CriterionRule
    applies: bool
    mark: Mark | None
    choices: tuple[Choice, ...]
    claim: Claim
    finding: TeamFinding | None
    papers: tuple[Paper, ...]
    conflicts: tuple[MarkConflict, ...]
    parts: tuple[Part, ...]
    reach: Reach
    before: str
    after: str
    next_open: str
    is_open: bool
    exactly_75: str = ""
    """What the regulation says of exactly 75%, where the options of this criterion meet there."""

    @property
    def needs_note(self) -> bool:
        """Whether the mark differs from the team's finding."""
        return self.mark is not None and self.finding is not None and self.mark.option_id != self.finding.option_id

    @property
    def is_complete(self) -> bool:
        """Whether nothing keeps the sheet from being sent."""
        lines = [line for part in self.parts for line in part.lines]
        return self.reach.left == 0 and not any(line.lacks_note or line.clashes for line in lines)


def first_code(item: AgendaItem, user: User) -> str:
    """Where the sheet opens: the first criterion without a mark, or the first of the form."""
    sheet = own_sheet(item, user)
    marked = {mark.criterion.code for mark in marks_of(sheet).values()} if sheet else set()
    codes = rules_of(item).codes
    return next((code for code in codes if code not in marked), codes[0])


def screen(item: AgendaItem, user: User, code: str) -> Screen | None:
    """The page of criterion `code` for `user`; None where the form has no such criterion."""
    rules = rules_of(item)
    if code not in rules.codes:
        return None
    rule = rules.criterion(code)
    seat = table_of(item).seat_of(user)
    sheet = own_sheet(item, user)
    marks = marks_of(sheet) if sheet else {}
    by_code = {mark.criterion.code: mark for mark in marks.values()}
    points = {key: Fraction(mark.option.points) if mark.option else Fraction(0) for key, mark in by_code.items()}
    findings = {row.criterion.code: row for row in team_findings(item).values()}
    clashes = list(pending_conflicts(sheet)) if sheet else []
    asked = {row.code for row in scoring.applicable(rules, points)}
    lines = [_line(row, by_code, findings, asked, clashes) for row in rules]
    file = file_of(item)
    shown = [line.rule.code for line in lines if line.applies]
    place = shown.index(code) if code in shown else -1
    open_codes = [line.rule.code for line in lines if line.applies and line.points is None]
    return Screen(
        item=item,
        seat=seat,
        sheet=sheet,
        rule=rule,
        applies=code in asked,
        mark=by_code.get(code),
        choices=_choices(rule, by_code.get(code), findings.get(code), file.claim(code)),
        claim=file.claim(code),
        finding=findings.get(code),
        papers=tuple(papers_beside(item, file, code, rule.id or 0)),
        conflicts=tuple(row for row in clashes if row.criterion.code == code),
        parts=tuple(
            Part(part.code, part.name, part.max_points, tuple(li for li in lines if li.rule.part == part.code))
            for part in rules.parts
        ),
        reach=scoring.reach(rules, points),
        before=shown[place - 1] if place > 0 else "",
        after=shown[place + 1] if 0 <= place < len(shown) - 1 else "",
        next_open=next((key for key in open_codes if key != code), ""),
        is_open=_is_open(item, seat, sheet),
        exactly_75=exactly_75_words((option.label for option in rule.options), item.session.rules.exactly_75),
    )


def criterion_of(item: AgendaItem, code: str) -> Criterion | None:
    """The row of a criterion of the item's form, with its options."""
    rows = Criterion.objects.filter(criteria_set_id=item.dossier.criteria_set_id, code=code)
    return rows.prefetch_related("options").first()


def criteria_by_id(item: AgendaItem) -> dict[int, Criterion]:
    """All criteria of the item's form with their options, in its order."""
    rows = Criterion.objects.filter(criteria_set_id=item.dossier.criteria_set_id).order_by("order")
    return {row.pk: row for row in rows.prefetch_related("options")}


def conflict_code(item: AgendaItem, user: User, pk: int) -> str:
    """The criterion of what another tab wrote; empty where it is settled."""
    sheet = own_sheet(item, user)
    row = sheet.conflicts.select_related("criterion").filter(pk=pk).first() if sheet else None
    return row.criterion.code if row else ""


def _is_open(item: AgendaItem, seat: Seat | None, sheet: ScoreSheet | None) -> bool:
    if item.state != ItemState.SCORING or seat is None or not seat.may_score:
        return False
    return sheet is None or sheet.sent_at is None


def _line(
    rule: CriterionRule,
    marks: dict[str, Mark],
    findings: dict[str, TeamFinding],
    asked: set[str],
    clashes: list[MarkConflict],
) -> Line:
    mark, finding = marks.get(rule.code), findings.get(rule.code)
    differs = mark is not None and finding is not None and mark.option_id != finding.option_id
    return Line(
        rule=rule,
        points=None if mark is None else Fraction(mark.option.points if mark.option else 0),
        applies=rule.code in asked,
        lacks_note=bool(differs and mark and not mark.note.strip()),
        clashes=any(row.criterion.code == rule.code for row in clashes),
    )


def _choices(rule: CriterionRule, mark: Mark | None, finding: TeamFinding | None, claim: Claim) -> tuple[Choice, ...]:
    """The options in the order of the form; "none met" comes first where no option gives 0."""
    chosen = None if mark is None else str(mark.option_id or NONE_MET)
    found = None if finding is None else str(finding.option_id or NONE_MET)
    cases = dict(rule.cases)
    choices = [
        Choice(
            value=str(option.id),
            label=option.label,
            points=option.points,
            star=option.star_minimum,
            case=cases.get(option.case or "", "") or (f"Trường hợp {option.case}" if option.case else ""),
            is_chosen=chosen == str(option.id),
            is_team=found == str(option.id),
            is_claimed=claim.label == option.label and claim.points is not None,
        )
        for option in rule.options
    ]
    none = Choice(
        NONE_MET,
        "Không đạt phương án nào",
        Fraction(0),
        None,
        "",
        chosen == NONE_MET,
        found == NONE_MET,
        claim.label == "Không đạt mức nào",
    )
    if any(option.points == 0 for option in rule.options) and not (none.is_chosen or none.is_team):
        return tuple(choices)
    return (none, *choices)
