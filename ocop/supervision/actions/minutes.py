"""Writing the minutes of one product on the spot, closing them, opening them again."""

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import Conflict, IllegalMove, NotAllowed, NotReady, Refused
from ocop.base.text import nfc
from ocop.notices.actions import notify
from ocop.recognition.queries.certificates import today
from ocop.supervision.checks import MinutesDraft, check_writing
from ocop.supervision.flows import MINUTES_FLOW
from ocop.supervision.models import Minutes
from ocop.supervision.queries.products import matters_of
from ocop.supervision.states import InspectionState, MinutesState

_STALE = "Người khác trong Đoàn vừa ghi biên bản này. Hãy xem bản mới ở trang này rồi ghi lại phần của bạn."

_TEXTS = ("place", "present", "findings", "opinion")


@transaction.atomic
def save_minutes(*, by: User, minutes: Minutes, draft: MinutesDraft, version: int) -> Minutes:
    """Keep what was written so far. `version` is the one that the writer read: of two phones the later is told."""
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if not by.has_perm("supervision.write_minutes", locked):
        raise NotAllowed("Bạn không có quyền ghi biên bản này.")
    inspection = locked.inspection
    _under_way(inspection.state)
    if locked.state != MinutesState.WRITING:
        raise Refused("Biên bản đã khép, không ghi thêm được. Cơ quan tham mưu mở lại thì ghi được.")
    if locked.version != version:
        if _holds(locked, draft):
            return locked  # the answer to the first sending got lost
        raise Conflict(_STALE)
    assert inspection.decided_on is not None  # an inspection under way was decided
    findings = check_writing(draft, today=today(), decided_on=inspection.decided_on, ends_on=inspection.ends_on)
    if findings:
        raise NotReady(findings)
    for name in _TEXTS:
        setattr(locked, name, nfc(getattr(draft, name)))
    locked.held_on, locked.written_by, locked.written_at = draft.held_on, by, timezone.now()
    locked.version += 1
    locked.save()
    _answer(locked, draft)
    record("supervision.write_minutes", by=by, subject=locked, data={"version": locked.version})
    return locked


def _holds(minutes: Minutes, draft: MinutesDraft) -> bool:
    """Whether all that was typed is stored already."""
    same = minutes.held_on == draft.held_on and all(
        getattr(minutes, name) == nfc(getattr(draft, name)) for name in _TEXTS
    )
    stored = {row.key: (row.found, row.note) for row in matters_of(minutes)}
    typed = {key: (found, nfc(note)) for key, (found, note) in draft.answers.items()}
    return same and all(stored.get(key) == answer for key, answer in typed.items())


def _answer(minutes: Minutes, draft: MinutesDraft) -> None:
    changed = []
    for row in matters_of(minutes):
        found, note = draft.answers.get(row.key, (row.found, row.note))
        if (row.found, row.note) != (found, nfc(note)):
            row.found, row.note = found, nfc(note)
            changed.append(row)
    minutes.matters.bulk_update(changed, ["found", "note"])


@transaction.atomic
def close_minutes(*, by: User, minutes: Minutes) -> Minutes:
    """Read it aloud, sign it: from now on it stands, and the producer reads it."""
    _under_way(minutes.inspection.state)
    MINUTES_FLOW.move(minutes, "close_minutes", by=by)
    record("supervision.close_minutes", by=by, subject=minutes)
    return minutes


@transaction.atomic
def reopen_minutes(*, by: User, minutes: Minutes, reason: str) -> Minutes:
    """Let the team mend closed minutes while the inspection is under way; the reason stays."""
    _under_way(minutes.inspection.state)
    MINUTES_FLOW.move(minutes, "reopen_minutes", by=by, reason=reason)
    members = [row.user for row in minutes.inspection.team.select_related("user") if row.user is not None]
    notify(
        to=members,
        kind="supervision.minutes_reopened",
        subject=f"{minutes.product}: biên bản được mở lại",
        body=f"Lý do: {reason.strip()}",
        about=minutes.inspection,
    )
    record("supervision.reopen_minutes", by=by, subject=minutes, data={"reason": reason.strip()})
    return minutes


def _under_way(state: str) -> None:
    if state != InspectionState.UNDER_WAY:
        raise IllegalMove("Cuộc kiểm tra không ở bước đang kiểm tra nên không sửa được biên bản.")
