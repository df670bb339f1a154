"""Fields that several forms share."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ocop.base.text import fold
from ocop.places.queries import communes_of, home_province, search_units

# eight digits are shown as the day that they are (small.js)
DAY_ATTRS = {"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off", "data-day": "yes"}


class DataListInput(forms.TextInput):
    """A text input with proposals; the browser filters them, also without scripts."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.proposals: list[str] = []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}_list"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((text,) for text in self.proposals))
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class CommuneField(forms.CharField):
    """A commune of the province, typed with or without accents; gives the unit."""

    widget = DataListInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Xã, phường")
        kwargs.setdefault("help_text", "Gõ vài chữ rồi chọn; có dấu hay không đều được.")
        super().__init__(**kwargs)
        self.home: Any = None  # another province than that of the installation, where a form lets it be chosen
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare(self) -> None:
        """Fill the proposals; called by the form when it is made."""
        home = self.home or home_province(settings.PROVINCE_CODE)
        self.widget.proposals = [unit.full_name for unit in communes_of(home)] if home else []

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        home = self.home or home_province(settings.PROVINCE_CODE)
        code = home.province_code if home else settings.PROVINCE_CODE
        found = list(search_units(typed, level="commune", province_code=code)[:12])
        # A name written in full wins over longer names that hold it.
        exact = [unit for unit in found if fold(typed) in (unit.folded, fold(unit.name))]
        accented = [unit for unit in exact or found if typed.lower() in (unit.lowered, unit.name.lower())]
        chosen = accented or exact or found
        if len(chosen) == 1:
            return chosen[0]
        if not chosen:
            raise forms.ValidationError("Không có xã, phường nào tên như vậy trong tỉnh.")
        names = ", ".join(unit.full_name for unit in chosen[:6])
        raise forms.ValidationError(f"Có nhiều nơi khớp: {names}. Hãy ghi rõ một nơi.")


class DayField(forms.DateField):
    """A day typed as dd/mm/yyyy, or as its eight digits: the number pad of a phone has no stroke. The browser's own
    picker would write the day in the order of the browser's language."""

    default_error_messages = {"invalid": "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/02/2026."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=DAY_ATTRS))
        kwargs.setdefault("input_formats", ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"])
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Eight digits read as a day; everything else as the formats say."""
        digits = value.strip() if isinstance(value, str) else ""
        is_day = len(digits) == 8 and digits.isascii() and digits.isdecimal()
        return super().to_python(f"{digits[:2]}/{digits[2:4]}/{digits[4:]}" if is_day else value)


class ReasonField(forms.CharField):
    """Why, in a few words."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Lý do")
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        kwargs.setdefault("max_length", 1000)
        super().__init__(**kwargs)
