"""Working days that the provincial office settles. Whose terms move is the matter of upper floors, which call these.

`by` is empty where the installation itself loads days.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ocop.audit.actions import Actor, record
from ocop.base.dates import show
from ocop.base.errors import NotAllowed, NotReady, ReasonMissing
from ocop.base.findings import Finding
from ocop.base.text import nfc
from ocop.regulations.models import DayOverride
from ocop.regulations.queries.calendar import is_working_day

CLAUSE = "Điều 112, Bộ luật Lao động"


@transaction.atomic
def set_day(
    *,
    by: Actor | None,
    day: date,
    is_working: bool,
    reason: str,
    document: str = "",
    swapped_with: date | None = None,
) -> DayOverride:
    """Say that `day` is, or is not, a working day; reason and document name the notice it rests on."""
    _ask(by)
    reason = nfc(reason)
    if not reason:
        raise ReasonMissing("Cần ghi lý do điều chỉnh ngày làm việc.")
    if by is not None and not document.strip():
        raise ReasonMissing("Cần ghi số văn bản điều chỉnh ngày làm việc.")
    row, _ = DayOverride.objects.update_or_create(
        date=day,
        defaults={
            "is_working": is_working,
            "reason": reason,
            "document": nfc(document),
            "swapped_with": swapped_with,
            "entered_at": timezone.now(),
        },
    )
    record(
        "regulations.set_day",
        by=by,
        subject=row,
        data={"is_working": is_working, "reason": reason, "document": row.document, "swapped_with": swapped_with},
    )
    return row


@transaction.atomic
def swap_days(*, by: Actor | None, day_off: date, worked: date, reason: str, document: str) -> list[DayOverride]:
    """Offices rest on `day_off` and work on `worked` instead."""
    _ask(by)
    findings = _swap_findings(day_off, worked, document)
    if findings:
        raise NotReady(findings)
    common: dict[str, Any] = {"reason": reason, "document": document}
    return [
        set_day(by=by, day=day_off, is_working=False, swapped_with=worked, **common),
        set_day(by=by, day=worked, is_working=True, swapped_with=day_off, **common),
    ]


@transaction.atomic
def clear_day(*, by: Actor | None, day: date) -> None:
    """Let the calendar speak for `day` again; of a swap both days are cleared, for one alone says nothing."""
    _ask(by)
    row = DayOverride.objects.filter(date=day).first()
    if row is None:
        return
    pair = DayOverride.objects.filter(date=row.swapped_with, swapped_with=day).first() if row.swapped_with else None
    for one in (row, pair):
        if one is not None:
            record("regulations.clear_day", by=by, subject=one, data={"is_working": one.is_working})
            one.delete()


def _swap_findings(day_off: date, worked: date, document: str) -> list[Finding]:
    found = []
    if not document.strip():
        found.append(Finding("calendar.document", CLAUSE, "Hãy ghi số văn bản hoán đổi ngày nghỉ.", "document"))
    if not is_working_day(day_off):
        text = f"Ngày {show(day_off)} vốn đã là ngày nghỉ; hãy chọn ngày làm việc được nghỉ."
        found.append(Finding("calendar.already_off", CLAUSE, text, "day_off"))
    if is_working_day(worked):
        text = f"Ngày {show(worked)} vốn đã là ngày làm việc; hãy chọn ngày nghỉ phải làm bù."
        found.append(Finding("calendar.already_worked", CLAUSE, text, "worked"))
    return found


def _ask(by: Any) -> None:
    if by is not None and not by.has_perm("regulations.edit_calendar"):
        raise NotAllowed("Bạn không có quyền điều chỉnh lịch làm việc.")
