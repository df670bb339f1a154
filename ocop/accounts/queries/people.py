"""Who holds which role; accounts for those who look after them."""

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Prefetch, QuerySet

from ocop.accounts.models import Grant, User
from ocop.accounts.roles import Role, Scope
from ocop.base.text import fold
from ocop.places.queries import families, province_families

USER_READERS: tuple[Role, ...] = (Role.ADMINISTRATOR, Role.AUDITOR)


def users_with(role: Role, scope_kind: Scope, scope_id: int) -> QuerySet[User]:
    """Active users who hold `role` in that very scope; of a commune or province also in one merged with it."""
    ids = {scope_id}
    if scope_kind in (Scope.COMMUNE, Scope.PROVINCE):
        ids = (families if scope_kind == Scope.COMMUNE else province_families)([scope_id])[scope_id]
    held = Grant.objects.filter(Grant.in_force(), role=role, scope_kind=scope_kind, scope_id__in=ids)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("pk")


def users_holding(*roles: Role) -> QuerySet[User]:
    """Active users who hold one of `roles` in any scope."""
    held = Grant.objects.filter(Grant.in_force(), role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("pk")


def users_visible_to(user: User) -> QuerySet[User]:
    """The accounts of the provinces that `user` administers or audits, in the order of the alphabet, with the
    grants in force as `shown_grants`."""
    grants = Grant.objects.filter(Grant.in_force()).order_by("role", "scope_name")
    found = User.objects.filter(province_id__in=user.scope_ids(Scope.PROVINCE, *USER_READERS))
    return found.prefetch_related(Prefetch("grants", grants, to_attr="shown_grants")).order_by("sort_key", "pk")


def matching(found: QuerySet[User], text: str, role: str = "") -> QuerySet[User]:
    """Those of `found` whose name or user name holds `text` (accents or not) and who hold `role`."""
    found = found.filter(folded__contains=fold(text)) if text.strip() else found
    if not role:
        return found
    return found.filter(pk__in=Grant.objects.filter(Grant.in_force(), role=role).values("user_id"))


def user_by_id(pk: int) -> User | None:
    """One account."""
    return User.objects.select_related("province").filter(pk=pk).first()


def user_by_name(username: str) -> User | None:
    """The active account with this user name."""
    return User.objects.filter(username=username.strip(), is_active=True).first()


def grants_of(user: User) -> QuerySet[Grant]:
    """All grants, those in force first, then the latest ended."""
    return user.grants.select_related("granted_by", "ended_by").order_by("ended_at", "-granted_at", "-pk")


def grant_by_id(user: User, pk: int) -> Grant | None:
    """One grant of `user`."""
    return user.grants.filter(pk=pk).first()


def is_locked_out(user: User) -> bool:
    """Whether sign-in with this user name is held back after too many wrong passwords."""
    return bool(locked_names([user.username]))


def locked_names(names: Collection[str]) -> set[str]:
    """Which of these user names are held back."""
    limit = settings.AXES_FAILURE_LIMIT
    held = AccessAttempt.objects.filter(username__in=names, failures_since_start__gte=limit)
    return set(held.values_list("username", flat=True))


def has_totp(user: User) -> bool:
    """Whether a second factor is set up."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def must_set_up_mfa(user: User) -> bool:
    """Whether the rules of this installation hold `user` at the set-up of the second factor."""
    return bool(settings.MFA_REQUIRED) and user.needs_mfa and not has_totp(user)


def sessions_of(user: User) -> list[UserSession]:
    """The devices on which `user` is signed in, the latest seen first; ended ones are swept away."""
    found = UserSession.objects.purge_and_list(user)
    return sorted(found, key=lambda session: session.last_seen_at, reverse=True)


def has_sample_accounts() -> bool:
    """Whether an account of the demo, whose password everybody knows, can still sign in."""
    return User.objects.filter(is_sample=True, is_active=True).exists()
