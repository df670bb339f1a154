"""The record of who did what. It only grows; every entry carries the digest of the one before it.

No foreign keys: an entry outlives the row that it tells about.
"""

import hashlib
import json
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

GENESIS = "0" * 64


class AppendOnlyError(TypeError):
    """Someone tried to change or remove what has been recorded."""

    def __init__(self) -> None:
        super().__init__("Nhật ký chỉ được ghi thêm, không được sửa hay xoá.")


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses every way in which a query set changes rows."""

    def update(self, **kwargs):
        raise AppendOnlyError

    def delete(self):
        raise AppendOnlyError

    def bulk_update(self, *args, **kwargs):
        raise AppendOnlyError

    def bulk_create(self, *args, **kwargs):
        raise AppendOnlyError

    update_or_create = bulk_update


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError


class Entry(AppendOnly):
    """One act. `number` is its place in the chain, without gaps; `at` is when it happened, `recorded_at` when
    it was written down (they differ for history that is brought in later)."""

    number = models.PositiveBigIntegerField("số thứ tự", unique=True)
    at = models.DateTimeField("thời điểm", db_index=True)
    recorded_at = models.DateTimeField("thời điểm ghi", db_index=True)
    actor_id = models.BigIntegerField("mã người thực hiện", null=True, blank=True, db_index=True)
    actor_name = models.CharField("người thực hiện", max_length=300)
    action = models.CharField("việc", max_length=100, db_index=True)
    subject_type = models.CharField("loại đối tượng", max_length=100)
    subject_id = models.CharField("mã đối tượng", max_length=100)
    subject_name = models.CharField("đối tượng", max_length=500)
    data = models.JSONField("chi tiết", default=dict, blank=True)
    digest = models.CharField("dấu vết", max_length=64)

    class Meta(AppendOnly.Meta):
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["number"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "number"], name="audit_entry_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1) & ~models.Q(action="") & ~models.Q(digest=""),
                name="audit_entry_complete",
                violation_error_message="Dòng nhật ký thiếu số thứ tự, việc hoặc dấu vết.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.actor_name}: {self.action} {self.subject_name}"

    def expected_digest(self, previous: str) -> str:
        """SHA-256 of everything the entry says, chained to the digest of the entry before."""
        content = [
            previous,
            self.number,
            _instant(self.at),
            _instant(self.recorded_at),
            self.actor_id,
            self.actor_name,
            self.action,
            self.subject_type,
            self.subject_id,
            self.subject_name,
            self.data,
        ]
        return sha256(content)


class Head(models.Model):
    """The end of the chain, one row (pk 1): the lock that puts writers in a line, and what betrays that the
    last entries were cut off."""

    number = models.PositiveBigIntegerField("số dòng")
    digest = models.CharField("dấu vết cuối", max_length=64)

    class Meta:
        verbose_name = "đầu chuỗi nhật ký"
        verbose_name_plural = "đầu chuỗi nhật ký"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="audit_head_single",
                violation_error_message="Chuỗi nhật ký chỉ có một đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} dòng"


class Seal(AppendOnly):
    """What was recorded from `first` to `last` up to the end of `day`, closed for good. Printed or sent away,
    its digest proves the record even against the one who keeps the database."""

    day = models.DateField("ngày", unique=True)
    first = models.PositiveBigIntegerField("từ dòng")
    last = models.PositiveBigIntegerField("đến dòng")
    count = models.PositiveIntegerField("số dòng")
    digest = models.CharField("dấu niêm phong", max_length=64)
    sealed_at = models.DateTimeField("thời điểm niêm phong")

    class Meta(AppendOnly.Meta):
        verbose_name = "niêm phong ngày"
        verbose_name_plural = "niêm phong ngày"
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(count=models.F("last") - models.F("first") + 1),
                name="audit_seal_count",
                violation_error_message="Số dòng niêm phong không khớp với khoảng số thứ tự.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.count} dòng"

    def expected_digest(self, previous_seal: str, last_entry: str) -> str:
        """SHA-256 of the seal's content, the seal before and the digest of its last entry."""
        content = [previous_seal, self.day.isoformat(), self.first, self.last, self.count, last_entry]
        return sha256(content)


def canonical(data: object) -> object:
    """`data` as it comes back from a JSON column of either database; numbers with a point become text."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder), parse_float=str, parse_constant=str)


def sha256(content: list[object]) -> str:
    """Hex digest of the canonical JSON of `content`."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _instant(moment: datetime) -> str:
    """The moment as text that does not depend on a time zone."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
