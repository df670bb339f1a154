"""What the desks write: requests for completion, the check of each item, the commune's report (Mẫu 03)."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class SupplementRequest(models.Model):
    """A request for completion with its reason; only the items it names reopen."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="supplements")
    desk = models.CharField(
        "bàn yêu cầu",
        max_length=20,
        choices=[("commune", "Cấp xã"), ("district", "Cấp huyện"), ("province", "Cấp tỉnh")],
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người yêu cầu")
    at = models.DateTimeField("lúc")
    reason = models.TextField("lý do chung")
    due_on = models.DateField("đề nghị xong trước ngày", null=True, blank=True)
    base_version = models.PositiveSmallIntegerField("bản nộp trước khi bổ sung")
    answered_at = models.DateTimeField("chủ thể nộp lại lúc", null=True)

    class Meta:
        verbose_name = "yêu cầu bổ sung"
        verbose_name_plural = "yêu cầu bổ sung"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(answered_at=None),
                name="one_open_supplement_per_dossier",
                violation_error_message="Hồ sơ đang chờ chủ thể bổ sung.",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="supplement_has_reason"),
        ]

    def __str__(self) -> str:
        return f"Yêu cầu bổ sung {self.pk}"


class SupplementItem(models.Model):
    """One item sent back: a field, a page of the form, a criterion or an evidence, named by `item`
    ("field:…", "page:…", "criterion:1.5")."""

    request = models.ForeignKey(SupplementRequest, models.CASCADE, related_name="items")
    item = models.CharField("mục", max_length=80)
    title = models.CharField("tên mục", max_length=300)
    reason = models.TextField("lý do")

    class Meta:
        verbose_name = "mục cần bổ sung"
        verbose_name_plural = "mục cần bổ sung"
        constraints = [
            models.UniqueConstraint(fields=["request", "item"], name="supplement_item_once"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="supplement_item_has_reason",
                violation_error_message="Mỗi mục trả lại phải có lý do.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ItemCheck(models.Model):
    """The commune's finding on one item of the completeness list."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="item_checks")
    item = models.CharField("mục", max_length=80)
    is_ok = models.BooleanField("đạt")
    note = models.TextField("ghi chú", blank=True)
    version = models.PositiveSmallIntegerField("xem trên bản nộp số")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "mục đã kiểm tra"
        verbose_name_plural = "mục đã kiểm tra"
        constraints = [models.UniqueConstraint(fields=["dossier", "item"], name="item_check_once")]

    def __str__(self) -> str:
        return self.item


class CommuneReport(models.Model):
    """Mẫu 03: the commune's assessment of the four local matters and its request. The commune never scores."""

    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, related_name="commune_report")
    local_material = models.TextField("nguồn nguyên liệu địa phương", blank=True)
    local_labour = models.TextField("sử dụng lao động địa phương", blank=True)
    idea_origin = models.TextField("nguồn gốc ý tưởng sản phẩm", blank=True)
    local_identity = models.TextField("bản sắc, trí tuệ địa phương", blank=True)
    meeting_on = models.DateField("ngày họp lấy ý kiến", null=True, blank=True)
    meeting_note = models.TextField("ý kiến cuộc họp", blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("soạn lúc")
    report_no = models.CharField("số báo cáo", max_length=60, blank=True)
    request_no = models.CharField("số văn bản đề nghị", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField("duyệt lúc", null=True)

    class Meta:
        verbose_name = "báo cáo của xã (Mẫu 03)"
        verbose_name_plural = "báo cáo của xã (Mẫu 03)"
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="commune_report_approval_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo của xã về hồ sơ {self.dossier_id}"
