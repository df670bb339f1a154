"""How the sign-in library speaks and keeps: Vietnamese sentences, our own action for a new password, encrypted
secrets of the second factor, its QR code."""

import base64
import hashlib
import time
from io import BytesIO
from typing import Any

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from ocop.accounts.actions.users import check_password, set_own_password
from ocop.base.errors import Refused

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
TOO_MANY = "Sai quá nhiều lần. Hãy đợi ít phút rồi thử lại."
WRONG_CODE = "Mã không đúng hoặc đã hết hạn. Hãy xem mã mới trên điện thoại."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: no self sign-up by the library, Vietnamese sentences."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Tài khoản đang bị khóa.",
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "incorrect_password": "Mật khẩu không đúng.",
        "enter_current_password": "Mật khẩu hiện tại không đúng.",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Producers register on our own page; everybody else is given an account."""
        return False

    def clean_password(self, password: str, user: Any = None) -> str:
        """Our rules, in our words."""
        try:
            check_password(password=password, user=user)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return password

    def set_password(self, user: Any, password: str) -> None:
        """Through our action: it ends a temporary password and is recorded."""
        set_own_password(by=user, password=password)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The library sends nothing; notices are ours."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago is not asked for the password again."""
        records = get_authentication_records(self.request, self.request.user)
        return not any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """The same ways, said in Vietnamese."""
        titles = {
            "reauthenticate": "Dùng mật khẩu",
            "mfa_reauthenticate": "Dùng mã trên điện thoại",
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": titles.get(method["id"], method["description"])} for method in methods]


class MfaAdapter(DefaultMFAAdapter):
    """The second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "Vai trò của bạn bắt buộc xác thực hai bước, không tắt được.",
        "cannot_generate_recovery_codes": "Hãy bật xác thực hai bước trước khi tạo mã dự phòng.",
        "unverified_email": "Hãy xác nhận thư điện tử trước.",
    }

    def build_totp_svg(self, url: str) -> str:
        """The QR code as SVG, dark on white with its quiet zone."""
        picture = BytesIO()
        segno.make(url, error="m", micro=False).save(picture, kind="svg", scale=6, border=4, light="#fff")
        return picture.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Whoever must have a second factor keeps it."""
        return not (settings.MFA_REQUIRED and authenticator.user.needs_mfa)

    def encrypt(self, text: str) -> str:
        """Secrets do not lie open in the database; the key follows SECRET_KEY and its fallbacks."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"mfa {k}".encode()).digest())) for k in keys])
