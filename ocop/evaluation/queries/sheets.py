"""A member's own sheet, and sheets turned into the ballots of the ranking engine."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.evaluation.models import AgendaItem, Mark, MarkConflict, ScoreSheet, TeamFinding
from ocop.evaluation.queries.seats import Table, assessments_for
from ocop.regulations.models import CriteriaSet
from ocop.regulations.queries import criteria_sheet, decision_sheets
from ocop.regulations.ruleset import CriteriaSheet
from ocop.regulations.scoring import Ballot, Regulation, Result, ranker

Points = dict[str, Fraction]
_RANKING_COLUMNS = (
    "sheet__item_id",
    "sheet_id",
    "sheet__member_id",
    "sheet__member__role",
    "criterion_id",
    "option_id",
)


def rules_of(item: AgendaItem) -> CriteriaSheet:
    """The criteria set under which the dossier was filed."""
    return criteria_sheet(item.dossier.criteria_set)


def own_sheet(item: AgendaItem, user: User) -> ScoreSheet | None:
    """The sheet that `user` fills in or has sent for this item, in a seat they hold today."""
    rows = ScoreSheet.objects.filter(item=item, member__user_id=user.pk, member__left_on=None, void_at=None)
    return rows.select_related("member").first()


def marks_of(sheet: ScoreSheet) -> dict[int, Mark]:
    """criterion → mark, with its option."""
    return {mark.criterion_id: mark for mark in sheet.marks.select_related("option", "criterion")}


def points_of(sheet: ScoreSheet) -> Points:
    """code → points given."""
    return marks_by_sheet([sheet.pk]).get(sheet.pk, {})


def marks_by_sheet(sheet_ids: Iterable[int]) -> dict[int, Points]:
    """sheet → code → points, in one query."""
    found: dict[int, Points] = defaultdict(dict)
    rows = Mark.objects.filter(sheet_id__in=list(sheet_ids)).order_by("sheet_id", "criterion__order")
    for sheet_id, code, points in rows.values_list("sheet_id", "criterion__code", "option__points"):
        found[sheet_id][code] = Fraction(points or 0)
    return dict(found)


def pending_conflicts(sheet: ScoreSheet) -> QuerySet[MarkConflict]:
    """What other tabs wrote and nobody has chosen yet."""
    return sheet.conflicts.select_related("option", "criterion").order_by("criterion__order", "at", "pk")


def team_findings(item: AgendaItem) -> dict[int, TeamFinding]:
    """criterion → what the advisory team found."""
    rows = TeamFinding.objects.filter(assessment__in=assessments_for(item)).select_related("option", "criterion")
    return {row.criterion_id: row for row in rows}


def differing(item: AgendaItem, marks: Iterable[Mark]) -> dict[str, bool]:
    """code of every criterion marked otherwise than the team found → whether a note says why."""
    found = team_findings(item)
    apart = {}
    for mark in sorted(marks, key=lambda mark: mark.criterion.order):
        finding = found.get(mark.criterion_id)
        if finding is not None and finding.option_id != mark.option_id:
            apart[mark.criterion.code] = bool(mark.note.strip())
    return apart


def labels(table: Table) -> dict[int, str]:
    """sheet → the name under which it stands in the result; equal names are told apart."""
    found: dict[int, str] = {}
    for sheet in sent_sheets(table):
        name = str(sheet.member.user)
        twins = sum(name == other or other.startswith(f"{name} (") for other in found.values())
        found[sheet.pk] = f"{name} ({twins + 1})" if twins else name
    return found


def sent_sheets(table: Table) -> list[ScoreSheet]:
    """The valid sheets, in the order of the seats."""
    return [seat.sheet for seat in table.sent if seat.sheet is not None]


def ballots_of(table: Table) -> list[Ballot]:
    """The valid sheets of an item as ballots; that of whoever leads the item is marked as the chair's."""
    names = labels(table)
    points = marks_by_sheet(names)
    leader = table.leader
    led_by = leader.sheet.pk if leader and leader.sheet else 0
    return [Ballot(name, points.get(key, {}), key == led_by) for key, name in names.items()]


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One item ready for the engine: `members` is the number of its valid sheets' council."""

    item_id: int
    sheet: CriteriaSheet
    ballots: Sequence[Ballot]
    members: int


def marks_for_ranking(items: QuerySet[AgendaItem] | None = None) -> Iterator[RankingRow]:
    """Every item with its sent sheets, straight from the rows, in a constant number of queries.

    For counting a whole year anew (bench, audits); the quorum base is the number of sent sheets. Rows are read in the
    order of the items, so that only one item is held in memory at a time.
    """
    wanted = AgendaItem.objects.all() if items is None else items
    sets = {row.pk: row for row in CriteriaSet.objects.select_related("decision")}
    rules = {key: decision_sheets(row.decision)[row.no] for key, row in sets.items()}
    codes = {rule.id: rule.code for sheet in rules.values() for rule in sheet}
    points = {o.id: _small(o.points) for sheet in rules.values() for rule in sheet for o in rule.options}
    set_of = dict(wanted.values_list("pk", "dossier__criteria_set_id"))
    rows = (
        Mark.objects.filter(sheet__item__in=wanted, sheet__sent_at__isnull=False, sheet__void_at=None)
        .order_by("sheet__item_id", "sheet_id")
        .values_list(
            "sheet__item_id", "sheet_id", "sheet__member_id", "sheet__member__role", "criterion_id", "option_id"
        )
        .iterator(chunk_size=20_000)
    )
    current, last = 0, 0
    ballots: list[Ballot] = []
    marks: dict[str, Fraction | int] = {}
    for item_id, sheet_id, member_id, role, criterion_id, option_id in rows:
        if item_id != current:
            if current:
                yield RankingRow(current, rules[set_of[current]], ballots, len(ballots))
            current, ballots = item_id, []
        if sheet_id != last:
            marks = {}
            ballots.append(Ballot(str(member_id), marks, role == "chair"))
            last = sheet_id
        marks[codes[criterion_id]] = points[option_id] if option_id else 0
    if current:
        yield RankingRow(current, rules[set_of[current]], ballots, len(ballots))


def rank_all(regulation: Regulation, items: QuerySet[AgendaItem] | None = None) -> dict[int, Result]:
    """item → its result, counted anew from the rows under one regulation."""
    return {
        row.item_id: ranker(row.sheet, regulation).rank(row.ballots, members=row.members)
        for row in marks_for_ranking(items)
    }


def _small(points: Fraction) -> Fraction | int:
    """Whole points as int, which the engine adds fastest."""
    return points.numerator if points.denominator == 1 else points
