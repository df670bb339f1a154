"""Working days that the administrator settles."""

from datetime import date

from django.db import transaction

from ocop.audit.actions import Actor, record
from ocop.base.errors import ReasonMissing
from ocop.base.text import nfc
from ocop.regulations.models import DayOverride


@transaction.atomic
def set_day(*, by: Actor | None, day: date, is_working: bool, reason: str) -> DayOverride:
    """Say that `day` is, or is not, a working day; `reason` names the notice it rests on."""
    reason = nfc(reason)
    if not reason:
        raise ReasonMissing("Cần ghi lý do hoặc văn bản điều chỉnh ngày làm việc.")
    row, _ = DayOverride.objects.update_or_create(date=day, defaults={"is_working": is_working, "reason": reason})
    record("regulations.set_day", by=by, subject=row, data={"is_working": is_working, "reason": reason})
    return row


@transaction.atomic
def clear_day(*, by: Actor | None, day: date) -> None:
    """Let the calendar speak for `day` again."""
    row = DayOverride.objects.filter(date=day).first()
    if row:
        record("regulations.clear_day", by=by, subject=row, data={"is_working": row.is_working})
        row.delete()
