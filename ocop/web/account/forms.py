"""Forms of accounts, producers and helpers. What must be true is said by the actions."""

from typing import Any

from django import forms

from ocop.accounts.queries.people import user_by_name
from ocop.accounts.queries.scopes import scope_target
from ocop.accounts.roles import ROLES, Role, Scope
from ocop.accounts.wording import PASSWORD_HELP
from ocop.base.dates import show
from ocop.base.errors import NotReady, Refused
from ocop.parties.queries import LEGAL_FORMS, registered
from ocop.parties.spec import IDENTITY, ProducerFacts, RepresentativeFacts, SiteFacts
from ocop.places.queries import districts_of
from ocop.regulations.queries.procedures import has_district_level
from ocop.web.account.fields import CommuneField, DayField, ReasonField

AT_DISTRICT = ":district"
TEL = {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}


def show_refusal(form: forms.Form, refusal: Refused) -> None:
    """Put the sentences of a refusal beside the fields that they stand on."""
    findings = refusal.findings if isinstance(refusal, NotReady) else ()
    for finding in findings:
        form.add_error(finding.where if finding.where in form.fields else None, finding.message)
    if not findings:
        form.add_error(None, str(refusal))


class ProfileForm(forms.Form):
    """How a person is called and reached."""

    full_name = forms.CharField(label="Họ và tên", max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False, widget=forms.TextInput(TEL))
    email = forms.EmailField(
        label="Thư điện tử", required=False, help_text="Thông báo cũng được gửi về đây.", max_length=200
    )


class NewUserForm(ProfileForm):
    """An account made by the administrator."""

    username = forms.CharField(
        label="Tên đăng nhập", max_length=40, help_text="3–40 chữ thường không dấu, số và các dấu . _ -"
    )
    field_order = ("full_name", "username", "phone", "email")


class ReasonForm(forms.Form):
    """An act that needs nothing but its reason."""

    reason = ReasonField()


class GrantForm(forms.Form):
    """A role in a province, district, commune or producer."""

    CHOICES = [(card.key.value, card.title) for card in ROLES.values() if card.scope in ("province", "commune")]
    IN_DISTRICT = [(f"{card.key}{AT_DISTRICT}", card.in_district) for card in ROLES.values() if card.in_district]

    role = forms.ChoiceField(
        label="Vai trò",
        choices=[*CHOICES, *IN_DISTRICT, (Role.PRODUCER.value, ROLES[Role.PRODUCER].title)],
        widget=forms.Select,
    )
    district = forms.ModelChoiceField(
        None, label="Huyện", required=False, empty_label="Chọn huyện",
        help_text="Chỉ chọn với vai trò cấp huyện (quy trình ba cấp, Quyết định 148/QĐ-TTg).",
    )  # fmt: skip
    commune = CommuneField(required=False, help_text="Chỉ ghi với vai trò của xã, phường.")
    registration_no = forms.CharField(
        label="Số đăng ký kinh doanh", required=False, help_text="Chỉ ghi với vai trò Chủ thể."
    )
    basis = ReasonField(label="Căn cứ", help_text="Số quyết định, văn bản phân công.")
    until = DayField(label="Đến hết ngày", required=False)

    def __init__(self, *args: Any, province_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.province_id = province_id
        self.fields["commune"].prepare()
        districts = districts_of(province_id)
        self.fields["district"].queryset = districts
        self.fields["district"].label_from_instance = _district_label
        if not has_district_level() or not districts:
            del self.fields["district"]
            self.fields["role"].choices = [row for row in self.fields["role"].choices if row not in self.IN_DISTRICT]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        asked = cleaned.get("role")
        if asked:
            role = cleaned["role"] = asked.removesuffix(AT_DISTRICT)
            cleaned["scope_kind"] = Scope.DISTRICT if role != asked else ROLES[Role(role)].scope
            cleaned["scope_id"] = self._scope_id(cleaned, cleaned["scope_kind"])
        return cleaned

    def _scope_id(self, cleaned: dict[str, Any], kind: Scope) -> int:
        if kind == Scope.PROVINCE:
            return self.province_id
        if kind == Scope.DISTRICT:
            if cleaned.get("district") is None and "district" not in self.errors:
                self.add_error("district", "Hãy chọn huyện của vai trò này.")
            return getattr(cleaned.get("district"), "pk", 0)
        if kind == Scope.COMMUNE:
            if cleaned.get("commune") is None and "commune" not in self.errors:
                self.add_error("commune", "Hãy ghi xã, phường của vai trò này.")
            return getattr(cleaned.get("commune"), "pk", 0)
        producer = registered(cleaned.get("registration_no", ""))
        if producer is None:
            self.add_error("registration_no", "Không có chủ thể nào mang số này.")
        return producer.pk if producer and scope_target(kind, producer.pk) else 0


def _district_label(unit: Any) -> str:
    """ "huyện Yên Khánh, tỉnh Ninh Bình (01/02/2020 – 30/06/2025)"."""
    period = " – ".join(show(day) if day else "…" for day in (unit.valid_from, unit.valid_to))
    return f"{unit.full_name}, {unit.parent.full_name} ({period})"


class ProducerForm(forms.Form):
    """The facts of a producer; what the commune has confirmed is shown but not asked of the producer again."""

    name = forms.CharField(label="Tên chủ thể", max_length=300, help_text="Đúng như trên giấy đăng ký.")
    legal_form = forms.ChoiceField(label="Loại hình", choices=[("", "Chọn loại hình"), *LEGAL_FORMS])
    registration_no = forms.CharField(
        label="Số đăng ký kinh doanh",
        max_length=60,
        help_text="Mã số doanh nghiệp, hợp tác xã, hộ kinh doanh hoặc số giấy chứng nhận.",
    )
    registered_on = DayField(label="Ngày đăng ký", required=False)
    registration_office = forms.CharField(label="Nơi cấp", max_length=200, required=False)
    commune = CommuneField()
    address = forms.CharField(label="Địa chỉ trụ sở", max_length=300, help_text="Thôn, xóm, số nhà, đường.")
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False, widget=forms.TextInput(TEL))
    email = forms.EmailField(label="Thư điện tử", required=False)
    website = forms.URLField(label="Trang thông tin", required=False, assume_scheme="https")

    def __init__(self, *args: Any, producer: Any = None, fixed: bool = False, **kwargs: Any) -> None:
        if producer is not None:
            names = ProducerFacts.__dataclass_fields__
            initial = {name: getattr(producer, name) for name in names} | {"commune": producer.commune.full_name}
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        self.producer = producer
        if fixed:
            for name in IDENTITY:
                del self.fields[name]
        elif producer is not None and producer.state == "confirmed":
            del self.fields["commune"]
        if "commune" in self.fields:
            self.fields["commune"].prepare()

    def facts(self) -> ProducerFacts:
        """What was filled in, with what was not asked as it stands."""
        names = ProducerFacts.__dataclass_fields__
        given = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        kept = {name: getattr(self.producer, name) for name in names if name not in given}
        return ProducerFacts(**(kept | given))


class RegistrationForm(ProducerForm):
    """A producer and the account of the person who registers it."""

    full_name = forms.CharField(
        label="Họ và tên của bạn", max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=40,
        help_text="3–40 chữ thường không dấu và số, ví dụ: htxsenvang",
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password1 = forms.CharField(
        label="Mật khẩu",
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Nhập lại mật khẩu", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def clean_password2(self) -> str:
        """The same twice."""
        if self.cleaned_data.get("password1") != self.cleaned_data["password2"]:
            raise forms.ValidationError("Hai lần nhập mật khẩu không giống nhau.")
        return self.cleaned_data["password2"]


class RepresentativeForm(forms.Form):
    """The legal representative."""

    full_name = forms.CharField(label="Họ và tên", max_length=200)
    position = forms.CharField(label="Chức vụ", max_length=100, required=False)
    sex = forms.ChoiceField(
        label="Giới tính", choices=[("", "Không ghi"), ("female", "Nữ"), ("male", "Nam")], required=False
    )
    ethnicity = forms.CharField(label="Dân tộc", max_length=50, required=False)
    has_disability = forms.BooleanField(label="Là người khuyết tật", required=False)
    residence = forms.CharField(label="Nơi thường trú", max_length=300, required=False)
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False, widget=forms.TextInput(TEL))
    email = forms.EmailField(label="Thư điện tử", required=False)

    def facts(self) -> RepresentativeFacts:
        """What was filled in."""
        return RepresentativeFacts(**self.cleaned_data)


class SiteForm(forms.Form):
    """A place of production, growing or sale."""

    purpose = forms.CharField(label="Dùng để", max_length=100, help_text="Ví dụ: sản xuất, vùng trồng, bán hàng.")
    commune = CommuneField()
    address = forms.CharField(label="Địa chỉ", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].prepare()

    def facts(self) -> SiteFacts:
        """What was filled in."""
        return SiteFacts(**self.cleaned_data)


class ConsentForm(forms.Form):
    """Who may type for the producer, and until when."""

    helper = forms.CharField(
        label="Tên đăng nhập của người giúp",
        max_length=150,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )
    scope_note = forms.CharField(label="Giúp việc gì", max_length=300, initial="Nhập hồ sơ sản phẩm")
    until = DayField(label="Đến hết ngày", help_text="Không quá 12 tháng; chấm dứt sớm lúc nào cũng được.")
    means = forms.ChoiceField(
        label="Chủ thể đã đồng ý bằng cách",
        choices=[
            ("paper", "Văn bản có chữ ký của chủ thể"),
            ("phone", "Qua điện thoại"),
            ("in_person", "Trực tiếp tại xã, phường"),
        ],
        widget=forms.RadioSelect,
    )
    evidence = ReasonField(
        label="Mô tả sự đồng ý", help_text="Ai đồng ý, ngày giờ nào; số và ngày của văn bản nếu có."
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["means"], self.fields["evidence"]

    def clean_helper(self) -> Any:
        """The account with this user name."""
        helper = user_by_name(self.cleaned_data["helper"].lower())
        if helper is None:
            raise forms.ValidationError("Không ghi nhận được. Hãy hỏi lại đúng tên đăng nhập của người giúp.")
        return helper


class AccountForm(forms.Form):
    """An account to hand over to a producer."""

    full_name = forms.CharField(label="Họ và tên người dùng", max_length=200)
    username = forms.CharField(label="Tên đăng nhập", max_length=40, help_text="Chữ thường không dấu và số.")
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False, widget=forms.TextInput(TEL))
    email = forms.EmailField(label="Thư điện tử", required=False)
