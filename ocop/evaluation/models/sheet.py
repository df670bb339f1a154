"""A member's score sheet, its marks, and the record of every change after sending."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q


class ScoreSheet(models.Model):
    """Phiếu đánh giá of one member for one dossier. `sent_at` null: still his own. One sheet per seat and item."""

    item = models.ForeignKey("evaluation.AgendaItem", models.PROTECT, related_name="sheets")
    member = models.ForeignKey("evaluation.CouncilMember", models.PROTECT, related_name="sheets")
    opinion = models.TextField("ý kiến của thành viên", blank=True)
    started_at = models.DateTimeField("mở lúc")
    sent_at = models.DateTimeField("gửi lúc", null=True)
    void_at = models.DateTimeField("hủy lúc", null=True)
    void_reason = models.TextField("lý do hủy", blank=True)

    class Meta:
        verbose_name = "phiếu chấm"
        verbose_name_plural = "phiếu chấm"
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="sheet_once_per_member"),
            models.CheckConstraint(
                condition=Q(void_at=None) | ~Q(void_reason=""),
                name="sheet_void_has_reason",
                violation_error_message="Hãy ghi lý do hủy phiếu.",
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu {self.pk}"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its council."""
        return self.item.access_scopes()


class Mark(models.Model):
    """The option granted for one criterion; `option` null says that none is met (0 points)."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey("regulations.Criterion", models.PROTECT, related_name="+")
    option = models.ForeignKey("regulations.Option", models.PROTECT, null=True, related_name="+")
    note = models.TextField("nhận xét", blank=True)
    version = models.PositiveIntegerField("lần ghi", default=1)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "điểm chấm"
        verbose_name_plural = "điểm chấm"
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="mark_once_per_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion_id}"


class MarkConflict(models.Model):
    """What a second tab or device wrote to a mark that had changed meanwhile: kept until the member chooses."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="conflicts")
    criterion = models.ForeignKey("regulations.Criterion", models.PROTECT, related_name="+")
    option = models.ForeignKey("regulations.Option", models.PROTECT, null=True, related_name="+")
    note = models.TextField("nhận xét", blank=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "điểm ghi trùng"
        verbose_name_plural = "điểm ghi trùng"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.criterion_id}"


class Recheck(models.Model):
    """A member asked to look again, because sheets lie too far apart (`asked_by` null) or the chair asks; answered by
    changing marks or by confirming them, with a reason either way. One asked for the spread is settled by itself when
    the spread has come within the limit."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="rechecks")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField("yêu cầu lúc")
    why = models.TextField("vì sao phải xem lại")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    outcome = models.CharField(
        "kết quả",
        max_length=10,
        blank=True,
        choices=[("changed", "Đã chấm lại"), ("confirmed", "Giữ nguyên"), ("settled", "Không cần nữa")],
    )
    reason = models.TextField("lý do", blank=True)

    class Meta:
        verbose_name = "yêu cầu xem lại"
        verbose_name_plural = "yêu cầu xem lại"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"], condition=Q(answered_at=None), name="one_open_recheck_per_sheet"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(reason=""),
                name="recheck_answer_has_reason",
                violation_error_message="Hãy ghi lý do chấm lại hoặc giữ nguyên.",
            ),
        ]

    def __str__(self) -> str:
        return f"Xem lại phiếu {self.sheet_id}"


class MarkChange(models.Model):
    """A mark changed after sending: the old value is kept with the reason."""

    recheck = models.ForeignKey(Recheck, models.PROTECT, related_name="changes")
    criterion = models.ForeignKey("regulations.Criterion", models.PROTECT, related_name="+")
    old_option = models.ForeignKey("regulations.Option", models.PROTECT, null=True, related_name="+")
    new_option = models.ForeignKey("regulations.Option", models.PROTECT, null=True, related_name="+")
    reason = models.TextField("lý do")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "điểm chấm lại"
        verbose_name_plural = "điểm chấm lại"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="mark_change_has_reason",
                violation_error_message="Hãy ghi lý do chấm lại.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}"
