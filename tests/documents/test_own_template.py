"""An office's own template as PDF: what the filled DOCX shows is what the page shows."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image
from pypdf import PdfReader

from ocop.documents.spec import missing
from ocop.documents.typeset import NotTypeset, typeset_own
from ocop.documents.word.fill import fill_template
from ocop.documents.word.read import LOST, losses, read_docx
from tests.documents.pdfa import faults
from tests.documents.test_official import paper, write_docx

DAY = date(2026, 2, 5)


def made(write: Callable[[Any], Any]) -> bytes:
    document = Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def blocks(write: Callable[[Any], Any]) -> list[dict[str, Any]]:
    return [block for part in read_docx(made(write))["parts"] for block in part["blocks"]]


def words(block: dict[str, Any]) -> str:
    return "".join(run.get("t", "") for run in block["runs"])


def pages(content: bytes, **codes: Any) -> list[str]:
    printed = typeset_own(read_docx(content), title="Tờ trình", day=DAY, **codes)
    assert faults(printed.pdf) == []
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(printed.pdf)).pages]


def test_our_own_word_file_comes_through_with_the_same_words() -> None:
    shown = " ".join(" ".join(pages(write_docx(paper(60), title="x"))).split())
    for said in (
        "ỦY BAN NHÂN DÂN TỈNH NINH BÌNH",
        "Điều 1. Nội dung Ngũ cốc",
        "Sản phẩm 60",
        "PHÓ CHỦ TỊCH",
        "ỷ, ỹ, ỵ",
    ):
        assert said in shown


def test_marks_follow_the_styles_and_the_run() -> None:
    def write(document: Any) -> None:
        document.styles["Normal"].font.size = Pt(14)
        heading = document.styles["Heading 1"]
        heading.font.bold, heading.font.all_caps, heading.font.color.rgb = True, True, RGBColor(0, 0, 0)
        document.add_paragraph("Quyết định", style="Heading 1").alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = document.add_paragraph("m").add_run("2")
        run.font.superscript, run.font.italic, run.font.underline = True, True, True

    title, body = blocks(write)
    assert (title["align"], words(title), title["runs"][0]["b"]) == ("center", "QUYẾT ĐỊNH", True)
    assert body["runs"][0]["s"] == 14
    last = body["runs"][1]
    assert (last["t"], last["v"], last["i"], last["u"]) == ("2", "super", True, True)


def test_indents_and_spaces_are_in_points() -> None:
    def write(document: Any) -> None:
        shape = document.add_paragraph("a").paragraph_format
        shape.first_line_indent, shape.left_indent = Mm(10), Pt(20)
        shape.space_before, shape.space_after, shape.line_spacing = Pt(6), Pt(3), 1.5
        exact = document.add_paragraph("b").paragraph_format
        exact.line_spacing, exact.keep_with_next = Pt(18), True

    one, two = blocks(write)
    assert [round(one[name], 1) for name in ("first", "left", "before", "after", "line")] == [28.4, 20, 6, 3, 1.5]
    assert (two["line"], two["keep"]) == (-18, True)


def test_lists_count_by_level_and_begin_anew_below() -> None:
    def write(document: Any) -> None:
        for style, text in (("List Number", "a"), ("List Number", "b"), ("List Bullet", "c"), ("List Number", "d")):
            document.add_paragraph(text, style=style)

    labels = [block["label"] for block in blocks(write)]
    assert labels == ["1.", "2.", "•", "3."]


@pytest.mark.parametrize(
    ("written", "text", "shown"),
    [
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("decimalZero", "Điều %1.", ["Điều 01.", "Điều 02.", "Điều 03."]),
        ("bullet", "\uf0b7", ["•", "•", "•"]),
        ("bullet", "-", ["-", "-", "-"]),
    ],
)
def test_a_list_is_numbered_as_its_level_says(written: str, text: str, shown: list[str]) -> None:
    def write(document: Any) -> None:
        for name in "xyz":
            document.add_paragraph(name, style="List Number")
        level = _level_of(document)
        level.find(qn("w:numFmt")).set(qn("w:val"), written)
        level.find(qn("w:lvlText")).set(qn("w:val"), text)

    assert [block["label"] for block in blocks(write)] == shown


def _level_of(document: Any) -> Any:
    """The first level of the list that the style "List Number" uses."""
    numbering = document.part.numbering_part._element
    list_id = document.styles["List Number"].element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    number = next(row for row in numbering.iter(qn("w:num")) if row.get(qn("w:numId")) == list_id)
    shape = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    drawn = next(row for row in numbering.iter(qn("w:abstractNum")) if row.get(qn("w:abstractNumId")) == shape)
    return drawn.find(qn("w:lvl"))


def test_a_table_keeps_spans_lines_and_the_head_that_repeats() -> None:
    def write(document: Any) -> None:
        table = document.add_table(4, 3, style="Table Grid")
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        table.cell(1, 0).merge(table.cell(2, 0)).text = "hai hàng"
        table.cell(3, 0).merge(table.cell(3, 1)).text = "hai cột"
        document.add_table(1, 2)

    grid, plain = (block for block in blocks(write) if block["type"] == "table")
    assert [row["head"] for row in grid["rows"]] == [True, False, False, False]
    assert [[(cell["span"], cell["down"]) for cell in row["cells"]] for row in grid["rows"]] == [
        [(1, 1)] * 3, [(1, 2), (1, 1), (1, 1)], [(1, 1)] * 2, [(2, 1), (1, 1)],
    ]  # fmt: skip
    assert all(grid["lines"].values())
    assert not any(plain["lines"].values())


def test_a_long_table_of_the_template_repeats_its_head_and_loses_no_row() -> None:
    def write(document: Any) -> None:
        table = document.add_table(1, 2, style="Table Grid")
        table.rows[0].cells[1].text = "Tên sản phẩm"
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for text in ("{%tr for x in san_pham_ds %}", "{{ loop.index }}", "{%tr endfor %}"):
            cells = table.add_row().cells
            cells[0].text = text
            if text == "{{ loop.index }}":
                cells[1].text = "{{ x.ten }}"

    rows = [{"ten": f"Sản phẩm {n} <&>"} for n in range(1, 121)]
    shown = pages(fill_template(made(write), {"san_pham_ds": rows}, gaps=True))
    assert len(shown) > 2
    assert all("Tên sản phẩm" in text for text in shown)
    assert "Sản phẩm 120 <&>" in shown[-1]


def test_sections_page_breaks_and_numbers_of_pages() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("Trang đầu").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("Trang hai")
        document.add_paragraph("Trang ba").paragraph_format.page_break_before = True
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        document.add_paragraph("Phụ lục")
        foot = document.sections[0].footer.paragraphs[0]
        foot.text = "Trang số "
        for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("end", "")):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            element.text = text
            foot.add_run()._r.append(element)

    shown = pages(made(write))
    said = ("Trang đầu", "Trang hai", "Trang ba", "Phụ lục")
    assert [word in text for word, text in zip(said, shown, strict=True)] == [True] * 4
    assert [f"Trang số {number}" in text for number, text in enumerate(shown, start=1)] == [True] * 4


def test_what_was_deleted_or_hidden_is_not_printed() -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("thấy ")
        paragraph.add_run("giấu").font.hidden = True
        gone = OxmlElement("w:del")
        gone.append(paragraph.add_run("bỏ")._r)
        paragraph._p.append(gone)
        kept = OxmlElement("w:ins")
        kept.append(paragraph.add_run("thêm")._r)
        paragraph._p.append(kept)

    assert words(blocks(write)[0]) == "thấy thêm"


def test_a_picture_and_boxes_are_printed() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "green").save(picture, "PNG")

    def write(document: Any) -> None:
        document.add_picture(io.BytesIO(picture.getvalue()), width=Mm(30))
        document.add_paragraph("☒ Lần đầu ☐ Nâng hạng")

    image, ticked = blocks(write)
    assert round(image["runs"][0]["width"]) == 85
    assert [run["on"] for run in ticked["runs"] if run.get("f") == "tick"] == [True, False]
    page = PdfReader(io.BytesIO(typeset_own(read_docx(made(write)), title="a", day=DAY).pdf)).pages[0]
    assert len(page.images) == 1


def test_a_gap_is_printed_in_red_and_pages_carry_their_codes() -> None:
    content = made(lambda document: document.add_paragraph("Kính gửi: {{ kinh_gui }}"))
    filled = fill_template(content, {"kinh_gui": missing("Nơi gửi")}, gaps=True)
    codes = {"code": "ABCD-EFGH", "address": "x", "page_address": lambda page, digest: f"https://o.example/{page}"}
    shown = pages(filled, **codes)[0]
    assert "[Nơi gửi]" in shown
    assert "ABCD-EFGH" in shown


def test_a_letter_that_no_font_has_is_named() -> None:
    with pytest.raises(NotTypeset, match="không in được"):
        pages(made(lambda document: document.add_paragraph("mẫu 𓀀")))


@pytest.mark.parametrize("tag", LOST)
def test_words_that_the_page_would_lose_are_named(tag: str) -> None:
    prefix, local = tag.split(":")
    spaces = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    }

    def write(document: Any) -> None:
        run = document.add_paragraph("a").add_run()
        run._r.append(run._r.makeelement(f"{{{spaces[prefix]}}}{local}"))

    assert losses(made(write)) == [LOST[tag]]
    assert losses(made(lambda document: document.add_paragraph("a"))) == []
