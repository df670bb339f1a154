"""A filled DOCX as plain data that the layout `own` prints: an office's own template becomes a PDF like every paper.

Words that a printed page would lose (text boxes, footnotes, equations) are named by `losses`, so that a template is
refused when it is uploaded. Drawn lines and shapes without words are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from ocop.documents.word.lists import Lists
from ocop.documents.word.styles import Look, Styles, is_on, outlook, paragraph_marks, points, value

# name of what is lost, by the element that holds it
LOST = {
    "w:txbxContent": "hộp chữ (text box)",
    "w:footnoteReference": "chú thích cuối trang",
    "w:endnoteReference": "chú thích cuối văn bản",
    "w:object": "đối tượng nhúng",
    "m:oMath": "công thức toán",
    "c:chart": "biểu đồ",
}
_NAMESPACES = {
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_TICKS = {"f0fe": True, "f0fd": True, "f0a8": False, "f06f": False, "f072": False}
_BOXES = {"☒": True, "☑": True, "☐": False}
_PAGES = {"PAGE": "page", "NUMPAGES": "pages"}
_EMU = 12700  # in a point
_MAX_IMAGE = 1024 * 1024
_VALIGN = {"center": "horizon", "bottom": "bottom"}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def losses(content: bytes) -> list[str]:
    """What of this DOCX has words that its PDF would not hold."""
    document = Document(BytesIO(content))
    roots = [document.element.body, *(part._element for part in _margins(document))]
    return [name for tag, name in LOST.items() if any(next(root.iter(_tag(tag)), None) is not None for root in roots)]


def read_docx(content: bytes) -> dict[str, Any]:
    """The document as `parts` (a page setup and its blocks) with the headers of the first and the other pages."""
    document = Document(BytesIO(content))
    reader = _Reader(document, Styles(document.styles.element), Lists(_numbering(document)))
    section = document.sections[0]
    first = section.different_first_page_header_footer
    return {
        "parts": reader.parts(),
        "header": reader.around(section.header),
        "first_header": reader.around(section.first_page_header) if first else None,
        "footer": reader.around(section.footer),
        "first_footer": reader.around(section.first_page_footer) if first else None,
    }


@dataclass
class _Reader:
    document: Any
    styles: Styles
    lists: Lists
    part: Any = None
    _fields: list[dict[str, Any]] = field(default_factory=list)

    def parts(self) -> list[dict[str, Any]]:
        """A part for each section: pages of one shape."""
        self.part = self.document.part
        shapes = [_shape(section) for section in self.document.sections]
        found: list[list[Any]] = [[]]
        for child in _inside(self.document.element.body):
            found[-1].append(child)
            if child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                found.append([])
        pairs = zip(shapes, found, strict=False)
        return [{"page": shape, "blocks": self.blocks(children)} for shape, children in pairs]

    def around(self, place: Any) -> list[Any]:
        """The blocks of a header or footer; none where it is empty."""
        self.part = place.part
        blocks = self.blocks(list(_inside(place._element)))
        return blocks if any(block["type"] == "table" or block["runs"] for block in blocks) else []

    def blocks(self, children: list[Any], table_style: str = "") -> list[dict[str, Any]]:
        """Paragraphs and tables in their order."""
        found: list[dict[str, Any]] = []
        for child in children:
            if child.tag == qn("w:tbl"):
                found.append(self.table(child))
            else:
                found.extend(self.paragraphs(child, table_style))
        return found

    def paragraphs(self, element: Any, table_style: str) -> Iterator[dict[str, Any]]:
        """A paragraph: its look, its list sign, its runs; in pieces where it breaks the page."""
        look = self.styles.paragraph(element, table_style)
        label = ""
        if look.number is not None:
            label = self.lists.label(*look.number)
            look = self._indented(element, look)
        size = self._size(element, table_style)
        pieces: list[list[dict[str, Any]]] = [[]]
        for run in (run for child in element for run in self._runs(child, element, table_style)):
            if run.get("f") == "break":
                pieces.append([])
            else:
                pieces[-1].append(run)
        if len(pieces) > 1 and not pieces[0]:
            del pieces[0]
            look = replace(look, new_page=True)
        for number, runs in enumerate(pieces):
            broken = look.new_page or number > 0
            shown = label if number == 0 else ""
            yield {"type": "para", **outlook(look), "label": shown, "broken": broken, "runs": runs, "size": size}

    def _indented(self, element: Any, look: Look) -> Look:
        """The list's own indents, where the paragraph says none."""
        assert look.number is not None
        marks = self.lists.marks(*look.number)
        own = element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        if marks is None or own is not None:
            return look
        given = paragraph_marks(marks)
        return replace(look, **{name: given[name] for name in ("left", "right", "first") if name in given})

    def _size(self, element: Any, table_style: str) -> float:
        """The height of an empty line."""
        probe = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        size = value(probe, "w:sz")
        return float(size) / 2 if size else self.styles.run(element, element, table_style).get("s", 13)

    def _runs(self, element: Any, paragraph: Any, table_style: str) -> Iterator[dict[str, Any]]:
        if element.tag in (qn("w:hyperlink"), qn("w:ins"), qn("w:smartTag"), qn("w:sdt"), qn("w:sdtContent"),
                           qn("w:fldSimple")):  # fmt: skip
            name = _PAGES.get((element.get(qn("w:instr")) or "").strip().split(" ")[0])
            if name:
                yield {"f": name}
                return
            for child in element:
                yield from self._runs(child, paragraph, table_style)
        elif element.tag == qn("w:r"):
            marks = self.styles.run(element, paragraph, table_style)
            if not marks.pop("hidden", False):
                caps = marks.pop("caps", False)
                for piece in self._pieces(element):
                    text = piece.get("t")
                    yield {**marks, **piece, **({"t": text.upper()} if text and caps else {})}

    def _pieces(self, run: Any) -> Iterator[dict[str, Any]]:
        for child in run:
            if child.tag == qn("w:fldChar"):
                yield from self._field(child.get(qn("w:fldCharType")))
            elif child.tag == qn("w:instrText"):
                if self._fields:
                    self._fields[-1]["said"] += child.text or ""
            elif not any(open_["hides"] for open_ in self._fields):
                yield from self._piece(child)

    def _field(self, mark: str | None) -> Iterator[dict[str, Any]]:
        """A field of Word: numbers of pages are ours to count, of any other its last result is printed."""
        if mark == "begin":
            self._fields.append({"said": "", "hides": True})
        elif self._fields and mark == "separate":
            self._fields[-1]["hides"] = self._fields[-1]["said"].split()[:1] in (["PAGE"], ["NUMPAGES"])
        elif self._fields and mark == "end":
            name = _PAGES.get(next(iter(self._fields.pop()["said"].split()), ""))
            if name:
                yield {"f": name}

    def _piece(self, child: Any) -> Iterator[dict[str, Any]]:
        if child.tag == qn("w:t"):
            yield from _texts(child.text or "")
        elif child.tag in (qn("w:tab"), qn("w:ptab")):
            yield {"f": "tab"}
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield {"f": "break"} if child.get(qn("w:type")) == "page" else {"t": "\n"}
        elif child.tag == qn("w:noBreakHyphen"):
            yield {"t": "\u2011"}
        elif child.tag == qn("w:sym"):
            ticked = _TICKS.get((child.get(qn("w:char")) or "").lower())
            yield {"t": "•"} if ticked is None else {"f": "tick", "on": ticked}
        elif child.tag == qn("w:drawing"):
            yield from self._image(child)

    def _image(self, drawing: Any) -> Iterator[dict[str, Any]]:
        for blip in drawing.iter(_tag("a:blip")):
            part = self.part.related_parts.get(blip.get(_tag("r:embed")))
            extent = next(drawing.iter(_tag("wp:extent")), None)
            if part is None or extent is None or part.content_type not in ("image/png", "image/jpeg"):
                continue
            if len(part.blob) <= _MAX_IMAGE:
                yield {"f": "image", "bytes": list(part.blob), "width": int(extent.get("cx", 0)) / _EMU}

    def table(self, element: Any) -> dict[str, Any]:
        """A table: columns in points, rows of cells with their spans and lines."""
        properties = element.find(qn("w:tblPr"))
        style = value(properties, "w:tblStyle") or ""
        lines = self._lines(properties, style)
        grid = element.find(qn("w:tblGrid"))
        widths = [points(column.get(qn("w:w"))) for column in grid] if grid is not None else []
        read = [self._row(row, style) for row in _inside(element, "w:tr")]
        _join_down(read)
        return {
            "type": "table",
            "widths": widths or [0] * max((sum(cell["span"] for cell in row["cells"]) for row in read), default=1),
            "lines": lines,
            "align": value(properties, "w:jc") or "left",
            "rows": read,
        }

    def _lines(self, properties: Any, style: str) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for marks in [*self.styles.table(style), properties]:
            borders = marks.find(qn("w:tblBorders")) if marks is not None else None
            if borders is not None:
                found |= _edges(borders)
        return {edge: found.get(edge, False) for edge in _EDGES}

    def _row(self, row: Any, style: str) -> dict[str, Any]:
        marks = row.find(qn("w:trPr"))
        return {
            "head": is_on(value(marks, "w:tblHeader")),
            "whole": is_on(value(marks, "w:cantSplit")),
            "cells": [self._cell(cell, style) for cell in _inside(row, "w:tc")],
        }

    def _cell(self, cell: Any, style: str) -> dict[str, Any]:
        marks = cell.find(qn("w:tcPr"))
        borders = marks.find(qn("w:tcBorders")) if marks is not None else None
        down = value(marks, "w:vMerge")
        return {
            "span": int(value(marks, "w:gridSpan") or 1),
            "down": 1,
            "merged": down is not None and down != "restart",
            "lines": _edges(borders) if borders is not None else {},
            "side": _VALIGN.get(value(marks, "w:vAlign") or "", "top"),
            "blocks": self.blocks(list(_inside(cell)), style),
        }


def _join_down(rows: list[dict[str, Any]]) -> None:
    """Cells that go on below their beginning: the beginning counts its rows, the rest is left out."""
    above: dict[int, dict[str, Any]] = {}
    for row in rows:
        at, kept = 0, []
        for cell in row["cells"]:
            if cell.pop("merged") and at in above:
                above[at]["down"] += 1
            else:
                above[at] = cell
                kept.append(cell)
            at += cell["span"]
        row["cells"] = kept


def _texts(text: str) -> Iterator[dict[str, Any]]:
    """Text, with boxes that are ticked or not drawn as everywhere in our papers."""
    rest = ""
    for char in text:
        if char in _BOXES:
            if rest:
                yield {"t": rest}
            yield {"f": "tick", "on": _BOXES[char]}
            rest = ""
        else:
            rest += char
    if rest:
        yield {"t": rest}


def _edges(borders: Any) -> dict[str, bool]:
    found = {}
    for edge in _EDGES:
        for tag in {"left": ("w:left", "w:start"), "right": ("w:right", "w:end")}.get(edge, (f"w:{edge}",)):
            if (mark := value(borders, tag)) is not None:
                found[edge] = is_on(mark)
    return found


def _inside(parent: Any, *tags: str) -> Iterator[Any]:
    """Children of these kinds (paragraphs and tables where none is named), through content controls."""
    wanted = {qn(tag) for tag in tags or ("w:p", "w:tbl")}
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _inside(child, *tags)


def _shape(section: Any) -> dict[str, float]:
    """Width, height and margins in points."""
    names = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin")
    usual = (595.3, 841.9, 56.7, 56.7, 85.0, 48.2)
    lengths = [getattr(section, name) for name in names]
    found = [given if length is None else length.pt for length, given in zip(lengths, usual, strict=True)]
    return dict(zip(("width", "height", "top", "bottom", "left", "right"), found, strict=True))


def _numbering(document: Any) -> Any:
    links = document.part.rels.values()
    return next((link.target_part._element for link in links if link.reltype.endswith("/numbering")), None)


def _margins(document: Any) -> Iterator[Any]:
    for section in document.sections:
        yield from (section.header, section.first_page_header, section.footer, section.first_page_footer)


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}" if prefix in _NAMESPACES else str(qn(name))
