"""The forms of the sign-in library, in Vietnamese."""

from datetime import timedelta
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm as LibraryGenerateForm
from allauth.mfa.totp import forms as totp
from django import forms

from ocop.accounts.actions.registration import TooMany, count_attempt, spend_code
from ocop.accounts.wording import PASSWORD_HELP, SAME_PASSWORD


def relabel(field: forms.Field, label: str, help_text: str = "", **attrs: str) -> None:
    """Our words and attributes in place of the library's."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class LoginForm(account.LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["login"], "Tên đăng nhập", autocapitalize="none", spellcheck="false")
        relabel(self.fields["password"], "Mật khẩu")

    def clean_login(self) -> str:
        """User names are kept in small letters; telephones like to begin with a capital."""
        return super().clean_login().lower()


class ChangePasswordForm(account.ChangePasswordForm):
    """The old password, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["oldpassword"], "Mật khẩu hiện tại")
        relabel(self.fields["password1"], "Mật khẩu mới", PASSWORD_HELP)
        relabel(self.fields["password2"], "Nhập lại mật khẩu mới")

    def clean(self) -> dict[str, Any]:
        cleaned = forms.Form.clean(self) or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Hai lần nhập mật khẩu mới không giống nhau.")
        if first and first == cleaned.get("oldpassword"):
            self.add_error("password1", SAME_PASSWORD)
        return cleaned


class ReauthenticateForm(account.ReauthenticateForm):
    """The password again, before a sensitive act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["password"], "Mật khẩu")


CODES, CODE_WINDOW = 20, timedelta(minutes=30)
USED_CODE = "Mã này đã dùng. Hãy đợi mã tiếp theo trên điện thoại."
TOO_MANY_CODES = "Nhập mã quá nhiều lần. Hãy đợi nửa giờ rồi thử lại."
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12", "autofocus": "autofocus"}


class CountedCode(forms.Form):
    """Codes are counted per account and in the database: who knows the password must not go on guessing the code
    from many addresses or processes."""

    user: Any

    def clean_code(self) -> str:
        try:
            count_attempt(kind="mfa", origin=f"user {self.user.pk}", limit=CODES, window=CODE_WINDOW)
        except TooMany as refusal:
            raise forms.ValidationError(TOO_MANY_CODES) from refusal
        code = str(super().clean_code())
        try:
            spend_code(by=self.user, code="".join(code.split()))
        except TooMany as refusal:
            raise forms.ValidationError(USED_CODE) from refusal
        return code


class MfaAuthenticateForm(CountedCode, mfa.AuthenticateForm):
    """The code at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["code"], "Mã xác thực", "6 chữ số trên điện thoại, hoặc một mã dự phòng.", **CODE)


class MfaReauthenticateForm(CountedCode, mfa.ReauthenticateForm):
    """The code again, before a sensitive act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["code"], "Mã xác thực", "6 chữ số trên điện thoại, hoặc một mã dự phòng.", **CODE)


class ActivateTotpForm(totp.ActivateTOTPForm):
    """The first code proves that the telephone has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["code"], "Mã trên điện thoại", "6 chữ số, đổi mới sau mỗi 30 giây.", **CODE)


DeactivateTotpForm = totp.DeactivateTOTPForm
GenerateRecoveryCodesForm = LibraryGenerateForm
