"""Users and their scoped grants."""

from functools import cached_property

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ocop.accounts.roles import ROLES, SCOPE_TITLES, Role, Scope
from ocop.base.flow import MoveRow
from ocop.base.text import fold, nfc, sort_key
from ocop.parties.models import Producer
from ocop.places.queries import families, province_families


class UserManager(BaseUserManager["User"]):
    """Makes users with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in; what they may do stands in their grants alone."""

    username = models.CharField("tên đăng nhập", max_length=150, unique=True)
    full_name = models.CharField("họ và tên", max_length=200)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_sample = models.BooleanField("tài khoản mẫu", default=False)
    # Whose administrators look after the account.
    province = models.ForeignKey(
        "places.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tỉnh quản lý"
    )
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    # A temporary password handed over by an officer opens the door only until then.
    temporary_until = models.DateTimeField("mật khẩu tạm dùng được đến", null=True, blank=True)
    date_joined = models.DateTimeField("ngày tạo", auto_now_add=True)
    folded = models.CharField(max_length=400, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    is_staff = False
    is_superuser = False

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search and sorting columns in step with the names."""
        self.full_name = nfc(self.full_name)
        self.folded, self.sort_key = fold(f"{self.full_name} {self.username}"), sort_key(self.full_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @cached_property
    def active_grants(self) -> list["Grant"]:
        """The grants in force, read once for each loaded user."""
        return list(self.grants.filter(Grant.in_force()))

    @cached_property
    def reaches(self) -> dict[int, set[int]]:
        """commune or province of a grant → every one it reaches today: a merged one yields to its successor, and
        the successor takes over what came into it."""
        held: dict[str, set[int]] = {Scope.COMMUNE: set(), Scope.PROVINCE: set()}
        for grant in self.active_grants:
            held.get(grant.scope_kind, set()).add(grant.scope_id)
        communes, provinces = held[Scope.COMMUNE], held[Scope.PROVINCE]
        return (families(communes) if communes else {}) | (province_families(provinces) if provinces else {})

    @property
    def roles(self) -> set[str]:
        """Keys of the roles held anywhere."""
        return {grant.role for grant in self.active_grants}

    @property
    def needs_mfa(self) -> bool:
        """Whether any role held decides, signs or administers."""
        return any(ROLES[Role(role)].needs_mfa for role in self.roles)

    @property
    def is_official(self) -> bool:
        """Whether any role held is one of an office."""
        return any(ROLES[Role(role)].official for role in self.roles)

    def access_scopes(self) -> list[tuple[str, int]]:
        """The scopes that cover this account: its province, and for the people of producers the commune, where all
        their producers are of one commune and no official role is held. Help alone covers nobody: an officer could
        record it for any account and so come to reset its password."""
        scopes: list[tuple[str, int]] = [(Scope.PROVINCE, self.province_id or 0)]
        held = {grant.scope_id for grant in self.active_grants if grant.scope_kind == Scope.PRODUCER}
        own = Role.PRODUCER in self.roles
        communes = set(Producer.objects.filter(pk__in=held).values_list("commune_id", flat=True)) if own else set()
        if len(communes) == 1 and not self.is_official:
            scopes.append((Scope.COMMUNE, communes.pop()))
        return scopes

    def scope_ids(self, kind: Scope, *roles: Role) -> set[int]:
        """Ids of the scopes of `kind` in which the user holds one of `roles`."""
        held = {grant.scope_id for grant in self.active_grants if grant.scope_kind == kind and grant.role in roles}
        follow = kind in (Scope.COMMUNE, Scope.PROVINCE)
        return set().union(*(self.reaches.get(key, {key}) for key in held)) if follow and held else held

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Ask the permission tables by name, e.g. ``dossiers.submit`` of a dossier."""
        return self.is_active and bool(rules.has_perm(perm, self, obj))


class Grant(models.Model):
    """A role held within one scope. Ended, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name="người được cấp")
    role = models.CharField("vai trò", max_length=30, choices=[(r.value, c.title) for r, c in ROLES.items()])
    scope_kind = models.CharField("phạm vi", max_length=10, choices=[(s.value, t) for s, t in SCOPE_TITLES.items()])
    # No foreign key: councils and rounds live on floors above this one.
    scope_id = models.BigIntegerField("mã phạm vi")
    scope_name = models.CharField("tên phạm vi", max_length=300, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người cấp")
    granted_at = models.DateTimeField("cấp lúc")
    basis = models.TextField("căn cứ", blank=True)
    until = models.DateField("đến hết ngày", null=True, blank=True)
    ended_at = models.DateTimeField("thu hồi lúc", null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người thu hồi")
    end_reason = models.TextField("lý do thu hồi", blank=True)

    class Meta:
        verbose_name = "vai trò được cấp"
        verbose_name_plural = "vai trò được cấp"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind", "scope_id"],
                condition=Q(ended_at=None),
                name="grant_once_while_active",
                violation_error_message="Người này đã có vai trò đó trong phạm vi đó.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(end_reason=""),
                name="grant_end_has_reason",
                violation_error_message="Hãy ghi lý do thu hồi vai trò.",
            ),
        ]

    def __str__(self) -> str:
        return f"{ROLES[Role(self.role)].title_in(self.scope_kind)} – {self.scope_name}"

    @staticmethod
    def in_force(prefix: str = "") -> Q:
        """Condition "not ended and not past its last day"; `prefix` leads from another table to this one."""
        lasting = Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": timezone.localdate()})
        return Q(**{f"{prefix}ended_at": None}) & lasting


class ProducerMove(MoveRow):
    """One step in the confirmation of a producer. It stands here because it names a person."""

    producer = models.ForeignKey(Producer, models.CASCADE, related_name="moves")


class ConsentMeans(models.TextChoices):
    """How a producer agreed that somebody types for them."""

    SYSTEM = "system", "Chủ thể tự cho phép trên hệ thống"
    PAPER = "paper", "Văn bản có chữ ký của chủ thể"
    PHONE = "phone", "Chủ thể đồng ý qua điện thoại"
    IN_PERSON = "in_person", "Chủ thể đồng ý trực tiếp"


class HelperConsent(models.Model):
    """A producer's agreement that `helper` types for them, never submits. Ended, never deleted; the role itself
    is `grant`, which lasts exactly as long."""

    producer = models.ForeignKey("parties.Producer", models.PROTECT, related_name="consents", verbose_name="chủ thể")
    helper = models.ForeignKey(User, models.PROTECT, related_name="consents", verbose_name="người giúp")
    scope_note = models.CharField("giúp việc gì", max_length=300)
    means = models.CharField("cách đồng ý", max_length=10, choices=ConsentMeans)
    evidence = models.TextField("mô tả văn bản hoặc cuộc gọi", blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi nhận")
    starts_on = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày")
    ended_at = models.DateTimeField("chấm dứt lúc", null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người chấm dứt")
    grant = models.OneToOneField(Grant, models.PROTECT, related_name="consent", verbose_name="vai trò")

    class Meta:
        verbose_name = "sự đồng ý cho người giúp"
        verbose_name_plural = "sự đồng ý cho người giúp"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("starts_on")),
                name="helper_consent_period",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(means="system") | ~Q(evidence=""),
                name="helper_consent_evidence",
                violation_error_message="Hãy mô tả văn bản, cuộc gọi hoặc buổi gặp mà chủ thể đã đồng ý.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="helper_consent_end_who_when",
                violation_error_message="Chấm dứt phải có người và thời điểm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper} giúp {self.producer}"

    def access_scopes(self) -> list[tuple[str, int]]:
        """The scopes of the producer."""
        return list(self.producer.access_scopes())


class Attempt(models.Model):
    """One use of a public form, kept for a day to hold back floods. `key` is a keyed digest of the address, so
    that no network address is stored."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "lượt dùng biểu công khai"
        verbose_name_plural = "lượt dùng biểu công khai"
        indexes = [models.Index(fields=["kind", "key", "at"], name="attempt_kind_key_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%d/%m/%Y %H:%M}"
