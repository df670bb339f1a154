"""One product in an inspection: its minutes with the checklist, and the conclusion on it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.flow import MoveRow
from ocop.supervision.models.inspection import Inspection
from ocop.supervision.spec import FOUND_TITLES, GROUNDS, PART_TITLES, SHORT_OUTCOMES
from ocop.supervision.states import MINUTES_TITLES, MinutesState


class InspectedProduct(models.Model):
    """A certificate that the inspection looks at."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="products")
    certificate = models.ForeignKey("recognition.Certificate", models.PROTECT, related_name="inspected")

    class Meta:
        verbose_name = "sản phẩm được kiểm tra"
        verbose_name_plural = "sản phẩm được kiểm tra"
        ordering = ["certificate__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "certificate"], name="certificate_once_per_inspection",
                violation_error_message="Sản phẩm này đã có trong cuộc kiểm tra.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.certificate.product_name

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The province that inspects, and the product's own commune and producer."""
        own = (scope for scope in self.certificate.access_scopes() if scope[0] in ("commune", "producer"))
        return [*self.inspection.access_scopes(), *own]


class Minutes(models.Model):
    """Biên bản: what was found on the spot. `version` counts the writings, so that two phones do not overwrite each
    other."""

    product = models.OneToOneField(InspectedProduct, models.PROTECT, related_name="minutes")
    state = models.CharField(
        "trạng thái", max_length=10, choices=list(MINUTES_TITLES.items()), default=MinutesState.WRITING.value
    )
    held_on = models.DateField("ngày kiểm tra", null=True, blank=True)
    place = models.CharField("nơi kiểm tra", max_length=300, blank=True)
    present = models.TextField("đại diện chủ thể có mặt", blank=True)
    findings = models.TextField("nhận xét của Đoàn", blank=True)
    opinion = models.TextField("ý kiến của chủ thể", blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("ghi lúc", null=True)
    version = models.PositiveIntegerField("lần ghi", default=0)

    class Meta:
        verbose_name = "biên bản kiểm tra"
        verbose_name_plural = "biên bản kiểm tra"
        constraints = [
            models.CheckConstraint(
                condition=Q(written_by=None, written_at=None)
                | Q(written_by__isnull=False, written_at__isnull=False),
                name="minutes_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="writing")
                | (Q(held_on__isnull=False, written_by__isnull=False) & ~Q(present="") & ~Q(findings="")),
                name="closed_minutes_are_whole",
                violation_error_message="Biên bản đã khép phải có ngày, người có mặt và nhận xét.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Biên bản kiểm tra {self.product}"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of the product."""
        return self.product.access_scopes()

    @property
    def inspection(self) -> Inspection:
        """The inspection it belongs to."""
        return self.product.inspection


class MinutesMove(MoveRow):
    """One step of the minutes."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="moves")


class CheckedMatter(models.Model):
    """One line of the checklist: what was certified, as it stood when the inspection was decided, and what was
    found. Photos of a later supervision hang here."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="matters")
    part = models.CharField("phần", max_length=6, choices=list(PART_TITLES.items()))
    key = models.CharField("mã", max_length=20)
    order = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("nội dung", max_length=500)
    certified = models.TextField("đã chứng nhận")
    found = models.CharField("kết quả", max_length=14, choices=list(FOUND_TITLES.items()), blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "nội dung kiểm tra"
        verbose_name_plural = "nội dung kiểm tra"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["minutes", "key"], name="matter_once_in_minutes")]

    def __str__(self) -> str:
        return self.title


class ProductConclusion(models.Model):
    """What the conclusion says of one product. What follows stands beside it: the remedy seen, or the leader's word
    that no measure is taken. A measure itself is an event of the certificate."""

    product = models.OneToOneField(InspectedProduct, models.PROTECT, related_name="conclusion")
    outcome = models.CharField("kết luận", max_length=8, choices=list(SHORT_OUTCOMES.items()))
    ground = models.CharField(
        "trường hợp", max_length=1, blank=True, choices=[(key, row.text) for key, row in GROUNDS.items()]
    )
    reason = models.TextField("lý do, nội dung", blank=True)
    remedy_by = models.DateField("khắc phục xong trước ngày", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc")
    remedied_on = models.DateField("đã khắc phục ngày", null=True, blank=True)
    remedied_note = models.TextField("kết quả khắc phục", blank=True)
    remedied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    declined_reason = models.TextField("lý do không áp dụng", blank=True)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField("quyết định không áp dụng lúc", null=True)

    class Meta:
        verbose_name = "kết luận về sản phẩm"
        verbose_name_plural = "kết luận về sản phẩm"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="keeps") | ~Q(reason=""),
                name="conclusion_against_has_reason",
                violation_error_message="Kết luận khác “Duy trì” phải ghi lý do.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="revoke") | ~Q(ground=""),
                name="revocation_proposed_on_a_ground",
                violation_error_message="Đề nghị thu hồi phải chọn trường hợp của khoản 1 Điều 8.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="remedy", remedy_by__isnull=False) | (~Q(outcome="remedy") & Q(remedy_by=None)),
                name="remedy_has_its_day",
                violation_error_message="Yêu cầu khắc phục phải ghi thời hạn.",
            ),
            models.CheckConstraint(
                condition=Q(remedied_on=None, remedied_by=None)
                | (Q(outcome="remedy", remedied_on__isnull=False, remedied_by__isnull=False) & ~Q(remedied_note="")),
                name="remedied_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None, declined_by=None)
                | (Q(outcome__in=["suspend", "revoke"], declined_at__isnull=False, declined_by__isnull=False)
                   & ~Q(declined_reason="")),
                name="declined_measure_has_reason",
                violation_error_message="Hãy ghi lý do không tạm dừng, thu hồi.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.product}: {self.get_outcome_display()}"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of the product."""
        return self.product.access_scopes()
