"""Input shapes of these pages. The form of the dossier is built from its one specification."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from ocop.dossiers.spec import Field, Kind, Page
from ocop.dossiers.spec.values import fault, read, typed_again
from ocop.web.account.fields import DAY_ATTRS, DayField

_NUMBERS = (Kind.NUMBER, Kind.MONEY, Kind.PERCENT)


def page_form(page: Page, values: Mapping[str, Any], closed: Iterable[str], who: Mapping[str, str]) -> forms.Form:
    """The typed fields of a page as inputs holding `values`; `who` names a helper who typed a field."""
    form = forms.Form(auto_id="id_%s")
    form.use_required_attribute = False
    errors = form.error_class
    form._errors = {}
    for item in page.fields:
        if not item.typed:
            continue
        value = values.get(item.key)
        for name, built in _inputs(item, value).items():
            built.disabled = item.key in closed
            if name == item.key and who.get(item.key):
                built.help_text = f"{built.help_text} {who[item.key]} nhập.".strip()
            form.fields[name] = built
        wrong = fault(item, value)
        if wrong:
            form._errors[item.key] = errors([wrong])
    return form


def _inputs(item: Field, value: Any) -> dict[str, forms.Field]:
    label = f"{item.label} ({item.unit})" if item.unit else item.label
    given: dict[str, Any] = {"label": label, "help_text": item.help, "required": bool(item.required)}
    if item.kind is Kind.CHOICES:
        widget = forms.CheckboxSelectMultiple
        return {item.key: forms.MultipleChoiceField(choices=item.choices, widget=widget, initial=value or [], **given)}
    if item.kind is Kind.CHOICE:
        return {item.key: forms.ChoiceField(choices=item.choices, widget=forms.RadioSelect, initial=value, **given)}
    if item.kind is Kind.CHANGE:
        return _change_inputs(item, value, given)
    widget = forms.Textarea(attrs={"rows": 4}) if item.kind is Kind.LINES else forms.TextInput(attrs=_attrs(item))
    return {item.key: forms.CharField(widget=widget, initial=typed_again(item, value), **given)}


def _change_inputs(item: Field, value: Any, given: dict[str, Any]) -> dict[str, forms.Field]:
    known = value if isinstance(value, Mapping) else {}
    chosen = {True: "yes", False: "no"}.get(known.get("changed")) if known else None
    choices = [("no", "Không thay đổi"), ("yes", "Có thay đổi")]
    return {
        item.key: forms.ChoiceField(choices=choices, widget=forms.RadioSelect, initial=chosen, **given),
        f"{item.key}__text": forms.CharField(
            label=f"{item.label}: thay đổi gì",
            required=False,
            initial=known.get("text", ""),
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    }


def _attrs(item: Field) -> dict[str, str]:
    if item.kind is Kind.DATE:
        return DAY_ATTRS
    return {"inputmode": "decimal", "autocomplete": "off"} if item.kind in _NUMBERS else {}


def typed_values(page: Page, data: "MultiValueDict[str, Any]") -> dict[str, Any]:
    """What was typed into a page, as it will be kept."""
    return {
        item.key: read(item, data.getlist(item.key), data.get(f"{item.key}__text", ""))
        for item in page.fields
        if item.typed
    }


class ProductForm(forms.Form):
    """A product: what it is, its set, its story."""

    name = forms.CharField(
        label="Tên sản phẩm", max_length=300, help_text="Như ghi trên nhãn. Ví dụ: Cơm cháy chà bông Thiên Trường."
    )
    criteria_set = forms.IntegerField(
        label="Bộ sản phẩm", required=False, widget=forms.HiddenInput, error_messages={"invalid": "Hãy chọn lại bộ."}
    )
    description = forms.CharField(
        label="Mô tả sản phẩm",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Là gì, ngon hoặc đẹp ở chỗ nào, dùng thế nào.",
    )
    specification = forms.CharField(
        label="Quy cách, khối lượng, thành phần",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: Hộp 500 g. Gạo nếp 80 %, chà bông 15 %, gia vị 5 %.",
    )
    story = forms.CharField(
        label="Câu chuyện sản phẩm",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Ai làm ra, từ bao giờ, gắn với đất và người quê mình thế nào. Được chấm ở tiêu chí 5.1.",
    )


class EvidenceForm(forms.Form):
    """What stands on a paper of the vault."""

    kind = forms.TypedChoiceField(label="Loại giấy tờ", coerce=int, help_text="15 loại của Mẫu 02.")
    title = forms.CharField(
        label="Tên giấy tờ", max_length=300, help_text="Ví dụ: Phiếu kiểm nghiệm cơm cháy quý III."
    )
    number = forms.CharField(label="Số, ký hiệu", max_length=100, required=False)
    issuer = forms.CharField(label="Nơi cấp", max_length=300, required=False)
    issued_on = DayField(label="Ngày cấp", required=False)
    valid_until = DayField(
        label="Có giá trị đến hết ngày", required=False, help_text="Không ghi thời hạn thì để trống."
    )

    def __init__(self, *args: Any, kinds: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Chọn loại…"), *kinds]

    def clean(self) -> dict[str, Any]:
        """The end does not lie before the beginning."""
        data = super().clean() or {}
        start, end = data.get("issued_on"), data.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", "Ngày hết hạn phải sau ngày cấp.")
        return data
