"""What must be true of a producer before it is written down."""

import re
from collections.abc import Iterable
from datetime import date

from ocop.base.findings import Finding

CLAUSE = "Điều 3, Quyết định 26/2026/QĐ-TTg"
_NUMBER = re.compile(r"[0-9A-ZĐ][0-9A-ZĐ./-]{3,49}")
_PHONE = re.compile(r"0\d{9,10}")


def check_registration_no(number: str) -> list[Finding]:
    """A number of business registration: four signs or more, letters, digits, dot, dash and slash."""
    if _NUMBER.fullmatch(number):
        return []
    message = "Số đăng ký kinh doanh gồm chữ, số và các dấu . - /, ít nhất 4 ký tự."
    return [Finding("parties.registration_no", CLAUSE, message, "registration_no")]


def check_phone(number: str) -> list[Finding]:
    """Empty, or a Vietnamese number of 10 or 11 digits."""
    if not number or _PHONE.fullmatch(number):
        return []
    return [Finding("parties.phone", "", "Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0.", "phone")]


def check_legal_form(form: str, known: Iterable[str]) -> list[Finding]:
    """One of the legal forms that may be an OCOP subject."""
    if form in set(known):
        return []
    return [Finding("parties.legal_form", CLAUSE, "Hãy chọn loại hình chủ thể trong danh sách.", "legal_form")]


def check_registered_on(day: date | None, today: date) -> list[Finding]:
    """A day of registration is not in the future."""
    if day is None or day <= today:
        return []
    return [Finding("parties.registered_on", "", "Ngày đăng ký không được sau hôm nay.", "registered_on")]


def check_filled(values: dict[str, str], titles: dict[str, str]) -> list[Finding]:
    """Each named text is there."""
    return [
        Finding(f"parties.{name}", "", f"Hãy ghi {titles[name]}.", name)
        for name, value in values.items()
        if not value.strip()
    ]


def check_commune(is_commune: bool, in_force: bool) -> list[Finding]:
    """The unit is a commune, ward or special zone of today's map."""
    if is_commune and in_force:
        return []
    return [Finding("parties.commune", CLAUSE, "Hãy chọn xã, phường đang có trong danh mục.", "commune")]
