"""What a level does with its council's result (Điều 4.1, 7.3.đ, 7.3.e; three levels under 148/QĐ-TTg)."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ocop.regulations.spec.procedure import Level, LevelRule, Rules


class Course(StrEnum):
    """The way a result goes once the leader approves it."""

    CERTIFICATE = "certificate"
    GO_UP = "go_up"
    GO_DOWN = "go_down"
    MINISTRY = "ministry"
    UNRANKED = "unranked"
    KNOCKED_OUT = "knocked_out"


TITLES = {
    Course.CERTIFICATE: "Công nhận, cấp giấy chứng nhận",
    Course.GO_UP: "Phê duyệt kết quả, chuyển lên tỉnh đánh giá",
    Course.GO_DOWN: "Chưa đạt hạng của tỉnh: chuyển lại huyện công nhận",
    Course.MINISTRY: "Phê duyệt kết quả, đề nghị Bộ đánh giá 5 sao",
    Course.UNRANKED: "Thông báo kết quả, không cấp giấy chứng nhận",
    Course.KNOCKED_OUT: "Không công nhận (Hội đồng kết luận loại)",
}


@dataclass(frozen=True)
class Result:
    """The council's published result: `stars` None where it knocked the product out; `band` is the rank by points
    alone; `average` the exact one."""

    stars: int | None
    band: int
    average: Fraction | None = None


def course_of(result: Result, rules: Rules, level: str, *, came_back: bool = False) -> Course:
    """Where a result leads at a level.

    The concluded stars decide, not the points alone. Điều 7.3.e sends products "có tiềm năng đạt 5 sao (đạt từ 90
    trở lên)" to the ministry; the asterisks of Phụ lục II are "yêu cầu tối thiểu phải đạt", so a product of 90 points
    that misses a 5-star minimum has no prospect of 5 stars: the council ranks it 4 and the province recognises that.
    The leader sees the missed minimum (`stays_below_band`) and may send the product back instead. The same reading
    holds for the district's 70 points under 148/QĐ-TTg.

    What the texts we have leave open: a product that the district sent up and that the province ranks below its own
    stars goes back, and the district recognises its stars on its own result (`came_back`); only a knock-out ends it.
    """
    if result.stars is None:
        return Course.KNOCKED_OUT
    rule = rules.level(level)
    if result.stars > max(rule.recognises):
        if came_back or not _goes_up(result, rule) or rules.above(level) is None:
            return Course.CERTIFICATE
        above = rules.above(level)
        return Course.MINISTRY if above is not None and above.level == Level.NATIONAL else Course.GO_UP
    if result.stars >= min(rule.recognises):
        return Course.CERTIFICATE
    return Course.GO_DOWN if rules.below(level) is not None else Course.UNRANKED


def stars_granted(result: Result, rules: Rules, level: str) -> int:
    """The stars on the certificate: those of the result, at most the highest that the level recognises."""
    return min(result.stars or 0, max(rules.level(level).recognises))


def _goes_up(result: Result, rule: LevelRule) -> bool:
    if rule.goes_up_from is None:
        return False
    return result.average is None or result.average >= rule.goes_up_from


def stays_below_band(result: Result) -> bool:
    """Whether a missed minimum holds the product below the rank of its points."""
    return result.stars is not None and result.stars < result.band
