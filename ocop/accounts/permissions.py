"""How a permission is decided, for every app: a role held in a scope that covers the object, and a condition.

Each app lists its permissions in a table of `Permission` rows and registers it. The object names the scopes that
cover it (`access_scopes()`), so one sentence holds everywhere: *a person may do X to an object when they hold one of
the roles of X in a scope that covers the object, and the condition of X is true.* Default deny.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import rules

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope

ScopeKey = tuple[Scope, int]


@dataclass(frozen=True)
class Permission:
    """One line of the matrix. `when` is a further condition on (user, object), such as its state; `when_said` says
    it in Vietnamese for the generated matrix."""

    name: str
    title: str
    roles: tuple[Role, ...]
    when: Callable[[Any, Any], bool] | None = None
    when_said: str = ""


REGISTRY: dict[str, Permission] = {}


def register(table: Iterable[Permission]) -> None:
    """Add the permissions of one app; called once from its AppConfig."""
    for permission in table:
        REGISTRY[permission.name] = permission
        if not rules.perm_exists(permission.name):
            rules.add_perm(permission.name, _predicate(permission))


def _predicate(permission: Permission) -> rules.Predicate:
    def decide(user: User, obj: Any = None) -> bool:
        if not holds_role(user, permission.roles, obj):
            return False
        return permission.when is None or obj is None or permission.when(user, obj)

    return rules.predicate(decide, name=permission.name)


def holds_role(user: User, roles: Iterable[Role], obj: Any = None) -> bool:
    """Whether `user` holds one of `roles` in a scope that covers `obj` (anywhere, where `obj` is None)."""
    if not isinstance(user, User):
        return False
    wanted = set(roles)
    held = [grant for grant in user.active_grants if grant.role in wanted]
    if obj is None or not held:
        return bool(held)
    covering = {(str(kind), scope_id) for kind, scope_id in obj.access_scopes()}
    return any((grant.scope_kind, grant.scope_id) in covering for grant in held)


TABLE = (
    Permission("accounts.grant_role", "Cấp, thu hồi vai trò", (Role.ADMINISTRATOR,)),
    Permission("accounts.reset_password", "Đặt lại mật khẩu", (Role.ADMINISTRATOR, Role.COMMUNE_OFFICER)),
    Permission("accounts.view_users", "Xem danh sách tài khoản", (Role.ADMINISTRATOR, Role.AUDITOR)),
)
