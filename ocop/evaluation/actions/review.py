"""After the reveal: members look again, knock-outs are proposed, confirmed and lifted."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import Conflict, IllegalMove, NotAllowed, ReasonMissing, Refused
from ocop.evaluation.actions.reveal import look_at_spread, tell_to_look_again
from ocop.evaluation.models import AgendaItem, Knockout, Mark, MarkChange, Recheck, ScoreSheet
from ocop.evaluation.queries.seats import table_of
from ocop.evaluation.states import ItemState
from ocop.notices.actions import notify
from ocop.regulations.models import Criterion, Option


@transaction.atomic
def ask_recheck(*, by: User, item: AgendaItem, sheet: ScoreSheet, why: str) -> Recheck:
    """Whoever leads the item asks a member to look again, with a reason."""
    locked = _reviewing(by, item, "evaluation.ask_recheck")
    if not why.strip():
        raise ReasonMissing("Hãy ghi vì sao cần xem lại.")
    sheet = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.item_id != locked.pk or sheet.sent_at is None or sheet.void_at is not None:
        raise Refused("Phiếu này không thuộc mục đang xem xét.")
    if sheet.rechecks.filter(answered_at=None).exists():
        raise Conflict("Phiếu này đang được yêu cầu xem lại.")
    recheck = Recheck.objects.create(sheet=sheet, asked_by=by, asked_at=timezone.now(), why=why.strip())
    record("evaluation.ask_recheck", by=by, subject=locked, data={"sheet": sheet.pk, "why": why.strip()})
    tell_to_look_again(locked, sheet, f"{by}: {why.strip()}")
    return recheck


@transaction.atomic
def rescore(*, by: User, recheck: Recheck, options: Mapping[Criterion, Option | None], reason: str) -> Recheck:
    """Answer by changing marks: each old value is kept with the reason. `options` names the criteria to change."""
    locked, recheck = _answerable(by, recheck, reason)
    changes = []
    for criterion, option in options.items():
        if option is not None and option.criterion_id != criterion.pk:
            raise Refused("Phương án này không thuộc tiêu chí.")
        mark = recheck.sheet.marks.select_for_update().filter(criterion=criterion).first()
        if mark is None:
            mark = _unmarked(recheck.sheet, locked, criterion)
        if mark.pk is not None and mark.option_id == (option.pk if option else None):
            continue
        changes.append(
            MarkChange(
                recheck=recheck,
                criterion=criterion,
                old_option_id=mark.option_id,
                new_option=option,
                reason=reason.strip(),
                at=timezone.now(),
            )
        )
        mark.option, mark.at = option, timezone.now()
        mark.version += 1
        mark.save()
    if not changes:
        raise Refused("Chưa có điểm nào thay đổi; nếu giữ nguyên hãy chọn “Giữ nguyên” và ghi lý do.")
    MarkChange.objects.bulk_create(changes)
    return _answer(by, locked, recheck, "changed", reason, len(changes))


@transaction.atomic
def confirm_marks(*, by: User, recheck: Recheck, reason: str) -> Recheck:
    """Answer by keeping the marks, with a reason."""
    locked, recheck = _answerable(by, recheck, reason)
    return _answer(by, locked, recheck, "confirmed", reason, 0)


@transaction.atomic
def propose_knockout(*, by: User, item: AgendaItem, criterion: Criterion | None, reason: str) -> Knockout:
    """Propose that the product gets no rank, naming the criterion (none: the dossier as a whole) and the reason.

    Only after the reveal: before it, the proposal, its notice and even its refusal would tell how a member judges.
    """
    locked = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if not by.has_perm("evaluation.propose_knockout", locked):
        raise NotAllowed("Bạn không có quyền đề xuất loại hồ sơ này.")
    if locked.state != ItemState.REVIEWING:
        raise IllegalMove("Chỉ đề xuất loại khi mọi phiếu đã gửi và mục chưa kết luận.")
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do loại và tiêu chí làm căn cứ.")
    if criterion is not None and criterion.criteria_set_id != locked.dossier.criteria_set_id:
        raise Refused("Tiêu chí này không thuộc bộ tiêu chí của hồ sơ.")
    if locked.knockouts.filter(criterion=criterion, lifted_at=None).exists():
        raise Conflict("Đã có đề xuất loại theo căn cứ này.")
    knockout = Knockout.objects.create(
        item=locked, criterion=criterion, reason=reason.strip(), by=by, at=timezone.now()
    )
    data = {"criterion": criterion.code if criterion else None, "reason": knockout.reason}
    record("evaluation.propose_knockout", by=by, subject=locked, data=data)
    leader = table_of(locked).leader
    notify(
        to=[leader.member.user] if leader and leader.member.user_id != by.pk else [],
        kind="evaluation.knockout",
        subject=f"Đề xuất loại: {locked.dossier.product}",
        body=f"{by} đề xuất loại, lý do: {knockout.reason}",
        about=locked.session,
    )
    return knockout


@transaction.atomic
def confirm_knockout(*, by: User, knockout: Knockout) -> Knockout:
    """The council stands by the finding: the item gets no rank while it is in force."""
    locked = _reviewing(by, knockout.item, "evaluation.confirm_knockout")
    knockout = Knockout.objects.select_for_update().get(pk=knockout.pk)
    if knockout.lifted_at is not None:
        raise IllegalMove("Đề xuất này đã được bỏ.")
    if knockout.confirmed_at is not None:
        return knockout
    knockout.confirmed_by, knockout.confirmed_at = by, timezone.now()
    knockout.save(update_fields=["confirmed_by", "confirmed_at"])
    record("evaluation.confirm_knockout", by=by, subject=locked, data={"reason": knockout.reason})
    return knockout


@transaction.atomic
def lift_knockout(*, by: User, knockout: Knockout, reason: str) -> Knockout:
    """Drop a proposal or lift a confirmed knock-out, with a reason."""
    locked = _reviewing(by, knockout.item, "evaluation.lift_knockout")
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do bỏ kết luận loại.")
    knockout = Knockout.objects.select_for_update().get(pk=knockout.pk)
    if knockout.lifted_at is not None:
        raise IllegalMove("Đề xuất này đã được bỏ.")
    knockout.lifted_by, knockout.lifted_at, knockout.lifted_reason = by, timezone.now(), reason.strip()
    knockout.save(update_fields=["lifted_by", "lifted_at", "lifted_reason"])
    record("evaluation.lift_knockout", by=by, subject=locked, data={"reason": reason.strip()})
    return knockout


def _reviewing(by: User, item: AgendaItem, permission: str) -> AgendaItem:
    locked = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if not by.has_perm(permission, locked):
        raise NotAllowed("Bạn không điều hành mục này.")
    if locked.state != ItemState.REVIEWING:
        raise IllegalMove("Chỉ làm được khi mọi phiếu đã gửi và mục chưa kết luận.")
    return locked


def _answerable(by: User, recheck: Recheck, reason: str) -> tuple[AgendaItem, Recheck]:
    """The item and the recheck, locked, where `by` holds the seat of the sheet and has given a reason."""
    locked = AgendaItem.objects.select_for_update().get(pk=recheck.sheet.item_id)
    if not by.has_perm("evaluation.answer_recheck", locked):
        raise NotAllowed("Yêu cầu này không gửi cho bạn.")
    seat = table_of(locked).seat_of(by)
    if seat is None or seat.sheet is None or seat.sheet.pk != recheck.sheet_id:
        raise NotAllowed("Yêu cầu này không gửi cho bạn.")
    if locked.state != ItemState.REVIEWING:
        raise IllegalMove("Mục này không còn ở bước xem xét.")
    recheck = Recheck.objects.select_for_update().get(pk=recheck.pk)
    if recheck.answered_at is not None:
        raise Conflict("Yêu cầu này đã được trả lời.")
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do chấm lại hoặc giữ nguyên.")
    return locked, recheck


def _unmarked(sheet: ScoreSheet, item: AgendaItem, criterion: Criterion) -> Mark:
    """A mark for a criterion that did not apply when the sheet was sent."""
    if criterion.criteria_set_id != item.dossier.criteria_set_id:
        raise Refused("Tiêu chí này không thuộc bộ tiêu chí của hồ sơ.")
    return Mark(sheet=sheet, criterion=criterion, version=0)


def _answer(by: User, item: AgendaItem, recheck: Recheck, outcome: str, reason: str, changed: int) -> Recheck:
    recheck.outcome, recheck.reason = outcome, reason.strip()
    recheck.answered_by, recheck.answered_at = by, timezone.now()
    recheck.save(update_fields=["outcome", "reason", "answered_by", "answered_at"])
    look_at_spread(item)
    data = {"sheet": recheck.sheet_id, "outcome": outcome, "changed": changed, "reason": reason.strip()}
    record("evaluation.answer_recheck", by=by, subject=item, data=data)
    return recheck
