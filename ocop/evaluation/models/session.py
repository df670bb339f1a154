"""A session of the council: agenda, attendance, conflicts, knock-outs, conclusions."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ocop.base.flow import MoveRow
from ocop.evaluation.models.council import CouncilRegulation
from ocop.evaluation.states import (
    KIND_TITLES,
    SESSION_TITLES,
    WRITTEN_TITLES,
    ItemState,
    SessionKind,
    SessionState,
)


class Session(models.Model):
    """Phiên họp, or a round of written opinions: no place and no presence then, but a last moment for answers."""

    council = models.ForeignKey("evaluation.Council", models.PROTECT, related_name="sessions")
    round = models.ForeignKey("dossiers.Round", models.PROTECT, related_name="sessions", verbose_name="đợt")
    # The version in force on the day of the session; held from the opening on, whatever is issued later.
    regulation = models.ForeignKey(
        "evaluation.CouncilRegulation", models.PROTECT, null=True, related_name="+", verbose_name="quy chế áp dụng"
    )
    title = models.CharField("tên phiên họp", max_length=200)
    kind = models.CharField(
        "hình thức",
        max_length=10,
        choices=[(kind.value, title) for kind, title in KIND_TITLES.items()],
        default=SessionKind.MEETING.value,
    )
    starts_at = models.DateTimeField("bắt đầu lúc")
    answer_by = models.DateTimeField("trả lời trước", null=True, blank=True)
    place = models.CharField("nơi họp", max_length=300, blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=[(s.value, s.name) for s in SessionState],
        default=SessionState.PLANNED.value,
    )

    class Meta:
        verbose_name = "phiên họp"
        verbose_name_plural = "phiên họp"
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=SessionKind.MEETING, answer_by=None)
                | Q(kind=SessionKind.WRITTEN, answer_by__isnull=False, answer_by__gt=F("starts_at")),
                name="session_written_has_deadline",
                violation_error_message="Lấy ý kiến bằng văn bản cần hạn trả lời sau lúc gửi phiếu.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_written(self) -> bool:
        """Whether the members answer in writing, without a meeting."""
        return self.kind == SessionKind.WRITTEN

    @property
    def takes_answers(self) -> bool:
        """Whether its last moment for answers has not passed; a meeting has none."""
        return self.answer_by is None or timezone.now() <= self.answer_by

    @property
    def state_title(self) -> str:
        """Where it stands, in words."""
        titles = WRITTEN_TITLES if self.is_written else SESSION_TITLES
        return titles[SessionState(self.state)]

    @property
    def rules(self) -> CouncilRegulation:
        """The version of the working regulation that this session follows."""
        return self.regulation or self.council.regulation

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its council."""
        return self.council.access_scopes()

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its council."""
        return self.council.desk_scopes()


class SessionMove(MoveRow):
    """One step of a session."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="moves")


class Attendance(models.Model):
    """Whether a member is present at the session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendance")
    member = models.ForeignKey("evaluation.CouncilMember", models.PROTECT, related_name="+")
    present = models.BooleanField("có mặt", default=False)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "điểm danh"
        verbose_name_plural = "điểm danh"
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.present}"


class AgendaItem(models.Model):
    """A dossier on the agenda of a session."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="items")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="agenda_items")
    order = models.PositiveSmallIntegerField("thứ tự")
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=[(s.value, s.name) for s in ItemState],
        default=ItemState.WAITING.value,
    )

    class Meta:
        verbose_name = "mục trong chương trình"
        verbose_name_plural = "mục trong chương trình"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "dossier"],
                condition=~Q(state="postponed"),
                name="dossier_once_per_session",
                violation_error_message="Hồ sơ này đã có trong chương trình phiên họp.",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state__in=["waiting", "scoring", "reviewing"]),
                name="dossier_in_one_session_at_a_time",
                violation_error_message="Hồ sơ này đang ở một phiên họp khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"Mục {self.order}"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its session's council."""
        return self.session.council.access_scopes()

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its session's council."""
        return self.session.council.desk_scopes()


class ItemMove(MoveRow):
    """One step of an agenda item."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="moves")


class ConflictDeclaration(models.Model):
    """A member's word on conflict of interest, given before the dossier opens for them; one with a conflict neither
    reads nor scores it."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="conflicts")
    member = models.ForeignKey("evaluation.CouncilMember", models.PROTECT, related_name="+")
    has_conflict = models.BooleanField("có xung đột lợi ích")
    reason = models.TextField("quan hệ, lợi ích liên quan", blank=True)
    at = models.DateTimeField("kê khai lúc")

    class Meta:
        verbose_name = "kê khai xung đột lợi ích"
        verbose_name_plural = "kê khai xung đột lợi ích"
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="conflict_declared_once"),
            models.CheckConstraint(
                condition=Q(has_conflict=False) | ~Q(reason=""),
                name="conflict_has_reason",
                violation_error_message="Hãy nêu quan hệ hoặc lợi ích liên quan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.has_conflict}"


class Knockout(models.Model):
    """A finding that ends the evaluation without a rank: proposed by a member or from the team's findings, in force
    once whoever leads the item confirms it, until it is lifted. Only confirmed ones count."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="knockouts")
    criterion = models.ForeignKey("regulations.Criterion", models.PROTECT, null=True, related_name="+")
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField("bỏ lúc", null=True)
    lifted_reason = models.TextField("lý do bỏ", blank=True)

    class Meta:
        verbose_name = "kết luận loại"
        verbose_name_plural = "kết luận loại"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="knockout_has_reason",
                violation_error_message="Hãy ghi lý do loại và tiêu chí làm căn cứ.",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lifted_reason=""),
                name="knockout_lifted_has_reason",
                violation_error_message="Hãy ghi lý do bỏ kết luận loại.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="knockout_confirmed_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Conclusion(models.Model):
    """The council's conclusion on one item: computed, then held until the session is published. `proof` is all that
    is needed to recompute it, with the working regulation used. `earlier` keeps every conclusion that was reopened,
    with its proof and the reason."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="conclusion")
    average = models.CharField("điểm trung bình chính xác", max_length=40)
    average_shown = models.CharField("điểm trung bình", max_length=12)
    band = models.PositiveSmallIntegerField("khung điểm")
    stars = models.PositiveSmallIntegerField("số sao", null=True)
    proof = models.JSONField("chứng minh")
    earlier = models.JSONField("các kết luận trước khi xem xét lại", default=list, blank=True)
    opinion = models.TextField("ý kiến của Hội đồng", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("kết luận lúc")
    published_at = models.DateTimeField("công bố lúc", null=True)

    class Meta:
        verbose_name = "kết luận"
        verbose_name_plural = "kết luận"

    def __str__(self) -> str:
        return f"{self.average_shown} điểm"

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its item's council."""
        return self.item.access_scopes()

    def desk_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of its item's council."""
        return self.item.desk_scopes()
