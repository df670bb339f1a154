"""Classification, criteria sets, criteria and options of a decision."""

from typing import Any

from django.db import models
from django.db.models import Q

from ocop.base.text import fold
from ocop.regulations.models.decision import Decision
from ocop.regulations.models.guard import RuleRow
from ocop.regulations.ruleset import plain


class Category(RuleRow):
    """Ngành: the widest class of products (6 under Quyết định 26/2026)."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="categories", verbose_name="quyết định")
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên", max_length=300)

    class Meta:
        verbose_name = "ngành sản phẩm"
        verbose_name_plural = "ngành sản phẩm"
        ordering = ["decision", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "order"],
                name="category_order",
                violation_error_message="Thứ tự ngành bị trùng.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Group(RuleRow):
    """Nhóm: a class of products within a category."""

    decision_path = "category__decision"

    category = models.ForeignKey(Category, models.CASCADE, related_name="groups", verbose_name="ngành")
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên", max_length=300)

    class Meta:
        verbose_name = "nhóm sản phẩm"
        verbose_name_plural = "nhóm sản phẩm"
        ordering = ["category", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "order"],
                name="group_order",
                violation_error_message="Thứ tự nhóm bị trùng.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CriteriaSet(RuleRow):
    """Bộ sản phẩm: the scoring sheet of one kind of product. `code` is ours, the law has none."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="sets", verbose_name="quyết định")
    group = models.ForeignKey(Group, models.CASCADE, related_name="sets", verbose_name="nhóm")
    no = models.PositiveSmallIntegerField("số bộ")
    code = models.CharField("mã nội bộ", max_length=20)
    name = models.CharField("tên bộ sản phẩm", max_length=300)
    name_folded = models.CharField("tên không dấu", max_length=300, editable=False)
    subgroup = models.CharField("phân nhóm", max_length=300, blank=True)
    ministries = models.JSONField("bộ quản lý", default=list, blank=True)
    sample_units = models.PositiveSmallIntegerField("số sản phẩm mẫu", default=0)
    rejected_if = models.JSONField("hồ sơ bị loại khi", default=list, blank=True)

    class Meta:
        verbose_name = "bộ sản phẩm"
        verbose_name_plural = "bộ sản phẩm"
        ordering = ["decision", "no"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "no"],
                name="criteria_set_no",
                violation_error_message="Số bộ sản phẩm bị trùng.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def needs_samples(self) -> bool:
        """Tourism services send no sample products (Điều 6.2.d)."""
        return self.sample_units > 0


class FinderExample(models.Model):
    """An everyday product that belongs to a set: our help for the finder, not a part of the decision."""

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="examples", verbose_name="bộ sản phẩm")
    text = models.CharField("ví dụ", max_length=200)
    text_folded = models.CharField("ví dụ không dấu", max_length=200, editable=False)

    class Meta:
        verbose_name = "ví dụ sản phẩm"
        verbose_name_plural = "ví dụ sản phẩm"
        ordering = ["criteria_set", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "text"],
                name="finder_example_once",
                violation_error_message="Ví dụ này đã có.",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text_folded = fold(self.text)
        super().save(*args, **kwargs)


class Heading(RuleRow):
    """A line of the form that is not marked itself: part (A, B, C), section (1, 2 …), or a group of criteria (6.1)."""

    decision_path = "criteria_set__decision"

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="headings", verbose_name="bộ sản phẩm")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="mục trên"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("ký hiệu", max_length=20)
    name = models.CharField("tên", max_length=300)
    max_points = models.DecimalField("điểm tối đa", max_digits=6, decimal_places=2)
    official_text = models.TextField("nguyên văn", blank=True)

    class Meta:
        verbose_name = "đề mục"
        verbose_name_plural = "đề mục"
        ordering = ["criteria_set", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"],
                name="heading_code",
                violation_error_message="Ký hiệu đề mục bị trùng.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class Criterion(RuleRow):
    """A criterion that is marked (tiêu chí lá), with the headings above it written out."""

    decision_path = "criteria_set__decision"

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="criteria", verbose_name="bộ sản phẩm")
    heading = models.ForeignKey(Heading, models.CASCADE, related_name="criteria", verbose_name="đề mục")
    order = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("ký hiệu", max_length=20)
    part = models.CharField("phần", max_length=5)
    section_code = models.CharField("ký hiệu mục", max_length=20)
    section_name = models.CharField("tên mục", max_length=300)
    parent_code = models.CharField("ký hiệu tiêu chí trên", max_length=20, blank=True)
    parent_name = models.CharField("tên tiêu chí trên", max_length=300, blank=True)
    name = models.CharField("tên tiêu chí", max_length=300)
    name_folded = models.CharField("tên không dấu", max_length=300, editable=False)
    max_points = models.DecimalField("điểm tối đa", max_digits=6, decimal_places=2)
    guidance = models.TextField("hướng dẫn", blank=True)
    evidence_notes = models.JSONField("ghi chú minh chứng", default=list, blank=True)
    requirements = models.JSONField("yêu cầu bắt buộc", default=list, blank=True)
    reject_if = models.JSONField("loại khi", default=list, blank=True)
    stop_if = models.JSONField("dừng đánh giá khi", default=list, blank=True)
    applies_only_if = models.CharField("chỉ áp dụng khi", max_length=300, blank=True)
    applies_if_code = models.CharField("chỉ tính khi tiêu chí này trên 0", max_length=20, blank=True)
    cases = models.JSONField("các trường hợp", default=dict, blank=True)
    options_inferred = models.BooleanField("phương án suy ra", default=False)
    hard_to_change = models.BooleanField("khó thay đổi theo ý muốn", default=False)
    note = models.TextField("ghi chú", blank=True)
    official_text = models.TextField("nguyên văn", blank=True)

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["criteria_set", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"],
                name="criterion_code",
                violation_error_message="Ký hiệu tiêu chí bị trùng.",
            ),
            models.UniqueConstraint(
                fields=["criteria_set", "order"],
                name="criterion_order",
                violation_error_message="Thứ tự tiêu chí bị trùng.",
            ),
            models.CheckConstraint(
                condition=Q(max_points__gt=0),
                name="criterion_points_positive",
                violation_error_message="Điểm tối đa phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"

    @property
    def max_shown(self) -> str:
        return plain(self.max_points).replace(".", ",")


class Option(RuleRow):
    """A box of a criterion; `star_minimum` is the rank it is the least for (the asterisks of the annex)."""

    decision_path = "criterion__criteria_set__decision"

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="options", verbose_name="tiêu chí")
    order = models.PositiveSmallIntegerField("thứ tự")
    points = models.DecimalField("điểm", max_digits=6, decimal_places=2)
    label = models.TextField("nội dung")
    star_minimum = models.PositiveSmallIntegerField("mức tối thiểu của hạng", null=True, blank=True)
    case = models.CharField("trường hợp", max_length=5, null=True, blank=True)
    printed = models.CharField("điểm in trong bản chép", max_length=10, null=True, blank=True)
    official_text = models.TextField("nguyên văn", blank=True)

    class Meta:
        verbose_name = "phương án"
        verbose_name_plural = "phương án"
        ordering = ["criterion", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "order"],
                name="option_order",
                violation_error_message="Thứ tự phương án bị trùng.",
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0),
                name="option_points_not_negative",
                violation_error_message="Điểm không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(star_minimum=None) | Q(star_minimum__range=(1, 9)),
                name="option_star_sound",
                violation_error_message="Hạng sao của mức tối thiểu phải từ 1 đến 9.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points_shown} điểm: {self.label}"

    @property
    def points_shown(self) -> str:
        return plain(self.points).replace(".", ",")


class EvidenceKind(RuleRow):
    """A row of the evidence table of Mẫu 02; `criteria` are those it usually proves (our matching, by name)."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="evidence_kinds", verbose_name="quyết định")
    order = models.PositiveSmallIntegerField("thứ tự")
    key = models.SlugField("khóa", max_length=40)
    name = models.CharField("tên", max_length=200)
    needed = models.TextField("yêu cầu", blank=True)
    criteria = models.ManyToManyField(Criterion, through="EvidenceUse", related_name="evidence_kinds")

    class Meta:
        verbose_name = "loại minh chứng"
        verbose_name_plural = "loại minh chứng"
        ordering = ["decision", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "key"],
                name="evidence_kind_key",
                violation_error_message="Loại minh chứng này đã có.",
            ),
            models.UniqueConstraint(
                fields=["decision", "order"],
                name="evidence_kind_order",
                violation_error_message="Thứ tự loại minh chứng bị trùng.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EvidenceUse(RuleRow):
    """That a kind of evidence usually proves a criterion."""

    decision_path = "kind__decision"

    kind = models.ForeignKey(EvidenceKind, models.CASCADE, related_name="uses", verbose_name="loại minh chứng")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="uses", verbose_name="tiêu chí")

    class Meta:
        verbose_name = "minh chứng của tiêu chí"
        verbose_name_plural = "minh chứng của tiêu chí"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "criterion"],
                name="evidence_use_once",
                violation_error_message="Tiêu chí đã gắn với loại minh chứng này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} → {self.criterion_id}"
