"""Requests to the ministry for five stars."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.recognition.models.deciding import RecognitionDecision


class MinistryRequest(models.Model):
    """A result of 90 and more: approved by the Chair, asked of the ministry, later its outcome (Điều 7.3.e, 7.4).
    "again": the province evaluates anew; the next result may be asked for in a request of its own."""

    OUTCOMES = [
        ("five_stars", "Bộ công nhận 5 sao"),
        ("below", "Không đạt 90 điểm theo kết quả của Trung ương"),
        ("again", "Tỉnh tổ chức đánh giá lại"),
    ]

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="ministry_requests")
    decision = models.ForeignKey(RecognitionDecision, models.PROTECT, related_name="ministry_requests")
    number = models.CharField("số văn bản đề nghị", max_length=60)
    requested_on = models.DateField("ngày đề nghị")
    outcome = models.CharField("kết quả", max_length=12, choices=OUTCOMES, blank=True)
    outcome_stars = models.PositiveSmallIntegerField("số sao theo kết quả Trung ương", null=True, blank=True)
    outcome_average = models.CharField("điểm của Trung ương", max_length=12, blank=True)
    outcome_no = models.CharField("số văn bản kết quả", max_length=60, blank=True)
    outcome_on = models.DateField("ngày kết quả", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "đề nghị Bộ đánh giá"
        verbose_name_plural = "đề nghị Bộ đánh giá"
        ordering = ["-requested_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None, outcome_no="", outcome_stars=None)
                | (~Q(outcome="") & Q(outcome_on__isnull=False) & ~Q(outcome_no="") & Q(outcome_stars__isnull=False)),
                name="ministry_outcome_is_whole",
                violation_error_message="Kết quả của Bộ phải có số, ngày văn bản và số sao.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="")
                | Q(outcome="five_stars", outcome_stars=5)
                | Q(outcome__in=["below", "again"], outcome_stars__lte=4),
                name="ministry_outcome_fits_stars",
                violation_error_message="Số sao không khớp kết quả của Bộ.",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=~Q(outcome="again"),
                name="one_ministry_request_at_a_time",
                violation_error_message="Hồ sơ này đã được đề nghị Bộ đánh giá.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its dossier."""
        return self.dossier.access_scopes()

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its dossier."""
        return self.dossier.desk_scopes()
