"""The yearly reports: what is typed for each, and the targets they answer. Figures are not stored: they are computed
until the paper is issued, which then keeps them."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.places.models import Unit
from ocop.programme.indicators import INDICATORS
from ocop.programme.spec import DEPARTMENT_DUE, DISTRICT_DUE, FIRST_YEAR, LAST_DISTRICT_YEAR, Due


class YearReport(models.Model):
    """The report of one year of a province's OCOP agency, or of a district while districts were a level.

    `texts` holds the typed parts, `written` the number of the last writing of each and whose it was: who writes over
    one that is newer than what they saw is told, so that of two people neither loses words.
    """

    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh")
    district = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="huyện"
    )
    year = models.PositiveSmallIntegerField("năm")
    texts = models.JSONField("nội dung", default=dict, blank=True)
    written = models.JSONField("lần ghi của từng phần", default=dict, blank=True)
    version = models.PositiveIntegerField("lần ghi", default=0)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    opened_at = models.DateTimeField("lập lúc")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người sửa sau cùng"
    )
    saved_at = models.DateTimeField("sửa lúc", null=True)

    class Meta:
        verbose_name = "báo cáo năm"
        verbose_name_plural = "báo cáo năm"
        ordering = ["-year", "district__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "year"],
                condition=Q(district=None),
                name="year_report_once",
                violation_error_message="Báo cáo của năm này đã được lập.",
            ),
            models.UniqueConstraint(
                fields=["district", "year"],
                condition=Q(district__isnull=False),
                name="year_report_once_in_district",
                violation_error_message="Báo cáo năm này của huyện đã được lập.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR) & (Q(district=None) | Q(year__lte=LAST_DISTRICT_YEAR)),
                name="year_report_of_a_year_with_its_body",
                violation_error_message="Chương trình bắt đầu năm 2018; cấp huyện có đến năm 2025.",
            ),
            models.CheckConstraint(
                condition=Q(saved_at=None, saved_by=None) | Q(saved_at__isnull=False, saved_by__isnull=False),
                name="year_report_saved_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo năm {self.year} {self.unit.full_name}"

    @property
    def unit(self) -> Unit:
        """The province or the district that reports."""
        return self.district or self.province

    @property
    def due(self) -> Due:
        """By when, and where that is written."""
        return DISTRICT_DUE if self.district_id else DEPARTMENT_DUE

    def number_of(self, key: str) -> int:
        """The number of the last writing of a part; 0 where there is none."""
        return int(self.written[key][0]) if key in self.written else 0

    def writer_of(self, key: str) -> int | None:
        """Whose the last writing of a part is."""
        return int(self.written[key][1]) if key in self.written else None

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that reach it: its office's, and the province over a district."""
        return [*self.desk_scopes(), ("province", self.province_id)]

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of the office that draws it up."""
        return [("district", self.district_id) if self.district_id else ("province", self.province_id)]


class ReportTarget(models.Model):
    """A target of the year in its report, with a computed result (`indicator`) or a typed one."""

    report = models.ForeignKey(YearReport, models.CASCADE, related_name="targets", verbose_name="báo cáo")
    order = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("mục tiêu", max_length=500)
    planned = models.CharField("kế hoạch", max_length=100)
    indicator = models.CharField(
        "số liệu tính từ hồ sơ",
        max_length=30,
        blank=True,
        choices=[(row.key, row.title) for row in INDICATORS.values()],
    )
    actual = models.CharField("kết quả ghi bằng chữ", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "mục tiêu trong báo cáo năm"
        verbose_name_plural = "mục tiêu trong báo cáo năm"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "order"], name="report_target_order"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(planned=""),
                name="report_target_named",
                violation_error_message="Hãy ghi mục tiêu và con số của kế hoạch.",
            ),
            models.CheckConstraint(
                condition=Q(indicator="") | Q(actual=""),
                name="report_target_one_result",
                violation_error_message="Chọn một: số liệu tính từ hồ sơ, hoặc kết quả ghi bằng chữ.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
