"""A session is planned: its agenda of ready dossiers, their order, what is put off."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, Refused
from ocop.base.text import nfc
from ocop.dossiers.actions.outcomes import enter_council, leave_council
from ocop.dossiers.models import Dossier, Round
from ocop.dossiers.queries.procedure import rules_of
from ocop.evaluation.actions.reveal import void_unsent
from ocop.evaluation.checks.writing import dossier_allows, moment
from ocop.evaluation.flows import ITEM_FLOW
from ocop.evaluation.models import AgendaItem, Council, Session
from ocop.evaluation.queries.councils import regulation_for
from ocop.evaluation.queries.seats import active_members
from ocop.evaluation.queries.sessions import writing_faults
from ocop.evaluation.states import SessionKind, SessionState
from ocop.notices.actions import notify

CHANGEABLE = (SessionState.PLANNED, SessionState.OPEN)


@transaction.atomic
def create_session(
    *,
    by: User,
    council: Council,
    round: Round,
    title: str,
    starts_at: datetime,
    place: str = "",
    kind: str = SessionKind.MEETING,
    answer_by: datetime | None = None,
) -> Session:
    """Plan a session of `council` for a round of its own office: a meeting at a place, or written opinions until
    `answer_by`. The members are told."""
    if not by.has_perm("evaluation.plan_session", council):
        raise NotAllowed("Bạn không có quyền lập phiên họp.")
    if council.dissolved_on is not None:
        raise IllegalMove("Hội đồng đã hết nhiệm vụ.")
    if round.desk != council.desk:
        raise Refused("Đợt đánh giá này của tỉnh khác hoặc huyện khác.")
    session = Session(
        council=council,
        round=round,
        kind=kind,
        regulation=regulation_for(council, local_date(starts_at)),
    )
    _settle(session, title, starts_at, place, answer_by)
    if session.is_written:
        faults = writing_faults(council, local_date(starts_at))
        if faults:
            raise NotReady(faults)
    session.save()
    data = {"round": round.name, "starts_at": starts_at, "kind": session.kind, "answer_by": answer_by}
    record("evaluation.create_session", by=by, subject=session, data=data)
    subject, how = _planned_words(session)
    notify(
        to=[member.user for member in active_members(council)],
        kind="evaluation.session_planned",
        subject=subject,
        body=f"{how} Hãy kê khai xung đột lợi ích với từng hồ sơ trước khi chấm.",
        about=session,
    )
    return session


def _planned_words(session: Session) -> tuple[str, str]:
    if not session.is_written:
        return f"Lịch họp Hội đồng: {session.title}", f"Họp tại {session.place}."
    until = moment(session.answer_by) if session.answer_by else ""
    how = f"Hội đồng không họp; mỗi thành viên gửi phiếu trên hệ thống trước {until}."
    return f"Lấy ý kiến bằng văn bản: {session.title}", how


def _settle(session: Session, title: str, starts_at: datetime, place: str, answer_by: datetime | None) -> None:
    """Put name and time on the session, with the place of a meeting or the deadline of written opinions."""
    if not title.strip():
        raise Refused("Hãy ghi tên phiên.")
    if session.is_written:
        if answer_by is None or answer_by <= starts_at:
            raise Refused("Hãy ghi hạn trả lời, sau lúc gửi phiếu.")
        if session.state == SessionState.OPEN and answer_by <= timezone.now():
            raise Refused("Hạn trả lời mới phải ở sau thời điểm này.")
    elif not place.strip():
        raise Refused("Hãy ghi tên phiên họp và nơi họp.")
    session.title, session.starts_at = nfc(title), starts_at
    session.place = "" if session.is_written else nfc(place)
    session.answer_by = answer_by if session.is_written else None


@transaction.atomic
def edit_session(
    *,
    by: User,
    session: Session,
    title: str,
    starts_at: datetime,
    place: str = "",
    answer_by: datetime | None = None,
) -> Session:
    """Change the name, time, place or deadline of a session not yet closed; a deadline moved is told to the members
    who are asked."""
    session = _changeable(by, session)
    before = session.answer_by
    _settle(session, title, starts_at, place, answer_by)
    if session.state == SessionState.PLANNED:
        session.regulation = regulation_for(session.council, local_date(starts_at))
    session.save(update_fields=["title", "starts_at", "place", "answer_by", "regulation"])
    data = {"starts_at": starts_at, "place": session.place, "answer_by": session.answer_by}
    record("evaluation.edit_session", by=by, subject=session, data=data)
    if session.state == SessionState.OPEN and session.answer_by and session.answer_by != before:
        notify(
            to=[member.user for member in active_members(session.council)],
            kind="evaluation.deadline_moved",
            subject=f"Đổi hạn trả lời: {session.title}",
            body=f"Hạn gửi phiếu mới là {moment(session.answer_by)}.",
            about=session,
        )
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
        if session.is_written:
            faults = dossier_allows(str(dossier.product), dossier.kind, rules_of(dossier))
            if faults:
                raise NotReady(faults)
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
