"""The dossier, its frozen versions and the rows of its steps."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.flow import MoveRow
from ocop.dossiers.states import DossierState


class DossierKind(models.TextChoices):
    """Why it is filed (Điều 7)."""

    FIRST = "first", "Đánh giá lần đầu"
    UPGRADE = "upgrade", "Nâng hạng"
    AGAIN = "again", "Phân hạng lại"


class Dossier(models.Model):
    """Hồ sơ of one product for one evaluation, filed under one frozen criteria set for good."""

    product = models.ForeignKey("products.Product", models.PROTECT, related_name="dossiers", verbose_name="sản phẩm")
    criteria_set = models.ForeignKey(
        "regulations.CriteriaSet", models.PROTECT, related_name="+", verbose_name="bộ tiêu chí"
    )
    commune = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="xã nhận hồ sơ")
    round = models.ForeignKey(
        "dossiers.Round", models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="đợt"
    )
    kind = models.CharField("loại hồ sơ", max_length=10, choices=DossierKind, default=DossierKind.FIRST)
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=[(s.value, s.name) for s in DossierState],
        default=DossierState.DRAFT.value,
        db_index=True,
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="lập bởi")
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    submitted_at = models.DateTimeField("nộp lúc", null=True)
    receipt_no = models.CharField("số phiếu đăng ký", max_length=60, blank=True)
    code = models.OneToOneField(
        "products.ProductCode", models.PROTECT, null=True, related_name="dossier", verbose_name="mã sản phẩm"
    )
    commune_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="công chức xã thụ lý",
    )
    intake_no = models.CharField("số tiếp nhận của tỉnh", max_length=60, blank=True)
    intake_at = models.DateTimeField("tỉnh tiếp nhận lúc", null=True)
    province_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="cán bộ tỉnh phụ trách",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="thành viên Tổ tư vấn",
    )

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=~Q(state__in=["recognised", "not_ranked", "refused", "withdrawn"]),
                name="one_open_dossier_per_product",
                violation_error_message="Sản phẩm này đang có một hồ sơ chưa xong; hãy tiếp tục hồ sơ đó.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(submitted_at__isnull=False) & ~Q(receipt_no="")),
                name="submitted_dossier_has_receipt",
                violation_error_message="Hồ sơ đã nộp phải có số phiếu đăng ký và thời điểm nộp.",
            ),
            models.UniqueConstraint(
                fields=["receipt_no"], condition=~Q(receipt_no=""), name="dossier_receipt_no_once"
            ),
            models.UniqueConstraint(fields=["intake_no"], condition=~Q(intake_no=""), name="dossier_intake_no_once"),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ {self.receipt_no or self.pk}"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that cover this dossier. Councils are granted through their agenda instead."""
        scopes = [
            ("producer", self.product.producer_id),
            ("commune", self.commune_id),
            ("province", self.commune.parent_id or 0),
        ]
        return [*scopes, ("round", self.round_id)] if self.round_id else scopes


class DossierMove(MoveRow):
    """One step of a dossier: the producer's timeline is read from these."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="moves")


class Snapshot(models.Model):
    """A frozen version: everything the producer declared at one submission, as canonical JSON with its hash."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="snapshots")
    version = models.PositiveSmallIntegerField("bản số")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp")
    content = models.JSONField("nội dung")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    declaration = models.TextField("lời cam kết")

    class Meta:
        verbose_name = "bản nộp"
        verbose_name_plural = "bản nộp"
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "version"], name="snapshot_version_once"),
        ]

    def __str__(self) -> str:
        return f"Bản {self.version} của hồ sơ {self.dossier_id}"
