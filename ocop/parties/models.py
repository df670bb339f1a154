"""Producers (chủ thể), their representative, their places of production; agencies."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from ocop.base.text import fold, sort_key
from ocop.parties.states import TITLES, ProducerState


class LegalForm(models.TextChoices):
    """Who may be an OCOP subject (Điều 3, Quyết định 26/2026/QĐ-TTg)."""

    COOPERATIVE = "cooperative", "Hợp tác xã"
    COOPERATIVE_GROUP = "cooperative_group", "Tổ hợp tác"
    ENTERPRISE = "enterprise", "Doanh nghiệp nhỏ và vừa"
    FARM = "farm", "Trang trại"
    PRODUCTION_HOUSEHOLD = "production_household", "Hộ sản xuất có đăng ký kinh doanh"
    FAMILY_HOUSEHOLD = "family_household", "Hộ gia đình có đăng ký kinh doanh"
    TOURISM_BODY = "tourism_body", "Hội, liên hiệp, trung tâm điều hành du lịch"


class Producer(models.Model):
    """Chủ thể: whoever files a dossier. `state` says whether the commune has confirmed it."""

    name = models.CharField("tên chủ thể", max_length=300)
    legal_form = models.CharField("loại hình", max_length=30, choices=LegalForm)
    registration_no = models.CharField("số đăng ký kinh doanh", max_length=50)
    registered_on = models.DateField("ngày đăng ký", null=True, blank=True)
    registration_office = models.CharField("nơi cấp đăng ký", max_length=200, blank=True)
    commune = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="xã, phường")
    address = models.CharField("địa chỉ trụ sở", max_length=300)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    website = models.URLField("trang thông tin", blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=[(s.value, TITLES[s]) for s in ProducerState],
        default=ProducerState.PENDING.value,
    )
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    folded = models.CharField(max_length=300, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    class Meta:
        verbose_name = "chủ thể"
        verbose_name_plural = "chủ thể"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration_no"],
                condition=~Q(state="refused"),
                name="producer_registration_once",
                violation_error_message="Số đăng ký kinh doanh này đã có trong hệ thống.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ProducerState]) & ~Q(name="") & ~Q(registration_no=""),
                name="producer_state_and_names",
                violation_error_message="Chủ thể thiếu tên, số đăng ký hoặc trạng thái không đúng.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search and sorting columns in step with the name."""
        self.folded, self.sort_key = fold(self.name), sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that cover this producer."""
        return [
            ("producer", self.pk),
            ("commune", self.commune_id),
            ("province", self.commune.province_id or 0),
        ]


class Placement(models.Model):
    """Which successor a producer of a parted commune belongs to, decided one by one. Who decided is in the record."""

    producer = models.ForeignKey(Producer, models.CASCADE, related_name="placements", verbose_name="chủ thể")
    old = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="xã, phường cũ")
    new = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="xã, phường mới")
    reason = models.CharField("căn cứ", max_length=300)
    decided_at = models.DateTimeField("xác định lúc")

    class Meta:
        verbose_name = "xác định xã của chủ thể"
        verbose_name_plural = "xác định xã của chủ thể"
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "old"],
                name="placement_once",
                violation_error_message="Chủ thể này đã được xác định xã mới.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="placement_reason",
                violation_error_message="Hãy ghi căn cứ xác định xã mới.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer}: {self.old} → {self.new}"


class Representative(models.Model):
    """Legal representative: personal data apart from the producer. Ethnicity and disability are sensitive
    (Luật 91/2025/QH15); every reading by an official is logged by
    `accounts.actions.personal.read_representative`."""

    producer = models.OneToOneField(Producer, models.CASCADE, related_name="representative")
    full_name = models.CharField("họ và tên", max_length=200)
    position = models.CharField("chức vụ", max_length=100, blank=True)
    sex = models.CharField("giới tính", max_length=10, choices=[("female", "Nữ"), ("male", "Nam")], blank=True)
    ethnicity = models.CharField("dân tộc", max_length=50, blank=True)
    has_disability = models.BooleanField("là người khuyết tật", default=False)
    residence = models.CharField("nơi thường trú", max_length=300, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)

    class Meta:
        verbose_name = "người đại diện"
        verbose_name_plural = "người đại diện"

    def __str__(self) -> str:
        return f"Người đại diện của chủ thể {self.producer_id}"


class Site(models.Model):
    """A place where the producer makes, grows or sells."""

    producer = models.ForeignKey(Producer, models.CASCADE, related_name="sites")
    purpose = models.CharField("dùng để", max_length=100)
    commune = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="xã, phường")
    address = models.CharField("địa chỉ", max_length=300)

    class Meta:
        verbose_name = "địa điểm"
        verbose_name_plural = "địa điểm"

    def __str__(self) -> str:
        return f"{self.purpose}: {self.address}"


class Agency(models.Model):
    """An office that acts: a commune's or province's People's Committee, a department."""

    name = models.CharField("tên cơ quan", max_length=300)
    short_name = models.CharField("tên viết tắt", max_length=60, blank=True)
    symbol = models.CharField("ký hiệu văn bản", max_length=30, blank=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="địa bàn")
    parent_name = models.CharField("cơ quan chủ quản", max_length=300, blank=True)

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"

    def __str__(self) -> str:
        return self.name
