"""Opinions taken in writing: the slips go out, members are reminded, the answers are closed."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import IllegalMove, NotAllowed, NotReady
from ocop.evaluation.actions.reveal import reveal_what_is_complete
from ocop.evaluation.checks.writing import moment
from ocop.evaluation.flows import ITEM_FLOW
from ocop.evaluation.models import AgendaItem, Session
from ocop.evaluation.queries.seats import active_members
from ocop.evaluation.queries.sessions import silent_members
from ocop.evaluation.states import ItemState, SessionKind, SessionState
from ocop.notices.actions import notify
from ocop.notices.queries import already_told

NEAR = timedelta(days=2)


def send_slips(session: Session, *, by: User) -> None:
    """Open what `by` may open and ask every member; an item they have a conflict on waits for the other keeper.
    The caller has opened the session."""
    for item in AgendaItem.objects.filter(session=session, state=ItemState.WAITING).order_by("order", "pk"):
        if by.has_perm("evaluation.open_item", item):
            ITEM_FLOW.move(item, "open_item", by=by)
            record("evaluation.open_item", by=by, subject=item)
    notify(
        to=[member.user for member in active_members(session.council)],
        kind="evaluation.slip",
        subject=f"Phiếu lấy ý kiến bằng văn bản: {session.title}",
        body=f"Hãy kê khai xung đột lợi ích, chấm và gửi phiếu của từng hồ sơ trước {_until(session)}.",
        about=session,
    )


@transaction.atomic
def remind_silent(*, by: User | None, session: Session) -> int:
    """Remind those whose sheet is still awaited; how many. `by` None: the daily round of reminders."""
    session = _asking(session) if by is None else _kept(by, session)
    if not session.takes_answers:
        raise IllegalMove("Hạn trả lời đã hết; hãy gia hạn hoặc khép việc lấy ý kiến.")
    silent = silent_members(session)
    notify(
        to=[member.user for member in silent],
        kind="evaluation.slip_reminder",
        subject=f"Nhắc gửi phiếu: {session.title}",
        body=f"Bạn chưa gửi đủ phiếu. Hạn trả lời là {_until(session)}.",
        about=session,
    )
    record("evaluation.remind_silent", by=by, subject=session, data={"members": len(silent)})
    return len(silent)


def remind_all() -> int:
    """Once a day, where answers close within two days: remind those who owe a sheet; how many. System act."""
    now = timezone.now()
    told = already_told("evaluation.slip_reminder", now - timedelta(hours=20))
    asked = Session.objects.filter(kind=SessionKind.WRITTEN, state=SessionState.OPEN)
    near = asked.filter(answer_by__gte=now, answer_by__lte=now + NEAR).exclude(pk__in=told)
    return sum(remind_silent(by=None, session=session) for session in near)


@transaction.atomic
def close_answers(*, by: User, session: Session) -> int:
    """After the last moment: items with a quorum of sheets open for review; how many. Refused where none has one."""
    session = _kept(by, session)
    if session.takes_answers:
        raise IllegalMove(f"Chưa đến hạn trả lời ({_until(session)}); còn phải chờ phiếu của các thành viên.")
    rows = AgendaItem.objects.select_for_update().filter(session=session, state=ItemState.SCORING)
    items = list(rows.order_by("pk"))
    opened = sum(reveal_what_is_complete(item, by=by) for item in items)
    if items and not opened:
        raise NotReady(ITEM_FLOW.findings(items[0], "reveal_item"))
    record("evaluation.close_answers", by=by, subject=session, data={"opened": opened, "left": len(items) - opened})
    return opened


def _kept(by: User, session: Session) -> Session:
    locked = _asking(session)
    if not by.has_perm("evaluation.close_session", locked):
        raise NotAllowed("Bạn không điều hành việc lấy ý kiến này.")
    return locked


def _asking(session: Session) -> Session:
    locked = Session.objects.select_for_update().get(pk=session.pk)
    if not locked.is_written or locked.state != SessionState.OPEN:
        raise IllegalMove("Hội đồng không lấy ý kiến bằng văn bản lúc này.")
    return locked


def _until(session: Session) -> str:
    return moment(session.answer_by) if session.answer_by else ""
