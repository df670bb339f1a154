"""Reading official files: no database."""

import struct
import time
import zipfile
from contextlib import suppress
from decimal import Decimal
from io import BytesIO

import pytest

from ocop.regulations.spec import DecisionDraft, FileRefused, read_blocks, read_decision
from ocop.regulations.spec.blocks import Paragraph, Row, Table
from ocop.regulations.spec.decision import BandDraft, PlaceDraft
from ocop.regulations.spec.faults import MOST_FAULTS, find_faults
from ocop.regulations.spec.files import MOST_BYTES
from ocop.regulations.spec.sheet import number, plain_name, stars
from tests.regulations.official import CAKES, GUESTS, HEAD, NUMBER, PIECES, TYPES, Piece, W, as_docx, as_html, packed


def read(pieces: list[Piece]) -> DecisionDraft:
    return read_decision(read_blocks(as_html(pieces)))


def changed(rows: list[tuple[str, ...]], old: tuple[str, ...], *new: tuple[str, ...]) -> list[Piece]:
    """The invented decision with other rows in place of one row of its first sheet."""
    place = rows.index(old)
    table = [*rows[:place], *new, *rows[place + 1 :]]
    return [table if piece is rows else piece for piece in PIECES]


def faults(pieces: list[Piece]) -> list[tuple[str, int | None, str, int | None, str, str]]:
    found = find_faults(read(pieces))
    known = {(f.kind, f.set_no, f.code, f.option) for f in find_faults(read(PIECES))}
    return [
        (f.kind, f.set_no, f.code, f.option, f.as_read, f.proposed)
        for f in found
        if (f.kind, f.set_no, f.code, f.option) not in known
    ]


def test_word_and_html_of_one_text_are_read_alike() -> None:
    assert read_blocks(as_docx()) == read_blocks(as_html())


def test_number_dates_title_ranks_and_samples_are_read_from_the_articles() -> None:
    draft = read(PIECES)
    assert (draft.number, str(draft.dated), str(draft.in_force_from)) == (NUMBER, "2031-03-05", "2031-07-01")
    assert draft.title == "Ban hành bộ tiêu chí thử nghiệm cho sản phẩm của làng"
    assert draft.bands[0] == BandDraft(5, Decimal(88), "national", "Điều 3.3.a")
    assert [(band.stars, band.minimum, band.level) for band in draft.bands[1:]] == [
        (4, 70, "province"), (3, 50, "province"), (2, 30, ""), (1, 0, ""),
    ]  # fmt: skip
    assert (draft.sample_units, draft.no_samples) == (3, "dich vu cua lang")


def test_the_classification_names_the_ministries() -> None:
    assert read(PIECES).classification == [
        PlaceDraft("Sản phẩm ăn uống", "Bánh", "Bánh làng", ("Bộ Một", "Bộ Hai")),
        PlaceDraft("Dịch vụ của làng", "Đón khách", "", ("Bộ Ba",)),
    ]


def test_criteria_of_any_depth_hang_where_their_signs_say() -> None:
    cakes, guests = read(PIECES).sheets
    assert [node.code for node in cakes.leaves()] == [
        "1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1.1", "4.1.2", "4.2", "5",
    ]  # fmt: skip
    assert [node.code for node in cakes.walk() if node.children] == ["A", "1", "2", "B", "3", "C", "4", "4.1"]
    assert [node.code for node in guests.leaves()] == ["1.1", "2", "3", "4"]
    assert (cakes.name, cakes.rejected_if) == ("Bánh làng", ["Giả mạo hồ sơ", "Không đăng ký"])


def test_lettered_criteria_stand_below_their_section() -> None:
    rows = [(f"{letter}) Tay nghề {letter}", "7") for letter in "ađ"]
    pieces = changed(CAKES, ("2.1. Tay nghề", "14"), rows[0], ("□ Mới học", "7"), rows[1])
    assert [node.code for node in read(pieces).sheets[0].leaves()][2:4] == ["2.a", "2.đ"]


def test_boxes_stars_and_cases_are_read_however_they_are_written() -> None:
    cakes, guests = read(PIECES).sheets
    flour = next(cakes.leaves())
    assert [(option.label, option.star) for option in flour.options] == [
        ("Bột mua ngoài", None), ("Bột của xã", 3), ("Bột của làng", 4),
    ]  # fmt: skip
    assert flour.options[2].text == "□ Bột của làng * * * *"
    oven = list(cakes.leaves())[1]
    assert (oven.options[1].label, oven.options[1].star, oven.reject_if) == (
        "Lò riêng", 5, ["Bị loại nếu lò không phép"],
    )  # fmt: skip
    house = next(guests.leaves())
    assert house.cases == {"a": "nhà của dân", "b": "nhà của làng"}
    assert [(option.case, option.points) for option in house.options] == [
        ("a", 20), ("a", 40), ("b", 10), ("b", 40),
    ]  # fmt: skip
    assert (stars("a"), stars("*"), stars("***"), stars("* ** **"), stars("*** x ****")) == (None, None, 3, 5, 4)


def test_what_stands_beside_a_criterion_is_kept_by_what_it_says() -> None:
    rows = {node.code: node for node in read(PIECES).sheets[0].leaves()}
    assert rows["1.1"].requirements == ["100% bột trong tỉnh"]
    assert rows["1.1"].guidance == ["So với làng bên"]
    assert rows["4.1.1"].stop_if == ["Nếu bánh mốc sẽ không đánh giá các bước tiếp theo"]
    assert rows["4.2"].evidence_notes == ["Kèm phiếu kiểm nghiệm"]
    assert (rows["3.2"].applies_only_if, rows["3.2"].applies_if_code) == (
        "Chỉ áp dụng khi có câu chuyện của bánh", "3.1",
    )  # fmt: skip


def test_every_fault_of_the_file_is_found_with_its_place_and_a_reading() -> None:
    found = [(f.kind, f.set_no, f.code, f.option, f.place, f.as_read, f.proposed) for f in find_faults(read(PIECES))]
    assert found == [
        ("points", 1, "1.1", 1, "bảng 4, dòng 6", "", "0"),
        ("points", 1, "1.2", 2, "bảng 4, dòng 11", "220", "20"),
        ("options", 1, "2.2", None, "bảng 4, dòng 16", "", "0; 1"),
        ("max", 2, "3", None, "bảng 5, dòng 17", "30 1", "30"),
        ("max", 2, "A", None, "bảng 5, dòng 2", "35", "40"),
    ]


@pytest.mark.parametrize(
    ("row", "rows", "fault"),
    [
        (("□ Ngon", "20"), [("□ Ngon", "25")], ("points", 1, "4.2", 2, "25", "20")),
        (("□ Ngon", "20"), [("□ Ngon", "ba")], ("points", 1, "4.2", 2, "ba", "20")),
        (("□ Ngon", "20"), [("□ Ngon", "19")], ("best_option", 1, "4.2", None, "20", "")),
        (("□ Ngon", "20"), [("□ Ngon", "10"), ("□ Tuyệt", "20")], ("points", 1, "4.2", 2, "10", "10")),
        (("□ Vừa", "10"), [("□ Vừa", "9"), ("□ Khá", ""), ("□ Giỏi", "11")], ("points", 1, "4.2", 2, "", "10")),
        (("□ Vừa", "10"), [("□ Vừa", "1"), ("□ Khá", ""), ("□ Giỏi", "11")], ("points", 1, "4.2", 2, "", "")),
        (("4.2. Vị", "20"), [("4.2. Vị", "")], ("max", 1, "4.2", None, "", "20")),
        (("4.2. Vị", "20"), [("4.2. Vị ****", "20")], ("star", 1, "4.2", 1, "****", "4")),
        (("□ Ngon", "20"), [("□ Ngon **", "20")], ("star", 1, "4.2", 2, "**", "giữ nguyên")),
        (("2. NGƯỜI LÀM", "15"), [("2. NGƯỜI LÀM", "16")], ("sum", 1, "2", None, "16", "")),
        (("TỔNG CỘNG", "100"), [("TỔNG CỘNG", "99")], ("sum", 1, "", None, "99", "giữ nguyên")),
        (("4.2. Vị", "20"), [("4.1.2. Vị", "20")], ("code", 1, "4.1.3", None, "4.1.2", "4.1.3")),
        (("□ Lá", "5"), [("□ Lá", "5"), ("Chữ lạ", "7")], ("text", 1, "", None, "Chữ lạ | 7", "giữ nguyên")),
    ],
)  # fmt: skip
def test_each_kind_of_fault_is_found(
    row: tuple[str, ...], rows: list[tuple[str, ...]], fault: tuple[str, int | None, str, int | None, str, str]
) -> None:
    assert fault in faults(changed(CAKES, row, *rows))


def test_sheets_are_held_against_the_table_of_contents() -> None:
    pieces = [*PIECES[:-3], "3. Bộ sản phẩm: Đón tiếp", GUESTS]
    found = [(f.kind, f.set_no, f.as_read) for f in find_faults(read(pieces))]
    assert ("missing", 2, "Đón khách") in found
    other = [*PIECES[:-3], "2. Sản phẩm đón tiếp", GUESTS]
    assert ("name", 2, "Đón khách") in [(f.kind, f.set_no, f.as_read) for f in find_faults(read(other))]
    nameless = find_faults(read([*HEAD, CAKES]))
    assert ("name", 1, "Bộ 1") in [(f.kind, f.set_no, f.proposed) for f in nameless]


def test_a_star_missing_in_one_of_many_like_sheets_is_noticed() -> None:
    without = [("□ Bột của xã", "3") if row[0].startswith("□ Bột của xã") else row for row in CAKES]
    pieces: list[Piece] = [*HEAD[:-1]]
    for no in range(1, 8):
        pieces += [f"{no}. Bộ sản phẩm: Bánh {no}", list(without if no == 4 else CAKES)]
    lonely = [f for f in find_faults(read(pieces)) if f.kind == "star"]
    assert [(f.set_no, f.code, f.option, f.proposed) for f in lonely] == [(4, "1.1", 2, "giữ nguyên")]


def test_a_readable_proposal_is_in_the_draft_already() -> None:
    draft = read(PIECES)
    find_faults(draft)
    for sheet in draft.sheets:
        assert sum(part.max or 0 for part in sheet.parts) == 100
        for node in sheet.leaves():
            assert max(option.points or 0 for option in node.options) == node.max


def test_points_and_names_as_the_law_writes_them() -> None:
    read = [number(text) for text in ("3", "0,5", "0.5", "", "3 1", "-1", "1000")]
    assert read == [3, Decimal("0.5"), Decimal("0.5"), None, None, None, None]
    assert (plain_name("TỔ CHỨC SẢN XUẤT"), plain_name("Mùi, vị:")) == ("Tổ chức sản xuất", "Mùi, vị")


def word(body: str) -> bytes:
    return packed(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode())


def test_numbers_bullets_and_tracked_changes_of_word_are_written_out() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )

    def item(level: int, text: str) -> str:
        listed = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="2"/></w:numPr></w:pPr>'
        return f"<w:p>{listed}<w:r><w:t>{text}</w:t></w:r></w:p>"

    body = "".join(item(level, text) for level, text in [(0, "A"), (1, "B"), (2, "C"), (1, "D"), (0, "E"), (1, "F")])
    body += "<w:p><w:del><w:r><w:delText>cũ</w:delText><w:t>cũ</w:t></w:r></w:del>"
    body += "<w:ins><w:r><w:t>mới</w:t></w:r></w:ins></w:p>"
    body += '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:tab/><w:t>ô</w:t></w:r></w:p>'
    content = packed(
        f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode(),
        extra={"word/numbering.xml": numbering.encode()},
    )
    texts = [block.text for block in read_blocks(content) if isinstance(block, Paragraph)]
    assert texts == ["1. A", "1.1. B", "□ C", "1.2. D", "2. E", "2.1. F", "mới", "□ ô"]


def test_html_without_closing_tags_and_with_a_table_in_a_cell_is_read() -> None:
    page = (
        "<body><p>Một<table><tr><td>a<td>b<table><tr><td>c</td></tr></table></td></tr>"
        "<tr><td>d</table><script>x<p></script><style>p {}</style><!-- <p>y -->"
    )
    assert read_blocks(page.encode()) == [Paragraph("Một"), Table((Row(("a", "b\nc"), 1), Row(("d",), 2)), 1)]


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16"])
def test_html_is_read_in_its_own_encoding(name: str) -> None:
    page = "<html><body><p>Quyết định số 9</p></body></html>".encode(name)
    assert read_blocks(page) == [Paragraph("Quyết định số 9")]


def bomb() -> bytes:
    """Few bytes that unpack to more than any text has."""
    return packed(b"<a>" + b" " * 60_000_000 + b"</a>")


def lying_bomb() -> bytes:
    """A bomb whose header says that it is small."""
    content = bytearray(bomb())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.rfind(signature)
        content[place + offset : place + offset + 4] = struct.pack("<I", 1000)
    return bytes(content)


def encrypted() -> bytes:
    content = bytearray(as_docx())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
MACRO_TYPES = TYPES.replace("application/xml", "application/vnd.ms-word.document.macroEnabled.main+xml").encode()


def other_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "Tệp trống", id="empty"),
        pytest.param(b"%PDF-1.7 \xff\xd8\xff", "Tệp là PDF", id="pdf"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word cũ", id="old word"),
        pytest.param(b"\x89PNG\r\n", "Tệp là ảnh", id="picture"),
        pytest.param(b"{\\rtf1}", "RTF", id="rtf"),
        pytest.param(b"MZ\x90", "chương trình", id="program"),
        pytest.param(b"chi co chu", "không phải là Word", id="plain text"),
        pytest.param(b"<p>" + b" " * MOST_BYTES, "lớn hơn 20 MB", id="too large"),
        pytest.param(other_zip(), "không phải là văn bản Word", id="another zip"),
        pytest.param(b"PK\x03\x04xxxx", "bị hỏng", id="broken zip"),
        pytest.param(as_docx()[:-400], "bị hỏng", id="cut off"),
        pytest.param(as_docx(extra={"word/vbaProject.bin": b"x"}), "macro", id="macro"),
        pytest.param(as_docx(extra={"[Content_Types].xml": MACRO_TYPES}), "macro", id="macro type"),
        pytest.param(encrypted(), "mật khẩu", id="password"),
        pytest.param(bomb(), "quá lớn", id="zip bomb"),
        pytest.param(packed(LAUGHS), "DOCTYPE", id="entities"),
        pytest.param(packed(b"<a><b></a>"), "bị hỏng", id="broken xml"),
        pytest.param(as_docx(extra={f"x{n}": b"" for n in range(2001)}), "quá nhiều phần", id="many parts"),
        pytest.param("<p>Quyết</p>".encode("utf-16-le")[1:] + b"\xff<", "bảng mã", id="wrong encoding"),
        pytest.param(b"<p>" + b"x" * 300_000, "dài bất thường", id="endless paragraph"),
        pytest.param(b"<table><tr>" + b"<td>x" * 70_000, "quá nhiều đoạn", id="endless table"),
        pytest.param(b"<i>" * 700_000, "quá nhiều thẻ", id="endless tags"),
    ],
)
def test_a_wrong_or_hostile_file_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    started = time.monotonic()
    with pytest.raises(FileRefused, match=reason):
        read_blocks(content)
    assert time.monotonic() - started < 10


def test_what_a_header_says_about_the_length_is_not_trusted() -> None:
    with pytest.raises(FileRefused):
        read_blocks(lying_bomb())


@pytest.mark.parametrize("page", [b"<" + b"a" * 2_000_000, b"<!--" * 500_000, b"<p>" + b"* " * 9000 + b"</p>"])
def test_no_file_makes_reading_slow(page: bytes) -> None:
    started = time.monotonic()
    with suppress(FileRefused):
        read_decision(read_blocks(page))
    assert time.monotonic() - started < 5


def test_options_and_notes_that_no_criterion_owns_are_told() -> None:
    pieces = changed(CAKES, ("4.1 Hình dáng", "10"), ("4.1 Hình dáng", "10"), ("□ Lạc", "1"), ("Ghi chú: lạc", ""))
    found = [(f.kind, f.code, f.as_read) for f in find_faults(read(pieces))]
    assert ("text", "4.1", "□ Lạc") in found
    assert ("text", "4.1", "lạc") in found


def test_rows_that_cannot_be_placed_are_told() -> None:
    rows = [("", "3"), ("", ""), ("Dòng lạ", ""), ("Ghi chú: dài\ncòn nữa", "")]
    pieces = changed(CAKES, ("□ Ngon", "20"), ("□ Ngon", "20"), *rows)
    sheet = read(pieces).sheets[0]
    assert [text for _, text in sheet.unknown] == ["3", "Dòng lạ"]
    vi = next(node for node in sheet.leaves() if node.code == "4.2")
    assert vi.evidence_notes == ["Kèm phiếu kiểm nghiệm", "dài còn nữa"]


@pytest.mark.parametrize(
    ("rows", "proposed"),
    [
        ([("□ a", ""), ("□ b", ""), ("□ c", "14")], ["", ""]),
        ([("□ a", "x"), ("□ b", "0"), ("□ c", "14")], [""]),
        ([("□ a", "14"), ("□ b", "")], [""]),
    ],
)
def test_where_only_a_person_can_tell_nothing_is_proposed(rows: list[tuple[str, str]], proposed: list[str]) -> None:
    pieces = changed(CAKES, ("□ Mới học", "7"), *rows)
    pieces = [
        [row for row in piece if row != ("□ Thạo nghề", "14")] if isinstance(piece, list) else piece
        for piece in pieces
    ]
    found = [f.proposed for f in find_faults(read(pieces)) if f.kind == "points" and f.code == "2.1"]
    assert found == proposed


def test_a_criterion_without_points_and_options_is_told() -> None:
    pieces = changed(CAKES, ("2.2. Biển hiệu song ngữ", "1"), ("2.2. Biển hiệu song ngữ", ""))
    found = {(f.kind, f.proposed) for f in find_faults(read(pieces)) if f.code == "2.2"}
    assert found == {("options", ""), ("max", "")}


def test_dates_and_ranks_that_cannot_be_are_not_read() -> None:
    pieces: list[Piece] = ["Số: 7/2031/QĐ-TTg", "ngày 31 tháng 02 năm 2031", "Hạng 0 sao: từ 10 điểm", "Hạng 1 sao"]
    draft = read(pieces)
    assert (draft.number, draft.dated, draft.bands) == ("7/2031/QĐ-TTg", None, [])


def test_rows_of_a_classification_without_ministries_are_passed_over() -> None:
    table = [
        ("I", "NGÀNH"),
        ("I", "NGÀNH MỘT", ""),
        ("1", "Nhóm: A", ""),
        ("a", "Phân nhóm: B", "Bộ Một"),
        ("", "x", ""),
    ]
    assert read([table]).classification == [PlaceDraft("Ngành một", "A", "B", ("Bộ Một",))]


def test_lists_of_word_may_be_lettered_or_unknown() -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
        '<w:start w:val="x"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
        "</w:numbering>"
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for key, level, text in ((1, 0, "A"), (1, 0, "B"), (2, 0, "C"), (9, 0, "D"), (1, 5, "E"))
    )
    content = packed(
        f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode(),
        extra={"word/numbering.xml": numbering.encode()},
    )
    texts = [block.text for block in read_blocks(content) if isinstance(block, Paragraph)]
    assert texts == ["a) A", "b) B", "C", "D", "E"]


def test_a_sheet_of_nonsense_is_refused() -> None:
    long = [*CAKES[:3], *[(f"1.{n}. Mục", "1") for n in range(500)]]
    with pytest.raises(FileRefused, match="quá nhiều mục"):
        read([*HEAD, long])
    blank = [*CAKES[:4], *[("□ Trống", "") for _ in range(MOST_FAULTS + 2)]]
    with pytest.raises(FileRefused, match="chỗ không đọc được"):
        find_faults(read([*HEAD, blank]))
