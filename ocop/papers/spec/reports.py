"""The yearly reports: what is computed from the record, what is typed."""

from ocop.accounts.roles import Role as R
from ocop.papers.spec.shapes import Field, Issuer, Kind, Numbering, Subject
from ocop.programme.spec import SECTIONS

_PAGE = "trang Báo cáo năm"
_COMPUTED = (
    Field("nam", "Năm báo cáo", f"Chọn khi lập ở {_PAGE}."),
    Field("dia_ban", "Địa bàn", f"Chọn khi lập ở {_PAGE}."),
    Field("kinh_gui", "Nơi gửi", ""),
    Field("tinh_den", "Ngày chốt số liệu", ""),
    Field("tom_tat", "Số liệu chung", ""),
    Field("bang", "Các bảng số liệu", ""),
)
_TYPED = tuple(
    Field(row.key, row.title, f"Nhập ở {_PAGE}, nút “Soạn nội dung”, phần “{row.title}”.", required=row.required)
    for row in SECTIONS
)
_WRITERS = (R.PROGRAMME_OFFICER, R.PROVINCIAL_OFFICE)
_TARGETS = ("muc_tieu", "Kết quả thực hiện mục tiêu", f"Nhập ở {_PAGE}, nút “Mục tiêu”.")

DISTRICT_REPORT = Kind(
    "district_report", "Báo cáo năm của cấp huyện", Subject.REPORT, Issuer.DISTRICT,
    (*_COMPUTED, Field(*_TARGETS, required=False), *_TYPED),
    (*_WRITERS, R.SIGNING_LEADER, R.AUDITOR), (R.PROVINCIAL_OFFICE,), "programme.view_report",
    "Khi đã lập báo cáo năm của huyện.", Numbering.SERIES, "BC",
    recipients=("Như kính gửi;", "Thường trực HĐND, lãnh đạo UBND huyện;", "Lưu: VT."),
    acts="programme.write_report", district=True,
)  # fmt: skip
DEPARTMENT_REPORT = Kind(
    "department_report", "Báo cáo năm của cơ quan tham mưu cấp tỉnh", Subject.REPORT, Issuer.OFFICE,
    (*_COMPUTED, Field(*_TARGETS), *_TYPED),
    (*_WRITERS, R.SIGNING_LEADER, R.AUDITOR), _WRITERS, "programme.view_report",
    "Khi đã lập báo cáo năm của tỉnh.", Numbering.SERIES, "BC",
    recipients=("Như kính gửi;", "Lãnh đạo cơ quan;", "Lưu: VT."), acts="programme.write_report",
)  # fmt: skip
