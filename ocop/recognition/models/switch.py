"""A run of the law switch: who keeps which star under another decision."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.recognition.models.past import OldResult, PublishedRecognition


class SwitchRun(models.Model):
    """One reckoning of "who keeps which star" over a scope, done in the background. `last_product` and `last_old` say
    how far it has come, so that one that was killed goes on from there; `beat_at` that it is alive."""

    STATES = [("waiting", "Đang chờ"), ("running", "Đang tính"), ("done", "Đã xong"), ("failed", "Bị dừng vì lỗi")]

    correspondence = models.ForeignKey("regulations.Correspondence", models.PROTECT, related_name="+")
    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    commune = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    round = models.ForeignKey("dossiers.Round", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("yêu cầu lúc", auto_now_add=True)
    state = models.CharField("trạng thái", max_length=10, choices=STATES, default="waiting")
    total = models.PositiveIntegerField("tổng số", default=0)
    done = models.PositiveIntegerField("đã tính", default=0)
    last_product = models.PositiveBigIntegerField(default=0)
    last_old = models.PositiveBigIntegerField(default=0)
    beat_at = models.DateTimeField("hoạt động lúc", null=True)
    finished_at = models.DateTimeField("xong lúc", null=True)
    error = models.TextField("lỗi", blank=True)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "lần tính chuyển quy định"
        verbose_name_plural = "lần tính chuyển quy định"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(finished_at__isnull=False, file__isnull=False),
                name="switch_run_done_with_file",
                violation_error_message="Lần tính đã xong phải có thời điểm và tệp Excel.",
            )
        ]

    def __str__(self) -> str:
        return f"Lần tính {self.pk}"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """A commune's own run is the commune's too; others are the province's."""
        return [("province", self.province_id), *([("commune", self.commune_id)] if self.commune_id else [])]


class SwitchRow(models.Model):
    """What a run found of one product: results only, never a member's marks. `problem`: why it has none. One that
    was only published (`published`) has no points and perhaps neither rank nor commune: `stars` and `set_no` 0."""

    VERDICTS = [("keeps", "Chắc chắn giữ"), ("may", "Có thể giữ"), ("loses", "Không giữ được")]

    run = models.ForeignKey(SwitchRun, models.CASCADE, related_name="rows")
    product = models.ForeignKey("products.Product", models.PROTECT, null=True, related_name="+")
    old_result = models.ForeignKey(OldResult, models.PROTECT, null=True, related_name="+")
    published = models.ForeignKey(PublishedRecognition, models.SET_NULL, null=True, related_name="+")
    commune = models.ForeignKey("places.Unit", models.PROTECT, null=True, related_name="+")
    product_name = models.CharField("tên sản phẩm", max_length=300)
    producer_name = models.CharField("tên chủ thể", max_length=300)
    set_no = models.PositiveSmallIntegerField("bộ")
    stars = models.PositiveSmallIntegerField("hạng hiện nay")
    verdict = models.CharField("giữ hạng", max_length=6, choices=VERDICTS, blank=True)
    worst_stars = models.PositiveSmallIntegerField("thấp nhất", null=True)
    best_stars = models.PositiveSmallIntegerField("cao nhất", null=True)
    worst_average = models.CharField("điểm thấp nhất", max_length=12, blank=True)
    best_average = models.CharField("điểm cao nhất", max_length=12, blank=True)
    needs = models.JSONField("còn thiếu", default=list)
    problem = models.TextField("không tính được vì", blank=True)
    folded = models.CharField(max_length=600, editable=False)

    class Meta:
        verbose_name = "kết quả chuyển quy định"
        verbose_name_plural = "kết quả chuyển quy định"
        ordering = ["run", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "product"], condition=Q(product__isnull=False), name="switch_row_once_per_product"
            ),
            models.UniqueConstraint(
                fields=["run", "old_result"], condition=Q(product=None), name="switch_row_once_per_old_result"
            ),
            models.UniqueConstraint(fields=["run", "published"], name="switch_row_once_per_published"),
            models.CheckConstraint(
                condition=Q(verdict="") & ~Q(problem="") | ~Q(verdict="") & Q(problem="", best_stars__isnull=False),
                name="switch_row_verdict_or_problem",
            ),
        ]
        indexes = [models.Index(fields=["run", "verdict", "stars"], name="switch_row_totals")]

    def __str__(self) -> str:
        return self.product_name

    @property
    def place_name(self) -> str:
        """The commune; of one that was only published as far as it is known."""
        if self.commune:
            return self.commune.full_name
        return self.published.commune_name if self.published else ""
