"""The blocks of a paper. Every text may hold marked gaps, which both typesetters print in red."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Block = dict[str, Any]
# private-use signs: stripped from everything a person typed, so nobody can write a gap
_OPEN, _CLOSE = "\ue000", "\ue001"
_GAP = re.compile(f"{_OPEN}(.*?){_CLOSE}")


def missing(label: str) -> str:
    """A value that is not there yet."""
    return f"{_OPEN}[{label}]{_CLOSE}"


def without_marks(text: str) -> str:
    """`text` as a person typed it, without our signs."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def split_missing(text: str) -> list[tuple[str, bool]]:
    """The pieces of `text`, each with whether it is a gap."""
    found: list[tuple[str, bool]] = []
    end = 0
    for match in _GAP.finditer(text):
        found.extend([(text[end : match.start()], False), (match[1], True)])
        end = match.end()
    return [(piece, gap) for piece, gap in [*found, (text[end:], False)] if piece]


def para(text: str, *, lead: str = "", align: str = "justify", style: str = "", indent: bool = True) -> Block:
    """A paragraph; `lead` is its bold beginning ("Điều 1."), `style` one of bold, italic, small."""
    shown = indent and align == "justify"
    return {"type": "para", "text": text, "lead": lead, "align": align, "style": style, "indent": shown}


def lines(text: str, **options: Any) -> list[Block]:
    """A typed text of several lines as paragraphs."""
    return [para(line.strip(), **options) for line in text.splitlines() if line.strip()]


def heading(text: str, level: int = 1) -> Block:
    """A heading inside the body: stays with what follows."""
    return {"type": "heading", "text": text, "level": level}


def bullets(items: Iterable[str]) -> list[Block]:
    """Lines that begin with a dash."""
    return [para(f"- {item}") for item in items]


def pairs(rows: Iterable[tuple[str, str]]) -> Block:
    """The lines of a form: label and value."""
    return {"type": "pairs", "rows": [list(row) for row in rows]}


def ticks(items: Iterable[tuple[str, bool]], *, columns: int = 1) -> Block:
    """Boxes, ticked or not."""
    return {"type": "ticks", "items": [[text, on] for text, on in items], "columns": columns}


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    widths: Sequence[float],
    align: str = "",
    size: float = 12,
) -> Block:
    """A table whose head repeats on every page. A cell is a text, or a mapping with `text`, `bold`, `span`, `ticks`
    and `over`, a heading that never parts from its row; `align` has a letter for each column: l, c or r. A negative
    width is in millimetres, the rest share."""
    return {
        "type": "table",
        "head": list(head),
        "rows": [[cell if isinstance(cell, Mapping) else {"text": str(cell)} for cell in row] for row in rows],
        "widths": list(widths),
        "align": align or "l" * len(widths),
        "size": size,
    }


def signing(columns: Iterable[Mapping[str, Any]]) -> Block:
    """Several who sign beside each other: `above` ("THƯ KÝ"), `note` and `name`."""
    return {"type": "signing", "columns": [dict(column) for column in columns]}


def annex(label: str, title: str, note: str = "", *, landscape: bool = False) -> Block:
    """Begins a new page, turned if need be."""
    return {"type": "annex", "label": label, "title": title, "note": note, "landscape": landscape}


def plain_text(blocks: Any) -> str:
    """Every word of some blocks, for tests and for looking for gaps."""
    if isinstance(blocks, str):
        return blocks
    if isinstance(blocks, Mapping):
        return "\n".join(plain_text(value) for key, value in blocks.items() if key not in ("type", "align", "style"))
    if isinstance(blocks, list | tuple):
        return "\n".join(plain_text(item) for item in blocks)
    return ""
