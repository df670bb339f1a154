"""How a dossier goes from desk to desk under one decision: frozen from its first day."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from ocop.regulations.models.guard import FrozenDecision


class Procedures(models.QuerySet["Procedure"]):
    """Procedures are read, never rewritten."""

    def update(self, **values: Any) -> int:
        if self.exists():
            raise FrozenDecision
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.exists():
            raise FrozenDecision
        return super().delete()


class Procedure(models.Model):
    """Quy trình of a decision. `content` is the whole of it (`spec.procedure.read_procedure`); the days and the
    decision whose sheets it uses also stand in columns."""

    number = models.CharField("số hiệu quyết định", max_length=60, unique=True)
    title = models.CharField("tên quy trình", max_length=300)
    in_force_from = models.DateField("áp dụng cho hồ sơ nộp từ ngày")
    filed_until = models.DateField("ngày cuối nhận hồ sơ mới", null=True, blank=True)
    in_force_to = models.DateField("ngày cuối còn hiệu lực", null=True, blank=True)
    criteria = models.CharField("dùng phiếu chấm của quyết định", max_length=60)
    content = models.JSONField("nội dung")
    content_hash = models.CharField("mã băm nội dung", max_length=64)
    loaded_at = models.DateTimeField("nạp lúc", auto_now_add=True)

    objects = Procedures.as_manager()

    class Meta:
        verbose_name = "quy trình"
        verbose_name_plural = "quy trình"
        ordering = ["-in_force_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(filed_until=None) | Q(filed_until__gte=F("in_force_from")),
                name="procedure_days_in_order",
                violation_error_message="Ngày cuối nhận hồ sơ phải sau ngày bắt đầu áp dụng.",
            ),
            models.CheckConstraint(
                condition=~Q(content_hash=""),
                name="procedure_has_hash",
                violation_error_message="Quy trình phải có mã băm nội dung.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and type(self)._base_manager.filter(pk=self.pk).exists():
            raise FrozenDecision
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise FrozenDecision
