"""Notices: rows first, shown in the system, then sent by e-mail where there is an address."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """One message to one person."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    subject = models.CharField("tiêu đề", max_length=300)
    body = models.TextField("nội dung")
    # What it is about, by kind and key: the doors turn it into an address, this floor knows none.
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    read_at = models.DateTimeField("đọc lúc", null=True)
    sent_at = models.DateTimeField("gửi thư lúc", null=True)
    send_error = models.TextField("lỗi gửi thư", blank=True)

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["to", "read_at"], name="notice_to_read")]

    def __str__(self) -> str:
        return self.subject
