"""Evaluation rounds (Điều 5, Quyết định 26/2026/QĐ-TTg)."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from ocop.base.flow import MoveRow
from ocop.dossiers.states import RoundState


class Round(models.Model):
    """Đợt đánh giá of a province (of a district under three levels): extra ones need a stated basis."""

    province = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", verbose_name="tỉnh")
    district = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="huyện tổ chức"
    )
    decision = models.ForeignKey(
        "regulations.Decision", models.PROTECT, related_name="+", verbose_name="quyết định áp dụng"
    )
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveSmallIntegerField("đợt số")
    name = models.CharField("tên đợt", max_length=200)
    opens_on = models.DateField("bắt đầu nhận hồ sơ")
    communes_propose_by = models.DateField("xã đề nghị trước ngày")
    finish_by = models.DateField("hoàn thành trước ngày")
    is_extra = models.BooleanField("đợt bổ sung", default=False)
    basis = models.TextField("căn cứ, kế hoạch", blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=[(s.value, s.name) for s in RoundState],
        default=RoundState.PLANNED.value,
    )

    class Meta:
        verbose_name = "đợt đánh giá"
        verbose_name_plural = "đợt đánh giá"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "year", "number"],
                condition=Q(district=None),
                name="round_number_once_a_year",
                violation_error_message="Năm này đã có đợt mang số đó.",
            ),
            models.UniqueConstraint(
                fields=["district", "year", "number"],
                condition=Q(district__isnull=False),
                name="round_number_once_a_year_in_district",
                violation_error_message="Năm này huyện đã có đợt mang số đó.",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("communes_propose_by")) & Q(communes_propose_by__lte=F("finish_by")),
                name="round_dates_in_order",
                violation_error_message="Ngày mở, hạn xã đề nghị và hạn hoàn thành phải theo thứ tự.",
            ),
            models.CheckConstraint(
                condition=Q(is_extra=False) | ~Q(basis=""),
                name="extra_round_has_basis",
                violation_error_message="Đợt bổ sung cần ghi căn cứ: quy chế Hội đồng và kế hoạch.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that cover this round."""
        return [*self.desk_scopes(), ("province", self.province_id)]

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of the office that holds it, and its team's."""
        return [("round", self.pk), self.desk]

    @property
    def desk(self) -> tuple[str, int]:
        """The office that holds it: the province's, or a district's."""
        return ("district", self.district_id) if self.district_id else ("province", self.province_id)


class RoundMove(MoveRow):
    """One step of a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="moves")
