"""Product: the lasting identity that dossiers and certificates are about."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from ocop.base.text import fold, sort_key


class Product(models.Model):
    """What a producer makes and offers for ranking."""

    producer = models.ForeignKey("parties.Producer", models.PROTECT, related_name="products", verbose_name="chủ thể")
    name = models.CharField("tên sản phẩm", max_length=300)
    criteria_set = models.ForeignKey(
        "regulations.CriteriaSet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bộ sản phẩm",
    )
    description = models.TextField("mô tả", blank=True)
    specification = models.TextField("quy cách, khối lượng, thành phần", blank=True)
    story = models.TextField("câu chuyện sản phẩm", blank=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    folded = models.CharField(max_length=300, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    class Meta:
        verbose_name = "sản phẩm"
        verbose_name_plural = "sản phẩm"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "name"],
                name="product_name_once_per_producer",
                violation_error_message="Chủ thể đã có sản phẩm mang tên này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search and sorting columns in step with the name."""
        self.folded, self.sort_key = fold(self.name), sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that cover this product: those of its producer."""
        return self.producer.access_scopes()


class ProductPhoto(models.Model):
    """A photo shown with the product."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="photos")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField("chú thích", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "ảnh sản phẩm"
        verbose_name_plural = "ảnh sản phẩm"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.caption or f"Ảnh {self.pk}"


class ProductCode(models.Model):
    """Mã sản phẩm (T)-(X)-(STT)-(năm) of one evaluation (head of every sheet of Phụ lục II), (T)-(H)-(STT)-(năm) under
    148/QĐ-TTg. The serial is kept by the commune (the district) for each year; a code that fell out of use stays with
    its reason, so that no gap is silent."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="codes")
    province_code = models.CharField("mã tỉnh", max_length=2)
    commune_code = models.CharField("mã xã", max_length=5)
    # set where the form of the code names the district, whose series the serial then belongs to
    district_code = models.CharField("mã huyện", max_length=3, blank=True)
    serial = models.PositiveIntegerField("số thứ tự")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    code = models.CharField("mã sản phẩm", max_length=40, unique=True)
    assigned_at = models.DateTimeField("cấp lúc")
    void_at = models.DateTimeField("hủy lúc", null=True)
    void_reason = models.TextField("lý do hủy", blank=True)

    class Meta:
        verbose_name = "mã sản phẩm"
        verbose_name_plural = "mã sản phẩm"
        constraints = [
            models.UniqueConstraint(
                fields=["province_code", "commune_code", "serial", "year"], name="product_code_serial_once"
            ),
            models.CheckConstraint(
                condition=Q(void_at=None, void_reason="") | (Q(void_at__isnull=False) & ~Q(void_reason="")),
                name="product_code_void_has_reason",
                violation_error_message="Hãy ghi lý do hủy mã sản phẩm.",
            ),
        ]

    def __str__(self) -> str:
        return self.code
