"""Numbers, dates and sums as offices write them in words; exact and pure."""

import re
from datetime import date

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_NBSP = "\u00a0"
_UNITS = re.compile(r"(?<=\d) (?=(?:điểm|sao|%|đồng|sản phẩm|mẫu|tháng|ngày)\b)")
_NUMBERS = re.compile(r"(?<=\b[Ss]ố) (?=\d)")


def number_words(number: int) -> str:
    """ "một nghìn không trăm linh năm": the reading taught in schools (mốt, lăm, linh)."""
    if number < 0:
        return f"âm {number_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    words = [f"{number_words(billions)} tỷ"] if billions else []
    for power in (2, 1, 0):
        part = rest // 1000**power % 1000
        if part:
            words.append(f"{_below_thousand(part, whole=bool(words))} {_SCALES[power]}".strip())
    return " ".join(words)


def _below_thousand(number: int, *, whole: bool) -> str:
    """Three digits; `whole` says that something stands before, so that the empty hundred is spoken."""
    hundreds, rest = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or whole else []
    tens, units = divmod(rest, 10)
    if tens == 0:
        if units:
            words.append(f"linh {_DIGITS[units]}" if words else _DIGITS[units])
        return " ".join(words)
    words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    if units:
        words.append(_unit(units, tens))
    return " ".join(words)


def _unit(units: int, tens: int) -> str:
    if units == 1 and tens > 1:
        return "mốt"
    if units == 5:
        return "lăm"
    return _DIGITS[units]


def money(amount: int) -> str:
    """ "1.250.000 đồng"."""
    return f"{grouped(amount)} đồng"


def grouped(number: int) -> str:
    """ "1.250.000"."""
    return f"{number:,}".replace(",", ".")


def money_words(amount: int) -> str:
    """ "Một triệu hai trăm năm mươi nghìn đồng"."""
    said = f"{number_words(amount)} đồng"
    return said[0].upper() + said[1:]


def star_words(stars: int) -> str:
    """ "03 (ba) sao"."""
    return f"{counted(stars)} sao"


def counted(number: int) -> str:
    """ "05 (năm)": a count that nobody can alter by one stroke."""
    return f"{number:02d} ({number_words(number)})"


def paper_number(number: int) -> str:
    """ "01" to "09", then as it is (Nghị định 30/2020/NĐ-CP)."""
    return f"{number:02d}"


def day_words(day: date) -> str:
    """ "ngày năm tháng hai năm hai nghìn không trăm hai mươi sáu"."""
    first = "mùng " if day.day <= 10 else ""
    month = {4: "tư"}.get(day.month, number_words(day.month))
    return f"ngày {first}{number_words(day.day)} tháng {month} năm {number_words(day.year)}"


def keep_together(text: str) -> str:
    """A figure stays on the line of its unit, so that no line holds "điểm" alone."""
    return _NUMBERS.sub(_NBSP, _UNITS.sub(_NBSP, text))
