"""Who holds which role."""

from django.db.models import QuerySet

from ocop.accounts.models import Grant, User
from ocop.accounts.roles import Role, Scope


def users_with(role: Role, scope_kind: Scope, scope_id: int) -> QuerySet[User]:
    """Active users who hold `role` in that very scope."""
    held = Grant.objects.filter(Grant.in_force(), role=role, scope_kind=scope_kind, scope_id=scope_id)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("pk")


def has_sample_accounts() -> bool:
    """Whether an account of the demo, whose password everybody knows, can still sign in."""
    return User.objects.filter(is_sample=True, is_active=True).exists()
