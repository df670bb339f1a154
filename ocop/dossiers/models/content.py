"""What the producer fills in: answers, self-score, evidence and where it is cited."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.text import fold


class Answer(models.Model):
    """One field of Mẫu 01 / Mẫu 02. `version` counts the writings, so that two devices notice each other."""

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="answers")
    field = models.CharField("mục", max_length=60)
    value = models.JSONField("nội dung", null=True)
    version = models.PositiveIntegerField("lần ghi", default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "mục đã khai"
        verbose_name_plural = "mục đã khai"
        constraints = [models.UniqueConstraint(fields=["dossier", "field"], name="answer_once_per_field")]

    def __str__(self) -> str:
        return self.field


class AnswerConflict(models.Model):
    """What a second device wrote to a field that had changed meanwhile: kept until somebody chooses."""

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="conflicts")
    field = models.CharField("mục", max_length=60)
    value = models.JSONField("nội dung không ghi được", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")
    resolved_at = models.DateTimeField("đã chọn lúc", null=True)

    class Meta:
        verbose_name = "nội dung ghi trùng"
        verbose_name_plural = "nội dung ghi trùng"

    def __str__(self) -> str:
        return self.field


class SelfMark(models.Model):
    """The option a producer claims for a criterion; `option` null says that none is met (0 points)."""

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="self_marks")
    criterion = models.ForeignKey("regulations.Criterion", models.PROTECT, related_name="+")
    option = models.ForeignKey("regulations.Option", models.PROTECT, null=True, related_name="+")
    note = models.TextField("giải trình", blank=True)
    version = models.PositiveIntegerField("lần ghi", default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "điểm tự chấm"
        verbose_name_plural = "điểm tự chấm"
        constraints = [models.UniqueConstraint(fields=["dossier", "criterion"], name="self_mark_once_per_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion_id}"


class Evidence(models.Model):
    """A paper in the producer's vault: uploaded once, cited by many criteria and dossiers."""

    producer = models.ForeignKey("parties.Producer", models.PROTECT, related_name="evidence", verbose_name="chủ thể")
    kind = models.ForeignKey("regulations.EvidenceKind", models.PROTECT, related_name="+", verbose_name="loại")
    title = models.CharField("tên minh chứng", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=100, blank=True)
    issuer = models.CharField("nơi cấp", max_length=300, blank=True)
    issued_on = models.DateField("ngày cấp", null=True, blank=True)
    valid_until = models.DateField("có giá trị đến", null=True, blank=True)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="tệp")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="thay cho"
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField("thêm lúc", auto_now_add=True)
    removed_at = models.DateTimeField("bỏ khỏi kho lúc", null=True, blank=True)
    folded = models.CharField(max_length=300, editable=False)

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(valid_until=None) | Q(issued_on__lte=F("valid_until")),
                name="evidence_dates_in_order",
                violation_error_message="Ngày hết hạn phải sau ngày cấp.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search column in step with the title."""
        self.folded = fold(self.title)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its producer."""
        return self.producer.access_scopes()


class Citation(models.Model):
    """An evidence cited for a criterion, with the pages where the proof stands."""

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="citations")
    criterion = models.ForeignKey("regulations.Criterion", models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="citations")
    pages = models.CharField("trang", max_length=60, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "dẫn chứng"
        verbose_name_plural = "dẫn chứng"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "criterion", "evidence"],
                name="citation_once",
                violation_error_message="Minh chứng này đã được dẫn cho tiêu chí.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} → {self.criterion_id}"
