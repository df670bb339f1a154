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
from ocop.accounts.queries.producers import PRODUCER_READERS
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


def _own_help_or_theirs(user: User, consent: Any) -> bool:
    """A helper steps back from their own help; the producer and its commune end anybody's."""
    if getattr(consent, "helper_id", user.pk) == user.pk:
        return True
    return holds_role(user, (Role.PRODUCER, Role.COMMUNE_OFFICER), consent)


ACCOUNTS = (
    Permission("accounts.view_users", "Xem danh sách tài khoản", (Role.ADMINISTRATOR, Role.AUDITOR)),
    Permission("accounts.create_user", "Tạo tài khoản", (Role.ADMINISTRATOR,)),
    Permission("accounts.grant_role", "Cấp vai trò", (Role.ADMINISTRATOR,)),
    Permission("accounts.end_grant", "Thu hồi vai trò", (Role.ADMINISTRATOR,)),
    Permission("accounts.reset_password", "Đặt lại mật khẩu", (Role.ADMINISTRATOR, Role.COMMUNE_OFFICER)),
    Permission("accounts.deactivate", "Khóa, mở tài khoản", (Role.ADMINISTRATOR,)),
    Permission("accounts.unlock", "Mở đăng nhập bị tạm chặn", (Role.ADMINISTRATOR,)),
    Permission("accounts.remove_mfa", "Gỡ xác thực hai bước khi mất điện thoại", (Role.ADMINISTRATOR,)),
    Permission("accounts.open_account", "Mở tài khoản cho chủ thể", (Role.ADMINISTRATOR, Role.COMMUNE_OFFICER)),
    Permission(
        "accounts.view_consents",
        "Xem ai đang giúp chủ thể",
        (
            Role.PRODUCER,
            Role.PRODUCER_HELPER,
            Role.COMMUNE_OFFICER,
            Role.COMMUNE_LEADER,
            Role.PROVINCIAL_OFFICE,
            Role.AUDITOR,
        ),
    ),
    Permission("accounts.give_consent", "Cho phép người giúp", (Role.PRODUCER, Role.COMMUNE_OFFICER)),
    Permission(
        "accounts.end_consent",
        "Chấm dứt việc giúp",
        (Role.PRODUCER, Role.COMMUNE_OFFICER, Role.PRODUCER_HELPER),
        _own_help_or_theirs,
        "người giúp chỉ chấm dứt việc giúp của chính mình",
    ),
)

# The floors below have no table of their own, because roles live here.
AUDIT = (Permission("audit.view", "Xem nhật ký", (Role.AUDITOR, Role.ADMINISTRATOR)),)

PARTIES = (
    Permission("parties.view_producer", "Xem thông tin chủ thể", PRODUCER_READERS),
    Permission("parties.create_producer", "Nhập chủ thể thay người dân", (Role.COMMUNE_OFFICER,)),
    Permission(
        "parties.edit_producer",
        "Sửa thông tin, địa điểm của chủ thể",
        (Role.PRODUCER, Role.PRODUCER_HELPER, Role.COMMUNE_OFFICER),
    ),
    Permission("parties.edit_identity", "Sửa nội dung xã đã xác nhận", (Role.COMMUNE_OFFICER,)),
    Permission("parties.confirm_producer", "Xác nhận chủ thể", (Role.COMMUNE_OFFICER,)),
    Permission("parties.refuse_producer", "Không xác nhận chủ thể", (Role.COMMUNE_OFFICER,)),
    Permission("parties.register_again", "Gửi lại đăng ký", (Role.PRODUCER,)),
    Permission(
        "parties.view_representative",
        "Xem người đại diện (dữ liệu cá nhân, ghi nhật ký)",
        (
            Role.PRODUCER,
            Role.PRODUCER_HELPER,
            Role.COMMUNE_OFFICER,
            Role.COMMUNE_LEADER,
            Role.PROVINCIAL_OFFICE,
            Role.AUDITOR,
        ),
    ),
    Permission(
        "parties.edit_representative",
        "Sửa người đại diện",
        (Role.PRODUCER, Role.PRODUCER_HELPER, Role.COMMUNE_OFFICER),
    ),
)

TABLE = (*ACCOUNTS, *AUDIT, *PARTIES)
