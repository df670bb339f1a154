"""What a yearly report says and by when, as the province's plan orders it: the parts that are typed, the deadlines.

The figures are computed (`indicators`); what the record does not hold yet is typed, one text for each part. A later
floor that holds trainings, fairs or money fills its part and leaves the rest as it is.
"""

from dataclasses import dataclass
from datetime import date

PLAN = "Kế hoạch thực hiện Chương trình mỗi xã một sản phẩm tỉnh Ninh Bình năm 2024"
FIRST_YEAR = 2018
"""The programme began with Quyết định 490/QĐ-TTg of 7 May 2018."""
LAST_DISTRICT_YEAR = 2025
"""Districts were a level until 30/06/2025."""
LONGEST = 20_000
"""Letters of one typed part: some seven printed pages."""


@dataclass(frozen=True)
class Due:
    """Before which day of the year the report must be sent, to whom, and where that is written."""

    month: int
    day: int
    source: str

    def before(self, year: int) -> date:
        """ "trước ngày": the last day to send it is the one before."""
        return date(year, self.month, self.day)


DISTRICT_DUE = Due(12, 1, f"{PLAN}, phần IV, mục 4")
DEPARTMENT_DUE = Due(12, 20, f"{PLAN}, phần IV, mục 1")


@dataclass(frozen=True)
class Section:
    """A typed part. `part` is the part of the plan that orders it."""

    key: str
    title: str
    part: str
    help: str = ""
    required: bool = True


SECTIONS = (
    Section("tuyen_truyen", "Tuyên truyền, truyền thông", "II.1.1", "Bài viết, phóng sự, hội thảo, sự kiện đã làm."),
    Section("tap_huan", "Tập huấn, bồi dưỡng", "II.1.2", "Số lớp, số người theo từng đối tượng, nội dung."),
    Section("phat_trien", "Phát triển sản phẩm gắn với làng nghề, du lịch nông thôn", "II.2",
            "Sản phẩm ý tưởng, mô hình, vùng nguyên liệu; tư vấn nhãn hiệu, bao bì, chất lượng."),
    Section("danh_gia", "Nhận xét về công tác đánh giá, phân hạng", "II.3",
            "Số liệu đã có từ hồ sơ; chỉ ghi điều số liệu chưa nói.", required=False),
    Section("xuc_tien", "Quảng bá, xúc tiến thương mại, kết nối cung - cầu", "II.4",
            "Hội chợ, sàn thương mại điện tử, điểm giới thiệu và bán sản phẩm."),
    Section("du_lieu", "Cơ sở dữ liệu, chuyển đổi số", "II.5"),
    Section("kiem_tra", "Kiểm tra, giám sát chủ thể", "II.6", "Số cuộc, nội dung, kết quả xử lý."),
    Section("kinh_phi", "Kinh phí thực hiện", "III", "Theo từng nguồn: ngân sách tỉnh, lồng ghép, địa phương."),
    Section("kho_khan", "Khó khăn, vướng mắc và nguyên nhân", "IV"),
    Section("kien_nghi", "Kiến nghị, đề xuất", "IV"),
    Section("phuong_huong", "Phương hướng, nhiệm vụ năm sau", "I"),
)  # fmt: skip
SECTION_KEYS = frozenset(section.key for section in SECTIONS)


@dataclass(frozen=True)
class TargetFacts:
    """A target of the year: what was planned, and its result: the key of a computed indicator, or words."""

    title: str
    planned: str
    indicator: str = ""
    actual: str = ""
    note: str = ""
