"""Vietnamese text: folding for search, the alphabet for sorting."""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[\u0300-\u036f]")
_SPACES = re.compile(r"\s+")

# Signs, digits and letters in the order of PostgreSQL's vi-x-icu; each is written as two digits, because
# digits sort alike under every collation of every database. Other signs come before the digits, other
# letters after z.
_SIGNS = " _-–—,;:!?.…·'‘’\"“”()[]@*/\\&#%°+×<=>|~$"
_ORDER = _SIGNS + "\0" + "0123456789" + "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz" + "\uffff"
_RANK = {char: f"{index:02d}" for index, char in enumerate(_ORDER, start=10)}
_OTHER_SIGN, _OTHER_LETTER = _RANK["\0"], _RANK["\uffff"]
# No mark, grave, hook above, tilde, acute, dot below; any mark that is not Vietnamese last. 0 ends a level.
_TONE_RANK = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_NO_TONE, _OTHER_MARK = "1", "7"

# Columns that store a sort key have this `max_length`: what comes later in a long text does not order it.
SORT_KEY_LENGTH = 700
LONGEST_WHOLE = 11  # digits of the largest key or count that any field holds
_ORDERED_CHARS = (SORT_KEY_LENGTH - 1) // 3


def whole(text: str) -> int | None:
    """The whole number that came as text; None for anything else, also for digits without end, which cost more to
    read than any key or count is worth."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_WHOLE else None


def nfc(text: str) -> str:
    """`text` composed and with white space collapsed: the form in which everything is stored."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """`text` without marks and case, so that "duong" finds "Đường"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return _SPACES.sub(" ", _MARKS.sub("", plain)).strip()


def sort_key(text: str) -> str:
    """Digits whose plain order is the order of the Vietnamese alphabet; at most `SORT_KEY_LENGTH` of them.

    All the letters decide first, then the tones; capitals count as small letters.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in nfc(text.lower())[:_ORDERED_CHARS]:
        rank, tone = _ranks(char)
        letters.append(rank)
        tones.append(tone)
    return "".join(letters) + "0" + "".join(tones).rstrip(_NO_TONE)


@lru_cache(maxsize=1024)
def _ranks(char: str) -> tuple[str, str]:
    """Rank of the letter or sign, and of the tone on it."""
    marks = unicodedata.normalize("NFD", char)
    tone = next((_TONE_RANK[mark] for mark in marks if mark in _TONE_RANK), _NO_TONE)
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONE_RANK))
    if base in _RANK:
        return _RANK[base], tone
    if marks[0] in _RANK and len(marks) > 1:
        return _RANK[marks[0]], _OTHER_MARK
    return (_OTHER_LETTER if char.isalnum() else _OTHER_SIGN), tone
