"""The council, its members and its working regulation (Quy chế hoạt động)."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.evaluation.wording import COUNTS, EXACTLY_75


class CouncilRegulation(models.Model):
    """Settings of the working regulation: what the decision leaves to the province (rules, section 10).
    A version in use is never changed; a change is a new version."""

    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    district = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="huyện"
    )
    version = models.PositiveSmallIntegerField("bản số")
    title = models.CharField("tên quy chế", max_length=300)
    decision_no = models.CharField("số quyết định ban hành", max_length=60, blank=True)
    in_force_from = models.DateField("áp dụng từ ngày")
    quorum_numerator = models.PositiveSmallIntegerField("tỷ lệ thành viên: tử số", default=3)
    quorum_denominator = models.PositiveSmallIntegerField("tỷ lệ thành viên: mẫu số", default=4)
    quorum_needs_chair = models.BooleanField("phải có Chủ tịch Hội đồng", default=True)
    spread_limit = models.DecimalField(
        "chênh lệch tối đa giữa hai phiếu (điểm)", max_digits=5, decimal_places=2, default=10
    )
    minimum_met_by = models.CharField(
        "mức tối thiểu được coi là đạt khi",
        max_length=10,
        default="majority",
        choices=[
            ("majority", "quá nửa số phiếu hợp lệ đạt mức đó"),
            ("all", "mọi phiếu hợp lệ đạt mức đó"),
            ("mean", "điểm trung bình của tiêu chí đạt mức đó"),
        ],
    )
    minima_cumulative = models.BooleanField("mức tối thiểu của hạng dưới cũng phải đạt", default=True)
    decimals_shown = models.PositiveSmallIntegerField("số chữ số thập phân khi hiển thị", default=1)
    counts = models.CharField(
        "tỷ lệ tính trên", max_length=10, default="members", choices=[(key, text) for key, text in COUNTS.items()]
    )
    exactly_75 = models.CharField(
        "khi đúng 75%", max_length=10, default="higher", choices=[(key, text) for key, text in EXACTLY_75.items()]
    )
    written_opinion = models.BooleanField("được lấy ý kiến bằng văn bản khi phân hạng lại", default=True)

    class Meta:
        verbose_name = "quy chế hoạt động của Hội đồng"
        verbose_name_plural = "quy chế hoạt động của Hội đồng"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "version"], condition=Q(district=None), name="regulation_version_once"
            ),
            models.UniqueConstraint(
                fields=["district", "version"],
                condition=Q(district__isnull=False),
                name="regulation_version_once_in_district",
            ),
            models.CheckConstraint(
                condition=Q(quorum_denominator__gte=1) & Q(quorum_numerator__lte=F("quorum_denominator")),
                name="regulation_quorum_is_a_share",
                violation_error_message="Tỷ lệ thành viên phải là một phân số không lớn hơn 1.",
            ),
            models.CheckConstraint(
                condition=Q(quorum_numerator__gte=1),
                name="regulation_quorum_above_nothing",
                violation_error_message="Tỷ lệ thành viên phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(spread_limit__gte=0) & Q(decimals_shown__lte=6),
                name="regulation_figures_sound",
                violation_error_message="Chênh lệch không được âm và chỉ hiển thị đến 6 chữ số thập phân.",
            ),
            models.CheckConstraint(
                condition=Q(counts__in=list(COUNTS)) & Q(exactly_75__in=list(EXACTLY_75)),
                name="regulation_choices_known",
                violation_error_message="Hãy chọn một trong các phương án của quy chế.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (bản {self.version})"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that cover this regulation."""
        return [*self.desk_scopes(), ("province", self.province_id)]

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of the office whose it is."""
        return [("district", self.district_id) if self.district_id else ("province", self.province_id)]


class Council(models.Model):
    """Hội đồng đánh giá, phân hạng, constituted by a decision of the Chair of the province (of the district)."""

    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    district = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="huyện"
    )
    name = models.CharField("tên Hội đồng", max_length=300)
    decision_no = models.CharField("số quyết định thành lập", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    regulation = models.ForeignKey(CouncilRegulation, models.PROTECT, related_name="+", verbose_name="quy chế")
    dissolved_on = models.DateField("hết nhiệm vụ từ ngày", null=True, blank=True)

    class Meta:
        verbose_name = "Hội đồng"
        verbose_name_plural = "Hội đồng"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "decision_no", "decided_on"],
                condition=Q(district=None),
                name="council_once_per_decision",
                violation_error_message="Đã có Hội đồng thành lập theo quyết định này.",
            ),
            models.UniqueConstraint(
                fields=["district", "decision_no", "decided_on"],
                condition=Q(district__isnull=False),
                name="council_once_per_decision_in_district",
                violation_error_message="Đã có Hội đồng của huyện thành lập theo quyết định này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that cover this council."""
        return [*self.desk_scopes(), ("province", self.province_id)]

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Its own seats, and the office that serves it."""
        return [("council", self.pk), self.desk]

    @property
    def desk(self) -> tuple[str, int]:
        """The office that serves it: the province's, or a district's."""
        return ("district", self.district_id) if self.district_id else ("province", self.province_id)

    @property
    def level(self) -> str:
        """The level at which it sits."""
        return self.desk[0]


class CouncilMember(models.Model):
    """A seat: who sits in it, for which agency, from when; a replaced member leaves the seat with a reason."""

    ROLES = [
        ("chair", "Chủ tịch"),
        ("vice_chair", "Phó Chủ tịch"),
        ("member", "Ủy viên"),
        ("secretary", "Thư ký"),
    ]

    council = models.ForeignKey(Council, models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="thành viên")
    role = models.CharField("vai trò", max_length=12, choices=ROLES)
    position = models.CharField("chức vụ", max_length=200, blank=True)
    agency = models.CharField("cơ quan", max_length=300)
    votes = models.BooleanField("chấm điểm", default=True)
    joined_on = models.DateField("từ ngày")
    left_on = models.DateField("thôi từ ngày", null=True, blank=True)
    left_reason = models.TextField("lý do thôi", blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        verbose_name = "thành viên Hội đồng"
        verbose_name_plural = "thành viên Hội đồng"
        constraints = [
            models.UniqueConstraint(
                fields=["council", "user"],
                condition=Q(left_on=None),
                name="member_once_per_council",
                violation_error_message="Người này đã là thành viên Hội đồng.",
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(role="chair", left_on=None),
                name="one_chair_per_council",
                violation_error_message="Hội đồng đã có Chủ tịch.",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | ~Q(left_reason=""),
                name="member_leaving_has_reason",
                violation_error_message="Hãy ghi lý do thôi tham gia Hội đồng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
