"""Performs the moves of a `MoveTable`: one choke point, one row each.

The caller's action records the audit entry and queues notices; this module knows neither.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing
from ocop.base.findings import Finding
from ocop.base.moves import Move, MoveTable

Guard = Callable[[Any], Sequence[Finding]]


class Asker(Protocol):
    """Anyone a permission can be asked for."""

    pk: Any

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...


class MoveRow(models.Model):
    """Base of the table that keeps one row per move: who, when, from, to, why."""

    move = models.CharField("bước", max_length=40)
    from_state = models.CharField("từ trạng thái", max_length=40)
    to_state = models.CharField("đến trạng thái", max_length=40)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người thực hiện"
    )
    reason = models.TextField("lý do", blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class Flow:
    """A move table bound to the guards that its moves name."""

    def __init__(self, table: MoveTable, guards: Mapping[str, Guard] | None = None) -> None:
        self.table = table
        self.guards = dict(guards or {})
        missing = {need for move in table.moves for need in move.needs} - set(self.guards)
        if missing:
            raise ValueError(f"{table.record}: guards without a function: {sorted(missing)}")

    def findings(self, record: Any, name: str) -> list[Finding]:
        """What stands in the way of the move, by its guards."""
        return [finding for need in self.table.find(name).needs for finding in self.guards[need](record)]

    def possible(self, record: Any, by: Asker) -> list[Move]:
        """The moves that `by` may start now (guards not asked): what a page offers as buttons."""
        return [
            move
            for move in self.table.open_from(record.state)
            if not move.internal and by.has_perm(f"{self.table.app}.{move.name}", record)
        ]

    def move(
        self,
        record: Any,
        name: str,
        *,
        by: Asker | None,
        reason: str = "",
        at: datetime | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> MoveRow:
        """Take `record` through the move called `name` and return the row that was written.

        `record` has a `state` and a related manager `moves`; `facts` are fields set together with the state.
        Raises NotAllowed, IllegalMove, ReasonMissing or NotReady; then nothing is written.
        """
        step = self.table.find(name)
        with transaction.atomic():
            locked = type(record)._default_manager.select_for_update().get(pk=record.pk)
            self._check(step, locked, by, reason)
            before = locked.state
            target = before if step.target is None else step.target.value
            for field, value in {"state": target, **(facts or {})}.items():
                setattr(locked, field, value)
                setattr(record, field, value)
            locked.save(update_fields=["state", *(facts or {})])
            row: MoveRow = locked.moves.create(
                move=name,
                from_state=before,
                to_state=target,
                at=at or timezone.now(),
                by=by,
                reason=reason.strip(),
            )
        return row

    def _check(self, step: Move, record: Any, by: Asker | None, reason: str) -> None:
        if not step.internal and (by is None or not by.has_perm(f"{self.table.app}.{step.name}", record)):
            raise NotAllowed("Bạn không có quyền thực hiện bước này.")
        if record.state not in step.sources:
            state = self.table.titles.get(record.state, record.state)
            raise IllegalMove(f"Không thể “{step.title}” khi hồ sơ đang ở trạng thái “{state}”.")
        if step.reason and not reason.strip():
            raise ReasonMissing(f"Hãy ghi lý do để “{step.title}”.")
        findings = self.findings(record, step.name)
        if findings:
            raise NotReady(findings)
