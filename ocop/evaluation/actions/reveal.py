"""Internal steps around the blindness of an item, for the actions of this app; the callers have asked.

Whoever sends the last awaited sheet reveals the item: all go through the lock on the item, so exactly one does.
Locks are taken in one order everywhere: session, item, sheet, dossier, and only then the end of the record.
"""

from collections.abc import Iterable

from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.evaluation import wording
from ocop.evaluation.flows import ITEM_FLOW
from ocop.evaluation.models import AgendaItem, Recheck, ScoreSheet
from ocop.evaluation.queries.councils import as_rules
from ocop.evaluation.queries.review import far_sheets, open_rechecks, result_of
from ocop.evaluation.queries.seats import holders, table_of
from ocop.evaluation.states import ItemState
from ocop.notices.actions import notify


def void_unsent(item: AgendaItem, *, reason: str, members: Iterable[int] | None = None) -> int:
    """Make unsent sheets void (of all members, or of some); how many."""
    rows = ScoreSheet.objects.select_for_update().filter(item=item, sent_at=None, void_at=None)
    if members is not None:
        rows = rows.filter(member_id__in=list(members))
    count = 0
    for sheet in rows:
        sheet.void_at, sheet.void_reason = timezone.now(), reason
        sheet.save(update_fields=["void_at", "void_reason"])
        count += 1
    return count


def reveal_what_is_complete(item: AgendaItem, *, by: User) -> bool:
    """Open the item for review when nobody's sheet is awaited any more; whether it was opened now.

    Only with a quorum of sheets: marking others absent gives nobody an early look at the few that were sent.
    """
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    table = table_of(item)
    if item.state != ItemState.SCORING or table.awaited or ITEM_FLOW.findings(item, "reveal_item"):
        return False
    written = item.session.is_written
    void_unsent(
        item,
        reason="Không gửi trước hạn trả lời."
        if written
        else "Không gửi trước khi đủ phiếu của các thành viên có mặt.",
    )
    ITEM_FLOW.move(item, "reveal_item", by=by)
    record("evaluation.reveal_item", by=by, subject=item, data={"sheets": len(table.sent), "base": table.base})
    look_at_spread(item)
    leader = table.leader
    told = [seat.member.user for seat in table.seats if seat.member.role == "secretary" and not seat.conflict]
    notify(
        to=[*told, *([leader.member.user] if leader else [])],
        kind="evaluation.revealed",
        subject=f"Đủ phiếu: {item.dossier.product}",
        body=f"{'Việc gửi phiếu đã xong' if written else 'Mọi thành viên có mặt đã gửi phiếu'}. "
        "Hãy xem xét và kết luận.",
        about=item,
    )
    return True


def look_at_spread(item: AgendaItem) -> None:
    """Ask those too far apart to look again, once each; settle what the spread no longer asks for."""
    table = table_of(item)
    result = result_of(item, table)
    if result is None:
        return
    far = far_sheets(item, table, result)
    if not far:
        for recheck in open_rechecks(item):
            if recheck.asked_by_id is None:
                _settle(recheck)
        return
    limit = as_rules(item.session.rules).spread_limit
    why = wording.spread_words(result.spread, limit)
    for sheet in far:
        if not sheet.rechecks.exists():
            Recheck.objects.create(sheet=sheet, asked_at=timezone.now(), why=why)
            tell_to_look_again(item, sheet, why)


def tell_to_look_again(item: AgendaItem, sheet: ScoreSheet, why: str) -> None:
    """Notify whoever holds the seat of the sheet today."""
    members = {row.pk: row for row in item.session.council.members.select_related("user")}
    holder = members[holders(members.values())[sheet.member_id]]
    notify(
        to=[holder.user],
        kind="evaluation.recheck",
        subject=f"Cần xem lại phiếu: {item.dossier.product}",
        body=f"{why} Hãy chấm lại hoặc giữ nguyên, có lý do.",
        about=item,
    )


def _settle(recheck: Recheck) -> None:
    recheck.outcome = "settled"
    recheck.reason = "Chênh lệch đã nằm trong giới hạn sau khi thành viên khác chấm lại."
    recheck.answered_at = timezone.now()
    recheck.save(update_fields=["outcome", "reason", "answered_at"])
