"""What a paragraph or a run of a DOCX looks like once its styles are followed: document, style chain, own marks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from docx.oxml.ns import qn

_ALIGN = {"both": "justify", "center": "center", "right": "right", "end": "right"}
_SINGLE = 240  # twentieths of a point in a line of 12 points: "auto" spacing counts in these


@dataclass(frozen=True)
class Look:
    """The effective marks of a paragraph; lengths in points, `line` in lines ("1.5") or, negative, in points."""

    align: str = "left"
    left: float = 0
    right: float = 0
    first: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    keep: bool = False
    rule: bool = False
    new_page: bool = False
    number: tuple[str, int] | None = None


@dataclass
class Styles:
    """The styles of one document, by their ids."""

    element: Any
    _chains: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    @cached_property
    def _by_id(self) -> dict[str, Any]:
        return {style.get(qn("w:styleId")): style for style in self.element.iter(qn("w:style"))}

    @cached_property
    def _usual(self) -> dict[str, str]:
        """The style that holds where none is named, by its kind."""
        return {
            style.get(qn("w:type")): style.get(qn("w:styleId"))
            for style in self.element.iter(qn("w:style"))
            if style.get(qn("w:default")) in ("1", "true")
        }

    def paragraph(self, element: Any, table_style: str = "") -> Look:
        """How `element` (w:p) stands on the page."""
        found: dict[str, Any] = {}
        for properties in self._layers("w:pPr", element, table_style):
            found |= paragraph_marks(properties)
        return Look(**{**found, "align": _ALIGN.get(found.get("align", ""), "left")})

    def run(self, element: Any, paragraph: Any, table_style: str = "") -> dict[str, Any]:
        """Bold, italic, underlined, size, colour and height of a run (w:r)."""
        found: dict[str, Any] = {}
        for properties in self._layers("w:rPr", paragraph, table_style):
            found |= _run_marks(properties)
        own = element.find(qn("w:rPr"))
        for properties in self._chain(_named(own, "w:rStyle"), "w:rPr"):
            found |= _run_marks(properties)
        return found | (_run_marks(own) if own is not None else {})

    def table(self, name: str) -> list[Any]:
        """The properties of a table style and of those it is based on."""
        return self._chain(name, "w:tblPr")

    def _layers(self, tag: str, paragraph: Any, table_style: str) -> Iterator[Any]:
        for defaults in self.element.iter(qn("w:docDefaults")):
            yield from defaults.iter(qn(tag))
        own = paragraph.find(qn("w:pPr"))
        yield from self._chain(table_style, tag)
        yield from self._chain(_named(own, "w:pStyle") or self._usual.get("paragraph", ""), tag)
        if own is not None and tag == "w:pPr":
            yield own

    def _chain(self, name: str, tag: str) -> list[Any]:
        """The properties of a style and of those it is based on, the farthest first."""
        known = self._chains.get((name, tag))
        if known is None:
            known = self._chains[name, tag] = []
            seen: set[str] = set()
            at = name
            while at in self._by_id and at not in seen:
                seen.add(at)
                style = self._by_id[at]
                known[:0] = style.findall(qn(tag))
                at = _named(style, "w:basedOn")
        return known


def value(element: Any, tag: str, attribute: str = "w:val") -> str | None:
    """The attribute of a child; None where the child is not there, "" where it has no such attribute."""
    child = element.find(qn(tag)) if element is not None else None
    return None if child is None else child.get(qn(attribute), "")


def is_on(text: str | None) -> bool:
    """Whether a mark holds: its mere presence says yes."""
    return text is not None and text not in ("0", "false", "none", "off", "nil")


def points(text: str | None) -> float:
    """Twentieths of a point, as Word writes lengths."""
    try:
        return float(text or 0) / 20
    except ValueError:
        return 0


def _named(properties: Any, tag: str) -> str:
    return value(properties, tag) or ""


def paragraph_marks(properties: Any) -> dict[str, Any]:
    """What these properties (w:pPr) say of a paragraph."""
    found: dict[str, Any] = {}
    if (align := value(properties, "w:jc")) is not None:
        found["align"] = align
    found |= _indents(properties.find(qn("w:ind"))) | _spacing(properties.find(qn("w:spacing")))
    for name, tag in (("keep", "w:keepNext"), ("new_page", "w:pageBreakBefore")):
        if (mark := value(properties, tag)) is not None:
            found[name] = is_on(mark)
    borders = properties.find(qn("w:pBdr"))
    if borders is not None:
        found["rule"] = is_on(value(borders, "w:bottom"))
    numbering = properties.find(qn("w:numPr"))
    if numbering is not None:
        list_id = value(numbering, "w:numId") or "0"
        level = value(numbering, "w:ilvl") or "0"
        found["number"] = (list_id, int(level)) if list_id != "0" and level.isdecimal() else None
    return found


def _indents(indents: Any) -> dict[str, Any]:
    if indents is None:
        return {}
    found = {}
    for name, keys in (("left", ("left", "start")), ("right", ("right", "end")), ("first", ("firstLine",))):
        given = next((indents.get(qn(f"w:{key}")) for key in keys if indents.get(qn(f"w:{key}")) is not None), None)
        if given is not None:
            found[name] = points(given)
    hanging = indents.get(qn("w:hanging"))
    return found if hanging is None else {**found, "first": -points(hanging)}


def _spacing(spacing: Any) -> dict[str, Any]:
    if spacing is None:
        return {}
    found = {
        name: points(spacing.get(qn(f"w:{name}"))) for name in ("before", "after") if spacing.get(qn(f"w:{name}"))
    }
    line = points(spacing.get(qn("w:line")))
    if line:
        exact = spacing.get(qn("w:lineRule")) in ("exact", "atLeast")
        found["line"] = -line if exact else line * 20 / _SINGLE
    return found


def _run_marks(properties: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, tag in (("b", "w:b"), ("i", "w:i"), ("u", "w:u"), ("caps", "w:caps"), ("hidden", "w:vanish")):
        if (mark := value(properties, tag)) is not None:
            found[name] = is_on(mark)
    size = value(properties, "w:sz")
    if size and size.replace(".", "", 1).isdecimal():
        found["s"] = float(size) / 2
    colour = value(properties, "w:color")
    if colour is not None:
        found["c"] = colour.lower() if _is_colour(colour) else ""
    if (height := value(properties, "w:vertAlign")) is not None:
        found["v"] = {"superscript": "super", "subscript": "sub"}.get(height, "")
    return found


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(char in "0123456789abcdefABCDEF" for char in text)


def outlook(look: Look) -> Mapping[str, Any]:
    """A paragraph's look as the layout takes it."""
    names = ("align", "left", "right", "first", "before", "after", "line", "keep", "rule")
    return {name: getattr(look, name) for name in names}
