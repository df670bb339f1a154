"""Days the provincial office settles: a swapped working day, a day off announced late."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class DayOverride(models.Model):
    """Whether `date` is a working day, whatever the calendar says."""

    date = models.DateField("ngày", unique=True, error_messages={"unique": "Ngày này đã được ghi."})
    is_working = models.BooleanField("là ngày làm việc")
    reason = models.CharField("lý do", max_length=300)
    document = models.CharField("số văn bản", max_length=100, blank=True)
    # The other day of a swap: the day off worked for, or the day worked instead.
    swapped_with = models.DateField("hoán đổi với ngày", null=True, blank=True)
    entered_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = "ngày làm việc, nghỉ điều chỉnh"
        verbose_name_plural = "ngày làm việc, nghỉ điều chỉnh"
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="day_override_reason",
                violation_error_message="Cần ghi lý do điều chỉnh.",
            ),
            models.CheckConstraint(
                condition=Q(swapped_with=None) | ~Q(swapped_with=F("date")),
                name="day_override_two_days",
                violation_error_message="Ngày nghỉ và ngày làm bù phải là hai ngày khác nhau.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y}"
