"""From what was typed to what is kept, and from what is kept to what is shown.

What cannot be read as its kind is kept as it was typed, with a sentence that says what is wrong: nothing a person
wrote is thrown away, and the completeness list names it until it is mended.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ocop.dossiers.spec.shapes import Field, Kind

_DMY = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$|^(\d\d)(\d\d)(\d{4})$")
_PLAIN_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
_LONGEST_NUMBER = 18  # signs; what is longer was not meant as a number, and is kept as it was typed
_GROUPED = re.compile(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$")


def read(field: Field, typed: Sequence[str], more: str = "") -> Any:
    """The value kept for what was typed: canonical where it can be read, the words themselves where not.

    `more` is the text beside a `CHANGE`. Nothing typed gives None.
    """
    words = [word.strip() for word in typed if word.strip()]
    if field.kind is Kind.CHOICES:
        return sorted(set(words), key=words.index) or None
    first = words[0] if words else ""
    if field.kind is Kind.CHANGE:
        return {"changed": first == "yes", "text": more.strip()} if first or more.strip() else None
    if not first:
        return None
    if field.kind is Kind.DATE:
        return _read_date(first)
    if field.kind in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT):
        return _read_number(first)
    return first


def fault(field: Field, value: Any) -> str:
    """What is wrong with a kept value, as a sentence for the person; empty where nothing is."""
    if value is None or value == "":
        return ""
    check = _FAULTS.get(field.kind, _fault_of_text)
    return check(field, value)


def is_empty(value: Any) -> bool:
    """Whether nothing was given."""
    return value is None or value == "" or value == []


def show(field: Field, value: Any) -> str:
    """`value` in words, as a person reads it; what could not be read is shown as it was typed."""
    if is_empty(value):
        return ""
    if field.kind is Kind.CHANGE and isinstance(value, Mapping):
        return (value.get("text") or "Có thay đổi") if value.get("changed") else "Không thay đổi"
    if field.kind is Kind.CHOICES:
        labels = dict(field.choices)
        return "; ".join(labels.get(word, word) for word in value)
    if field.kind is Kind.CHOICE:
        return dict(field.choices).get(value, str(value))
    written = str(typed_again(field, value))
    is_number = field.kind in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT)
    return f"{written} {field.unit}".strip() if is_number and not fault(field, value) else written


def typed_again(field: Field, value: Any) -> Any:
    """`value` as it stands in the input."""
    if field.kind is Kind.DATE and not fault(field, value) and value:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    if field.kind in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT) and _is_number(str(value)):
        return number_shown(value)
    return "" if value is None else value


def number_shown(value: str) -> str:
    """ "1250000.5" as "1.250.000,5"."""
    whole, _, rest = str(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if whole not in ("-0", "-") else whole
    return f"{grouped},{rest}" if rest else grouped


def _read_date(typed: str) -> str:
    found = _DMY.match(typed)
    try:
        if found:
            day, month, year = (int(part) for part in found.groups() if part)
            return date(year, month, day).isoformat()
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        return typed


def _read_number(typed: str) -> str:
    """Vietnamese writing: a point groups thousands, a comma begins the decimals."""
    plain = typed.replace(" ", "").replace("\u00a0", "").removesuffix("%").removesuffix("đ")
    if _GROUPED.match(plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".") if plain.count(",") == 1 else plain
    try:
        number = Decimal(plain) if _is_number(plain) else None
    except InvalidOperation:
        number = None
    return typed if number is None else format(number.normalize(), "f")


def _is_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and bool(_PLAIN_NUMBER.match(text))


def _fault_of_text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        return "Hãy ghi bằng chữ."
    return f"Dài quá {field.limit} ký tự, hãy rút gọn." if len(value) > field.limit else ""


def _fault_of_date(field: Field, value: Any) -> str:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/02/2026."
    return "" if 1900 <= day.year <= 2100 else "Năm không hợp lý, hãy xem lại."


def _fault_of_number(field: Field, value: Any) -> str:
    if not isinstance(value, str) or not _is_number(value):
        return "Chỉ ghi số, ví dụ 1.250 hoặc 12,5."
    number = Decimal(value)
    if field.kind is not Kind.MONEY and number < 0:
        return "Số không được âm."
    if field.kind is Kind.NUMBER and number != number.to_integral_value():
        return "Ghi số nguyên, không có phần lẻ."
    if field.kind is Kind.PERCENT and number > 100:
        return "Không quá 100 %."
    return ""


def _fault_of_choice(field: Field, value: Any) -> str:
    return "" if value in dict(field.choices) else "Hãy chọn một trong các mục."


def _fault_of_choices(field: Field, value: Any) -> str:
    known = dict(field.choices)
    if not isinstance(value, list) or any(word not in known for word in value):
        return "Hãy chọn trong các mục."
    return "Đã chọn “chưa có” thì bỏ chọn các mục khác." if "none" in value and len(value) > 1 else ""


def _fault_of_change(field: Field, value: Any) -> str:
    if not isinstance(value, Mapping):
        return "Hãy chọn có hay không thay đổi."
    if value.get("changed") and not value.get("text"):
        return "Hãy ghi điều đã thay đổi."
    return f"Dài quá {field.limit} ký tự, hãy rút gọn." if len(value.get("text", "")) > field.limit else ""


_FAULTS = {
    Kind.DATE: _fault_of_date,
    Kind.NUMBER: _fault_of_number,
    Kind.MONEY: _fault_of_number,
    Kind.PERCENT: _fault_of_number,
    Kind.CHOICE: _fault_of_choice,
    Kind.CHOICES: _fault_of_choices,
    Kind.CHANGE: _fault_of_change,
}
