"""Recognitions of the years before this system: as published, and as entered from paper."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.text import fold, sort_key


class PublishedRecognition(models.Model):
    """A recognition of the years before this system, exactly as published, gaps included; never mixed with
    dossiers or marks of ours. `row` is its number in the reviewed file."""

    row = models.PositiveIntegerField("số dòng", unique=True)
    product_name = models.CharField("tên sản phẩm", max_length=300)
    group_name = models.CharField("nhóm", max_length=200, blank=True)
    stars = models.PositiveSmallIntegerField("hạng sao", null=True, blank=True)
    producer_name = models.CharField("chủ thể", max_length=300, blank=True)
    producer_kind = models.CharField("loại hình", max_length=100, blank=True)
    commune_name = models.CharField("xã", max_length=200, blank=True)
    district_name = models.CharField("huyện", max_length=200, blank=True)
    province_name = models.CharField("tỉnh", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    decision = models.CharField("quyết định", max_length=300, blank=True)
    source = models.CharField("nguồn công bố", max_length=500)
    confidence = models.CharField("độ tin cậy của nguồn", max_length=20)
    folded = models.CharField(max_length=900, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    class Meta:
        verbose_name = "công nhận đã công bố"
        verbose_name_plural = "công nhận đã công bố"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.product_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search and sorting columns in step."""
        words = (self.product_name, self.producer_name, self.commune_name, self.district_name)
        self.folded = fold(" ".join(words))[:900]
        self.sort_key = sort_key(self.product_name)[:700]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class OldResult(models.Model):
    """What the paper minutes of an earlier law say of a product, criterion by criterion, as one agreed sheet: entered
    by an officer, never mixed with the council's own sheets. `earlier` keeps what a correction replaced, and why.
    A product that is not in the system yet stands here by its names."""

    product = models.ForeignKey("products.Product", models.PROTECT, null=True, blank=True, related_name="old_results")
    published = models.ForeignKey(PublishedRecognition, models.SET_NULL, null=True, blank=True, related_name="+")
    commune = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="xã, phường")
    product_name = models.CharField("tên sản phẩm", max_length=300)
    producer_name = models.CharField("tên chủ thể", max_length=300)
    criteria_set = models.ForeignKey("regulations.CriteriaSet", models.PROTECT, related_name="+", verbose_name="bộ")
    stars = models.PositiveSmallIntegerField("hạng sao đã công nhận")
    marks = models.JSONField("điểm từng tiêu chí")
    decision_no = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    source = models.CharField("nguồn", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập")
    at = models.DateTimeField("nhập lúc")
    earlier = models.JSONField("các lần ghi trước", default=list, blank=True)
    folded = models.CharField(max_length=600, editable=False, db_index=True)

    class Meta:
        verbose_name = "kết quả cũ"
        verbose_name_plural = "kết quả cũ"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "producer_name", "product_name", "decision_no"],
                name="old_result_once",
                violation_error_message="Kết quả của sản phẩm này theo quyết định này đã được nhập.",
            ),
            models.CheckConstraint(
                condition=Q(stars__gte=3, stars__lte=5),
                name="old_result_was_recognised",
                violation_error_message="Chỉ nhập sản phẩm đã được công nhận từ 3 đến 5 sao.",
            ),
            models.CheckConstraint(
                condition=~Q(decision_no="") & ~Q(product_name="") & ~Q(producer_name=""),
                name="old_result_names_its_source",
                violation_error_message="Hãy ghi số quyết định, tên sản phẩm và tên chủ thể.",
            ),
        ]

    def __str__(self) -> str:
        return self.product_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search column in step."""
        self.folded = fold(f"{self.product_name} {self.producer_name}")[:600]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its product; of its commune where the product is not in the system."""
        if self.product:
            return self.product.access_scopes()
        return [("commune", self.commune_id), ("province", self.commune.parent_id or 0)]
