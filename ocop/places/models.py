"""Units of the administrative map, each with the period in which it was as it is written here.

A unit is its code *and* its period: codes are given again (all 129 of Ninh Bình), so a record points at the
unit of its own day and never at a code.
"""

from django.db import models
from django.db.models import F, Q

from ocop.base.text import SORT_KEY_LENGTH, fold, nfc, sort_key

NAME_LENGTH = 100


class Level(models.TextChoices):
    """The tiers; districts ended on 30/06/2025."""

    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"
    AREA = "area", "Khu vực chưa có đơn vị cấp xã"


class Kind(models.TextChoices):
    """What the unit is called before its name."""

    PROVINCE = "tinh", "Tỉnh"
    CITY = "thanh-pho", "Thành phố"
    DISTRICT = "huyen", "Huyện"
    TOWN = "thi-xa", "Thị xã"
    COMMUNE = "xa", "Xã"
    WARD = "phuong", "Phường"
    TOWNSHIP = "thi-tran", "Thị trấn"
    SPECIAL_ZONE = "dac-khu", "Đặc khu"
    UNKNOWN = "", "Chưa rõ loại"


class Extent(models.TextChoices):
    """How much of the old unit went into the new one."""

    WHOLE = "whole", "Toàn bộ"
    PART = "part", "Một phần"
    UNCHANGED = "unchanged", "Giữ nguyên"


class Unit(models.Model):
    """A province, district or commune during one period.

    `valid_from` is the first day for which the sources attest it, empty where they only say that it existed
    before `valid_to`; `valid_to` is its last day, empty while it is in force. `code` is empty where the source
    gives none or one that cannot be right. `province_code` and `district_code` are those of its own day,
    kept also where the upper unit itself is not in the table.
    """

    level = models.CharField("cấp", max_length=10, choices=Level)
    code = models.CharField("mã", max_length=5, blank=True)
    kind = models.CharField("loại", max_length=10, choices=Kind, blank=True)
    name = models.CharField("tên", max_length=NAME_LENGTH)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="đơn vị cấp trên"
    )
    province_code = models.CharField("mã tỉnh", max_length=2)
    district_code = models.CharField("mã huyện", max_length=3, blank=True)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    folded = models.CharField(max_length=NAME_LENGTH + 20, editable=False)
    lowered = models.CharField(max_length=NAME_LENGTH + 20, editable=False)
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False)

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        ordering = ["sort_key", "code", "pk"]
        indexes = [
            models.Index(fields=["province_code", "level", "sort_key"], name="places_unit_in_province"),
            models.Index(fields=["code", "level"], name="places_unit_code"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code", "valid_from"],
                condition=~Q(code="") & Q(valid_from__isnull=False),
                name="places_unit_code_from",
                violation_error_message="Đã có đơn vị mang mã này từ ngày này.",
            ),
            models.UniqueConstraint(
                fields=["level", "code", "valid_to"],
                condition=~Q(code="") & Q(valid_to__isnull=False),
                name="places_unit_code_to",
                violation_error_message="Đã có đơn vị mang mã này đến ngày này.",
            ),
            models.UniqueConstraint(
                fields=["level", "code"],
                condition=~Q(code="") & Q(valid_to__isnull=True),
                name="places_unit_code_in_force",
                violation_error_message="Mã này đang thuộc một đơn vị còn hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="places_unit_dates_in_order",
                violation_error_message="Ngày hết hiệu lực không được trước ngày có hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=False) | Q(valid_to__isnull=False),
                name="places_unit_period_known",
                violation_error_message="Cần biết ngày có hiệu lực hoặc ngày hết hiệu lực của đơn vị.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values) & Q(kind__in=Kind.values) & ~Q(name=""),
                name="places_unit_level_and_kind",
                violation_error_message="Cấp, loại hoặc tên của đơn vị không đúng.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs):
        self.fill_search()
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """The name with its kind, as written inside a sentence: "xã Yên Khánh"."""
        kind = self.get_kind_display().lower() if self.kind else ""
        return f"{kind} {self.name}".strip()

    @property
    def address(self) -> str:
        """The unit with those above it: "xã Yên Khánh, tỉnh Ninh Bình"."""
        return f"{self.full_name}, {self.parent.address}" if self.parent else self.full_name

    @property
    def district_id(self) -> int | None:
        """The district of a commune of the years with districts."""
        return self.parent_id if self.district_code and self.parent and self.parent.level == Level.DISTRICT else None

    @property
    def province_id(self) -> int | None:
        """The province of its day that a commune lies in, whether or not a district stands between."""
        return self.parent.parent_id if self.district_id and self.parent else self.parent_id

    def access_scopes(self) -> list[tuple[str, int]]:
        """The scopes of a grant that cover a province or commune."""
        if self.level == Level.PROVINCE:
            return [("province", self.pk)]
        return [("commune", self.pk), ("province", self.province_id or 0)]

    def covers(self, day) -> bool:
        """Whether `day` lies in the period; an unknown beginning counts as long ago."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)

    def fill_search(self) -> None:
        """Set the columns for search and order; needed before `bulk_create`."""
        self.name = nfc(self.name)
        self.folded = fold(self.full_name)
        self.lowered = self.full_name.lower()
        self.sort_key = sort_key(self.name)


class MapChange(models.Model):
    """One item of a resolution, entered by an officer: from the day `on`, `target` takes over what its successions
    name. An undone entry keeps its row; what it had made is gone."""

    document = models.CharField("số văn bản", max_length=100)
    on = models.DateField("có hiệu lực từ ngày")
    note = models.TextField("ghi chú", blank=True)
    target = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="đơn vị nhận")
    target_is_new = models.BooleanField("đơn vị nhận là đơn vị mới", default=False)
    summary = models.CharField("nội dung", max_length=500)
    province = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="tỉnh")
    entered_at = models.DateTimeField("ghi lúc")
    undone_at = models.DateTimeField("bỏ lúc", null=True)
    undo_reason = models.TextField("lý do bỏ", blank=True)

    class Meta:
        verbose_name = "sắp xếp đơn vị hành chính"
        verbose_name_plural = "sắp xếp đơn vị hành chính"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(document=""),
                name="places_change_document",
                violation_error_message="Hãy ghi số nghị quyết hoặc văn bản sắp xếp.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, target__isnull=False) | (Q(undone_at__isnull=False) & ~Q(undo_reason="")),
                name="places_change_undone_with_reason",
                violation_error_message="Bỏ một lần sắp xếp phải có lý do.",
            ),
        ]

    def __str__(self) -> str:
        return self.summary

    def access_scopes(self) -> list[tuple[str, int]]:
        """The scopes of a grant that cover this change: the provinces and the communes it touches."""
        links = list(self.successions.all())
        touched = [link.old for link in links] + ([self.target] if self.target else [])
        above = {unit.pk if unit.level == Level.PROVINCE else unit.parent_id for unit in touched} - {None}
        provinces = [("province", key) for key in sorted({self.province_id} | {key for key in above if key})]
        return provinces + [("commune", unit.pk) for unit in touched if unit.level == Level.COMMUNE]


class Succession(models.Model):
    """`old` went wholly or in part into `new` on the day `on`, the first day of the new map."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name="đơn vị cũ")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="origins", verbose_name="đơn vị mới")
    extent = models.CharField("phạm vi", max_length=10, choices=Extent)
    on = models.DateField("ngày")
    ends_old = models.BooleanField("đơn vị cũ kết thúc", default=False)
    change = models.ForeignKey(
        MapChange, models.CASCADE, null=True, related_name="successions", verbose_name="lần sắp xếp"
    )

    class Meta:
        verbose_name = "kế thừa địa giới"
        verbose_name_plural = "kế thừa địa giới"
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"],
                name="places_succession_once",
                violation_error_message="Quan hệ kế thừa giữa hai đơn vị này đã được ghi.",
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")),
                name="places_succession_two_units",
                violation_error_message="Đơn vị không thể kế thừa chính nó.",
            ),
            models.CheckConstraint(
                condition=Q(extent__in=Extent.values),
                name="places_succession_extent",
                violation_error_message="Phạm vi kế thừa không đúng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new} ({self.get_extent_display().lower()})"
