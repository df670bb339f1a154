"""Proposals, decisions, certificates, requests to the ministry, and recognitions published in the past."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.flow import MoveRow
from ocop.base.text import fold, sort_key
from ocop.recognition.states import ProposalState


class Proposal(models.Model):
    """Tờ trình: the products of published sessions laid before the leader who signs."""

    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    round = models.ForeignKey("dossiers.Round", models.PROTECT, related_name="proposals", verbose_name="đợt")
    title = models.CharField("trích yếu", max_length=300)
    number = models.CharField("số tờ trình", max_length=60, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=[(s.value, s.name) for s in ProposalState],
        default=ProposalState.DRAFT.value,
    )

    class Meta:
        verbose_name = "tờ trình"
        verbose_name_plural = "tờ trình"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that cover this proposal."""
        return [("province", self.province_id)]


class ProposalMove(MoveRow):
    """One step of a proposal."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="moves")


class ProposalItem(models.Model):
    """One product in a proposal, and the leader's word on it."""

    VERDICTS = [("approved", "Phê duyệt"), ("refused", "Từ chối"), ("sent_back", "Trả lại")]

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="items")
    conclusion = models.ForeignKey("evaluation.Conclusion", models.PROTECT, related_name="+")
    verdict = models.CharField("ý kiến lãnh đạo", max_length=10, choices=VERDICTS, blank=True)
    reason = models.TextField("lý do", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("lúc", null=True)

    class Meta:
        verbose_name = "sản phẩm trong tờ trình"
        verbose_name_plural = "sản phẩm trong tờ trình"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "conclusion"], name="conclusion_once_per_proposal"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", "approved"]) | ~Q(reason=""),
                name="verdict_against_has_reason",
                violation_error_message="Từ chối hoặc trả lại phải ghi lý do.",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", by=None, at=None)
                | (~Q(verdict="") & Q(by__isnull=False) & Q(at__isnull=False)),
                name="verdict_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Mục {self.pk}"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its proposal."""
        return self.proposal.access_scopes()


class RecognitionDecision(models.Model):
    """Quyết định phê duyệt kết quả và công nhận. The provincial Chair signs for 3 and 4 stars; a decision of the
    Minister (5 stars) is recorded here as it came, without a signer of ours."""

    AUTHORITIES = [("province", "Chủ tịch UBND cấp tỉnh"), ("ministry", "Bộ trưởng Bộ Nông nghiệp và Môi trường")]

    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, blank=True, related_name="decision")
    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    authority = models.CharField("thẩm quyền", max_length=10, choices=AUTHORITIES, default="province")
    number = models.CharField("số quyết định", max_length=60)
    signed_on = models.DateField("ngày ký")
    year = models.PositiveSmallIntegerField("năm", editable=False)
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người ký"
    )
    signer_name = models.CharField("họ tên người ký", max_length=200)
    signer_title = models.CharField("chức vụ người ký", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "quyết định công nhận"
        verbose_name_plural = "quyết định công nhận"
        constraints = [
            models.UniqueConstraint(
                fields=["province", "number", "year"],
                condition=Q(authority="province"),
                name="decision_number_once_a_year",
                violation_error_message="Số quyết định này đã dùng trong năm đó.",
            ),
            models.CheckConstraint(
                condition=~Q(authority="province") | Q(signer__isnull=False),
                name="provincial_decision_has_signer",
                violation_error_message="Quyết định của tỉnh phải có người ký.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.signed_on:%d/%m/%Y}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the year, in which numbers run, in step with the date."""
        self.year = self.signed_on.year
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that cover this decision."""
        return [("province", self.province_id)]


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
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(kind="revoked"),
                name="certificate_revoked_once",
                violation_error_message="Giấy chứng nhận này đã bị thu hồi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.certificate_id}"


class MinistryRequest(models.Model):
    """A result of 90 and more: approved by the Chair, asked of the ministry, later its outcome (Điều 7.3.e, 7.4).
    "again": the province evaluates anew; the next result may be asked for in a request of its own."""

    OUTCOMES = [
        ("five_stars", "Bộ công nhận 5 sao"),
        ("below", "Không đạt 90 điểm theo kết quả của Trung ương"),
        ("again", "Tỉnh tổ chức đánh giá lại"),
    ]

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="ministry_requests")
    decision = models.ForeignKey(RecognitionDecision, models.PROTECT, related_name="ministry_requests")
    number = models.CharField("số văn bản đề nghị", max_length=60)
    requested_on = models.DateField("ngày đề nghị")
    outcome = models.CharField("kết quả", max_length=12, choices=OUTCOMES, blank=True)
    outcome_stars = models.PositiveSmallIntegerField("số sao theo kết quả Trung ương", null=True, blank=True)
    outcome_average = models.CharField("điểm của Trung ương", max_length=12, blank=True)
    outcome_no = models.CharField("số văn bản kết quả", max_length=60, blank=True)
    outcome_on = models.DateField("ngày kết quả", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "đề nghị Bộ đánh giá"
        verbose_name_plural = "đề nghị Bộ đánh giá"
        ordering = ["-requested_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None, outcome_no="", outcome_stars=None)
                | (~Q(outcome="") & Q(outcome_on__isnull=False) & ~Q(outcome_no="") & Q(outcome_stars__isnull=False)),
                name="ministry_outcome_is_whole",
                violation_error_message="Kết quả của Bộ phải có số, ngày văn bản và số sao.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="")
                | Q(outcome="five_stars", outcome_stars=5)
                | Q(outcome__in=["below", "again"], outcome_stars__lte=4),
                name="ministry_outcome_fits_stars",
                violation_error_message="Số sao không khớp kết quả của Bộ.",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=~Q(outcome="again"),
                name="one_ministry_request_at_a_time",
                violation_error_message="Hồ sơ này đã được đề nghị Bộ đánh giá.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its dossier."""
        return self.dossier.access_scopes()


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
