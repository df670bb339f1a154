"""Many old results at once, from an Excel file made from our template. Nothing is kept while a line is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import IO, Any

from django.db import transaction
from python_calamine import CalamineError, CalamineWorkbook

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, NotReady, Refused
from ocop.base.text import fold
from ocop.places.models import Unit
from ocop.products.models import Product
from ocop.recognition.actions.old_results import EDIT, OldFacts, save_old_result
from ocop.recognition.papers import FIXED
from ocop.recognition.queries.old_results import communes_to_enter
from ocop.regulations.models import CriteriaSet
from ocop.regulations.queries import criteria_sheet
from ocop.regulations.ruleset import CriteriaSheet

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5000
HEAD_LINE = 2


@dataclass(frozen=True)
class LineFault:
    """What is wrong with one line of the file; `line` as Excel numbers it."""

    line: int
    product: str
    message: str


class ImportFaults(Refused):
    """Lines that cannot be taken; nothing was stored."""

    def __init__(self, faults: Sequence[LineFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"Tệp có {len(faults)} lỗi; chưa ghi dòng nào. Hãy sửa rồi tải lên lại.")


class _Wrong(Exception):
    """A cell that cannot be read; says so in Vietnamese."""


@transaction.atomic
def import_old_results(*, by: User, criteria_set: CriteriaSet, content: IO[bytes]) -> int:
    """Store every line of the file; how many. ImportFaults names each line that is wrong."""
    if not by.has_perm(EDIT):
        raise NotAllowed("Bạn không có quyền nhập kết quả cũ.")
    sheet = criteria_sheet(criteria_set)
    lines = list(_lines(content, sheet))
    if not lines:
        raise Refused("Tệp chưa có dòng nào có điểm. Hãy điền điểm từng tiêu chí rồi tải lên lại.")
    communes = {fold(name): unit for unit in communes_to_enter(by) for name in (unit.name, unit.full_name)}
    products = _products([cells[0] for _, cells in lines])
    faults = []
    for number, cells in lines:
        try:
            facts = _facts(cells, criteria_set, sheet, communes, products)
            with transaction.atomic():
                save_old_result(by=by, facts=facts)
        except NotReady as error:
            faults += [LineFault(number, str(cells[1]), finding.message) for finding in error.findings]
        except (_Wrong, Refused) as error:
            faults.append(LineFault(number, str(cells[1]), str(error)))
    if faults:
        raise ImportFaults(faults)
    record("recognition.import_old_results", by=by, subject=criteria_set, data={"rows": len(lines)})
    return len(lines)


def _lines(content: IO[bytes], sheet: CriteriaSheet) -> Iterator[tuple[int, list[Any]]]:
    """(number in Excel, cells) of the lines that carry points."""
    data = content.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused("Tệp lớn hơn 5 MB. Hãy chia thành nhiều tệp.")
    try:
        rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError):
        raise Refused("Không đọc được tệp Excel này. Hãy dùng tệp mẫu (.xlsx) tải ở trang này.") from None
    width = len(FIXED) + len(sheet.criteria)
    if len(rows) < HEAD_LINE or not _is_template(rows[HEAD_LINE - 1], sheet):
        raise Refused(f"Tệp không đúng mẫu của bộ {sheet.set_no}. Hãy tải lại tệp mẫu, giữ nguyên dòng tiêu đề.")
    if len(rows) > MOST_ROWS:
        raise Refused(f"Tệp có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
    for number, row in enumerate(rows[HEAD_LINE:], start=HEAD_LINE + 1):
        cells = [*row, *[""] * (width - len(row))]
        if any(cell != "" for cell in cells[len(FIXED) : width]):
            yield number, cells


def _is_template(heads: Sequence[Any], sheet: CriteriaSheet) -> bool:
    """Whether the headings are those of this set's template."""
    codes = [str(head).split(" ", 1)[0] for head in heads[len(FIXED) : len(FIXED) + len(sheet.criteria)]]
    return tuple(map(str, heads[: len(FIXED)])) == FIXED and tuple(codes) == sheet.codes


def _products(cells: list[Any]) -> dict[int, Product]:
    keys = {int(cell) for cell in cells if isinstance(cell, int | float) and 0 < cell < 2**53}
    return Product.objects.select_related("producer__commune__parent").in_bulk(keys)


def _facts(
    cells: list[Any], criteria_set: CriteriaSet, sheet: CriteriaSheet, communes: dict[str, Unit],
    products: dict[int, Product],
) -> OldFacts:  # fmt: skip
    key, name, producer, commune, stars, decision_no, decided_on, source = cells[: len(FIXED)]
    product = products.get(int(key)) if isinstance(key, int | float) else None
    if key != "" and product is None:
        raise _Wrong(f"Không có sản phẩm mang mã số {_text(key)}; để trống nếu sản phẩm chưa có trong hệ thống.")
    place = None if product else communes.get(fold(_text(commune)))
    if product is None and place is None:
        raise _Wrong(f"Không tìm thấy xã, phường “{_text(commune)}” trong phạm vi của bạn.")
    if _text(stars) not in ("3", "4", "5"):
        raise _Wrong("Hạng sao phải là 3, 4 hoặc 5.")
    marks = {
        rule.code: _points(rule.code, cell)
        for rule, cell in zip(sheet, cells[len(FIXED) :], strict=False)
        if cell != ""
    }
    return OldFacts(
        criteria_set=criteria_set, stars=int(_text(stars)), decision_no=_text(decision_no),
        decided_on=_day(decided_on), marks=marks, source=_text(source), product=product, commune=place,
        product_name=_text(name), producer_name=_text(producer),
    )  # fmt: skip


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _points(code: str, cell: Any) -> str:
    text = _text(cell).replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise _Wrong(f"Điểm của tiêu chí {code} phải là số, không phải “{_text(cell)}”.") from None
    if not value.is_finite() or not 0 <= value <= 100:
        raise _Wrong(f"Điểm của tiêu chí {code} phải từ 0 đến 100.")
    return str(value)


def _day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(_text(cell), form).date()
        except ValueError:
            continue
    raise _Wrong(f"Ngày quyết định “{_text(cell)}” không đúng; ghi như 25/12/2024.")
