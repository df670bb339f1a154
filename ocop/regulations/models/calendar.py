"""Days the administrator settles: a swapped working day, a day off announced late."""

from django.db import models
from django.db.models import Q


class DayOverride(models.Model):
    """Whether `date` is a working day, whatever the calendar says."""

    date = models.DateField("ngày", unique=True, error_messages={"unique": "Ngày này đã được ghi."})
    is_working = models.BooleanField("là ngày làm việc")
    reason = models.CharField("lý do, văn bản", max_length=300)

    class Meta:
        verbose_name = "ngày làm việc, nghỉ điều chỉnh"
        verbose_name_plural = "ngày làm việc, nghỉ điều chỉnh"
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="day_override_reason",
                violation_error_message="Cần ghi lý do hoặc văn bản điều chỉnh.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y}"
