"""Lists as Excel files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ocop.base.dates import HANOI

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Column:
    """A column: its heading and its width in characters."""

    title: str
    width: int = 18


def workbook(title: str, columns: Sequence[Column | str], rows: Iterable[Sequence[Any]]) -> bytes:
    """An .xlsx file of one sheet: the title, the headings, then the rows as they come (kept out of memory).

    Numbers, dates and moments stay such (moments in the time of Viet Nam); text is never read as a formula.
    """
    heads = [column if isinstance(column, Column) else Column(column) for column in columns]
    output = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as book:
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        formats = {
            "title": book.add_format({**font, "bold": True, "font_size": 14}),
            "head": book.add_format({**font, "bold": True, "border": 1, "bg_color": "#E7F1EA", "text_wrap": True}),
            "text": book.add_format({**font, "border": 1, "text_wrap": True}),
            "date": book.add_format({**font, "border": 1, "num_format": "dd/mm/yyyy", "align": "left"}),
            "moment": book.add_format({**font, "border": 1, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        }
        sheet = book.add_worksheet(_sheet_name(title))
        for index, column in enumerate(heads):
            sheet.set_column(index, index, column.width)
        sheet.freeze_panes(2, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        sheet.write_string(0, 0, title, formats["title"])
        for index, column in enumerate(heads):
            sheet.write_string(1, index, column.title, formats["head"])
        for number, row in enumerate(rows, start=2):
            for index, value in enumerate(row):
                _write(sheet, number, index, value, formats)
    return output.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: Any, formats: dict[str, Format]) -> None:
    if value is None:
        sheet.write_blank(row, column, None, formats["text"])
    elif isinstance(value, datetime):
        moment = value.astimezone(HANOI).replace(tzinfo=None) if value.tzinfo else value
        sheet.write_datetime(row, column, moment, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, bool):
        sheet.write_string(row, column, "Có" if value else "Không", formats["text"])
    elif isinstance(value, int | float | Decimal | Fraction):
        sheet.write_number(row, column, float(value), formats["text"])
    else:
        sheet.write_string(row, column, str(value), formats["text"])


def _sheet_name(title: str) -> str:
    return title.translate(_FORBIDDEN).strip(" '")[:31] or "Danh sách"
