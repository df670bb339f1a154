"""The numbers and signs of the lists of a DOCX: "1.", "a)", "III.", "•"."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from docx.oxml.ns import qn

from ocop.documents.word.styles import value

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%(\d)")


@dataclass
class Lists:
    """The lists of one document; it counts as the document is read from its beginning."""

    element: Any = None
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, list_id: str, level: int) -> str:
        """What stands before the next paragraph of this list on this level."""
        levels = self._levels.get(list_id)
        if levels is None or level not in levels:
            return ""
        counts = self._counts.setdefault(list_id, {})
        start = int(value(levels[level], "w:start") or 1)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        text = value(levels[level], "w:lvlText") or ""
        if value(levels[level], "w:numFmt") == "bullet":
            return _sign(text)
        return _PLACE.sub(lambda found: _count(levels, counts, int(found[1]) - 1), text)

    def marks(self, list_id: str, level: int) -> Any:
        """The indents that the list gives its paragraphs (w:pPr), if it gives any."""
        found = self._levels.get(list_id, {}).get(level)
        return None if found is None else found.find(qn("w:pPr"))

    @cached_property
    def _levels(self) -> dict[str, dict[int, Any]]:
        if self.element is None:
            return {}
        drawn = {
            shape.get(qn("w:abstractNumId")): {int(row.get(qn("w:ilvl"), 0)): row for row in shape.iter(qn("w:lvl"))}
            for shape in self.element.iter(qn("w:abstractNum"))
        }
        return {
            row.get(qn("w:numId")): drawn.get(value(row, "w:abstractNumId") or "", {})
            for row in self.element.iter(qn("w:num"))
        }


def _count(levels: dict[int, Any], counts: dict[int, int], level: int) -> str:
    row = levels.get(level)
    number = counts.get(level, 1)
    written = value(row, "w:numFmt") or "decimal"
    if written.endswith("Letter"):
        text = _LETTERS[(number - 1) % len(_LETTERS)]
    elif written.endswith("Roman"):
        text = _roman(number)
    else:
        text = f"{number:02d}" if written == "decimalZero" else str(number)
    return text.upper() if written.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        times, number = divmod(number, worth)
        text += sign * times
    return text


def _sign(text: str) -> str:
    """The bullets of Word's picture fonts as a round one; those that can be read stay."""
    return text if text and all(char.isprintable() and not "\ue000" <= char <= "\uf8ff" for char in text) else "•"
