"""A paper as DOCX. Times New Roman is named, not embedded: every office machine has it."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ocop.documents.spec import PaperText, split_missing
from ocop.documents.wording import keep_together

FONT = "Times New Roman"
_RED = RGBColor(0xB3, 0x26, 0x1E)
_ALIGN = {
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_CELL = {"l": "left", "c": "center", "r": "right"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def write_docx(paper: PaperText, *, title: str, note: str = "") -> bytes:
    """The paper as the bytes of a DOCX."""
    document = Document()
    _defaults(document, title)
    _shape(document.sections[0], landscape=paper.landscape, note=note)
    _head(document, paper)
    before, annexes = _parts(paper)
    for block in before:
        _WRITERS[block["type"]](document, block)
    _ending(document, paper)
    for part in annexes:
        _annex(document, part[0])
        for block in part[1:]:
            _WRITERS[block["type"]](document, block)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _parts(paper: PaperText) -> tuple[list[Any], list[list[Any]]]:
    parts: list[list[Any]] = [[]]
    for block in paper.blocks:
        if block["type"] == "annex":
            parts.append([])
        parts[-1].append(block)
    return parts[0], parts[1:]


def _defaults(document: Any, title: str) -> None:
    document.core_properties.title = title
    document.core_properties.author = ""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.space_before = Pt(0)


def _shape(section: Any, *, landscape: bool, note: str = "") -> None:
    """A4 with the margins of the decree; the page number in the middle of the top margin from page 2."""
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(17)
    section.header_distance = Mm(9)
    section.different_first_page_header_footer = True
    place = section.header.paragraphs[0]
    place.alignment = _ALIGN["center"]
    _page_field(place)
    if note:
        _run(section.first_page_header.paragraphs[0], note, bold=True, size=9, colour=_RED)


def _page_field(paragraph: Any) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _run(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: float = 0,
         colour: Any = None) -> None:  # fmt: skip
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.add_run().add_break()
        for piece, gap in split_missing(keep_together(line)):
            run = paragraph.add_run(piece)
            run.bold, run.italic = bold or gap, italic
            if size:
                run.font.size = Pt(size)
            if gap or colour is not None:
                run.font.color.rgb = _RED


def _line(place: Any, text: str, align: str = "center", *, after: float = 0, **style: Any) -> Any:
    paragraph = place.add_paragraph()
    paragraph.alignment = _ALIGN[align]
    paragraph.paragraph_format.space_after = Pt(after)
    _run(paragraph, text, **style)
    return paragraph


def _grid(document: Any, widths: list[Any], *, rows: int = 1) -> Any:
    """A table without lines, to set things side by side."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    _columns(table, widths)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    return table


def _columns(table: Any, widths: list[Any]) -> None:
    """The grid of the table too: some programs read nothing else."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _first(cell: Any, text: str, align: str = "center", **style: Any) -> Any:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _ALIGN[align]
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, **style)
    return paragraph


def _rule_below(paragraph: Any, side: float) -> None:
    """A line under a paragraph, drawn in by `side` millimetres on both sides."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _head(document: Any, paper: PaperText) -> None:
    head = paper.head
    if head.form:
        _line(document, head.form, "right", italic=True, size=12)
    if not head.issuer:
        _line(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12)
        _rule_below(_line(document, "Độc lập - Tự do - Hạnh phúc", bold=True, size=13, after=6), 50)
        if head.place_date:
            _line(document, head.place_date, "right", italic=True)
    else:
        wide = 250 if paper.landscape else 163
        table = _grid(document, [Mm(wide * 0.42), Mm(wide * 0.58)], rows=2)
        _head_left(table.cell(0, 0), paper)
        _first(table.cell(0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12)
        _rule_below(_line(table.cell(0, 1), "Độc lập - Tự do - Hạnh phúc", bold=True, size=13), wide * 0.1)
        _first(table.cell(1, 0), f"Số: {head.number}" if head.number else "")
        if head.subject:
            _line(table.cell(1, 0), f"V/v {head.subject}", size=12)
        _first(table.cell(1, 1), head.place_date, italic=True)
    if head.kind or head.title:
        _line(document, head.kind.upper(), bold=True, size=14).paragraph_format.space_before = Pt(12)
    if head.title:
        _line(document, head.title, bold=True, after=10)
    elif not head.kind:
        _line(document, "")


def _head_left(cell: Any, paper: PaperText) -> None:
    if paper.head.parent:
        _first(cell, paper.head.parent.upper(), size=12)
        last = _line(cell, paper.head.issuer.upper(), bold=True, size=12)
    else:
        last = _first(cell, paper.head.issuer.upper(), bold=True, size=12)
    _rule_below(last, 0)


def _para(document: Any, block: Mapping[str, Any]) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _ALIGN[block["align"]]
    if block["indent"]:
        paragraph.paragraph_format.first_line_indent = Mm(10)
    style = {"bold": block["style"] == "bold", "italic": block["style"] == "italic"}
    size = 11 if block["style"] == "small" else 0
    if block["lead"]:
        _run(paragraph, f"{block['lead']} ", bold=True)
    _run(paragraph, block["text"], size=size, **style)


def _heading(document: Any, block: Mapping[str, Any]) -> None:
    paragraph = _line(document, block["text"], "left", after=4, bold=True, italic=block["level"] > 1)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(6)


def _pairs(document: Any, block: Mapping[str, Any]) -> None:
    for label, value in block["rows"]:
        _line(document, f"{label}: {value}", "left", after=3)


def _ticks(document: Any, block: Mapping[str, Any]) -> None:
    for text, on in block["items"]:
        _line(document, f"{_box(on)} {text}", "left", after=2)


def _box(on: bool) -> str:
    return "☒" if on else "☐"


def _table(document: Any, block: Mapping[str, Any]) -> None:
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    widths = _widths(block["widths"], room)
    table = document.add_table(rows=1, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _columns(table, widths)
    _borders(table)
    for cell, text, width in zip(table.rows[0].cells, block["head"], widths, strict=True):
        cell.width = width
        _first(cell, text, bold=True, size=block["size"])
    _repeat(table.rows[0])
    for row in block["rows"]:
        _row(table, row, block, widths)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _row(table: Any, row: list[Mapping[str, Any]], block: Mapping[str, Any], widths: list[int]) -> None:
    added = table.add_row()
    properties = added._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    cells, at = list(added.cells), 0
    for content in row:
        span = content.get("span", 1)
        cell = cells[at] if span == 1 else cells[at].merge(cells[at + span - 1])
        cell.width = sum(widths[at : at + span])
        align = "left" if "ticks" in content or span > 1 else _CELL[block["align"][at]]
        style = {"size": block["size"], "bold": content.get("bold", False), "italic": content.get("italic", False)}
        if content.get("over"):
            _first(cell, content["over"], "left", bold=True, size=block["size"])
            _line(cell, content.get("text", ""), align, **style)
        else:
            _first(cell, content.get("text", ""), align, **style)
        for text, on in content.get("ticks", ()):
            _line(cell, f"{_box(on)} {text}", "left", size=block["size"])
        at += span


def _widths(shares: list[float], room: int) -> list[int]:
    fixed = sum(Mm(-share) for share in shares if share < 0)
    whole = sum(share for share in shares if share > 0) or 1
    return [Mm(-share) if share < 0 else int((room - fixed) * share / whole) for share in shares]


def _borders(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in _SIDES:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _repeat(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))


def _signing(document: Any, block: Mapping[str, Any]) -> None:
    columns = block["columns"]
    table = _grid(document, [Mm(163 / len(columns))] * len(columns))
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        _first(cell, column["above"].upper(), bold=True)
        _line(cell, column.get("note", ""), italic=True, size=11.5)
        _line(cell, "\n\n\n", after=0)
        _line(cell, column["name"], bold=True)


def _ending(document: Any, paper: PaperText) -> None:
    if not paper.sign and not paper.recipients:
        return
    table = _grid(document, [Mm(75), Mm(88)])
    left, right = table.rows[0].cells
    if paper.recipients:
        _first(left, "Nơi nhận:", "left", bold=True, italic=True, size=12)
        for line in paper.recipients:
            _line(left, f"- {line}", "left", size=11)
    if paper.sign:
        _first(right, paper.sign[0].upper(), bold=True)
        for line in paper.sign[1:]:
            _line(right, line.upper(), bold=True)
        _line(right, "\n\n\n")
        _line(right, paper.signer, bold=True)


def _annex(document: Any, block: Mapping[str, Any]) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    short, long = Mm(210), Mm(297)
    turned = block["landscape"]
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if turned else (short, long)
    _line(document, block["label"], bold=True, size=14)
    _line(document, block["title"].upper(), bold=True, after=4)
    if block["note"]:
        _line(document, block["note"], italic=True, after=6)


_WRITERS: dict[str, Callable[[Any, Mapping[str, Any]], None]] = {
    "para": _para,
    "heading": _heading,
    "pairs": _pairs,
    "ticks": _ticks,
    "table": _table,
    "signing": _signing,
}
