"""The advisory team's work on one dossier: findings per criterion, site surveys, extra tests, samples, report."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q


class TeamAssessment(models.Model):
    """Đánh giá của Tổ tư vấn: one for each level at which the dossier is reviewed; `report` is what its council
    reads."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="assessments")
    level = models.CharField("cấp", max_length=10, default="province")
    summary = models.TextField("nhận xét chung", blank=True)
    proposal = models.TextField("đề xuất với Hội đồng", blank=True)
    survey_waived_reason = models.TextField("lý do không khảo sát", blank=True)
    finished_at = models.DateTimeField("báo cáo xong lúc", null=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "đánh giá của Tổ tư vấn"
        verbose_name_plural = "đánh giá của Tổ tư vấn"
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None, finished_by=None)
                | Q(finished_at__isnull=False, finished_by__isnull=False),
                name="assessment_finish_whole",
            ),
            models.UniqueConstraint(
                fields=["dossier", "level"],
                name="assessment_once_per_level",
                violation_error_message="Tổ tư vấn của cấp này đã bắt đầu đánh giá hồ sơ.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đánh giá của Tổ tư vấn, hồ sơ {self.dossier_id}"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its dossier."""
        return self.dossier.access_scopes()

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its dossier."""
        return self.dossier.desk_scopes()


class TeamFinding(models.Model):
    """What the team found for one criterion: the option that the evidence carries, and why."""

    assessment = models.ForeignKey(TeamAssessment, models.CASCADE, related_name="findings")
    criterion = models.ForeignKey("regulations.Criterion", models.PROTECT, related_name="+")
    option = models.ForeignKey("regulations.Option", models.PROTECT, null=True, related_name="+")
    note = models.TextField("nhận định", blank=True)
    evidence_ok = models.BooleanField("minh chứng đủ, hợp lệ", default=True)
    knockout = models.TextField("đề xuất loại, dừng đánh giá: lý do", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "nhận định theo tiêu chí"
        verbose_name_plural = "nhận định theo tiêu chí"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="team_finding_once_per_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}"

    @property
    def stamp(self) -> str:
        """Changes with every writing: who sends it back has seen this one."""
        return self.at.isoformat()


class TeamReport(models.Model):
    """Báo cáo của Tổ tư vấn as it stood when the team finished: frozen, one more for every time it finished again."""

    assessment = models.ForeignKey(TeamAssessment, models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField("lần báo cáo")
    content = models.JSONField("nội dung")
    finished_at = models.DateTimeField("báo cáo xong lúc")
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "báo cáo của Tổ tư vấn"
        verbose_name_plural = "báo cáo của Tổ tư vấn"
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["assessment", "version"], name="team_report_version_once")]

    def __str__(self) -> str:
        return f"Báo cáo lần {self.version}"


class SiteSurvey(models.Model):
    """Khảo sát thực tế."""

    assessment = models.ForeignKey(TeamAssessment, models.CASCADE, related_name="surveys")
    surveyed_on = models.DateField("ngày khảo sát")
    place = models.CharField("nơi khảo sát", max_length=300)
    participants = models.TextField("thành phần")
    findings = models.TextField("kết quả")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "khảo sát thực tế"
        verbose_name_plural = "khảo sát thực tế"
        ordering = ["surveyed_on", "pk"]

    def __str__(self) -> str:
        return f"Khảo sát {self.place}"


class SurveyPhoto(models.Model):
    """A photo of a site survey."""

    survey = models.ForeignKey(SiteSurvey, models.CASCADE, related_name="photos")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField("chú thích", max_length=200, blank=True)

    class Meta:
        verbose_name = "ảnh khảo sát"
        verbose_name_plural = "ảnh khảo sát"

    def __str__(self) -> str:
        return self.caption or f"Ảnh {self.pk}"


class ExtraTest(models.Model):
    """A test the team asks for (kiểm nghiệm bổ sung) and its result."""

    assessment = models.ForeignKey(TeamAssessment, models.CASCADE, related_name="tests")
    criterion = models.ForeignKey("regulations.Criterion", models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField("chỉ tiêu", max_length=300)
    reason = models.TextField("lý do")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("đề nghị lúc")
    lab = models.CharField("đơn vị kiểm nghiệm", max_length=300, blank=True)
    result = models.TextField("kết quả", blank=True)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    result_at = models.DateTimeField("có kết quả lúc", null=True)
    waived_reason = models.TextField("lý do không kiểm nghiệm nữa", blank=True)

    class Meta:
        verbose_name = "kiểm nghiệm bổ sung"
        verbose_name_plural = "kiểm nghiệm bổ sung"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result_at=None) | ~Q(result=""),
                name="extra_test_result_written",
                violation_error_message="Hãy ghi kết quả kiểm nghiệm.",
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_settled(self) -> bool:
        """Whether it was answered, or explained why it is no longer needed."""
        return self.result_at is not None or bool(self.waived_reason)


class SampleReceipt(models.Model):
    """Sample units received by the agency of a level (5; tourism exempt)."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="samples")
    level = models.CharField("cấp nhận", max_length=10, default="province")
    count = models.PositiveSmallIntegerField("số mẫu")
    note = models.CharField("tình trạng mẫu", max_length=300, blank=True)
    received_on = models.DateField("ngày nhận")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "mẫu sản phẩm đã nhận"
        verbose_name_plural = "mẫu sản phẩm đã nhận"
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1),
                name="sample_receipt_not_empty",
                violation_error_message="Số mẫu nhận phải từ 1.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} mẫu"
