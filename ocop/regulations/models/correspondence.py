"""Which criteria of one decision are which of another; frozen with the pair, never changed afterwards."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.errors import Refused
from ocop.regulations.models.decision import DRAFT, FROZEN, STATUSES
from ocop.regulations.spec.correspondence import KINDS, NONE


class FrozenCorrespondence(Refused):
    """Someone tried to change a correspondence that is frozen."""

    def __init__(self) -> None:
        super().__init__("Bảng đối chiếu đã chốt thì không sửa được; hãy lập phiên bản mới.")


class Guarded(models.QuerySet[Any]):
    """Rows that refuse bulk writing once they are frozen."""

    def update(self, **values: Any) -> int:
        self._refuse()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse()
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        refuse_frozen({row.correspondence_id for row in rows})
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        refuse_frozen({row.correspondence_id for row in rows})
        return super().bulk_update(rows, *args, **kwargs)

    def _refuse(self) -> None:
        path = "status" if self.model is Correspondence else "correspondence__status"
        if self.filter(**{path: FROZEN}).exists():
            raise FrozenCorrespondence


class Correspondence(models.Model):
    """Bảng đối chiếu of two frozen decisions; a later version of the same pair corrects an earlier one."""

    before = models.ForeignKey(
        "regulations.Decision", models.PROTECT, related_name="+", verbose_name="quyết định trước"
    )
    after = models.ForeignKey("regulations.Decision", models.PROTECT, related_name="+", verbose_name="quyết định sau")
    version = models.PositiveSmallIntegerField("phiên bản", default=1)
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=10, choices=STATUSES, default=DRAFT)
    content_hash = models.CharField("mã băm nội dung", max_length=64, blank=True)
    frozen_at = models.DateTimeField("chốt lúc", null=True, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = "bảng đối chiếu"
        verbose_name_plural = "bảng đối chiếu"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after", "version"],
                name="correspondence_version",
                violation_error_message="Đã có phiên bản này của bảng đối chiếu.",
            ),
            models.CheckConstraint(
                condition=~Q(before=F("after")),
                name="correspondence_of_two",
                violation_error_message="Hãy chọn hai quyết định khác nhau.",
            ),
            models.CheckConstraint(
                condition=Q(status=DRAFT, frozen_at=None, content_hash="")
                | (Q(status=FROZEN, frozen_at__isnull=False) & ~Q(content_hash="")),
                name="correspondence_frozen_with_hash",
                violation_error_message="Bảng đối chiếu đã chốt phải có mã băm và thời điểm chốt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            refuse_frozen({self.pk})
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        refuse_frozen({self.pk})
        return super().delete(*args, **kwargs)

    @property
    def is_frozen(self) -> bool:
        return self.status == FROZEN


class CorrespondenceRow(models.Model):
    """One criterion of either side with its match. `options`: place of the box before → places of the boxes after."""

    correspondence = models.ForeignKey(
        Correspondence, models.CASCADE, related_name="rows", verbose_name="bảng đối chiếu"
    )
    set_before = models.ForeignKey(
        "regulations.CriteriaSet", models.PROTECT, related_name="+", verbose_name="bộ trước"
    )
    set_after = models.ForeignKey("regulations.CriteriaSet", models.PROTECT, related_name="+", verbose_name="bộ sau")
    before = models.ForeignKey(
        "regulations.Criterion", models.PROTECT, null=True, related_name="+", verbose_name="tiêu chí trước"
    )
    after = models.ForeignKey(
        "regulations.Criterion", models.PROTECT, null=True, related_name="+", verbose_name="tiêu chí sau"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("mức giống nhau", max_length=10, choices=KINDS)
    options = models.JSONField("chuyển mức", default=dict, blank=True)
    note = models.TextField("lý do", blank=True)
    doubt = models.TextField("cần đối chiếu", blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người xác nhận"
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = "dòng đối chiếu"
        verbose_name_plural = "dòng đối chiếu"
        ordering = ["correspondence", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["correspondence", "order"],
                name="correspondence_row_order",
                violation_error_message="Thứ tự dòng bị trùng.",
            ),
            models.UniqueConstraint(
                fields=["correspondence", "after"],
                name="correspondence_after_once",
                violation_error_message="Tiêu chí của quyết định sau chỉ đối chiếu một lần.",
            ),
            models.CheckConstraint(
                condition=Q(kind=NONE) & (Q(before=None, after__isnull=False) | Q(before__isnull=False, after=None))
                | ~Q(kind=NONE) & Q(before__isnull=False, after__isnull=False),
                name="correspondence_row_sides",
                violation_error_message="Dòng đối chiếu phải có hai tiêu chí, hoặc ghi “không có ở bên kia”.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | (Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(note="")),
                name="correspondence_confirmed_with_reason",
                violation_error_message="Xác nhận phải có người, thời điểm và lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"Dòng {self.order}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        refuse_frozen({self.correspondence_id})
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        refuse_frozen({self.correspondence_id})
        return super().delete(*args, **kwargs)


def refuse_frozen(keys: set[int]) -> None:
    """Refuse where one of these correspondences is frozen in the database."""
    if Correspondence._base_manager.filter(pk__in=keys, status=FROZEN).exists():
        raise FrozenCorrespondence
