"""Stored files, resumable uploads, number series."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q


def random_key() -> str:
    """A storage key that says nothing about its file."""
    return secrets.token_hex(16)


class StoredFile(models.Model):
    """A file's facts; the bytes lie in the storage under `key`. Never changed, never shared by address: doors hand
    it out only after asking the owner's permission."""

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField("kiểu tệp", max_length=100)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    pages = models.PositiveIntegerField("số trang", null=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A resumable upload in progress: the bytes received so far lie in the storage's working folder."""

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    file = models.OneToOneField(StoredFile, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "lượt tải lên"
        verbose_name_plural = "lượt tải lên"
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_not_beyond_size"),
        ]

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """A row of numbers that runs from 1: per kind, scope and year. Locked while a number is taken."""

    kind = models.CharField("loại", max_length=40)
    scope = models.CharField("phạm vi", max_length=60)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối", default=0)

    class Meta:
        verbose_name = "dãy số"
        verbose_name_plural = "dãy số"
        constraints = [models.UniqueConstraint(fields=["kind", "scope", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.scope} {self.year}"
