"""Counting: each indicator with its definition, so that two people who read a figure mean the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from ocop.programme.indicators.facts import Facts, What

RECORD = "hồ sơ trên hệ thống"
CERTIFICATES = "giấy chứng nhận trên hệ thống"
INSPECTIONS = "kết luận kiểm tra trên hệ thống"


@dataclass(frozen=True)
class Indicator:
    """A figure that a target may choose. `definition` says what exactly is counted, `source` out of what."""

    key: str
    title: str
    definition: str
    source: str
    count: Callable[[Facts], int]


def counted(facts: Facts, what: What, among: Mapping[str, str] | None = None, *, year: int | None = None,
            stars: int | None = None) -> int:  # fmt: skip
    """Dossiers to which `what` happened in the year (another with `year`), each once; with exactly so many `stars`;
    `among` narrows by kind, form, group or commune."""
    same = among or {}
    return len(
        {
            event.dossier
            for event in facts.events
            if event.what == what and event.on.year == (year or facts.year) and event.on <= facts.as_of
            if stars is None or event.stars == stars
            if all(getattr(event, name) == value for name, value in same.items())
        }
    )


def median_days(days: list[int]) -> Fraction:
    """The middle one: half of the dossiers took no longer."""
    return Fraction(median(map(Fraction, days)))


def in_force(facts: Facts, stars: int | None = None) -> int:
    """Certificates in force on the last day counted."""
    return sum(row.in_force and stars in (None, row.stars) for row in facts.held)


def expiring(facts: Facts, stars: int | None = None) -> int:
    """Certificates in force that end in the year after."""
    rows = (row for row in facts.held if row.in_force and row.last_day.year == facts.year + 1)
    return sum(stars in (None, row.stars) for row in rows)


def standing(facts: Facts, status: str, stars: int | None = None) -> int:
    """Certificates with this status on the last day counted."""
    return sum(row.status == status and stars in (None, row.stars) for row in facts.held)


def _happened(what: What, **narrow: str) -> Callable[[Facts], int]:
    return lambda facts: counted(facts, what, narrow)


def _starred(what: What, stars: int) -> Callable[[Facts], int]:
    return lambda facts: counted(facts, what, stars=stars)


def _measured(kind: str) -> Callable[[Facts], int]:
    return lambda facts: sum(row.kind == kind for row in facts.measures)


_ROWS = (
    Indicator("filed", "Hồ sơ nộp", "Hồ sơ chủ thể nộp lần đầu trong năm.", RECORD, _happened(What.FILED)),
    Indicator("returned", "Hồ sơ phải bổ sung",
              "Hồ sơ có ít nhất một lần bị yêu cầu bổ sung trong năm; mỗi hồ sơ tính một lần.", RECORD,
              _happened(What.RETURNED)),
    Indicator("forwarded", "Hồ sơ xã đề nghị", "Hồ sơ lãnh đạo xã duyệt và đề nghị đánh giá trong năm.", RECORD,
              _happened(What.FORWARDED)),
    Indicator("sent_up", "Hồ sơ huyện chuyển lên tỉnh", "Hồ sơ huyện chuyển lên tỉnh đánh giá trong năm.", RECORD,
              _happened(What.SENT_UP)),
    Indicator("withdrawn", "Hồ sơ rút", "Hồ sơ chủ thể rút trong năm.", RECORD, _happened(What.WITHDRAWN)),
    Indicator("evaluated", "Sản phẩm được đánh giá, phân hạng",
              "Sản phẩm có kết luận của Hội đồng công bố trong năm; qua nhiều cấp tính một lần.", RECORD,
              _happened(What.CONCLUDED)),
    Indicator("evaluated_first", "Sản phẩm mới được đánh giá", "Như trên, loại hồ sơ đánh giá lần đầu.", RECORD,
              _happened(What.CONCLUDED, kind="first")),
    Indicator("recognised", "Sản phẩm được công nhận từ 3 sao",
              "Sản phẩm được cấp giấy chứng nhận có ngày cấp trong năm.", CERTIFICATES, _happened(What.RECOGNISED)),
    Indicator("recognised_first", "Sản phẩm mới được công nhận từ 3 sao",
              "Như trên, loại hồ sơ đánh giá lần đầu.", CERTIFICATES, _happened(What.RECOGNISED, kind="first")),
    Indicator("recognised_upgrade", "Sản phẩm được công nhận nâng hạng",
              "Như trên, loại hồ sơ nâng hạng.", CERTIFICATES, _happened(What.RECOGNISED, kind="upgrade")),
    Indicator("recognised_again", "Sản phẩm được công nhận lại",
              "Như trên, loại hồ sơ phân hạng lại.", CERTIFICATES, _happened(What.RECOGNISED, kind="again")),
    Indicator("recognised_3", "Sản phẩm được công nhận 3 sao", "Như trên, giấy ghi 3 sao.", CERTIFICATES,
              _starred(What.RECOGNISED, 3)),
    Indicator("recognised_4", "Sản phẩm được công nhận 4 sao", "Như trên, giấy ghi 4 sao.", CERTIFICATES,
              _starred(What.RECOGNISED, 4)),
    Indicator("recognised_5", "Sản phẩm được công nhận 5 sao", "Như trên, giấy ghi 5 sao.", CERTIFICATES,
              _starred(What.RECOGNISED, 5)),
    Indicator("in_force", "Giấy chứng nhận đang có hiệu lực",
              "Giấy có hiệu lực, kể cả được gia hạn, vào ngày chốt số liệu.", CERTIFICATES, in_force),
    Indicator("expiring", "Giấy chứng nhận hết hạn trong năm sau",
              "Giấy đang có hiệu lực vào ngày chốt, ngày cuối thuộc năm sau.", CERTIFICATES, expiring),
    Indicator("expired", "Giấy chứng nhận hết hạn chưa được công nhận lại",
              "Giấy đã hết hạn vào ngày chốt, sản phẩm chưa có giấy mới.", CERTIFICATES,
              lambda facts: standing(facts, "expired")),
    Indicator("suspended", "Lượt tạm dừng giấy chứng nhận", "Quyết định tạm dừng có hiệu lực trong năm.", CERTIFICATES,
              _measured("suspended")),
    Indicator("revoked", "Giấy chứng nhận bị thu hồi", "Quyết định thu hồi có hiệu lực trong năm.", CERTIFICATES,
              _measured("revoked")),
    Indicator("inspections", "Cuộc kiểm tra sản phẩm OCOP", "Cuộc kiểm tra có kết luận ký trong năm.", INSPECTIONS,
              lambda facts: len({row.inspection for row in facts.inspected})),
    Indicator("inspected", "Lượt sản phẩm được kiểm tra", "Sản phẩm có trong kết luận kiểm tra ký trong năm.",
              INSPECTIONS, lambda facts: len(facts.inspected)),
    Indicator("asked", "Sản phẩm đề nghị Trung ương đánh giá 5 sao", "Văn bản đề nghị có ngày trong năm.",
              "văn bản đề nghị trên hệ thống", lambda facts: len(facts.asked)),
)  # fmt: skip
INDICATORS: dict[str, Indicator] = {row.key: row for row in _ROWS}


def value_of(facts: Facts, key: str) -> int:
    """One indicator of the year."""
    return INDICATORS[key].count(facts)
