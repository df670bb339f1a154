"""Giving and ending roles.

`give_role` and `take_role` are for actions of upper floors, which have asked their own permission (a council is
constituted, a team named, a producer registered).
"""

from contextlib import suppress
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ocop.accounts.models import Grant, User
from ocop.accounts.queries.scopes import ScopeTarget, scope_target
from ocop.accounts.roles import ROLES, Role, Scope
from ocop.audit.actions import record
from ocop.base.errors import Conflict, NotAllowed, ReasonMissing, Refused
from ocop.base.signals import notice_due

# Scopes that live on floors above: their roles come with the decision that names the people.
_GIVEN_ELSEWHERE = (Scope.COUNCIL, Scope.ROUND)


def grant_role(
    *, by: User, user: User, role: Role, scope_kind: Scope, scope_id: int, basis: str, until: date | None = None
) -> Grant:
    """An administrator gives `user` a role in a province, commune or producer, stating on what basis."""
    target = _target(role, scope_kind, scope_id)
    if not by.has_perm("accounts.grant_role", target) or not by.has_perm("accounts.grant_role", user):
        raise NotAllowed("Bạn không có quyền cấp vai trò trong phạm vi này.")
    if user.pk == by.pk:
        raise Refused("Không tự cấp vai trò cho chính mình; hãy nhờ quản trị viên khác.")
    if not basis.strip():
        raise ReasonMissing("Hãy ghi căn cứ cấp vai trò (số quyết định, văn bản phân công).")
    return give_role(by=by, user=user, role=role, scope_kind=scope_kind, scope_id=scope_id, basis=basis, until=until)


@transaction.atomic
def give_role(
    *,
    by: User | None,
    user: User,
    role: Role,
    scope_kind: Scope,
    scope_id: int,
    scope_name: str = "",
    basis: str = "",
    until: date | None = None,
) -> Grant:
    """Write down a role (the caller has asked the permission) and tell the person."""
    card = ROLES[Role(role)]
    if scope_kind not in card.scopes:
        raise Refused(f"Vai trò “{card.title}” không dùng cho phạm vi này.")
    target = scope_target(scope_kind, scope_id)
    if target is None and scope_kind not in _GIVEN_ELSEWHERE:
        raise Refused("Không tìm thấy phạm vi của vai trò.")
    if until is not None and until < timezone.localdate():
        raise Refused("Ngày kết thúc vai trò đã qua.")
    User.objects.select_for_update().get(pk=user.pk)
    _end_lapsed(user, card.key, scope_kind, scope_id)
    if user.grants.filter(role=role, scope_kind=scope_kind, scope_id=scope_id, ended_at=None).exists():
        raise Conflict("Người này đã có vai trò đó trong phạm vi đó.")
    grant = Grant.objects.create(
        user=user,
        role=role,
        scope_kind=scope_kind,
        scope_id=scope_id,
        scope_name=scope_name or (target.name if target else ""),
        granted_by=by,
        granted_at=timezone.now(),
        basis=basis.strip(),
        until=until,
    )
    _home(user, target)
    forget_grants(user)
    record("accounts.grant_role", by=by, subject=user, data={"role": role, "scope": str(grant), "basis": basis})
    _tell(
        user, "accounts.granted", f"Bạn được giao vai trò {card.title_in(scope_kind)}", f"{grant}. {card.description}"
    )
    return grant


def end_grant(*, by: User, grant: Grant, reason: str) -> Grant:
    """An administrator ends a role, with a reason."""
    if not by.has_perm("accounts.end_grant", grant.user):
        raise NotAllowed("Bạn không có quyền thu hồi vai trò này.")
    if grant.user_id == by.pk:
        raise Refused("Không tự thu hồi vai trò của chính mình; hãy nhờ quản trị viên khác.")
    return take_role(by=by, grant=grant, reason=reason)


@transaction.atomic
def take_role(*, by: User | None, grant: Grant, reason: str) -> Grant:
    """End a role (the caller has asked the permission) and tell the person."""
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do thu hồi vai trò.")
    locked = Grant.objects.select_for_update().select_related("user").get(pk=grant.pk)
    if locked.ended_at is not None:
        raise Conflict("Vai trò này đã được thu hồi.")
    locked.ended_at, locked.ended_by, locked.end_reason = timezone.now(), by, reason.strip()
    locked.save(update_fields=["ended_at", "ended_by", "end_reason"])
    for loaded in (grant.user, by):
        if loaded is not None and loaded.pk == grant.user_id:
            forget_grants(loaded)
    record("accounts.end_grant", by=by, subject=locked.user, data={"role": locked.role, "scope": str(locked)})
    _tell(locked.user, "accounts.grant_ended", "Một vai trò của bạn đã được thu hồi", f"{locked}. Lý do: {reason}")
    return locked


def forget_grants(user: User) -> None:
    """Read the grants of this loaded user anew at the next question."""
    with suppress(AttributeError):  # nothing read so far
        del user.active_grants
    with suppress(AttributeError):
        del user.reaches


def _target(role: Role, scope_kind: Scope, scope_id: int) -> ScopeTarget:
    if ROLES[Role(role)].scope in _GIVEN_ELSEWHERE:
        raise Refused("Vai trò này được giao khi lập Hội đồng hoặc Tổ tư vấn, không cấp ở đây.")
    target = scope_target(scope_kind, scope_id)
    if target is None:
        raise Refused("Không tìm thấy phạm vi của vai trò.")
    return target


def _end_lapsed(user: User, role: Role, scope_kind: Scope, scope_id: int) -> None:
    """A grant past its last day makes room for a new one."""
    same = Q(role=role, scope_kind=scope_kind, scope_id=scope_id, ended_at=None)
    lapsed = user.grants.filter(same, until__lt=timezone.localdate())
    lapsed.update(ended_at=timezone.now(), end_reason="Hết thời hạn.")


def _home(user: User, target: ScopeTarget | None) -> None:
    """The first scope decides whose administrators look after the account."""
    if user.province_id is None and target is not None and target.province_id:
        user.province_id = target.province_id
        user.save(update_fields=["province"])


def _tell(user: User, kind: str, subject: str, body: str) -> None:
    notice_due.send(sender=User, to=[user], kind=kind, subject=subject, body=body, about=user)
