"""A frozen decision never changes: its rows refuse to be written, whichever way they are reached."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models

from ocop.base.errors import Refused


class FrozenDecision(Refused):
    """Someone tried to change a decision that is frozen."""

    def __init__(self) -> None:
        super().__init__("Quyết định đã ban hành trong hệ thống thì không sửa được; hãy lập phiên bản mới.")


class RuleRows(models.QuerySet[Any]):
    """Rows that belong to a decision; bulk writing is refused once it is frozen."""

    def _frozen(self) -> bool:
        return self.filter(**{f"{self.model.decision_path}__status": "frozen"}).exists()

    def _refuse(self) -> None:
        if self._frozen():
            raise FrozenDecision

    def update(self, **values: Any) -> int:
        self._refuse()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse()
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        _refuse_rows(rows)
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        _refuse_rows(rows)
        return super().bulk_update(rows, *args, **kwargs)


class RuleRow(models.Model):
    """A row of a decision; `decision_path` leads from it to its decision."""

    decision_path: ClassVar[str] = "decision"

    objects = RuleRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse_rows([self])
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse_rows([self])
        return super().delete(*args, **kwargs)

    def owning_decision_id(self) -> int:
        """Primary key of the decision this row belongs to."""
        row: Any = self
        *steps, last = self.decision_path.split("__")
        for step in steps:
            row = getattr(row, step)
        return int(getattr(row, f"{last}_id"))


def _refuse_rows(rows: list[RuleRow]) -> None:
    """Refuse where the rows belong to a frozen decision, or are stored in one and would be moved out of it."""
    if not rows:
        return
    model = type(rows[0])
    decisions = model._meta.apps.get_model("regulations", "Decision")._base_manager
    if decisions.filter(pk__in={row.owning_decision_id() for row in rows}, status="frozen").exists():
        raise FrozenDecision
    stored = [row.pk for row in rows if row.pk]
    held = model._base_manager.filter(pk__in=stored, **{f"{model.decision_path}__status": "frozen"})
    if stored and held.exists():
        raise FrozenDecision
