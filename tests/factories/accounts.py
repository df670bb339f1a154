"""Users with roles, made directly: what tests of other floors start from."""

from collections.abc import Iterable
from itertools import count

from django.utils import timezone

from ocop.accounts.models import Grant, User
from ocop.accounts.roles import Scope

PASSWORD = "Mot-mat-khau-dai-2026"
_numbers = count(1)


def make_user(
    full_name: str = "Nguyễn Thị Sen",
    *,
    roles: Iterable[tuple[str, str, int]] = (),
    username: str | None = None,
    password: str | None = None,
    **fields: object,
) -> User:
    """A user who holds each (role, scope kind, scope id) of `roles`; without `password` nobody can sign in."""
    user = User.objects.create_user(username or f"nguoi{next(_numbers)}", password, full_name=full_name, **fields)
    for role, kind, scope_id in roles:
        make_grant(user, role, kind, scope_id)
    return user


def make_grant(user: User, role: str, scope_kind: str, scope_id: int, scope_name: str = "") -> Grant:
    """One role in force from now; the cached grants of `user` are read anew. A province scope is a unit's key."""
    grant = Grant.objects.create(
        user=user,
        role=role,
        scope_kind=scope_kind,
        scope_id=scope_id,
        scope_name=scope_name or f"{scope_kind} {scope_id}",
        granted_at=timezone.now(),
        basis="Dựng để kiểm thử",
    )
    if scope_kind == Scope.PROVINCE and user.province_id is None:
        User.objects.filter(pk=user.pk).update(province_id=scope_id)
        user.province_id = scope_id
    user.__dict__.pop("active_grants", None)
    return grant
