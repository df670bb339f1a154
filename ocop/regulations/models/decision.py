"""A decision of the Government as a dated rule set, with the figures that hold for all its criteria sets."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.places.queries import home_province
from ocop.regulations.checks.terms import DAYS, MONTHS, WORKING_DAYS
from ocop.regulations.models.guard import FrozenDecision, RuleRow

DRAFT, FROZEN = "draft", "frozen"
STATUSES = {DRAFT: "Bản nháp", FROZEN: "Đã chốt"}

PROVINCE, NATIONAL = "province", "national"
SUM, BEST_OPTION = "sum", "best_option"
ACCEPTED = {SUM: "tổng điểm khác điểm của mục", BEST_OPTION: "mức cao nhất khác điểm tối đa"}

LEVELS = {"commune": "Cấp xã", "district": "Cấp huyện", PROVINCE: "Cấp tỉnh", NATIONAL: "Cấp trung ương"}

UNITS = {WORKING_DAYS: "ngày làm việc", DAYS: "ngày", MONTHS: "tháng"}


class Decisions(models.QuerySet["Decision"]):
    """Decisions; of a frozen one only the end of its effect may be written."""

    def frozen(self) -> "Decisions":
        return self.filter(status=FROZEN)

    def update(self, **values: Any) -> int:
        if set(values) - {"in_force_to"} and self.frozen().exists():
            raise FrozenDecision
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.frozen().exists():
            raise FrozenDecision
        return super().delete()


class Decision(models.Model):
    """One version of a decision. A later version of the same number carries corrections (đính chính)."""

    number = models.CharField("số hiệu", max_length=60)
    version = models.PositiveSmallIntegerField("phiên bản", default=1)
    title = models.CharField("trích yếu", max_length=500)
    dated = models.DateField("ngày ban hành")
    in_force_from = models.DateField("có hiệu lực từ")
    in_force_to = models.DateField("ngày cuối còn hiệu lực", null=True, blank=True)
    status = models.CharField("tình trạng", max_length=10, choices=STATUSES, default=DRAFT)
    replaces = models.JSONField("thay thế", default=list, blank=True)
    product_code_pattern = models.CharField("mẫu mã sản phẩm", max_length=60, blank=True)
    product_code_note = models.CharField("giải thích mã sản phẩm", max_length=300, blank=True)
    source = models.TextField("nguồn", blank=True)
    reason = models.TextField("lý do lập phiên bản", blank=True)
    content_hash = models.CharField("mã băm nội dung", max_length=64, blank=True)
    frozen_at = models.DateTimeField("chốt lúc", null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người chốt"
    )
    imported_at = models.DateTimeField("nhập lúc", null=True, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nhập"
    )

    objects = Decisions.as_manager()

    class Meta:
        verbose_name = "quyết định"
        verbose_name_plural = "quyết định"
        ordering = ["-in_force_from", "number", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "version"],
                name="decision_number_version",
                violation_error_message="Đã có phiên bản này của quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(in_force_to=None) | Q(in_force_to__gte=F("in_force_from")),
                name="decision_force_order",
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(status=DRAFT, frozen_at=None, content_hash="")
                | (Q(status=FROZEN, frozen_at__isnull=False) & ~Q(content_hash="")),
                name="decision_frozen_with_hash",
                violation_error_message="Quyết định đã chốt phải có mã băm và thời điểm chốt.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._is_stored_frozen() and set(kwargs.get("update_fields") or ["*"]) != {"in_force_to"}:
            raise FrozenDecision
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self._is_stored_frozen():
            raise FrozenDecision
        return super().delete(*args, **kwargs)

    @property
    def is_frozen(self) -> bool:
        return self.status == FROZEN

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The rules are one for the whole province that this system serves."""
        home = home_province(settings.PROVINCE_CODE)
        return [("province", home.pk)] if home else []

    def _is_stored_frozen(self) -> bool:
        return bool(self.pk) and type(self)._base_manager.filter(pk=self.pk, status=FROZEN).exists()


class Drafter(RuleRow):
    """Somebody who had a hand in a draft: imported it, settled a place, edited a line. They do not freeze it."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="drafters", verbose_name="quyết định")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập bản nháp"
    )

    class Meta:
        verbose_name = "người lập bản nháp"
        verbose_name_plural = "người lập bản nháp"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "user"],
                name="drafter_once",
                violation_error_message="Người này đã được ghi là người lập bản nháp.",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class StarBand(RuleRow):
    """A rank and the average from which it is reached; it ends where the next begins."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="star_bands", verbose_name="quyết định")
    stars = models.PositiveSmallIntegerField("số sao")
    minimum = models.DecimalField("từ điểm trung bình", max_digits=6, decimal_places=2)
    certificate = models.BooleanField("được cấp giấy chứng nhận", default=False)
    level = models.CharField("cấp công nhận", max_length=20, choices=LEVELS, blank=True)
    recognised_by = models.CharField("thẩm quyền công nhận", max_length=200, blank=True)
    clause = models.CharField("điều khoản", max_length=60, blank=True)

    class Meta:
        verbose_name = "hạng sao"
        verbose_name_plural = "hạng sao"
        ordering = ["decision", "stars"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "stars"],
                name="star_band_once",
                violation_error_message="Hạng sao này đã có trong quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=0, stars__gte=1, stars__lte=9),
                name="star_band_sound",
                violation_error_message="Hạng sao phải từ 1 và điểm không âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stars} sao"


class Term(RuleRow):
    """A period the law gives; negative where it is counted back from an end."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="terms", verbose_name="quyết định")
    key = models.SlugField("khóa", max_length=40)
    amount = models.SmallIntegerField("độ dài")
    unit = models.CharField("đơn vị", max_length=20, choices=UNITS)
    clause = models.CharField("điều khoản", max_length=60)
    text = models.CharField("nội dung", max_length=300)

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        ordering = ["decision", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "key"],
                name="term_once",
                violation_error_message="Thời hạn này đã có trong quyết định.",
            ),
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="term_not_zero",
                violation_error_message="Thời hạn phải khác 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.get_unit_display()}"

    @property
    def length_shown(self) -> str:
        """ "180 ngày": `text` says whether it is counted back."""
        return f"{abs(self.amount)} {self.get_unit_display()}"


class RoundTemplate(RuleRow):
    """A yearly round: requests and the evaluation must each be before a day of the year."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="rounds", verbose_name="quyết định")
    level = models.CharField("cấp", max_length=20, choices=LEVELS)
    no = models.PositiveSmallIntegerField("đợt")
    request_day = models.PositiveSmallIntegerField("ngày: đề nghị trước")
    request_month = models.PositiveSmallIntegerField("tháng: đề nghị trước")
    finish_day = models.PositiveSmallIntegerField("ngày: đánh giá trước")
    finish_month = models.PositiveSmallIntegerField("tháng: đánh giá trước")
    years_later = models.PositiveSmallIntegerField("đánh giá sau mấy năm", default=0)
    clause = models.CharField("điều khoản", max_length=60)

    class Meta:
        verbose_name = "đợt đánh giá theo luật"
        verbose_name_plural = "đợt đánh giá theo luật"
        ordering = ["decision", "level", "no"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "level", "no"],
                name="round_template_once",
                violation_error_message="Đợt này đã có trong quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(request_month__range=(1, 12), finish_month__range=(1, 12))
                & Q(request_day__range=(1, 31), finish_day__range=(1, 31)),
                name="round_template_dates",
                violation_error_message="Ngày tháng của đợt không hợp lệ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}, đợt {self.no}"


class SourceFault(RuleRow):
    """A doubt about the text we read the rules from, to be settled with the signed paper: "cần đối chiếu".

    One that `accepts` a sum or a best option keeps figures that do not add up as the source gives them.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="faults", verbose_name="quyết định")
    criteria_set = models.ForeignKey(
        "regulations.CriteriaSet", models.CASCADE, null=True, blank=True, related_name="faults",
        verbose_name="bộ sản phẩm",
    )  # fmt: skip
    criterion_code = models.CharField("tiêu chí", max_length=20, blank=True)
    accepts = models.CharField("giữ nguyên như nguồn", max_length=20, choices=ACCEPTED, blank=True)
    text = models.TextField("cần đối chiếu")

    class Meta:
        verbose_name = "chỗ cần đối chiếu"
        verbose_name_plural = "chỗ cần đối chiếu"
        ordering = ["decision", "id"]

    def __str__(self) -> str:
        return self.text
