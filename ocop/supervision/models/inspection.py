"""An inspection: what, why, when, by whom, and the two papers that open and end it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.flow import MoveRow
from ocop.supervision.spec import KIND_TITLES
from ocop.supervision.states import INSPECTION_TITLES, InspectionState

DECIDED = ("under_way", "concluding", "concluded")


def _signed(prefix: str) -> Q:
    """Number, day, signer and title of a paper stand together."""
    return ~Q(**{f"{prefix}_no": ""}) & ~Q(**{f"{prefix}_title": ""}) & Q(**{f"{prefix}_by__isnull": False})


class Inspection(models.Model):
    """Cuộc kiểm tra of recognised products (Điều 9): planned by the office or an inspector, decided by the leader,
    concluded by who leads it. `concluded_for` is the body whose paper the conclusion is."""

    BODIES = [("office", "Cơ quan tham mưu cấp tỉnh"), ("province", "UBND cấp tỉnh")]

    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh")
    kind = models.CharField("hình thức", max_length=12, choices=list(KIND_TITLES.items()))
    title = models.CharField("nội dung", max_length=300)
    basis = models.TextField("căn cứ")
    reason = models.TextField("lý do kiểm tra đột xuất", blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    state = models.CharField(
        "trạng thái", max_length=12, choices=list(INSPECTION_TITLES.items()), default=InspectionState.DRAFT.value
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    decision_no = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decision_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision_title = models.CharField("chức vụ người ký quyết định", max_length=200, blank=True)
    summary = models.TextField("nhận xét chung", blank=True)
    conclusion_no = models.CharField("số kết luận", max_length=60, blank=True)
    concluded_on = models.DateField("ngày kết luận", null=True, blank=True)
    conclusion_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    conclusion_title = models.CharField("chức vụ người ký kết luận", max_length=200, blank=True)
    concluded_for = models.CharField("cơ quan kết luận", max_length=10, choices=BODIES, blank=True)

    class Meta:
        verbose_name = "cuộc kiểm tra"
        verbose_name_plural = "cuộc kiểm tra"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="inspection_days_in_order",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(kind="periodic") | ~Q(reason=""),
                name="unannounced_inspection_has_reason",
                violation_error_message="Kiểm tra đột xuất phải ghi lý do.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | (_signed("decision") & Q(decided_on__isnull=False)),
                name="inspection_decision_is_signed",
                violation_error_message="Quyết định kiểm tra phải có số, ngày ký, người ký và chức vụ.",
            ),
            models.CheckConstraint(
                condition=~Q(state="concluded")
                | (_signed("conclusion") & Q(concluded_on__gte=F("decided_on")) & ~Q(concluded_for="")),
                name="inspection_conclusion_is_signed",
                violation_error_message="Kết luận phải có số, ngày ký, người ký, chức vụ và không trước quyết định.",
            ),
            models.UniqueConstraint(
                fields=["province", "decision_no", "decided_on"], condition=~Q(decision_no=""),
                name="inspection_decision_number_once",
                violation_error_message="Số quyết định này đã dùng.",
            ),
            models.UniqueConstraint(
                fields=["province", "conclusion_no", "concluded_on"], condition=~Q(conclusion_no=""),
                name="inspection_conclusion_number_once",
                violation_error_message="Số kết luận này đã dùng.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The province that inspects."""
        return [("province", self.province_id)]

    @property
    def inspection(self) -> "Inspection":
        """Itself: rules ask any part of an inspection for the whole."""
        return self


class InspectionMove(MoveRow):
    """One step of an inspection."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="moves")


class TeamMember(models.Model):
    """A person of the team (đoàn kiểm tra). Who has an account with the role of inspector writes minutes."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("họ tên", max_length=200)
    agency = models.CharField("chức vụ, cơ quan", max_length=300)
    task = models.CharField("nhiệm vụ", max_length=300)
    is_head = models.BooleanField("Trưởng đoàn", default=False)

    class Meta:
        verbose_name = "thành viên Đoàn kiểm tra"
        verbose_name_plural = "thành viên Đoàn kiểm tra"
        ordering = ["-is_head", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection"], condition=Q(is_head=True), name="inspection_team_has_one_head",
                violation_error_message="Đoàn kiểm tra chỉ có một Trưởng đoàn.",
            ),
            models.UniqueConstraint(
                fields=["inspection", "user"], condition=Q(user__isnull=False), name="inspection_member_once",
                violation_error_message="Người này đã có trong Đoàn.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> Iterable[Any]:
        """Those of the inspection."""
        return self.inspection.access_scopes()
