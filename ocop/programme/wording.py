"""The words of the reports. Pure text."""

from datetime import date

from ocop.base.dates import show
from ocop.documents.wording import grouped

KINDS = {"first": "Đánh giá lần đầu", "upgrade": "Nâng hạng", "again": "Phân hạng lại"}
FORMS = {
    "cooperative": "Hợp tác xã",
    "cooperative_group": "Tổ hợp tác",
    "enterprise": "Doanh nghiệp nhỏ và vừa",
    "farm": "Trang trại",
    "production_household": "Hộ sản xuất có đăng ký kinh doanh",
    "family_household": "Hộ gia đình có đăng ký kinh doanh",
    "tourism_body": "Hội, liên hiệp, trung tâm điều hành du lịch",
}
# what inspections are and conclude, in the words of the record
INSPECTION_KINDS = ("Định kỳ", "Đột xuất")
OUTCOMES = ("Duy trì", "Phải khắc phục", "Đề nghị tạm dừng", "Đề nghị thu hồi")
_MERGED_ON = date(2025, 3, 1)
"""The two ministries became one (Nghị quyết 176/2025/QH15)."""


def cell(value: int | float | str) -> str:
    """A cell as offices write it: "1.250", "4,5", "−2"."""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return grouped(value).replace("-", "−") if isinstance(value, int) else value


def star_title(stars: int) -> str:
    """ "4 sao"; 0 is a product that was not ranked."""
    return f"{stars} sao" if stars else "Không xếp hạng"


def ministry_on(day: date) -> str:
    """The ministry of the programme by the name of the day."""
    return f"Bộ Nông nghiệp và {'Môi trường' if day >= _MERGED_ON else 'Phát triển nông thôn'}"


def deadline_words(before: date, today: date, *, sent: bool) -> str:
    """ "trước ngày 20/12/2026, còn 21 ngày"."""
    said = f"trước ngày {show(before)}"
    left = (before - today).days
    if sent:
        return said
    if left <= 0:
        return f"{said}, đã quá hạn {1 - left} ngày"
    return f"{said}, còn {left} ngày" if left > 1 else f"{said}, hạn cuối là hôm nay"


def ministry_outcome(stars: int, number: str, on: date) -> str:
    """What the ministry answered."""
    return f"{star_title(stars)}, văn bản số {number} ngày {show(on)}"


def department_on(day: date) -> str:
    """The province's department of the programme by the name of the day."""
    return ministry_on(day).replace("Bộ", "Sở", 1)
