"""A member's own sheet: marks saved one by one as they are given, then sent once.

A mark is saved with the version its writer saw (0: none yet). The same content again is taken as done, so a lost
answer may be resent; other content over a newer version is kept beside it until the member chooses. Nothing of a
sheet can be changed here once it is sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import Conflict, IllegalMove, NotAllowed, NotReady, Refused
from ocop.base.findings import Finding
from ocop.base.text import nfc
from ocop.evaluation import scoring
from ocop.evaluation.actions.reveal import reveal_what_is_complete
from ocop.evaluation.checks import sheet as checks
from ocop.evaluation.models import AgendaItem, Mark, MarkConflict, ScoreSheet, Session
from ocop.evaluation.queries.seats import Seat, table_of
from ocop.evaluation.queries.sheets import differing, marks_of, own_sheet, pending_conflicts, points_of, rules_of
from ocop.evaluation.states import ItemState, SessionState
from ocop.regulations.models import Criterion, Option

NOBODY = "Bạn không chấm hồ sơ này."


class Superseded(Conflict):
    """Another tab wrote the mark meanwhile; what came now is kept as `kept` beside the `current` one."""

    def __init__(self, current: Mark, kept: MarkConflict) -> None:
        self.current, self.kept = current, kept
        super().__init__(
            "Tiêu chí này đã được ghi ở một cửa sổ khác. Nội dung vừa gửi được giữ lại; tải lại trang để chọn."
        )


@dataclass(frozen=True)
class Content:
    """What a mark says."""

    option_id: int | None
    note: str


@dataclass(frozen=True)
class NewMark:
    """One mark as a member gives it. `option` None: no option is met, 0 points; `version` is the one last seen."""

    criterion: Criterion
    option: Option | None
    note: str = ""
    version: int = 0


def save_mark(
    *, by: User, item: AgendaItem, criterion: Criterion, option: Option | None, note: str = "", version: int = 0
) -> Mark:
    """Save one mark of one's own sheet; the first one starts the sheet."""
    return save_marks(by=by, item=item, marks=[NewMark(criterion, option, note, version)])[0]


def save_marks(*, by: User, item: AgendaItem, marks: Sequence[NewMark]) -> list[Mark]:
    """Save several marks of one's own sheet at once, in their order; the first `Superseded` one is raised last."""
    for mark in marks:
        if mark.criterion.criteria_set_id != item.dossier.criteria_set_id:
            raise Refused("Tiêu chí này không thuộc bộ tiêu chí của hồ sơ.")
        if mark.option is not None and mark.option.criterion_id != mark.criterion.pk:
            raise Refused("Phương án này không thuộc tiêu chí.")
    saved = _save(by, item, marks)
    for one in saved:
        if isinstance(one, Superseded):
            raise one  # after the transaction, so that what was kept stays kept
    return [one for one in saved if isinstance(one, Mark)]


@transaction.atomic
def _save(by: User, item: AgendaItem, marks: Sequence[NewMark]) -> list[Mark | Superseded]:
    sheet = _open_sheet(by, item)
    held = {row.criterion_id: row for row in sheet.marks.select_for_update()}
    return [_save_one(sheet, held.get(new.criterion.pk), new) for new in marks]


def _save_one(sheet: ScoreSheet, mark: Mark | None, new: NewMark) -> Mark | Superseded:
    content = Content(new.option.pk if new.option else None, nfc_lines(new.note))
    if mark is None:
        return Mark.objects.create(
            sheet=sheet,
            criterion=new.criterion,
            option_id=content.option_id,
            note=content.note,
            at=timezone.now(),
        )
    if (mark.option_id, mark.note) == (content.option_id, content.note):
        return mark
    if new.version != mark.version:
        return Superseded(mark, _keep_beside(sheet, new.criterion, content))
    _write_over(sheet, mark, content)
    return mark


@transaction.atomic
def choose_mark(*, by: User, item: AgendaItem, conflict_id: int, use: bool) -> Mark:
    """Settle what two tabs wrote: take the kept content (`use`) or leave the mark as it is."""
    sheet = _open_sheet(by, item)
    conflict = sheet.conflicts.filter(pk=conflict_id).first()
    if conflict is None:
        raise IllegalMove("Đã chọn xong cho tiêu chí này.")
    mark = sheet.marks.select_for_update().get(criterion_id=conflict.criterion_id)
    if use:
        mark.option_id, mark.note = conflict.option_id, conflict.note
        mark.version += 1
        mark.at = timezone.now()
        mark.save()
    conflict.delete()
    return mark


@transaction.atomic
def send_sheet(*, by: User, item: AgendaItem, opinion: str = "") -> ScoreSheet:
    """Send one's sheet, once and for good; sending again changes nothing. The last awaited sheet reveals the item."""
    if not by.has_perm("evaluation.score", item):
        raise NotAllowed(NOBODY)
    locked = AgendaItem.objects.select_for_update().get(pk=item.pk)
    sheet = own_sheet(locked, by)
    if sheet is not None and sheet.sent_at is not None:
        return sheet
    sheet = _open_sheet(by, locked)
    findings = send_findings(locked, sheet)
    if findings:
        raise NotReady(findings)
    sheet.sent_at = timezone.now()
    sheet.opinion = nfc_lines(opinion)
    sheet.save(update_fields=["sent_at", "opinion"])
    record("evaluation.send_sheet", by=by, subject=locked, data={"sheet": sheet.pk})
    reveal_what_is_complete(locked, by=by)
    return sheet


def send_findings(item: AgendaItem, sheet: ScoreSheet | None) -> list[Finding]:
    """What keeps a sheet from being sent: marks and notes missing, choices not made."""
    points = points_of(sheet) if sheet else {}
    findings = checks.marks_complete(scoring.missing(rules_of(item), points))
    if sheet is None:
        return findings
    findings += checks.notes_given(differing(item, marks_of(sheet).values()))
    pending = dict.fromkeys(row.criterion.code for row in pending_conflicts(sheet))
    return findings + checks.choices_made(list(pending))


def nfc_lines(text: str) -> str:
    """Composed text with its line breaks."""
    return "\n".join(nfc(line) for line in text.strip().splitlines()).strip()


def _waiting(sheet: ScoreSheet, criterion_id: int, content: Content) -> MarkConflict | None:
    """The same content, where it already waits for a choice."""
    rows = sheet.conflicts.filter(criterion_id=criterion_id, note=content.note)
    return next((row for row in rows if row.option_id == content.option_id), None)


def _keep_beside(sheet: ScoreSheet, criterion: Criterion, content: Content) -> MarkConflict:
    known = _waiting(sheet, criterion.pk, content)
    return known or MarkConflict.objects.create(
        sheet=sheet, criterion=criterion, option_id=content.option_id, note=content.note, at=timezone.now()
    )


def _write_over(sheet: ScoreSheet, mark: Mark, content: Content) -> None:
    """New content; where it is one that waited for a choice, the old content waits in its place."""
    waiting = _waiting(sheet, mark.criterion_id, content)
    if waiting is not None:
        waiting.option_id, waiting.note, waiting.at = mark.option_id, mark.note, timezone.now()
        waiting.save()
    mark.option_id, mark.note = content.option_id, content.note
    mark.version += 1
    mark.at = timezone.now()
    mark.save()


def _open_sheet(by: User, item: AgendaItem) -> ScoreSheet:
    """The writer's sheet, started if need be and locked; refused where the seat may not write now."""
    item = AgendaItem.objects.select_related("session__council").get(pk=item.pk)
    if not by.has_perm("evaluation.score", item):
        raise NotAllowed(NOBODY)
    seat = table_of(item).seat_of(by)
    if seat is None:
        raise NotAllowed(NOBODY)
    _writable(item, seat)
    sheet, _ = ScoreSheet.objects.get_or_create(item=item, member=seat.member, defaults={"started_at": timezone.now()})
    sheet = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.sent_at is not None:
        raise IllegalMove("Phiếu đã gửi, không sửa được nữa.")
    if sheet.void_at is not None:
        raise IllegalMove(f"Phiếu đã hủy: {sheet.void_reason}")
    return sheet


def _writable(item: AgendaItem, seat: Seat) -> None:
    if item.state != ItemState.SCORING:
        raise IllegalMove("Mục này chưa mở chấm, hoặc đã đủ phiếu.")
    if Session.objects.get(pk=item.session_id).state != SessionState.OPEN:
        raise IllegalMove("Phiên họp chưa khai mạc hoặc đã kết thúc.")
    if seat.has_sent:
        raise IllegalMove("Phiếu đã gửi, không sửa được nữa.")
    if item.session.is_written and not item.session.takes_answers:
        raise IllegalMove("Hạn trả lời đã hết; hãy báo Thư ký Hội đồng nếu cần gia hạn.")
    if not seat.may_score:
        raise IllegalMove("Bạn chưa được điểm danh có mặt; hãy báo Thư ký Hội đồng.")
