"""An item once all sheets are sent: the result as it stands, who must look again, knock-outs, and the reports made of
revealed items. Nothing here is asked before the reveal."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ocop.accounts.models import User
from ocop.evaluation import scoring
from ocop.evaluation.models import AgendaItem, Conclusion, Knockout, Mark, Recheck, ScoreSheet, Session
from ocop.evaluation.queries.councils import as_rules
from ocop.evaluation.queries.seats import Table, table_of, tables
from ocop.evaluation.queries.sessions import items_of
from ocop.evaluation.queries.sheets import ballots_of, labels, marks_by_sheet, rules_of, sent_sheets
from ocop.evaluation.states import ItemState
from ocop.regulations.scoring import Ballot, Result
from ocop.regulations.scoring import Knockout as Ground

REVEALED = (ItemState.REVIEWING, ItemState.CONCLUDED)


def grounds_of(item: AgendaItem) -> list[Ground]:
    """The confirmed knock-outs, for the engine."""
    rows = item.knockouts.exclude(confirmed_at=None).filter(lifted_at=None).select_related("criterion")
    return [Ground(row.reason, row.criterion.code if row.criterion else None) for row in rows]


def result_of(item: AgendaItem, table: Table | None = None) -> Result | None:
    """The result by the sheets of this moment; None without a sheet."""
    table = table or table_of(item)
    ballots = ballots_of(table)
    if not ballots:
        return None
    return scoring.council_result(
        rules_of(item),
        ballots,
        members=table.base,
        knockouts=grounds_of(item),
        regulation=as_rules(item.session.rules),
    )


def far_sheets(item: AgendaItem, table: Table, result: Result) -> list[ScoreSheet]:
    """The sheets that lie further from another than the regulation allows."""
    far = set(result.must_discuss)
    names = labels(table)
    return [sheet for sheet in sent_sheets(table) if names[sheet.pk] in far]


def open_rechecks(item: AgendaItem) -> list[Recheck]:
    """Rechecks that wait for an answer."""
    rows = Recheck.objects.filter(sheet__item=item, sheet__void_at=None, answered_at=None)
    return list(rows.select_related("sheet__member__user"))


def unsettled(item: AgendaItem, table: Table, result: Result) -> list[str]:
    """Names of those who must still look again: an open recheck, or too far apart and never asked."""
    waiting = {row.sheet_id: str(row.sheet.member.user) for row in open_rechecks(item)}
    answered = set(
        Recheck.objects.filter(sheet__item=item).exclude(answered_at=None).values_list("sheet_id", flat=True)
    )
    for sheet in far_sheets(item, table, result):
        if sheet.pk not in answered:
            waiting.setdefault(sheet.pk, str(sheet.member.user))
    return list(waiting.values())


def rechecks_of(item: AgendaItem) -> list[Recheck]:
    """All rechecks of the item with their changes."""
    rows = Recheck.objects.filter(sheet__item=item).select_related("sheet__member__user", "asked_by", "answered_by")
    return list(rows.prefetch_related("changes__criterion", "changes__old_option", "changes__new_option"))


def recheck_for(item: AgendaItem, user: User) -> Recheck | None:
    """The open recheck that `user` answers: of the sheet of the seat they hold."""
    seat = table_of(item).seat_of(user)
    if seat is None or seat.sheet is None:
        return None
    return seat.sheet.rechecks.filter(answered_at=None).first()


def get_recheck(pk: int) -> Recheck | None:
    """One recheck with its sheet and item."""
    return Recheck.objects.select_related("sheet__item__session__council", "sheet__member").filter(pk=pk).first()


def get_knockout(item: AgendaItem, pk: int) -> Knockout | None:
    """A knock-out of that item."""
    return item.knockouts.filter(pk=pk).first()


def get_sheet(item: AgendaItem, pk: int) -> ScoreSheet | None:
    """A sent sheet of that item."""
    return item.sheets.filter(pk=pk, void_at=None).exclude(sent_at=None).first()


def knockouts_of(item: AgendaItem) -> list[Knockout]:
    """All knock-outs of the item, also lifted ones."""
    return list(item.knockouts.select_related("criterion", "by", "confirmed_by", "lifted_by"))


def conclusion_of(item: AgendaItem) -> Conclusion | None:
    """The conclusion that stands; None before, and while a reopened one is looked at again."""
    if item.state != ItemState.CONCLUDED:
        return None
    return Conclusion.objects.filter(item=item).select_related("by").first()


@dataclass(frozen=True)
class SheetColumn:
    """One member's sheet in the table of the review."""

    sheet: ScoreSheet
    name: str
    role: str
    leads: bool
    total: Fraction
    deviation: Fraction
    is_far: bool
    recheck: Recheck | None


@dataclass(frozen=True)
class CriterionRow:
    """One criterion across the sheets: the marks in the order of the columns, their mean, lowest and highest.
    `minima` is star → (points needed, sheets that reach them)."""

    code: str
    name: str
    part: str
    maximum: Fraction
    marks: tuple[Fraction, ...]
    notes: tuple[str, ...]
    mean: Fraction
    minima: tuple[tuple[int, Fraction, int], ...]

    @property
    def is_split(self) -> bool:
        """Whether the members do not agree."""
        return len(set(self.marks)) > 1


@dataclass(frozen=True)
class Review:
    """All that the review page shows."""

    result: Result
    table: Table
    columns: tuple[SheetColumn, ...]
    rows: tuple[CriterionRow, ...]
    waiting: tuple[str, ...]


def review_of(item: AgendaItem) -> Review | None:
    """The review of a revealed item; None before."""
    if item.state not in REVEALED:
        return None
    table = table_of(item)
    result = result_of(item, table)
    if result is None:
        return None
    columns = _columns(item, table, result)
    return Review(result, table, columns, _rows(item, result, columns), tuple(unsettled(item, table, result)))


def _columns(item: AgendaItem, table: Table, result: Result) -> tuple[SheetColumn, ...]:
    names, totals = labels(table), result.member_totals
    far = set(result.must_discuss)
    leaders = {ballot.member for ballot in result.ballots if ballot.chair}
    latest = {row.sheet_id: row for row in rechecks_of(item)}
    found = []
    for sheet in sent_sheets(table):
        name = names[sheet.pk]
        found.append(
            SheetColumn(
                sheet=sheet,
                name=name,
                role=sheet.member.get_role_display(),
                leads=name in leaders,
                total=totals[name],
                deviation=totals[name] - result.average,
                is_far=name in far,
                recheck=latest.get(sheet.pk),
            )
        )
    return tuple(found)


def _rows(item: AgendaItem, result: Result, columns: tuple[SheetColumn, ...]) -> tuple[CriterionRow, ...]:
    scale = result.ranker.scale
    counted = {ballot.member: result.ranker.counted(ballot.marks) for ballot in result.ballots}
    notes: dict[tuple[int, str], str] = {
        (sheet_id, code): note
        for sheet_id, code, note in Mark.objects.filter(sheet__in=[column.sheet.pk for column in columns])
        .exclude(note="")
        .values_list("sheet_id", "criterion__code", "note")
    }
    means = result.criterion_means
    rows = []
    for rule in result.ranker.sheet.criteria:
        marks = tuple(Fraction(counted[column.name][rule.code], scale) for column in columns)
        rows.append(
            CriterionRow(
                code=rule.code,
                name=rule.name,
                part=rule.part,
                maximum=rule.max_points,
                marks=marks,
                notes=tuple(
                    f"{column.name}: {notes[column.sheet.pk, rule.code]}"
                    for column in columns
                    if (column.sheet.pk, rule.code) in notes
                ),
                mean=means[rule.code],
                minima=tuple(
                    (star, needs, sum(mark >= needs for mark in marks)) for star, needs in sorted(rule.minima.items())
                ),
            )
        )
    return tuple(rows)


@dataclass(frozen=True)
class BorderRow:
    """A product of the chair's report: how near a threshold, and whose sheet alone decides the rank."""

    item: AgendaItem
    result: Result
    near: tuple[int, Fraction] | None
    without: dict[str, int | None]


@dataclass(frozen=True)
class SessionReport:
    """Borderline products and severity of members over the revealed items of a session."""

    rows: tuple[BorderRow, ...]
    severity: tuple[scoring.Severity, ...]
    items: int


def session_report(session: Session, user: User) -> SessionReport:
    """The chair's report over the items all of whose sheets are sent; items with a conflict of `user` are left out."""
    items = [item for item in items_of(session) if item.state in REVEALED]
    hidden = set(
        AgendaItem.objects.filter(
            session=session, conflicts__member__user_id=user.pk, conflicts__has_conflict=True
        ).values_list("pk", flat=True)
    )
    results = results_of([item for item in items if item.pk not in hidden])
    rows = [
        BorderRow(
            item, result, scoring.near_threshold(result.average, result.ranker.sheet), scoring.without_each(result)
        )
        for item, result in results
    ]
    named = tuple(scoring.severity(result for _, result in results))
    kept = tuple(row for row in rows if row.near or row.without)
    return SessionReport(kept, named, len(rows))


def results_of(items: Iterable[AgendaItem]) -> list[tuple[AgendaItem, Result]]:
    """The results of many items of one session, in a constant number of queries."""
    rows = list(items)
    found = tables(rows)
    points = marks_by_sheet([sheet.pk for table in found.values() for sheet in sent_sheets(table)])
    grounds: dict[int, list[Ground]] = {}
    confirmed = Knockout.objects.filter(item__in=rows, lifted_at=None).exclude(confirmed_at=None)
    for row in confirmed.select_related("criterion"):
        grounds.setdefault(row.item_id, []).append(Ground(row.reason, row.criterion.code if row.criterion else None))
    results = []
    for item in rows:
        table = found[item.pk]
        leader = table.leader
        led_by = leader.sheet.pk if leader and leader.sheet else 0
        ballots = [Ballot(name, points.get(key, {}), key == led_by) for key, name in labels(table).items()]
        if ballots:
            regulation = as_rules(item.session.rules)
            result = scoring.council_result(
                rules_of(item),
                ballots,
                members=table.base,
                knockouts=grounds.get(item.pk, []),
                regulation=regulation,
            )
            results.append((item, result))
    return results
