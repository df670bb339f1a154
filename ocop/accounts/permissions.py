"""How a permission is decided, for every app: a role held in a scope that covers the object, and a condition.

Each app lists its permissions in a table of `Permission` rows and registers it. The object names the scopes that
cover it (`access_scopes()`), so one sentence holds everywhere: *a person may do X to an object when they hold one of
the roles of X in a scope that covers the object, and the condition of X is true.* Default deny.

Where councils sit at several levels, the province sees what its districts do and does not do it for them: an object
then also names its desk (`desk_scopes()`), and all but the permissions that `oversee` ask there. A role granted in a
district counts only for permissions marked `district`; what is the province's or the system's stays closed to it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import rules

from ocop.accounts.models import Grant, User
from ocop.accounts.queries.producers import PRODUCER_READERS
from ocop.accounts.roles import Role, Scope

ScopeKey = tuple[Scope, int]


@dataclass(frozen=True)
class Permission:
    """One line of the matrix. `when` is a further condition on (user, object), such as its state; `when_said` says
    it in Vietnamese for the generated matrix. `district`: the roles also count where granted in a district.
    `oversees`: a reading permission, for which the levels above the desk count too."""

    name: str
    title: str
    roles: tuple[Role, ...]
    when: Callable[[Any, Any], bool] | None = None
    when_said: str = ""
    district: bool = False
    oversees: bool = False


REGISTRY: dict[str, Permission] = {}


def register(table: Iterable[Permission]) -> None:
    """Add the permissions of one app; called once from its AppConfig."""
    for permission in table:
        REGISTRY[permission.name] = permission
        if not rules.perm_exists(permission.name):
            rules.add_perm(permission.name, _predicate(permission))


def _predicate(permission: Permission) -> rules.Predicate:
    def decide(user: User, obj: Any = None) -> bool:
        if not holds_role(user, permission.roles, obj, district=permission.district, oversees=permission.oversees):
            return False
        return permission.when is None or obj is None or permission.when(user, obj)

    return rules.predicate(decide, name=permission.name)


def holds_role(
    user: User, roles: Iterable[Role], obj: Any = None, *, district: bool = False, oversees: bool = False
) -> bool:
    """Whether `user` holds one of `roles` in a scope that covers `obj` (anywhere, where `obj` is None)."""
    if not isinstance(user, User):
        return False
    wanted = set(roles)
    counted = (grant for grant in user.active_grants if district or grant.scope_kind != Scope.DISTRICT)
    held = [grant for grant in counted if grant.role in wanted]
    if obj is None or not held:
        return bool(held)
    scopes = obj.access_scopes() if oversees or not hasattr(obj, "desk_scopes") else obj.desk_scopes()
    covering = {(str(kind), scope_id) for kind, scope_id in scopes}
    return any((grant.scope_kind, grant.scope_id) in covering or _reaches(user, grant, covering) for grant in held)


def _reaches(user: User, grant: Grant, covering: set[tuple[str, int]]) -> bool:
    """Whether a grant on a commune or a province reaches the object through a merger."""
    if grant.scope_kind not in (Scope.COMMUNE, Scope.PROVINCE):
        return False
    units = {scope_id for kind, scope_id in covering if kind == grant.scope_kind}
    return bool(units & user.reaches.get(grant.scope_id, set()))


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

PLACES = (
    Permission(
        "places.view_changes",
        "Xem sắp xếp đơn vị hành chính",
        (Role.PROVINCIAL_OFFICE, Role.ADMINISTRATOR, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AUDITOR),
    ),
    Permission(
        "places.change_map",
        "Ghi, bỏ sắp xếp đơn vị hành chính",
        (Role.PROVINCIAL_OFFICE, Role.ADMINISTRATOR),
    ),
    Permission("parties.place_producer", "Xác định xã mới của chủ thể", (Role.PROVINCIAL_OFFICE,)),
)

TABLE = (*ACCOUNTS, *AUDIT, *PARTIES, *PLACES)
