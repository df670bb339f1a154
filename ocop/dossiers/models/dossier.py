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
    procedure = models.ForeignKey(
        "regulations.Procedure",
        models.PROTECT,
        to_field="number",
        null=True,
        blank=True,
        related_name="+",
        verbose_name="quy trình",
    )
    # whose desk it is at or comes to from the commune; a district only under a procedure of three levels
    level = models.CharField(
        "cấp đang giữ",
        max_length=10,
        choices=[("district", "Cấp huyện"), ("province", "Cấp tỉnh")],
        default="province",
    )
    district = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="huyện"
    )
    sent_down_at = models.DateTimeField("cấp trên trả kết quả lúc", null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(level="province") | Q(level="district", district__isnull=False),
                name="dossier_at_district_names_it",
                violation_error_message="Hồ sơ ở cấp huyện phải ghi rõ huyện.",
            ),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ {self.receipt_no or self.pk}"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that cover this dossier. Councils are granted through their agenda instead."""
        above: list[tuple[str, int]] = [("province", self.commune.province_id or 0)]
        if self.district_id:
            above.append(("district", self.district_id))
        return [*self._near(), *above]

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those that act on it: its people, its commune, the office it is at."""
        return [*self._near(), self.desk]

    @property
    def desk(self) -> tuple[str, int]:
        """The office it is at, or comes to from the commune."""
        if self.level == "district" and self.district_id:
            return "district", self.district_id
        return "province", self.commune.province_id or 0

    def _near(self) -> list[tuple[str, int]]:
        near = [("producer", self.product.producer_id), ("commune", self.commune_id)]
        return [*near, ("round", self.round_id)] if self.round_id else near


class DossierMove(MoveRow):
    """One step of a dossier: the producer's timeline is read from these."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="moves")


class Passage(models.Model):
    """A level that a dossier has gone through under three levels: who had it there. What is current stands in the
    dossier itself."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="passages")
    level = models.CharField("cấp", max_length=10)
    round = models.ForeignKey("dossiers.Round", models.PROTECT, null=True, related_name="passages")
    intake_no = models.CharField("số tiếp nhận", max_length=60, blank=True)
    intake_at = models.DateTimeField("tiếp nhận lúc", null=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    request_no = models.CharField("số văn bản chuyển lên", max_length=60, blank=True)
    requested_on = models.DateField("ngày văn bản chuyển lên", null=True)
    left_at = models.DateTimeField("rời cấp này lúc")

    class Meta:
        verbose_name = "cấp đã qua"
        verbose_name_plural = "cấp đã qua"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "level"],
                name="passage_once_per_level",
                violation_error_message="Hồ sơ đã qua cấp này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.level}: hồ sơ {self.dossier_id}"


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
