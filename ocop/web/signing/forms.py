"""What is typed to sign. Secrets are never shown again, not even after a refusal."""

from typing import Any

from django import forms

from ocop.base.errors import NotReady, Refused
from ocop.signing.providers.pkcs12 import LARGEST
from ocop.signing.spec import Kind, ProviderKind, Secret
from ocop.signing.wording import KINDS, PROVIDERS


class SigningForm(forms.Form):
    """A form that can show why an action refused what was typed."""

    def show(self, refusal: Refused) -> None:
        """Put each sentence where it belongs."""
        for finding in refusal.findings if isinstance(refusal, NotReady) else ():
            self.add_error(finding.where if finding.where in self.fields else None, finding.message)
        if not isinstance(refusal, NotReady):
            self.add_error(None, str(refusal))


class SecretForm(SigningForm):
    """PIN or password, a one-time code where the service asks for one, a key file where it is brought along."""

    pin = forms.CharField(
        label="Mã PIN hoặc mật khẩu khóa",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    otp = forms.CharField(
        label="Mã OTP",
        help_text="Chỉ khi ký từ xa và dịch vụ có gửi mã.",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    key_file = forms.FileField(
        label="Tệp chứng thư số (.p12, .pfx)",
        help_text="Chỉ khi khóa không nằm trên máy chủ. Hệ thống dùng một lần rồi bỏ, không lưu.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
    )

    def needs(self, provider: str, reference: str) -> None:
        """Ask only what this kind of key needs."""
        if provider != ProviderKind.REMOTE:
            self.fields.pop("otp", None)
        if provider != ProviderKind.PKCS12 or reference:
            self.fields.pop("key_file", None)

    def secret(self) -> Secret:
        """What was typed, as the actions take it."""
        given = self.cleaned_data.get("key_file")
        content = given.read(LARGEST + 1) if given else None
        return Secret(self.cleaned_data["pin"], self.cleaned_data.get("otp", ""), content)


class SignForm(SecretForm):
    """The same with the word that this is meant."""

    confirm = forms.BooleanField(label="Tôi đã xem văn bản và đồng ý ký số")
    field_order = ["pin", "otp", "key_file", "confirm"]


class ProfileForm(SecretForm):
    """A certificate that is to sign here."""

    kind = forms.ChoiceField(label="Loại", choices=[(kind.value, KINDS[kind]) for kind in Kind])
    provider = forms.ChoiceField(
        label="Khóa riêng ở đâu", choices=[(kind.value, PROVIDERS[kind]) for kind in ProviderKind]
    )
    reference = forms.CharField(
        label="Tên khóa",
        help_text="Tên tệp .p12 trên máy chủ, hoặc nhãn thiết bị/nhãn chứng thư, hoặc mã chứng thư ở dịch vụ. "
        "Để trống nếu mang tệp .p12 theo mỗi lần ký.",
        max_length=200,
        required=False,
    )
    image = forms.FileField(
        label="Hình chữ ký (xanh) hoặc hình dấu (đỏ)",
        help_text="PNG nền trong suốt.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png"}),
    )
    width = forms.IntegerField(
        label="Bề rộng thật của dấu (mm)", min_value=10, max_value=60, initial=36, help_text="Chỉ dùng cho dấu."
    )
    field_order = ["kind", "provider", "reference", "key_file", "pin", "otp", "image", "width"]

    def facts(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        image = self.cleaned_data.get("image")
        names = ("kind", "provider", "reference", "width")
        return {name: self.cleaned_data[name] for name in names} | {
            "image": image.read() if image else None,
            "secret": self.secret(),
        }


class AttachForm(SigningForm):
    """A version signed elsewhere."""

    kind = forms.ChoiceField(label="Chữ ký số vừa thêm", choices=[(kind.value, KINDS[kind]) for kind in Kind])
    file = forms.FileField(label="Tệp PDF đã ký", widget=forms.FileInput(attrs={"accept": ".pdf"}))


class InspectForm(SigningForm):
    """Any PDF to look at."""

    file = forms.FileField(
        label="Tệp PDF đã ký số",
        help_text="Đến 50 MB. Tệp chỉ được đọc để kiểm tra, không lưu lại.",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )
