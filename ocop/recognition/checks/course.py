"""What the province does with a council's result (Điều 4.1, 7.3.đ, 7.3.e)."""

from dataclasses import dataclass
from enum import StrEnum

NATIONAL_STARS, FIRST_RECOGNISED = 5, 3


class Course(StrEnum):
    """The way a result goes once the leader approves it."""

    CERTIFICATE = "certificate"
    MINISTRY = "ministry"
    UNRANKED = "unranked"
    KNOCKED_OUT = "knocked_out"


TITLES = {
    Course.CERTIFICATE: "Công nhận, cấp giấy chứng nhận",
    Course.MINISTRY: "Phê duyệt kết quả, đề nghị Bộ đánh giá 5 sao",
    Course.UNRANKED: "Thông báo kết quả, không cấp giấy chứng nhận",
    Course.KNOCKED_OUT: "Không công nhận (Hội đồng kết luận loại)",
}


@dataclass(frozen=True)
class Result:
    """The council's published result: `stars` None where it knocked the product out; `band` is the rank by points
    alone."""

    stars: int | None
    band: int


def course_of(result: Result) -> Course:
    """Where a result leads.

    The concluded stars decide, not the points alone. Điều 7.3.e sends products "có tiềm năng đạt 5 sao (đạt từ 90
    trở lên)" to the ministry; the asterisks of Phụ lục II are "yêu cầu tối thiểu phải đạt", so a product of 90 points
    that misses a 5-star minimum has no prospect of 5 stars: the council ranks it 4 and the province recognises that.
    The leader sees the missed minimum (`stays_below_band`) and may send the product back instead.
    """
    if result.stars is None:
        return Course.KNOCKED_OUT
    if result.stars >= NATIONAL_STARS:
        return Course.MINISTRY
    return Course.CERTIFICATE if result.stars >= FIRST_RECOGNISED else Course.UNRANKED


def stays_below_band(result: Result) -> bool:
    """Whether a missed minimum holds the product below the rank of its points."""
    return result.stars is not None and result.stars < result.band
