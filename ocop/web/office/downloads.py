"""Lists of dossiers as Excel files."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from ocop.base.spreadsheet import CONTENT_TYPE, Column, workbook
from ocop.dossiers.states import office_title
from ocop.web.office.rows import Row

COLUMNS = (
    Column("Sản phẩm", 32), Column("Mã sản phẩm", 22), Column("Số phiếu đăng ký", 26), Column("Số tiếp nhận", 18),
    Column("Chủ thể", 30), Column("Xã, phường", 20), Column("Bộ sản phẩm", 28), Column("Loại hồ sơ", 18),
    Column("Đợt", 18), Column("Trạng thái", 24), Column("Đang ở", 24), Column("Từ ngày", 13),
    Column("Số ngày làm việc ở đây", 14), Column("Hạn", 13), Column("Điểm tự chấm", 12), Column("Sao tự chấm", 10),
    Column("Thiếu mức tối thiểu", 28), Column("Ghi chú", 36),
)  # fmt: skip


def cells(row: Row) -> list[Any]:
    """The cells of a row, in the order of `COLUMNS`."""
    dossier, course, score = row.dossier, row.course, row.score
    return [
        dossier.product.name,
        dossier.code.code if dossier.code else None,
        dossier.receipt_no,
        dossier.intake_no or None,
        dossier.product.producer.name,
        dossier.commune.full_name,
        dossier.criteria_set.name,
        dossier.get_kind_display(),
        dossier.round.name if dossier.round else None,
        office_title(dossier.state, dossier.level),
        "Chủ thể (bổ sung)" if course.open_supplement else course.holder_title,
        course.now.since,
        course.days_here,
        course.deadline,
        score.total if score else None,
        score.stars if score else None,
        score.missing_shown if score else None,
        row.remark,
    ]


def excel(name: str, title: str, rows: Iterable[Row]) -> HttpResponse:
    """An Excel file of `rows` to download."""
    content = workbook(title, COLUMNS, map(cells, rows))
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
