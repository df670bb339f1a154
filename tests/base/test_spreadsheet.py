"""Lists as Excel, read back with another library."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

from python_calamine import CalamineWorkbook

from ocop.base.spreadsheet import Column, workbook


def read(content: bytes) -> tuple[list[str], list[list[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return book.sheet_names, book.get_sheet_by_index(0).to_python()


def test_values_come_back_as_what_they_are() -> None:
    row = ["Cơm cháy", 3, Decimal("71.5"), Fraction(1, 2), date(2026, 11, 24), None, True]
    _, rows = read(workbook("Đợt 1", [Column("Sản phẩm", 30), "b", "c", "d", "e", "f", "g"], [row]))
    assert rows[0][0] == "Đợt 1"
    assert rows[1] == ["Sản phẩm", "b", "c", "d", "e", "f", "g"]
    assert rows[2] == ["Cơm cháy", 3.0, 71.5, 0.5, date(2026, 11, 24), "", "Có"]


def test_a_moment_is_written_in_the_time_of_viet_nam() -> None:
    _, rows = read(workbook("Lúc", ["lúc"], [[datetime(2026, 11, 24, 18, 30, tzinfo=UTC)]]))
    assert rows[2][0] == datetime(2026, 11, 25, 1, 30)


def test_text_that_looks_like_a_formula_or_an_address_stays_text() -> None:
    _, rows = read(workbook("Chữ", ["a", "b"], [["=1+1", "http://vi.du"]]))
    assert rows[2] == ["=1+1", "http://vi.du"]


def test_the_sheets_name_holds_no_forbidden_sign_and_is_not_too_long() -> None:
    names, _ = read(workbook("Đợt [1]/2026: " + "a" * 40, ["a"], []))
    assert names == [("Đợt  1  2026  " + "a" * 40)[:31]]
    assert read(workbook("///", ["a"], []))[0] == ["Danh sách"]


def test_rows_may_come_one_by_one() -> None:
    _, rows = read(workbook("Nhiều", ["số"], ([number] for number in range(2000))))
    assert (len(rows), rows[-1]) == (2002, [1999.0])
