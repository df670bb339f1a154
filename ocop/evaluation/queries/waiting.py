"""Which acts of the council wait for a person. Constant number of queries."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.roles import Scope
from ocop.evaluation.checks.writing import moment
from ocop.evaluation.models import (
    AgendaItem,
    Attendance,
    ConflictDeclaration,
    CouncilMember,
    Recheck,
    ScoreSheet,
    Session,
)
from ocop.evaluation.queries.councils import SEATED
from ocop.evaluation.queries.seats import holders
from ocop.evaluation.states import ItemState, SessionKind, SessionState


@dataclass(frozen=True)
class Waiting:
    """One act: `kind` names the page, `key` its record."""

    kind: str
    key: int
    title: str
    detail: str
    count: int = 1


def waiting_for(user: User) -> list[Waiting]:
    """Rechecks first, then sheets, declarations, conclusions, publication, sessions to prepare."""
    councils = user.scope_ids(Scope.COUNCIL, *SEATED)
    seats = list(CouncilMember.objects.filter(council_id__in=councils, user_id=user.pk, left_on=None))
    if not seats:
        return []
    return [*_rechecks(seats), *_sheets(user, seats), *_declarations(user, seats), *_keeping(user, seats)]


def _rechecks(seats: list[CouncilMember]) -> list[Waiting]:
    everyone = CouncilMember.objects.filter(council_id__in={seat.council_id for seat in seats})
    today = holders(everyone)
    mine = {seat.pk for seat in seats}
    of_my_seats = [key for key, holder in today.items() if holder in mine]
    rows = Recheck.objects.filter(
        sheet__member_id__in=of_my_seats,
        answered_at=None,
        sheet__void_at=None,
        sheet__item__state=ItemState.REVIEWING,
    ).select_related("sheet__item__dossier__product")
    return [
        Waiting("recheck", row.sheet.item_id, f"Xem lại phiếu: {row.sheet.item.dossier.product}", row.why)
        for row in rows
    ]


def _sheets(user: User, seats: list[CouncilMember]) -> list[Waiting]:
    mine = [seat.pk for seat in seats if seat.votes]
    sent = ScoreSheet.objects.filter(item=OuterRef("pk"), member_id__in=mine).exclude(sent_at=None)
    clear = ConflictDeclaration.objects.filter(item=OuterRef("pk"), member_id__in=mine, has_conflict=False)
    present = Attendance.objects.filter(session=OuterRef("session"), member_id__in=mine, present=True)
    asked = Q(session__kind=SessionKind.WRITTEN, session__answer_by__gte=timezone.now()) | Exists(present)
    rows = _items(seats).filter(asked, Exists(clear), ~Exists(sent), state=ItemState.SCORING)
    open_rows = rows.filter(session__state=SessionState.OPEN)
    return [
        Waiting(
            "score",
            item.pk,
            f"Chấm điểm: {item.dossier.product}",
            f"{item.session}{_until(item.session)} · phiếu CHƯA GỬI",
        )
        for item in open_rows
    ]


def _until(session: Session) -> str:
    """By when a written opinion is awaited; nothing for a meeting."""
    return f" · trả lời trước {moment(session.answer_by)}" if session.answer_by else ""


def _declarations(user: User, seats: list[CouncilMember]) -> list[Waiting]:
    said = ConflictDeclaration.objects.filter(item=OuterRef("pk"), member_id__in=[seat.pk for seat in seats])
    silent = _items(seats).filter(
        ~Exists(said),
        state__in=[ItemState.WAITING, ItemState.SCORING],
        session__state__in=[SessionState.PLANNED, SessionState.OPEN],
    )
    counted: dict[int, tuple[Session, int]] = {}
    for item in silent:
        counted[item.session_id] = (item.session, counted.get(item.session_id, (item.session, 0))[1] + 1)
    return [
        Waiting(
            "declare",
            key,
            f"Kê khai xung đột lợi ích: {session}",
            f"{count} hồ sơ chưa kê khai{_until(session)}",
            count,
        )
        for key, (session, count) in counted.items()
    ]


def _keeping(user: User, seats: list[CouncilMember]) -> list[Waiting]:
    """For the chair and the secretary: items to conclude, sessions to prepare and to publish."""
    kept = [seat for seat in seats if seat.role in ("chair", "secretary")]
    if not kept:
        return []
    said = ConflictDeclaration.objects.filter(
        item=OuterRef("pk"), member_id__in=[seat.pk for seat in kept], has_conflict=False
    )
    ready = _items(kept).filter(Exists(said), state=ItemState.REVIEWING, session__state=SessionState.OPEN)
    found = [
        Waiting("conclude", item.pk, f"Xem xét, kết luận: {item.dossier.product}", str(item.session)) for item in ready
    ]
    councils = [seat.council_id for seat in kept]
    chaired = [seat.council_id for seat in kept if seat.role == "chair"]
    for session in Session.objects.filter(council_id__in=chaired, state=SessionState.CLOSED):
        found.append(Waiting("publish", session.pk, f"Công bố kết quả: {session}", session.state_title))
    for session in Session.objects.filter(council_id__in=councils, state=SessionState.PLANNED):
        what = "lấy ý kiến bằng văn bản" if session.is_written else "phiên họp"
        found.append(Waiting("open", session.pk, f"Chuẩn bị {what}: {session}", f"{session.starts_at:%d/%m/%Y}"))
    return [*_overdue(councils), *found]


def _overdue(councils: list[int]) -> list[Waiting]:
    """Written opinions whose last moment has passed while sheets are missing."""
    late = Session.objects.filter(
        Exists(AgendaItem.objects.filter(session=OuterRef("pk"), state=ItemState.SCORING)),
        council_id__in=councils,
        kind=SessionKind.WRITTEN,
        state=SessionState.OPEN,
        answer_by__lt=timezone.now(),
    )
    return [
        Waiting("answers", row.pk, f"Hết hạn trả lời: {row}", "Xem xét các phiếu đã gửi, hoặc gia hạn") for row in late
    ]


def _items(seats: list[CouncilMember]) -> QuerySet[AgendaItem]:
    councils = [seat.council_id for seat in seats]
    return AgendaItem.objects.filter(session__council_id__in=councils).select_related("session", "dossier__product")
