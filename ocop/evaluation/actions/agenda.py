"""A session is planned: its agenda of ready dossiers, their order, what is put off."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import IllegalMove, NotAllowed, Refused
from ocop.base.text import nfc
from ocop.dossiers.actions.outcomes import enter_council, leave_council
from ocop.dossiers.models import Dossier, Round
from ocop.evaluation.actions.reveal import void_unsent
from ocop.evaluation.flows import ITEM_FLOW
from ocop.evaluation.models import AgendaItem, Council, Session
from ocop.evaluation.queries.councils import regulation_for
from ocop.evaluation.queries.seats import active_members
from ocop.evaluation.states import SessionState
from ocop.notices.actions import notify

CHANGEABLE = (SessionState.PLANNED, SessionState.OPEN)


@transaction.atomic
def create_session(
    *, by: User, council: Council, round: Round, title: str, starts_at: datetime, place: str
) -> Session:
    """Plan a session of `council` for a round of its own office; the members are told."""
    if not by.has_perm("evaluation.plan_session", council):
        raise NotAllowed("Bạn không có quyền lập phiên họp.")
    if council.dissolved_on is not None:
        raise IllegalMove("Hội đồng đã hết nhiệm vụ.")
    if round.desk != council.desk:
        raise Refused("Đợt đánh giá này của tỉnh khác hoặc huyện khác.")
    if not title.strip() or not place.strip():
        raise Refused("Hãy ghi tên phiên họp và nơi họp.")
    session = Session.objects.create(
        council=council,
        round=round,
        title=nfc(title),
        starts_at=starts_at,
        place=nfc(place),
        regulation=regulation_for(council, local_date(starts_at)),
    )
    record("evaluation.create_session", by=by, subject=session, data={"round": round.name, "starts_at": starts_at})
    notify(
        to=[member.user for member in active_members(council)],
        kind="evaluation.session_planned",
        subject=f"Lịch họp Hội đồng: {session.title}",
        body=f"Họp tại {session.place}. Hãy kê khai xung đột lợi ích với từng hồ sơ trước khi mở chấm.",
        about=session,
    )
    return session


@transaction.atomic
def edit_session(*, by: User, session: Session, title: str, starts_at: datetime, place: str) -> Session:
    """Change the name, time or place of a session not yet closed."""
    session = _changeable(by, session)
    if not title.strip() or not place.strip():
        raise Refused("Hãy ghi tên phiên họp và nơi họp.")
    session.title, session.starts_at, session.place = nfc(title), starts_at, nfc(place)
    if session.state == SessionState.PLANNED:
        session.regulation = regulation_for(session.council, local_date(starts_at))
    session.save(update_fields=["title", "starts_at", "place", "regulation"])
    record("evaluation.edit_session", by=by, subject=session, data={"starts_at": starts_at, "place": session.place})
    return session


@transaction.atomic
def add_items(*, by: User, session: Session, dossiers: Iterable[Dossier]) -> list[AgendaItem]:
    """Put ready dossiers of the round on the agenda, at the end and in the order given."""
    session = _changeable(by, session)
    last = session.items.aggregate(last=Max("order"))["last"] or 0
    items = []
    wanted = list(dossiers)
    # locked before anything is written to the record, whose end others wait for
    list(Dossier.objects.select_for_update().filter(pk__in=[row.pk for row in wanted]).order_by("pk"))
    for order, dossier in enumerate(wanted, start=last + 1):
        if dossier.round_id != session.round_id:
            raise Refused(f"{dossier.product} không thuộc {session.round}.")
        enter_council(by=by, dossier=dossier, detail=f"{session.title}.")
        items.append(AgendaItem.objects.create(session=session, dossier=dossier, order=order))
    names = [str(item.dossier.product) for item in items]
    record("evaluation.add_items", by=by, subject=session, data={"products": names})
    return items


@transaction.atomic
def reorder_items(*, by: User, session: Session, order: Sequence[int]) -> Session:
    """Put the agenda in the order of these items; items not named follow as they were."""
    session = _changeable(by, session)
    items = {item.pk: item for item in session.items.order_by("order", "pk")}
    wanted = [key for key in dict.fromkeys(order) if key in items]
    for place, key in enumerate([*wanted, *(key for key in items if key not in wanted)], start=1):
        items[key].order = place
    AgendaItem.objects.bulk_update(items.values(), ["order"])
    record("evaluation.reorder_items", by=by, subject=session, data={"items": wanted})
    return session


@transaction.atomic
def postpone_item(*, by: User, item: AgendaItem, reason: str) -> AgendaItem:
    """Take an item off the agenda with a reason; the dossier waits for another session, unsent sheets are void."""
    Session.objects.select_for_update().get(pk=item.session_id)
    row = ITEM_FLOW.move(item, "postpone_item", by=by, reason=reason)
    void_unsent(item, reason=f"Lùi sang phiên khác: {row.reason}")
    dossier = Dossier.objects.get(pk=item.dossier_id)
    leave_council(by=by, dossier=dossier, reason=row.reason)
    record("evaluation.postpone_item", by=by, subject=item, data={"from": row.from_state, "reason": row.reason})
    return item


def _changeable(by: User, session: Session) -> Session:
    """The session, locked, where `by` may still change its agenda."""
    locked = Session.objects.select_for_update().get(pk=session.pk)
    if not by.has_perm("evaluation.plan_session", locked):
        raise NotAllowed("Bạn không có quyền sửa phiên họp.")
    if locked.state not in CHANGEABLE:
        raise IllegalMove("Phiên họp đã kết thúc.")
    return locked
