"""The session sits: attendance, conflicts of interest, opening and closing, publication of all results together."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import IllegalMove, NotAllowed, ReasonMissing, Refused
from ocop.dossiers.actions.outcomes import record_conclusion
from ocop.dossiers.models import Dossier
from ocop.evaluation import wording
from ocop.evaluation.actions.reveal import look_at_spread, reveal_what_is_complete
from ocop.evaluation.actions.writing import send_slips
from ocop.evaluation.flows import ITEM_FLOW, SESSION_FLOW
from ocop.evaluation.models import AgendaItem, Attendance, Conclusion, ConflictDeclaration, ScoreSheet, Session
from ocop.evaluation.queries.councils import regulation_for
from ocop.evaluation.queries.seats import active_members, member_of
from ocop.evaluation.states import ItemState, SessionState
from ocop.notices.actions import notify

SITTING = (SessionState.PLANNED, SessionState.OPEN)


@transaction.atomic
def take_attendance(
    *, by: User, session: Session, present: Collection[int], notes: Mapping[int, str] | None = None
) -> Session:
    """Write down which members (by key) are present. Absent ones are no longer awaited on open items."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    if not by.has_perm("evaluation.take_attendance", session):
        raise NotAllowed("Bạn không có quyền điểm danh.")
    if session.is_written:
        raise IllegalMove("Lấy ý kiến bằng văn bản thì không điểm danh; phiếu đã gửi được tính là tham gia.")
    if session.state not in SITTING:
        raise IllegalMove("Phiên họp đã kết thúc.")
    members = active_members(session.council)
    unknown = set(present) - {member.pk for member in members}
    if unknown:
        raise Refused("Có người không phải là thành viên Hội đồng hiện nay.")
    items = _lock(session, ItemState.SCORING)
    for member in members:
        values = {"present": member.pk in present, "note": (notes or {}).get(member.pk, "").strip()[:200]}
        Attendance.objects.update_or_create(session=session, member=member, defaults=values)
    names = [str(member.user) for member in members if member.pk in present]
    record("evaluation.take_attendance", by=by, subject=session, data={"present": names})
    for item in items:
        reveal_what_is_complete(item, by=by)
    return session


@transaction.atomic
def open_session(*, by: User, session: Session) -> Session:
    """Begin: enough members are present by the regulation in force today, which the session keeps to its end. In
    writing the slips go out and every item opens at once."""
    _pin_regulation(by, session)
    SESSION_FLOW.move(session, "open_session", by=by)
    record("evaluation.open_session", by=by, subject=session, data={"regulation": session.rules.version})
    if session.is_written:
        send_slips(session, by=by)
    return session


def _pin_regulation(by: User, session: Session) -> None:
    """Asked before the move, for its quorum is that of the version of the day; rolled back where the move fails."""
    if not by.has_perm("evaluation.open_session", session):
        raise NotAllowed("Bạn không có quyền khai mạc phiên họp này.")
    if session.state != SessionState.PLANNED:
        return
    session.regulation = regulation_for(session.council, local_date(timezone.now()))
    session.save(update_fields=["regulation"])


@transaction.atomic
def declare_conflict(*, by: User, item: AgendaItem, has_conflict: bool, reason: str = "") -> ConflictDeclaration:
    """A member's own word on one dossier. "None" may become "yes" until the conclusion: the sheet is then void; "yes"
    may be taken back only before the item opens."""
    locked = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if not by.has_perm("evaluation.declare_conflict", locked):
        raise NotAllowed("Bạn không phải là thành viên Hội đồng này.")
    _declarable(locked)
    if has_conflict and not reason.strip():
        raise ReasonMissing("Hãy nêu quan hệ hoặc lợi ích liên quan.")
    member = member_of(by, locked.session.council_id)
    said = ConflictDeclaration.objects.filter(item=locked, member=member).first()
    if said is not None and said.has_conflict == has_conflict:
        return said
    if said is not None and said.has_conflict and locked.state != ItemState.WAITING:
        raise IllegalMove("Mục đã mở chấm; không rút được kê khai xung đột lợi ích.")
    before = said.has_conflict if said else None
    said = said or ConflictDeclaration(item=locked, member=member)
    said.has_conflict, said.reason, said.at = has_conflict, reason.strip() if has_conflict else "", timezone.now()
    said.save()
    if has_conflict:
        _withdraw_sheets(locked, by)
    record("evaluation.declare_conflict", by=by, subject=locked, data={"has_conflict": has_conflict, "before": before})
    if has_conflict:
        if not reveal_what_is_complete(locked, by=by) and locked.state == ItemState.REVIEWING:
            look_at_spread(locked)
        _tell_keepers(locked, by)
    return said


@transaction.atomic
def declare_none(*, by: User, session: Session) -> int:
    """Declare no conflict for every item of the session not declared yet; how many."""
    count = 0
    for item in _lock(session, ItemState.WAITING, ItemState.SCORING, ItemState.REVIEWING):
        if not item.conflicts.filter(member__user=by).exists():
            declare_conflict(by=by, item=item, has_conflict=False)
            count += 1
    return count


@transaction.atomic
def open_item(*, by: User, item: AgendaItem) -> AgendaItem:
    """Open the scoring of one dossier: every present voter has declared, enough may score, somebody leads."""
    Session.objects.select_for_update().get(pk=item.session_id)
    ITEM_FLOW.move(item, "open_item", by=by)
    record("evaluation.open_item", by=by, subject=item)
    return item


@transaction.atomic
def close_session(*, by: User, session: Session) -> Session:
    """End the meeting; every item is concluded or put off."""
    SESSION_FLOW.move(session, "close_session", by=by)
    record("evaluation.close_session", by=by, subject=session)
    return session


@transaction.atomic
def reopen_session(*, by: User, session: Session, reason: str) -> Session:
    """Sit again before publication."""
    row = SESSION_FLOW.move(session, "reopen_session", by=by, reason=reason)
    record("evaluation.reopen_session", by=by, subject=session, data={"reason": row.reason})
    return session


@transaction.atomic
def publish_session(*, by: User, session: Session) -> Session:
    """Publish all conclusions together: each dossier takes its result, its producer and the office are told."""
    SESSION_FLOW.move(session, "publish_session", by=by)
    now = timezone.now()
    rows = Conclusion.objects.filter(item__session=session, item__state=ItemState.CONCLUDED)
    concluded = list(rows.select_related("item").order_by("item__order", "item_id"))
    keys = [conclusion.item.dossier_id for conclusion in concluded]
    # locked before anything is written to the record, whose end others wait for
    list(Dossier.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    shown = []
    for conclusion in concluded:
        conclusion.published_at = now
        conclusion.save(update_fields=["published_at"])
        dossier = Dossier.objects.select_related("product").get(pk=conclusion.item.dossier_id)
        words = " ".join(wording.result_words(conclusion.proof["result"], conclusion.proof["bands"]))
        record_conclusion(by=by, dossier=dossier, detail=words)
        shown.append({"product": str(dossier.product), "stars": conclusion.stars})
    record("evaluation.publish_session", by=by, subject=session, data={"results": shown})
    office = users_with(Role.PROVINCIAL_OFFICE, Scope(session.council.level), session.council.desk[1])
    leader = "huyện" if session.council.district_id else "tỉnh"
    notify(
        to=office,
        kind="evaluation.published",
        subject=f"Hội đồng đã công bố kết quả: {session.title}",
        body=f"{len(shown)} sản phẩm đã có kết luận. Hãy lập tờ trình lãnh đạo {leader}.",
        about=session,
    )
    return session


def _lock(session: Session, *states: ItemState) -> list[AgendaItem]:
    """Items of the session in these states, locked in one order before anything is written to the record."""
    rows = AgendaItem.objects.select_for_update().filter(session=session, state__in=states)
    return list(rows.order_by("pk"))


def _declarable(item: AgendaItem) -> None:
    if item.state in (ItemState.CONCLUDED, ItemState.POSTPONED):
        raise IllegalMove("Mục này đã kết luận hoặc đã lùi sang phiên khác.")
    if item.session.state not in SITTING:
        raise IllegalMove("Phiên họp đã kết thúc.")


def _withdraw_sheets(item: AgendaItem, by: User) -> None:
    """A conflict found later makes the member's own sheets void, sent or not."""
    for sheet in ScoreSheet.objects.select_for_update().filter(item=item, member__user=by, void_at=None):
        sheet.void_at = timezone.now()
        sheet.void_reason = "Thành viên kê khai xung đột lợi ích sau khi mục đã mở."
        sheet.save(update_fields=["void_at", "void_reason"])


def _tell_keepers(item: AgendaItem, by: User) -> None:
    keepers = [m.user for m in active_members(item.session.council) if m.role == "secretary" and m.user_id != by.pk]
    notify(
        to=keepers,
        kind="evaluation.conflict",
        subject=f"Xung đột lợi ích: {item.dossier.product}",
        body=f"{by} kê khai xung đột lợi ích và không tham gia chấm hồ sơ này.",
        about=item.session,
    )
