"""Proposals, and the decision that a leader signs on them."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.flow import MoveRow
from ocop.places.models import Unit
from ocop.recognition.states import ProposalState


class Proposal(models.Model):
    """Tờ trình: the products of published sessions laid before the leader who signs."""

    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    district = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="huyện"
    )
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
        return [*self.desk_scopes(), ("province", self.province_id)]

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of the office whose leader it goes to."""
        return [self.desk]

    @property
    def desk(self) -> tuple[str, int]:
        """The office whose leader it goes to: the province's, or a district's."""
        return ("district", self.district_id) if self.district_id else ("province", self.province_id)


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

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its proposal."""
        return self.proposal.desk_scopes()


class RecognitionDecision(models.Model):
    """Quyết định phê duyệt kết quả và công nhận. The provincial Chair signs for 3 and 4 stars (under three levels that
    of the district for 3); a decision of the
    Minister (5 stars) is recorded here as it came, without a signer of ours."""

    AUTHORITIES = [
        ("district", "Chủ tịch UBND cấp huyện"),
        ("province", "Chủ tịch UBND cấp tỉnh"),
        ("ministry", "Bộ trưởng Bộ Nông nghiệp và Môi trường"),
    ]

    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, blank=True, related_name="decision")
    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    district = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="huyện"
    )
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
            models.UniqueConstraint(
                fields=["district", "number", "year"],
                condition=Q(authority="district"),
                name="decision_number_once_a_year_in_district",
                violation_error_message="Số quyết định này của huyện đã dùng trong năm đó.",
            ),
            models.CheckConstraint(
                condition=Q(authority="ministry") | Q(signer__isnull=False),
                name="provincial_decision_has_signer",
                violation_error_message="Quyết định của tỉnh, huyện phải có người ký.",
            ),
            models.CheckConstraint(
                condition=~Q(authority="district") | Q(district__isnull=False),
                name="district_decision_names_it",
                violation_error_message="Quyết định của huyện phải ghi rõ huyện.",
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
        return [*self.desk_scopes(), ("province", self.province_id)]

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of the office that issued it."""
        return [("district", self.district_id) if self.district_id else ("province", self.province_id)]

    @property
    def unit(self) -> Unit:
        """The district or province whose Chair decided."""
        return self.district or self.province

    @property
    def authority_title(self) -> str:
        """Who decided; the Minister by the title of the day."""
        return self.signer_title if self.authority == "ministry" else str(self.get_authority_display())
