"""Sessions, their agenda and how far each item is, as much as the asker may see."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.base.dates import HANOI
from ocop.base.findings import Finding
from ocop.dossiers.models import Dossier, Round
from ocop.dossiers.states import DossierState
from ocop.evaluation.checks import writing
from ocop.evaluation.checks.writing import AGAIN
from ocop.evaluation.models import (
    AgendaItem,
    Attendance,
    Conclusion,
    Council,
    CouncilMember,
    ItemMove,
    Mark,
    ScoreSheet,
    Session,
)
from ocop.evaluation.queries.councils import covered, regulation_for
from ocop.evaluation.queries.seats import Seat, Table, active_members, holders, tables
from ocop.evaluation.states import ITEM_TITLES, ItemState, SessionState
from ocop.regulations.queries.procedures import procedure_taking

# who follows the progress of every item; a vice chair only of the items they lead
KEEPERS = ("chair", "secretary")
OVER = (SessionState.CLOSED, SessionState.PUBLISHED)
_ITEM_PATHS = (
    "session__council__regulation",
    "session__regulation",
    "session__round",
    "dossier__product__producer",
    "dossier__commune",
    "dossier__criteria_set__decision",
    "dossier__code",
)


def visible_sessions(user: User) -> QuerySet[Session]:
    """Sessions that `user` may see; agrees with ``evaluation.view_session``."""
    return Session.objects.filter(covered(user, "council__")).select_related("council", "round")


def get_session(pk: int) -> Session | None:
    """One session, for a door to ask the permission of."""
    return Session.objects.select_related("council__regulation", "regulation", "round").filter(pk=pk).first()


def get_item(pk: int) -> AgendaItem | None:
    """One agenda item with all that its pages name."""
    return AgendaItem.objects.select_related(*_ITEM_PATHS).filter(pk=pk).first()


def items_of(session: Session) -> list[AgendaItem]:
    """The agenda in order, without what was put off."""
    rows = session.items.select_related(*_ITEM_PATHS).exclude(state=ItemState.POSTPONED)
    return list(rows.order_by("order", "pk"))


def postponed_of(session: Session) -> list[ItemMove]:
    """What was put off, with who did it and why."""
    moves = ItemMove.objects.filter(item__session=session, move="postpone_item")
    return list(moves.select_related("item__dossier__product", "by").order_by("at", "pk"))


def ready_dossiers(session: Session) -> QuerySet[Dossier]:
    """Dossiers of the session's round that wait for a session, and are of the kind that it may decide."""
    rows = Dossier.objects.filter(round_id=session.round_id, state=DossierState.READY)
    if session.is_written:
        rows = rows.filter(kind=AGAIN)
    return rows.select_related("product__producer", "commune", "criteria_set").order_by("product__sort_key", "pk")


def rounds_for(council: Council) -> QuerySet[Round]:
    """Rounds of the council's province (district), newest first."""
    district = council.district_id
    own = Round.objects.filter(district=district) if district else Round.objects.filter(district=None)
    return own.filter(province=council.province_id).order_by("-year", "-number")


@dataclass(frozen=True)
class AgendaRow:
    """An item as one person sees it. `hidden` says that a conflict of interest closes it to them; `sent` and
    `waiting` are given to the chair and the secretary only; `conclusion` only to those who may read the result."""

    item: AgendaItem
    number: int
    state: str
    mine: Seat | None
    marked: int
    hidden: bool
    sent: int | None
    of: int | None
    waiting: tuple[str, ...]
    conclusion: Conclusion | None

    @property
    def must_declare(self) -> bool:
        """Whether this person has yet to declare on conflict of interest."""
        return self.mine is not None and self.mine.conflict is None

    @property
    def may_score(self) -> bool:
        """Whether the person's own sheet is open."""
        return (
            self.mine is not None
            and self.mine.may_score
            and not self.mine.has_sent
            and self.item.state == ItemState.SCORING
        )


def agenda(session: Session, user: User) -> list[AgendaRow]:
    """The agenda as `user` sees it; a constant number of queries."""
    items = items_of(session)
    found = tables(items)
    mine = {key: table.seat_of(user) for key, table in found.items()}
    own_sheets = [seat.sheet.pk for seat in mine.values() if seat and seat.sheet]
    marked = _marks_by_sheet(own_sheets)
    conclusions = {row.item_id: row for row in Conclusion.objects.filter(item__session=session)}
    past = _past_conflicts(session, user)
    rows = []
    for number, item in enumerate(items, start=1):
        table, seat = found[item.pk], mine[item.pk]
        hidden = item.pk in past or bool(seat and seat.conflict)
        keeps = seat is not None and (seat.member.role in KEEPERS or table.leader is seat)
        progress = keeps and not hidden
        rows.append(
            AgendaRow(
                item=item,
                number=number,
                state=ITEM_TITLES[ItemState(item.state)],
                mine=seat,
                marked=marked.get(seat.sheet.pk, 0) if seat and seat.sheet else 0,
                hidden=hidden,
                sent=len(table.sent) if progress else None,
                of=len(table.sent) + len(table.awaited) if progress else None,
                waiting=tuple(str(s.member.user) for s in table.awaited) if progress else (),
                conclusion=_readable(session, item, seat, hidden, conclusions),
            )
        )
    return rows


def _readable(
    session: Session, item: AgendaItem, seat: Seat | None, hidden: bool, conclusions: dict[int, Conclusion]
) -> Conclusion | None:
    """The conclusion, where ``evaluation.view_review`` would open it to this person."""
    if hidden or item.state != ItemState.CONCLUDED:
        return None
    if seat is not None:
        return conclusions.get(item.pk) if seat.conflict is False else None
    return conclusions.get(item.pk) if session.state == SessionState.PUBLISHED else None


def _past_conflicts(session: Session, user: User) -> set[int]:
    """Items of the session on which `user` declared a conflict in any seat."""
    items = AgendaItem.objects.filter(
        session=session, conflicts__member__user_id=user.pk, conflicts__has_conflict=True
    )
    return set(items.values_list("pk", flat=True))


def _marks_by_sheet(sheet_ids: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for sheet_id in Mark.objects.filter(sheet_id__in=sheet_ids).values_list("sheet_id", flat=True):
        found[sheet_id] = found.get(sheet_id, 0) + 1
    return found


@dataclass(frozen=True)
class Place:
    """A seat at the session: the member and whether present."""

    member: CouncilMember
    present: bool
    note: str


def attendance_of(session: Session) -> list[Place]:
    """All seats of the council with their presence, in order of rank. In writing a sheet that was sent is the
    presence, told once the answers are closed."""
    if session.is_written:
        answered = answered_members(session) if session.state in OVER else set()
        return [Place(member, member.pk in answered, "") for member in active_members(session.council)]
    known = {row.member_id: row for row in Attendance.objects.filter(session=session)}
    places = []
    for member in active_members(session.council):
        row = known.get(member.pk)
        places.append(Place(member, bool(row and row.present), row.note if row else ""))
    return places


def answered_members(session: Session) -> set[int]:
    """Keys of the seats of today whose sheet of any item was sent."""
    sent = ScoreSheet.objects.filter(item__session=session, void_at=None).exclude(sent_at=None)
    today = holders(session.council.members.all())
    return {today[key] for key in sent.values_list("member_id", flat=True)}


def answers_of(session: Session) -> list[tuple[CouncilMember, list[str]]]:
    """Each voter with what came from them for every item of the agenda: when a sheet was sent, a conflict, nothing."""
    found = tables(items_of(session))
    rows = []
    for member in active_members(session.council):
        if member.votes:
            seats = [next(seat for seat in table.seats if seat.member.pk == member.pk) for table in found.values()]
            rows.append((member, [_answer(seat) for seat in seats]))
    return rows


def _answer(seat: Seat) -> str:
    if seat.sheet is not None and seat.sheet.sent_at is not None:
        return f"{seat.sheet.sent_at.astimezone(HANOI):%d/%m %H:%M}"
    return "xung đột lợi ích" if seat.conflict else "không gửi"


def scoring_items(session: Session) -> QuerySet[AgendaItem]:
    """Items whose sheets are being filled in."""
    return session.items.select_related(*_ITEM_PATHS).filter(state=ItemState.SCORING)


def silent_members(session: Session) -> list[CouncilMember]:
    """Voters from whom a sheet of some open item is still awaited, in order of rank."""
    open_items = list(scoring_items(session))
    awaited = {seat.member.pk: seat.member for table in tables(open_items).values() for seat in table.awaited}
    return list(awaited.values())


def writing_faults(council: Council, day: date) -> list[Finding]:
    """Why opinions may not be taken in writing by this council on `day`."""
    regulation = regulation_for(council, day)
    found = writing.regulation_allows(regulation.written_opinion, str(regulation))
    return [*found, *writing.law_allows(procedure_taking(day))]


def progress(item: AgendaItem) -> Table:
    """Who has sent and who has not; for the chair and the secretary."""
    return tables([item])[item.pk]
