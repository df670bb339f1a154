"""The move tables of the session and its items, bound to their guards."""

from fractions import Fraction

from django.utils import timezone

from ocop.base.dates import local_date
from ocop.base.findings import Finding
from ocop.base.flow import Flow
from ocop.dossiers.queries.procedure import rules_of
from ocop.evaluation.checks import meeting, writing
from ocop.evaluation.models import AgendaItem, Session
from ocop.evaluation.queries.councils import as_rules
from ocop.evaluation.queries.review import result_of, unsettled
from ocop.evaluation.queries.seats import table_of
from ocop.evaluation.queries.sessions import attendance_of, items_of, writing_faults
from ocop.evaluation.states import ITEM_TABLE, SESSION_TABLE, ItemState, SessionState


def _quorum(session: Session) -> meeting.Quorum:
    regulation = session.rules
    share = Fraction(regulation.quorum_numerator, regulation.quorum_denominator)
    return meeting.Quorum(share, regulation.quorum_needs_chair)


def _has_agenda(session: Session) -> list[Finding]:
    return meeting.has_agenda(len(items_of(session)))


def _writing_allowed(session: Session) -> list[Finding]:
    if not session.is_written:
        return []
    found = [*writing_faults(session.council, local_date(timezone.now()))]
    for item in items_of(session):
        found += writing.dossier_allows(str(item.dossier.product), item.dossier.kind, rules_of(item.dossier))
    return [*found, *writing.deadline_ahead(session.answer_by, timezone.now())]


def _quorum_present(session: Session) -> list[Finding]:
    if session.is_written:
        return []  # sheets make the quorum, each item its own
    places = [place for place in attendance_of(session) if place.member.votes]
    presence = meeting.Presence(
        seats=len(places),
        present=sum(place.present for place in places),
        has_chair=any(place.present and place.member.role == "chair" for place in places),
    )
    return meeting.quorum_present(presence, _quorum(session))


def _all_items_concluded(session: Session) -> list[Finding]:
    left = [item for item in items_of(session) if item.state != ItemState.CONCLUDED]
    return meeting.all_items_concluded([str(item.dossier.product) for item in left])


def _session_open(item: AgendaItem) -> list[Finding]:
    return meeting.session_open(item.session.state == SessionState.OPEN)


def _conflicts_declared(item: AgendaItem) -> list[Finding]:
    if item.session.is_written:
        return []  # each declares from where they are, before their own sheet opens
    seats = table_of(item).seats
    silent = [str(s.member.user) for s in seats if s.member.votes and s.present and s.conflict is None]
    return meeting.conflicts_declared(silent)


def _item_can_be_scored(item: AgendaItem) -> list[Finding]:
    table = table_of(item)
    if item.session.is_written:
        able = sum(seat.member.votes and not seat.conflict for seat in table.seats)
        return meeting.item_can_be_scored(table.base, able, table.leader is not None, _quorum(item.session))
    able = sum(seat.may_score for seat in table.seats)
    leader = table.leader
    return meeting.item_can_be_scored(table.base, able, bool(leader and leader.present), _quorum(item.session))


def _quorum_of_sheets(item: AgendaItem) -> list[Finding]:
    table = table_of(item)
    result = result_of(item, table)
    met = result is not None and result.quorum_met
    return meeting.quorum_of_sheets(met, len(table.sent), table.base, _quorum(item.session))


def _knockouts_decided(item: AgendaItem) -> list[Finding]:
    return meeting.knockouts_decided(item.knockouts.filter(confirmed_at=None, lifted_at=None).count())


def _spread_settled(item: AgendaItem) -> list[Finding]:
    table = table_of(item)
    result = result_of(item, table)
    return meeting.spread_settled(unsettled(item, table, result) if result is not None else [])


def _opinions_agree(item: AgendaItem) -> list[Finding]:
    result = result_of(item) if item.session.is_written else None
    if result is None:
        return []
    return writing.opinions_agree(result.spread, as_rules(item.session.rules).spread_limit, rules_of(item.dossier))


SESSION_FLOW = Flow(
    SESSION_TABLE,
    {
        "has_agenda": _has_agenda,
        "writing_allowed": _writing_allowed,
        "quorum_present": _quorum_present,
        "all_items_concluded": _all_items_concluded,
    },
)
ITEM_FLOW = Flow(
    ITEM_TABLE,
    {
        "session_open": _session_open,
        "conflicts_declared": _conflicts_declared,
        "item_can_be_scored": _item_can_be_scored,
        "quorum_of_sheets": _quorum_of_sheets,
        "knockouts_decided": _knockouts_decided,
        "spread_settled": _spread_settled,
        "opinions_agree": _opinions_agree,
    },
)
