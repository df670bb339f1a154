"""The tables of the report: the same rows on the page, in Excel and on paper. A cell is a number or a text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ocop.base.dates import show
from ocop.base.text import sort_key
from ocop.programme.indicators.counts import (
    CERTIFICATES,
    INSPECTIONS,
    RECORD,
    counted,
    expiring,
    in_force,
    median_days,
    standing,
)
from ocop.programme.indicators.facts import Facts, What
from ocop.programme.wording import FORMS, INSPECTION_KINDS, KINDS, OUTCOMES, star_title

Cell = int | float | str
Line = tuple[Cell, ...]
STARS = (5, 4, 3)
NO_STARS = "Không đạt 3 sao"


@dataclass(frozen=True)
class Table:
    """A table with what it counts and out of what. `words` marks one that lists instead of counting; `part` is the
    part of the report in which it stands."""

    key: str
    part: str
    title: str
    head: tuple[str, ...]
    rows: tuple[Line, ...]
    total: Line = ()
    definition: str = ""
    source: str = RECORD
    words: bool = False

    def as_data(self) -> dict[str, Any]:
        """Plain data, as a paper keeps it."""
        return asdict(self)


def tables(facts: Facts) -> list[Table]:
    """Every table of the year, in the order of the report; an empty one stays, for nothing is a figure too."""
    made = [_intake(facts), _results(facts), *_by_group_and_form(facts), _recognised(facts)]
    made += [_published(facts)] if facts.published else []
    made += [_certificates(facts), _asked(facts), _desks(facts), _communes(facts)]
    return [*made, _inspected(facts), _measures(facts)]


def _summed(rows: Sequence[Line], label: str = "Cộng") -> Line:
    """The sum of each column below the rows."""
    return (label, *(sum(int(row[index]) for row in rows) for index in range(1, len(rows[0])))) if rows else ()


def _intake(facts: Facts) -> Table:
    steps = [What.FILED, What.RETURNED, What.FORWARDED]
    steps += [What.SENT_UP] if facts.district else []
    names = {
        What.FILED: "Nộp",
        What.RETURNED: "Phải bổ sung",
        What.FORWARDED: "Xã đề nghị",
        What.SENT_UP: "Chuyển lên tỉnh",
        What.WITHDRAWN: "Rút",
    }
    steps.append(What.WITHDRAWN)
    rows: tuple[Line, ...] = tuple(
        (title, *(counted(facts, step, {"kind": kind}) for step in steps)) for kind, title in KINDS.items()
    )
    return Table(
        "intake", "II.3", "Tiếp nhận hồ sơ", ("Loại hồ sơ", *(names[step] for step in steps)), rows, _summed(rows),
        "Hồ sơ có bước đó trong năm; mỗi hồ sơ tính một lần ở mỗi cột.",
    )  # fmt: skip


def _results(facts: Facts) -> Table:
    def line(title: str, stars: int) -> Line:
        found = [counted(facts, What.CONCLUDED, {"kind": kind}, stars=stars) for kind in KINDS]
        return (title, *found, sum(found))

    rows = tuple(line(star_title(stars), stars) for stars in (5, 4, 3, 2, 1, 0))
    level = "cấp huyện" if facts.district else "cấp sau cùng"
    return Table(
        "results", "II.3", "Kết quả đánh giá, phân hạng", ("Hạng", *KINDS.values(), "Cộng"), rows, _summed(rows),
        f"Kết luận của Hội đồng {level} công bố trong năm; 5 sao là kết quả từ 90 điểm, chờ Trung ương.",
    )  # fmt: skip


def _by_group_and_form(facts: Facts) -> list[Table]:
    here = [event for event in facts.events if event.what == What.CONCLUDED and event.on.year == facts.year]
    groups = sorted({event.group for event in here}, key=sort_key)
    forms = [form for form in FORMS if form in {event.form for event in here}]
    head = ("5 sao", "4 sao", "3 sao", NO_STARS, "Cộng")
    by_group = tuple(_starred(facts, group, {"group": group}) for group in groups)
    by_form = tuple(_starred(facts, FORMS[form], {"form": form}) for form in forms)
    said = "Sản phẩm có kết luận của Hội đồng công bố trong năm"
    return [
        Table("groups", "II.3", "Sản phẩm được đánh giá theo nhóm", ("Nhóm sản phẩm", *head), by_group,
              _summed(by_group), f"{said}; nhóm theo bộ tiêu chí đã chấm."),
        Table("forms", "II.3", "Sản phẩm được đánh giá theo loại hình chủ thể", ("Loại hình", *head), by_form,
              _summed(by_form), f"{said}; loại hình theo đăng ký của chủ thể."),
    ]  # fmt: skip


def _starred(facts: Facts, title: str, among: Mapping[str, str]) -> Line:
    found = [counted(facts, What.CONCLUDED, among, stars=stars) for stars in STARS]
    below = sum(counted(facts, What.CONCLUDED, among, stars=stars) for stars in (0, 1, 2))
    return (title, *found, below, sum(found) + below)


def _compared(title: str, before: int, now: int) -> Line:
    return (title, before, now, now - before)


def _recognised(facts: Facts) -> Table:
    rows = tuple(
        _compared(
            star_title(stars),
            counted(facts, What.RECOGNISED, year=facts.year - 1, stars=stars),
            counted(facts, What.RECOGNISED, stars=stars),
        )
        for stars in STARS
    )
    return Table(
        "recognised", "II.3", "Sản phẩm được công nhận so với năm trước",
        ("Hạng", f"Năm {facts.year - 1}", f"Năm {facts.year}", "Tăng, giảm"), rows, _summed(rows),
        "Giấy chứng nhận có ngày cấp trong năm; năm trước khi dùng hệ thống chỉ có ở số đã công bố.", CERTIFICATES,
    )  # fmt: skip


def _published(facts: Facts) -> Table:
    def number(year: int, stars: int) -> int:
        return sum(row.year == year and row.stars == stars for row in facts.published)

    named = [*((star_title(stars), stars) for stars in STARS), ("Nguồn không ghi hạng", 0)]
    rows = tuple((title, number(facts.year - 1, stars), number(facts.year, stars)) for title, stars in named)
    return Table(
        "published", "II.3", "Công nhận đã công bố trước khi dùng hệ thống",
        ("Hạng", f"Năm {facts.year - 1}", f"Năm {facts.year}"), rows, _summed(rows),
        "Thu thập từ báo chí, chưa đối chiếu quyết định; không cộng vào các bảng khác. Không tính dòng có độ tin cậy "
        "thấp hoặc không ghi năm.",
        "danh sách đã công bố",
    )  # fmt: skip


def _certificates(facts: Facts) -> Table:
    measures: tuple[Callable[[int], int], ...] = (
        lambda stars: in_force(facts, stars),
        lambda stars: expiring(facts, stars),
        lambda stars: standing(facts, "expired", stars),
        lambda stars: standing(facts, "suspended", stars),
        lambda stars: standing(facts, "revoked", stars),
    )
    rows: tuple[Line, ...] = tuple((star_title(stars), *(measure(stars) for measure in measures)) for stars in STARS)
    head = ("Hạng", "Đang có hiệu lực", f"Trong đó hết hạn năm {facts.year + 1}", "Hết hạn, chưa công nhận lại",
            "Đang tạm dừng", "Đã thu hồi")  # fmt: skip
    return Table(
        "certificates", "II.3", f"Giấy chứng nhận đến hết ngày {show(facts.as_of)}", head, rows, _summed(rows),
        "Tình trạng của từng giấy vào ngày chốt số liệu; giấy đã thay bằng giấy mới không tính.", CERTIFICATES,
    )  # fmt: skip


def _asked(facts: Facts) -> Table:
    rows = tuple((row.product, f"{row.number} ngày {show(row.on)}", row.outcome or "Chưa có kết quả")
                 for row in facts.asked)  # fmt: skip
    return Table(
        "asked", "II.3", "Đề nghị Trung ương đánh giá 5 sao", ("Sản phẩm", "Văn bản đề nghị", "Kết quả"), rows, (),
        "Văn bản đề nghị có ngày trong năm; kết quả đã nhận đến ngày chốt số liệu.", "văn bản đề nghị trên hệ thống",
        words=True,
    )  # fmt: skip


def _desks(facts: Facts) -> Table:
    days: dict[str, list[int]] = {}
    for row in facts.stays:
        days.setdefault(row.desk, []).append(row.days)
    rows = tuple((desk, len(found), float(median_days(found))) for desk, found in days.items())
    return Table(
        "desks", "II.3", "Thời gian hồ sơ ở từng nơi", ("Nơi giữ hồ sơ", "Số hồ sơ", "Trung vị, ngày làm việc"), rows,
        (), "Hồ sơ rời nơi đó trong năm; cộng mọi lần ở nơi đó, không tính ngày nhận. Một nửa số hồ sơ không lâu hơn "
        "trung vị.",
    )  # fmt: skip


def _communes(facts: Facts) -> Table:
    held: dict[str, int] = {}
    for row in facts.held:
        held[row.commune] = held.get(row.commune, 0) + row.in_force
    counts = (What.FILED, What.CONCLUDED, What.RECOGNISED)
    rows: list[Line] = []
    for commune in sorted({event.commune for event in facts.events} | set(held), key=sort_key):
        line = (*(counted(facts, what, {"commune": commune}) for what in counts), held.get(commune, 0))
        if any(line):
            rows.append((commune, *line))
    return Table(
        "communes", "II.3", "Theo xã, phường", ("Xã, phường", "Hồ sơ nộp", "Được đánh giá", "Được công nhận",
                                                "Giấy đang có hiệu lực"),
        tuple(rows), _summed(rows), "Xã nhận hồ sơ, theo tên của ngày nộp; chỉ nêu xã, phường có số liệu.",
    )  # fmt: skip


def _inspected(facts: Facts) -> Table:
    def number(outcome: str, kind: str) -> int:
        return sum(row.outcome == outcome and row.kind == kind for row in facts.inspected)

    rows: tuple[Line, ...] = tuple((title, *(number(title, kind) for kind in INSPECTION_KINDS)) for title in OUTCOMES)
    return Table(
        "inspected", "II.6", "Sản phẩm được kiểm tra, theo kết luận", ("Kết luận", *INSPECTION_KINDS), rows,
        _summed(rows),
        "Sản phẩm có trong kết luận kiểm tra ký trong năm; một sản phẩm kiểm tra hai lần tính hai lượt.", INSPECTIONS,
    )  # fmt: skip


def _measures(facts: Facts) -> Table:
    rows = tuple(
        (row.title, f"{row.product}\nGiấy số {row.number}", f"{row.decision}, từ {show(row.on)}", row.reason)
        for row in facts.measures
    )
    return Table(
        "measures", "II.6", "Tạm dừng, khôi phục, thu hồi giấy chứng nhận",
        ("Việc", "Sản phẩm", "Quyết định", "Lý do"), rows, (),
        "Quyết định có hiệu lực trong năm, đến ngày chốt số liệu.", CERTIFICATES, words=True,
    )  # fmt: skip
