"""Accounts: made, handed over, locked, unlocked.

`open_user` trusts its caller, who has asked the permission. A temporary password is returned once and kept nowhere.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.accounts.actions.roles import forget_grants
from ocop.accounts.models import User
from ocop.accounts.queries.scopes import scope_target
from ocop.accounts.roles import Scope
from ocop.accounts.wording import SAME_PASSWORD, password_faults
from ocop.audit.actions import record
from ocop.base.errors import Conflict, NotAllowed, ReasonMissing, Refused
from ocop.base.signals import notice_due
from ocop.base.text import nfc
from ocop.parties.spec import tidy_phone

TEMPORARY_DAYS = 7
# Without signs that are mistaken for each other when they are read out or written by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


@dataclass(frozen=True)
class Handover:
    """An account with the temporary password to hand over, shown once."""

    user: User
    password: str


def create_user(
    *, by: User, username: str, full_name: str, province_id: int, email: str = "", phone: str = ""
) -> Handover:
    """An administrator makes an account without any role."""
    target = scope_target(Scope.PROVINCE, province_id)
    if target is None or not by.has_perm("accounts.create_user", target):
        raise NotAllowed("Bạn không có quyền tạo tài khoản trong tỉnh này.")
    password = temporary_password()
    user = open_user(
        by=by,
        username=username,
        full_name=full_name,
        password=password,
        email=email,
        phone=phone,
        province_id=province_id,
        temporary=True,
    )
    return Handover(user, password)


@transaction.atomic
def open_user(
    *,
    by: User | None,
    username: str,
    full_name: str,
    password: str,
    email: str = "",
    phone: str = "",
    province_id: int | None = None,
    temporary: bool = False,
    is_sample: bool = False,
) -> User:
    """Make an account. Raises Refused with the sentence to show."""
    username, full_name = username.strip().lower(), nfc(full_name)
    if not full_name:
        raise Refused("Hãy ghi họ và tên.")
    if not _USERNAME.fullmatch(username):
        raise Refused("Tên đăng nhập gồm 3–40 chữ thường không dấu, số và các dấu . _ -")
    user = User(username=username, full_name=full_name, email=email.strip(), phone=tidy_phone(phone))
    user.province_id, user.is_sample = province_id, is_sample
    check_password(password=password, user=user)
    user.set_password(password)
    _temporary(user, temporary)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise Conflict("Tên đăng nhập này không dùng được. Hãy chọn tên khác.") from error
    record("accounts.create_user", by=by or user, subject=user)
    return user


@transaction.atomic
def reset_password(*, by: User, user: User, reason: str) -> Handover:
    """An officer gives a temporary password; every device is signed out, waiting lock-outs end."""
    _ask(by, "accounts.reset_password", user)
    _need(reason, "Hãy ghi lý do đặt lại mật khẩu (ai yêu cầu, đã đối chiếu giấy tờ gì).")
    if user.pk == by.pk:
        raise Refused("Hãy đổi mật khẩu của chính mình ở mục Tài khoản.")
    password = temporary_password()
    user.set_password(password)
    _temporary(user, True)
    user.save(update_fields=["password", "must_change_password", "temporary_until"])
    _sign_out(user)
    reset(username=user.username)
    record("accounts.reset_password", by=by, subject=user, data={"reason": reason.strip()})
    body = f"{by} đã đặt lại mật khẩu của bạn. Nếu bạn không yêu cầu, hãy báo ngay cho quản trị hệ thống."
    notice_due.send(
        sender=User, to=[user], kind="accounts.password_reset", subject="Mật khẩu được đặt lại", body=body, about=user
    )
    return Handover(user, password)


@transaction.atomic
def set_own_password(*, by: User, password: str) -> User:
    """The owner sets a new password; a temporary one is over."""
    check_password(password=password, user=by)
    if by.check_password(password):
        raise Refused(SAME_PASSWORD)
    by.set_password(password)
    _temporary(by, False)
    by.save(update_fields=["password", "must_change_password", "temporary_until"])
    record("accounts.change_password", by=by, subject=by)
    return by


@transaction.atomic
def update_profile(*, by: User, full_name: str, email: str, phone: str) -> User:
    """The owner corrects how they are called and reached."""
    if not nfc(full_name):
        raise Refused("Hãy ghi họ và tên.")
    by.full_name, by.email, by.phone = nfc(full_name), email.strip(), tidy_phone(phone)
    by.save(update_fields=["full_name", "email", "phone", "folded", "sort_key"])
    record("accounts.update_profile", by=by, subject=by)
    return by


@transaction.atomic
def deactivate(*, by: User, user: User, reason: str) -> User:
    """Close an account; its devices are signed out and nothing it wrote changes."""
    _ask(by, "accounts.deactivate", user)
    _need(reason, "Hãy ghi lý do khóa tài khoản.")
    if user.pk == by.pk:
        raise Refused("Không tự khóa tài khoản của chính mình.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    _sign_out(user)
    record("accounts.deactivate", by=by, subject=user, data={"reason": reason.strip()})
    return user


@transaction.atomic
def activate(*, by: User, user: User, reason: str) -> User:
    """Open a closed account again."""
    _ask(by, "accounts.deactivate", user)
    _need(reason, "Hãy ghi lý do mở lại tài khoản.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("accounts.activate", by=by, subject=user, data={"reason": reason.strip()})
    return user


@transaction.atomic
def unlock(*, by: User, user: User) -> User:
    """Let somebody try again who was held back after too many wrong passwords."""
    _ask(by, "accounts.unlock", user)
    reset(username=user.username)
    record("accounts.unlock", by=by, subject=user)
    return user


@transaction.atomic
def remove_mfa(*, by: User, user: User, reason: str) -> User:
    """Take off the second factor of somebody who has lost their telephone; they set it up anew."""
    _ask(by, "accounts.remove_mfa", user)
    _need(reason, "Hãy ghi lý do gỡ xác thực hai bước.")
    if user.pk == by.pk:
        raise Refused("Hãy nhờ quản trị viên khác gỡ xác thực hai bước của bạn.")
    Authenticator.objects.filter(user=user).delete()
    _sign_out(user)
    record("accounts.remove_mfa", by=by, subject=user, data={"reason": reason.strip()})
    body = f"{by} đã gỡ xác thực hai bước của bạn. Hãy đăng nhập và bật lại."
    notice_due.send(
        sender=User, to=[user], kind="accounts.mfa_removed", subject="Đã gỡ xác thực hai bước", body=body, about=user
    )
    return user


@transaction.atomic
def end_session(*, by: User, session_id: int) -> None:
    """Sign one of one's own devices out."""
    session = UserSession.objects.filter(user=by, pk=session_id).first()
    if session is None:
        raise NotAllowed("Không có phiên đăng nhập này.")
    session.end()
    record("accounts.end_session", by=by, subject=by)


def temporary_password() -> str:
    """Twelve signs in groups of four, easy to read out: about 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def _temporary(user: User, is_temporary: bool) -> None:
    user.must_change_password = is_temporary
    user.temporary_until = timezone.now() + timedelta(days=TEMPORARY_DAYS) if is_temporary else None


def check_password(*, password: str, user: User | None) -> None:
    """Raises Refused where the password is too weak for `user`."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        faults = [(fault.code, fault.messages[0]) for fault in error.error_list]
        raise Refused(password_faults(faults)) from error


def _sign_out(user: User) -> None:
    """End every session of `user`."""
    forget_grants(user)
    for session in UserSession.objects.filter(user=user):
        session.end()


def _ask(by: User, permission: str, user: User) -> None:
    if not by.has_perm(permission, user):
        raise NotAllowed("Bạn không có quyền với tài khoản này.")


def _need(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise ReasonMissing(sentence)
