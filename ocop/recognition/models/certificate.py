"""Certificates and what happens to them."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.text import fold, sort_key
from ocop.recognition.models.deciding import RecognitionDecision


class Certificate(models.Model):
    """Giấy chứng nhận: issued once; its words, bytes and hash never change. What happens to it later is rows of
    `CertificateEvent`, and today's status is computed from them and the dates. `valid_until` is the last day on
    which it holds. The paper of a 5-star certificate is the Minister's: here it is recorded, with a scan if any."""

    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, related_name="certificate")
    product = models.ForeignKey("products.Product", models.PROTECT, related_name="certificates")
    decision = models.ForeignKey(RecognitionDecision, models.PROTECT, related_name="certificates")
    number = models.CharField("số giấy chứng nhận", max_length=60, unique=True)
    code = models.CharField("mã sản phẩm", max_length=40, unique=True)
    stars = models.PositiveSmallIntegerField("hạng sao")
    issued_on = models.DateField("ngày cấp")
    valid_until = models.DateField("có giá trị đến hết ngày", db_index=True)
    product_name = models.CharField("tên sản phẩm ghi trên giấy", max_length=300)
    producer_name = models.CharField("tên chủ thể ghi trên giấy", max_length=300)
    commune_name = models.CharField("xã, phường tại ngày cấp", max_length=200)
    province_name = models.CharField("tỉnh tại ngày cấp", max_length=200)
    set_name = models.CharField("bộ sản phẩm", max_length=300)
    group_name = models.CharField("nhóm sản phẩm", max_length=300)
    token = models.CharField("chữ ký của mã", max_length=200)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    template_version = models.CharField("bản mẫu giấy", max_length=40, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("cấp lúc", auto_now_add=True)
    folded = models.CharField(max_length=900, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    class Meta:
        verbose_name = "giấy chứng nhận"
        verbose_name_plural = "giấy chứng nhận"
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__gte=3, stars__lte=5),
                name="certificate_from_three_stars",
                violation_error_message="Giấy chứng nhận chỉ cấp từ 3 sao (Điều 4, Quyết định 26/2026/QĐ-TTg).",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__lt=F("valid_until")),
                name="certificate_dates_in_order",
                violation_error_message="Ngày hết hạn phải sau ngày cấp.",
            ),
            models.CheckConstraint(
                condition=Q(stars=5) | (Q(file__isnull=False) & ~Q(template_version="")),
                name="provincial_certificate_has_its_paper",
                violation_error_message="Giấy chứng nhận của tỉnh phải có tệp đã cấp.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search and sorting columns in step."""
        self.folded = fold(f"{self.product_name} {self.producer_name} {self.commune_name} {self.code}")[:900]
        self.sort_key = sort_key(self.product_name)[:700]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its dossier."""
        return self.dossier.access_scopes()

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its dossier."""
        return self.dossier.desk_scopes()


class CertificateEvent(models.Model):
    """Something that changed what a certificate is worth; each cites its decision. Later floors add to these."""

    KINDS = [
        ("extended", "Gia hạn"),
        ("suspended", "Tạm dừng"),
        ("restored", "Khôi phục"),
        ("revoked", "Thu hồi"),
        ("replaced", "Thay thế"),
    ]

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="events")
    kind = models.CharField("việc", max_length=12, choices=KINDS)
    effective_on = models.DateField("có hiệu lực từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    decision_no = models.CharField("số quyết định", max_length=60)
    reason = models.TextField("lý do")
    basis = models.TextField("căn cứ", blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "diễn biến của giấy chứng nhận"
        verbose_name_plural = "diễn biến của giấy chứng nhận"
        ordering = ["effective_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(decision_no=""),
                name="certificate_event_cites_decision",
                violation_error_message="Mỗi thay đổi của giấy chứng nhận phải ghi số quyết định và lý do.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="extended") | Q(until__isnull=False),
                name="extension_has_last_day",
                violation_error_message="Gia hạn phải ghi ngày cuối còn hiệu lực.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["suspended", "restored", "revoked"])
                | (~Q(basis="") & ~Q(signer_title="") & Q(signed_on__isnull=False)),
                name="certificate_measure_is_signed",
                violation_error_message="Tạm dừng, khôi phục, thu hồi phải ghi căn cứ, ngày ký và chức vụ người ký.",
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(kind="revoked"),
                name="certificate_revoked_once",
                violation_error_message="Giấy chứng nhận này đã bị thu hồi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.certificate_id}"
