"""Users and their scoped grants."""

from functools import cached_property

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from ocop.accounts.roles import ROLES, SCOPE_TITLES, Role, Scope


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
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    date_joined = models.DateTimeField("ngày tạo", auto_now_add=True)

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

    @cached_property
    def active_grants(self) -> list["Grant"]:
        """The grants in force, read once for each loaded user."""
        return list(self.grants.filter(ended_at=None))

    @property
    def roles(self) -> set[str]:
        """Keys of the roles held anywhere."""
        return {grant.role for grant in self.active_grants}

    @property
    def needs_mfa(self) -> bool:
        """Whether any role held decides, signs or administers."""
        return any(ROLES[Role(role)].needs_mfa for role in self.roles)

    def scope_ids(self, kind: Scope, *roles: Role) -> set[int]:
        """Ids of the scopes of `kind` in which the user holds one of `roles`."""
        return {grant.scope_id for grant in self.active_grants if grant.scope_kind == kind and grant.role in roles}

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
        return f"{ROLES[Role(self.role)].title} – {self.scope_name}"
