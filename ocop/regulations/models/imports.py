"""What an import of an official file left open, and how an officer settled it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.regulations.models.decision import Decision, SourceFault
from ocop.regulations.models.guard import RuleRow
from ocop.regulations.spec.shapes import KINDS


class ImportFinding(RuleRow):
    """A place of the file that does not read as it should; the draft holds `proposed` until it is settled."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="import_findings", verbose_name="quyết định")
    order = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=20, choices=KINDS)
    set_no = models.PositiveSmallIntegerField("số bộ", null=True, blank=True)
    code = models.CharField("tiêu chí hoặc mục", max_length=20, blank=True)
    option_order = models.PositiveSmallIntegerField("phương án thứ", null=True, blank=True)
    place = models.CharField("chỗ trong tệp", max_length=300)
    what = models.TextField("điều chưa rõ")
    as_read = models.CharField("tệp ghi", max_length=300, blank=True)
    proposed = models.CharField("đề xuất", max_length=300, blank=True)
    value = models.CharField("kết luận", max_length=300, blank=True)
    reason = models.TextField("lý do", blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="người kết luận",
    )  # fmt: skip
    settled_at = models.DateTimeField("kết luận lúc", null=True, blank=True)
    fault = models.OneToOneField(
        SourceFault, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="chỗ cần đối chiếu"
    )

    class Meta:
        verbose_name = "chỗ chưa rõ của tệp"
        verbose_name_plural = "chỗ chưa rõ của tệp"
        ordering = ["decision", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "order"],
                name="import_finding_order",
                violation_error_message="Thứ tự chỗ chưa rõ bị trùng.",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, reason="", value="", settled_by=None)
                | (Q(settled_at__isnull=False) & ~Q(reason="")),
                name="import_finding_settled_with_reason",
                violation_error_message="Kết luận phải có lý do và thời điểm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None


class SourceFile(RuleRow):
    """The official file from which a version was read, byte by byte: the last word in every doubt. It may be HTML,
    which no evidence may be, so it lies beside the rules and not among the stored files."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="source_file", verbose_name="quyết định")
    name = models.CharField("tên tệp", max_length=255)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    content = models.BinaryField("nội dung")

    class Meta:
        verbose_name = "tệp gốc của quyết định"
        verbose_name_plural = "tệp gốc của quyết định"

    def __str__(self) -> str:
        return self.name
