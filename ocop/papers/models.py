"""Settings of the agencies, their templates, the paper register and its numbers."""

import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.papers.spec import KINDS
from ocop.papers.spec.shapes import ISSUER_TITLES

# no 0, 1, I, L, O, U: read from paper and typed by hand
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
_KINDS = [(kind.key, kind.title) for kind in KINDS.values()]
_ISSUERS = [(key.value, title) for key, title in ISSUER_TITLES.items()]


def new_code() -> str:
    """A code that nobody guesses (58 bits)."""
    return "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH))


class Letterhead(models.Model):
    """How an agency writes: head, symbol, who signs, who receives. `kind` empty: for all its papers; a row for one
    kind overrides what it fills in."""

    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="địa bàn")
    issuer = models.CharField("cơ quan", max_length=12, choices=_ISSUERS)
    kind = models.CharField("loại văn bản", max_length=30, choices=_KINDS, blank=True)
    parent_name = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    name = models.CharField("tên cơ quan ban hành", max_length=200, blank=True)
    symbol = models.CharField("ký hiệu cơ quan", max_length=40, blank=True)
    place = models.CharField("địa danh", max_length=100, blank=True)
    authority = models.TextField("quyền hạn, chức vụ người ký", blank=True)
    signer = models.CharField("họ tên người ký", max_length=200, blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("sửa lúc", auto_now=True)

    class Meta:
        verbose_name = "thiết lập văn bản"
        verbose_name_plural = "thiết lập văn bản"
        constraints = [models.UniqueConstraint(fields=["unit", "issuer", "kind"], name="letterhead_once")]

    def __str__(self) -> str:
        return f"{self.get_issuer_display()} {self.unit_id} {self.get_kind_display()}".strip()


class Template(models.Model):
    """An office's own DOCX template of one kind, tried before it is taken into use; every version is kept."""

    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="địa bàn")
    kind = models.CharField("loại văn bản", max_length=30, choices=_KINDS)
    version = models.PositiveSmallIntegerField("bản số")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="tệp")
    fields = models.JSONField("các trường đã dùng", default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)
    taken_at = models.DateTimeField("dùng từ", null=True)
    retired_at = models.DateTimeField("thôi dùng từ", null=True)

    class Meta:
        verbose_name = "bản mẫu văn bản"
        verbose_name_plural = "bản mẫu văn bản"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(taken_at__isnull=False, retired_at=None),
                name="template_one_in_use",
                violation_error_message="Mỗi loại văn bản chỉ có một bản mẫu đang dùng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, bản {self.version}"


class Paper(models.Model):
    """A paper that was issued: its bytes, hash, data and template never change. `corrects` names the paper that this
    one takes the place of; a cancelled one stays, with its number."""

    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="địa bàn")
    issuer = models.CharField("cơ quan", max_length=12, choices=_ISSUERS)
    kind = models.CharField("loại văn bản", max_length=30, choices=_KINDS)
    subject_type = models.CharField("về", max_length=12)
    subject_id = models.PositiveBigIntegerField("khóa của đối tượng")
    title = models.CharField("trích yếu", max_length=400)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày văn bản")
    data = models.JSONField("dữ liệu")
    template_version = models.CharField("bản mẫu", max_length=60)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="tệp đã phát hành")
    word = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="bản Word"
    )
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    pages = models.JSONField("mã băm từng trang", default=list)
    code = models.CharField("mã văn bản", max_length=20, unique=True, default=new_code)
    is_personal = models.BooleanField("có dữ liệu cá nhân", default=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name="thay cho văn bản"
    )
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("phát hành lúc", auto_now_add=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField("hủy lúc", null=True)
    cancelled_reason = models.TextField("lý do hủy", blank=True)

    class Meta:
        verbose_name = "văn bản đã phát hành"
        verbose_name_plural = "văn bản đã phát hành"
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="paper_by_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=Q(cancelled_at=None, corrects=None),
                name="paper_issued_once",
                violation_error_message="Văn bản này đã phát hành; muốn sửa hãy lập văn bản thay thế.",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None)
                | (Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancelled_reason="")),
                name="paper_cancelled_has_reason",
                violation_error_message="Hãy ghi lý do hủy văn bản.",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("pk")),
                name="paper_does_not_correct_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()


class PaperNumber(models.Model):
    """A number that was given or reserved, one row each: given again never, cancelled ones stay to be seen."""

    STATES = [("used", "Đã dùng"), ("reserved", "Giữ trước"), ("cancelled", "Đã hủy")]

    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="địa bàn")
    issuer = models.CharField("cơ quan", max_length=12, choices=_ISSUERS)
    series = models.CharField("loại số", max_length=10)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    text = models.CharField("số, ký hiệu", max_length=60)
    state = models.CharField("trạng thái", max_length=10, choices=STATES)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="numbers")
    reason = models.TextField("lý do", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "số văn bản"
        verbose_name_plural = "số văn bản"
        ordering = ["-year", "series", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "issuer", "series", "year", "number"],
                name="paper_number_once",
                violation_error_message="Số này đã dùng trong năm.",
            ),
            models.CheckConstraint(
                condition=~Q(state="used") | Q(paper__isnull=False),
                name="paper_number_used_by_a_paper",
            ),
            models.CheckConstraint(
                condition=Q(state="used") | ~Q(reason=""),
                name="paper_number_without_paper_has_reason",
                violation_error_message="Hãy ghi lý do giữ hoặc hủy số.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The agency's place and the province over it."""
        above = ("province", self.unit.parent_id or self.unit_id)
        return [("commune", self.unit_id), ("district", self.unit_id), above]
