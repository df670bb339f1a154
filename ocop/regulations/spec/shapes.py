"""A decision as it was read: what it says, what it says in its own words, and what about it is doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

KEEP = "giữ nguyên"
"""The settled value of a doubt whose reading stays as it is printed."""

POINTS, MAX, STAR, OPTIONS = "points", "max", "star", "options"
SUM, BEST_OPTION, CODE, NAME = "sum", "best_option", "code", "name"
TEXT, MISSING, CARRIED = "text", "missing", "carried"
KINDS = {
    POINTS: "Điểm của phương án",
    MAX: "Điểm tối đa",
    STAR: "Dấu sao",
    OPTIONS: "Tiêu chí không in phương án",
    SUM: "Tổng điểm",
    BEST_OPTION: "Mức cao nhất",
    CODE: "Ký hiệu",
    NAME: "Tên",
    TEXT: "Dòng không nhận ra",
    MISSING: "Phần không thấy trong tệp",
    CARRIED: "Lấy theo quyết định trước",
}

BANDS, TERMS, ROUNDS, EVIDENCE, GENERAL, PLACES = "bands", "terms", "rounds", "evidence", "general", "places"
PARTS = {
    GENERAL: "Văn bản và mã sản phẩm",
    BANDS: "Hạng sao",
    TERMS: "Thời hạn",
    ROUNDS: "Đợt đánh giá",
    EVIDENCE: "Loại minh chứng",
    PLACES: "Phân loại sản phẩm",
}
"""The parts of the body of a decision; a finding of what was carried over names its part as its code."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that does not read as it should, and the reading we propose ("" where only a person can tell)."""

    kind: str
    place: str
    what: str
    as_read: str = ""
    proposed: str = ""
    set_no: int | None = None
    code: str = ""
    option: int | None = None


@dataclass(slots=True)
class OptionDraft:
    """A box: `text` as printed, `label` without box and stars, `printed` the points as the file writes them."""

    text: str
    label: str
    printed: str
    points: Decimal | None
    place: str
    star: int | None = None
    case: str | None = None


@dataclass(slots=True)
class Node:
    """A line of the form with points of its own: part, section, criterion. One without children is marked."""

    code: str
    name: str
    text: str
    printed: str
    max: Decimal | None
    place: str
    children: list["Node"] = field(default_factory=list)
    options: list[OptionDraft] = field(default_factory=list)
    guidance: list[str] = field(default_factory=list)
    evidence_notes: list[str] = field(default_factory=list)
    requirements: list[str] = field(default_factory=list)
    reject_if: list[str] = field(default_factory=list)
    stop_if: list[str] = field(default_factory=list)
    applies_only_if: str = ""
    applies_if_code: str = ""
    cases: dict[str, str] = field(default_factory=dict)
    star: int | None = None
    """Asterisks printed at the name instead of at an option."""
    named_max: Decimal | None = None
    """The points a heading also writes in its name: "(40 điểm)"."""
    options_inferred: bool = False

    def leaves(self) -> Iterator["Node"]:
        """The criteria that are marked, in the order of the form."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def walk(self) -> Iterator["Node"]:
        """This line and all below it, in the order of the form."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class SheetDraft:
    """The scoring sheet of one set."""

    no: int
    name: str
    place: str
    parts: list[Node] = field(default_factory=list)
    rejected_if: list[str] = field(default_factory=list)
    total: str = ""
    unknown: list[tuple[str, str]] = field(default_factory=list)
    """Rows that are none of the known kinds: (place, text)."""

    def walk(self) -> Iterator[Node]:
        for part in self.parts:
            yield from part.walk()

    def leaves(self) -> Iterator[Node]:
        for part in self.parts:
            yield from part.leaves()
