"""Profiles, papers with their signatures, and batches. A signature never replaces a file: the original and every
signed version stay, each with its hash."""

from collections.abc import Iterable
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ocop.signing.spec import Body, Form, Kind, ProviderKind
from ocop.signing.wording import BODIES, FORMS, KINDS, PROVIDERS

KIND_CHOICES = [(kind.value, KINDS[kind]) for kind in Kind]


class Profile(models.Model):
    """A certificate that signs here, of a person or of the agency, and its image. The key lies elsewhere. An agency
    is the province's, or with `commune` that commune's."""

    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    commune = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField("loại", max_length=10, choices=KIND_CHOICES)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    provider = models.CharField(
        "khóa riêng ở đâu", max_length=10, choices=[(kind.value, PROVIDERS[kind]) for kind in ProviderKind]
    )
    reference = models.CharField("tên khóa ở đó", max_length=200, blank=True)
    name = models.CharField("tên trên chứng thư số", max_length=300)
    organisation = models.CharField("tổ chức trên chứng thư số", max_length=300, blank=True)
    issuer = models.CharField("nơi cấp", max_length=300)
    serial = models.CharField("số sê-ri", max_length=64)
    fingerprint = models.CharField("vân tay SHA-256", max_length=64)
    not_after = models.DateTimeField("hết hạn")
    image = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    width = models.PositiveSmallIntegerField("bề rộng hình dấu (mm)", default=36)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField("ngừng dùng lúc", null=True, blank=True)

    class Meta:
        verbose_name = "chữ ký số"
        verbose_name_plural = "chữ ký số"
        ordering = ["kind", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.PERSONAL, owner__isnull=False) | Q(kind=Kind.AGENCY, owner__isnull=True),
                name="personal_profile_has_owner",
                violation_error_message="Chữ ký số cá nhân phải có chủ; chữ ký số cơ quan không của riêng ai.",
            ),
            models.UniqueConstraint(
                fields=["province", "kind", "fingerprint"],
                condition=Q(ended_at=None),
                name="profile_once",
                violation_error_message="Chứng thư số này đã được khai.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Its province, or its commune alone; that of a person also wherever the person serves."""
        if self.commune_id is not None:
            return [("commune", self.commune_id)]
        own = [(grant.scope_kind, grant.scope_id) for grant in self.owner.active_grants] if self.owner else []
        return [("province", self.province_id), *own]


class Paper(models.Model):
    """A file that is to be signed: the original never changes; `about` names what it belongs to on a floor above."""

    original = models.OneToOneField("documents.StoredFile", models.PROTECT, related_name="+")
    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    title = models.CharField("tên văn bản", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    signer_name = models.CharField("họ tên người ký in trên văn bản", max_length=200, blank=True)
    form = models.CharField("loại", max_length=10, choices=[(form.value, FORMS[form]) for form in Form])
    body = models.CharField(
        "cơ quan ban hành",
        max_length=10,
        choices=[(body.value, BODIES[body]) for body in Body],
        default=Body.PROVINCE,
    )
    commune = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    # No foreign key: councils live on a floor above this one.
    council_id = models.BigIntegerField("hội đồng", null=True)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "văn bản ký số"
        verbose_name_plural = "văn bản ký số"
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["about_type", "about_id"], name="signing_paper_about")]

    def __str__(self) -> str:
        return self.title

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Its province and the council whose paper it is, or its commune alone: others read a commune's paper, which
        may name a person, where its reading is recorded."""
        if self.commune_id is not None:
            return [("commune", self.commune_id)]
        council = [("council", self.council_id)] if self.council_id else []
        return [("province", self.province_id), *council]


class Signature(models.Model):
    """One signature on a paper: what was signed, what came out, and with which certificate."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signatures")
    kind = models.CharField("loại", max_length=10, choices=KIND_CHOICES)
    profile = models.ForeignKey(Profile, models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    signed = models.OneToOneField("documents.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField("người ký", max_length=300)
    issuer = models.CharField("nơi cấp chứng thư", max_length=300)
    serial = models.CharField("số sê-ri", max_length=64)
    fingerprint = models.CharField("vân tay SHA-256", max_length=64)
    stamped = models.BooleanField("có dấu thời gian", default=False)
    trusted = models.BooleanField("nguồn tin cậy đã biết", default=False)
    elsewhere = models.BooleanField("ký ở hệ thống khác", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "lần ký số"
        verbose_name_plural = "lần ký số"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "kind"],
                name="paper_signed_once_by_each",
                violation_error_message="Văn bản này đã có chữ ký số đó rồi.",
            ),
            models.UniqueConstraint(
                fields=["source"],
                name="file_signed_once",
                violation_error_message="Bản này vừa được ký. Hãy mở lại trang.",
            ),
            models.CheckConstraint(
                condition=Q(elsewhere=True) | Q(profile__isnull=False),
                name="own_signature_has_profile",
                violation_error_message="Ký tại đây phải dùng một chữ ký số đã khai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class Batch(models.Model):
    """Papers that one profile signs in the background; progress is counted from the items. `sealed` is what unlocks
    the key, encrypted, for minutes only. `run` names the job that may write: an older one stops."""

    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    title = models.CharField("tên", max_length=300)
    run = models.UUIDField(default=uuid4)
    sealed = models.BinaryField(default=b"", editable=False)
    stopped = models.CharField("dừng vì", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "loạt ký số"
        verbose_name_plural = "loạt ký số"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Its province."""
        return [("province", self.province_id)]


class BatchItem(models.Model):
    """One paper of a batch: signed, refused with a sentence, or waiting."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, models.PROTECT, null=True, related_name="+")
    fault = models.CharField("chưa ký vì", max_length=500, blank=True)

    class Meta:
        verbose_name = "văn bản trong loạt"
        verbose_name_plural = "văn bản trong loạt"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "paper"],
                name="paper_once_in_batch",
                violation_error_message="Văn bản này đã có trong loạt.",
            ),
            models.CheckConstraint(
                condition=Q(signature=None) | Q(fault=""),
                name="signed_item_has_no_fault",
                violation_error_message="Đã ký thì không còn lỗi.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.paper)
