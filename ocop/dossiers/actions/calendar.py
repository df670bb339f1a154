"""A working day is settled, and everybody whose term moves by it is told."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.roles import Role
from ocop.base.dates import show
from ocop.dossiers.actions.telling import tell_commune
from ocop.dossiers.queries.calendar import Shift, running_terms, shifts
from ocop.regulations.actions.calendar import clear_day, set_day, swap_days


@transaction.atomic
def settle_day(*, by: User, day: date, is_working: bool, reason: str, document: str) -> list[Shift]:
    """Say that a day is, or is not, a working day; gives the terms that moved."""
    values: dict[str, Any] = {"day": day, "is_working": is_working, "reason": reason, "document": document}
    return _settled(partial(set_day, by=by, **values), why=document)


@transaction.atomic
def settle_swap(*, by: User, day_off: date, worked: date, reason: str, document: str) -> list[Shift]:
    """Rest on one day and work on another instead, also where terms already run."""
    values: dict[str, Any] = {"day_off": day_off, "worked": worked, "reason": reason, "document": document}
    return _settled(partial(swap_days, by=by, **values), why=document)


@transaction.atomic
def unsettle_day(*, by: User, day: date) -> list[Shift]:
    """Let the official calendar speak again."""
    return _settled(partial(clear_day, by=by, day=day), why="bỏ điều chỉnh đã ghi")


def _settled(act: Callable[[], Any], *, why: str) -> list[Shift]:
    before = running_terms()
    act()
    moved = shifts(before, running_terms())
    for shift in moved:
        tell_commune(
            shift.dossier,
            "dossiers.term_moved",
            f"Hạn xử lý đổi: {shift.dossier.product.name}",
            f"Lịch làm việc được điều chỉnh ({why}). Hạn cũ {show(shift.before)}, hạn mới {show(shift.after)}.",
            Role.COMMUNE_OFFICER,
            Role.COMMUNE_LEADER,
        )
    return moved
