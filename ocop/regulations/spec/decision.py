"""The whole file → number and dates, ranks, classification and all criteria sheets."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ocop.base.text import fold
from ocop.regulations.spec.blocks import Block, Paragraph, Table
from ocop.regulations.spec.shapes import SheetDraft
from ocop.regulations.spec.sheet import is_sheet, plain_name, read_sheet

_NUMBER = re.compile(r"số\s*:\s*(\d+(?:/\d{4})?/QĐ-TTg)", re.IGNORECASE)
_DATED = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_IN_FORCE = re.compile(r"có hiệu lực(?: thi hành)? (?:từ|kể từ) ngày", re.IGNORECASE)
_SET = re.compile(r"(\d{1,2})\s*[.)]\s*bộ sản phẩm\s*:\s*(.{2,300})", re.IGNORECASE | re.DOTALL)
_SET_BARE = re.compile(r"(\d{1,2})\s*[.)]\s*(sản phẩm .{2,150})", re.IGNORECASE | re.DOTALL)
_REJECTED = re.compile(r"hồ sơ bị loại khi\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)
_BAND = re.compile(
    r"hạng ([1-9]) sao\s*(?:\(([^)]*)\))?\s*:.{0,80}?(?:(dưới)|từ) (\d{1,3})", re.IGNORECASE | re.DOTALL
)
_ARTICLE = re.compile(r"điều (\d+)\.", re.IGNORECASE)
_CLAUSE = re.compile(r"(\d+)\.\s")
_POINT = re.compile(r"([a-zđ])\)\s")
_SAMPLES = re.compile(r"(\d{1,2}) sản phẩm mẫu được gửi", re.IGNORECASE)
_SAMPLES_NOT = re.compile(r"trừ nhóm sản phẩm ([^)]+)\)", re.IGNORECASE)
_CONTENTS = re.compile(r"bộ sản phẩm\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)
_ROMAN = re.compile(r"[IVX]+")


@dataclass(frozen=True, slots=True)
class BandDraft:
    """A rank and the average it begins at."""

    stars: int
    minimum: Decimal
    level: str
    clause: str


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """Where a set stands in the classification."""

    category: str
    group: str
    subgroup: str
    ministries: tuple[str, ...]


@dataclass(slots=True)
class DecisionDraft:
    """What a file says; what it does not say is empty."""

    number: str = ""
    dated: date | None = None
    in_force_from: date | None = None
    title: str = ""
    sheets: list[SheetDraft] = field(default_factory=list)
    bands: list[BandDraft] = field(default_factory=list)
    classification: list[PlaceDraft] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    """Names of the sets as the table of contents of the annex lists them."""
    sample_units: int | None = None
    no_samples: str = ""


def read_decision(blocks: list[Block]) -> DecisionDraft:
    """Read the blocks of a file from beginning to end."""
    reader = _Reader()
    for block in blocks:
        if isinstance(block, Table):
            reader.table(block)
        else:
            reader.paragraph(block)
    return reader.draft


class _Reader:
    def __init__(self) -> None:
        self.draft = DecisionDraft()
        self.article = self.clause = ""
        self.named: tuple[int, str] | None = None
        self.rejected_if: list[str] = []
        self.title_next = False

    def paragraph(self, block: Paragraph) -> None:
        text = block.text
        self._identity(text)
        self._article(text)
        in_annex = self.draft.contents or self.draft.sheets
        if match := _SET.fullmatch(text) or (in_annex and _SET_BARE.fullmatch(text)):
            self.named, self.rejected_if = (int(match[1]), _one_line(match[2])), []
        elif (match := _REJECTED.match(text)) and not self.rejected_if:
            self.rejected_if = _reasons(match[1])

    def table(self, table: Table) -> None:
        if is_sheet(table):
            no, name = self.named or (len(self.draft.sheets) + 1, "")
            place = f"bảng {table.no}"
            self.draft.sheets.append(read_sheet(table, SheetDraft(no, name, place, rejected_if=self.rejected_if)))
            self.named, self.rejected_if = None, []
            return
        for row in table.rows:
            for cell in row.cells:
                self._identity(cell)
        self._contents(table)
        self._classification(table)

    def _identity(self, text: str) -> None:
        draft = self.draft
        if not draft.number and (match := _NUMBER.search(text)):
            draft.number = match[1].upper().replace("QĐ-TTG", "QĐ-TTg")
        elif draft.number and draft.dated is None and (found := _day(text)):
            draft.dated = found
        if self.title_next and len(text) > 20:
            draft.title, self.title_next = plain_name(_one_line(text)), False
        if text.strip().upper() == "QUYẾT ĐỊNH" and not draft.title:
            self.title_next = True
        if draft.in_force_from is None and (match := _IN_FORCE.search(text)):
            draft.in_force_from = _day(text[match.start() :])

    def _article(self, text: str) -> None:
        if match := _ARTICLE.match(text):
            self.article, self.clause = match[1], ""
        elif match := _CLAUSE.match(text):
            self.clause = match[1]
        if match := _BAND.search(text):
            self._band(match, text)
        if self.draft.sample_units is None and (match := _SAMPLES.search(text)):
            self.draft.sample_units = int(match[1])
            excepted = _SAMPLES_NOT.search(text)
            self.draft.no_samples = fold(excepted[1]) if excepted else ""

    def _band(self, match: re.Match[str], text: str) -> None:
        letter = _POINT.match(text)
        clause = f"Điều {self.article}.{self.clause}" + (f".{letter[1]}" if letter else "")
        minimum = Decimal(0) if match[3] else Decimal(match[4])
        stars = int(match[1])
        if all(band.stars != stars for band in self.draft.bands):
            self.draft.bands.append(BandDraft(stars, minimum, _level(match[2] or ""), clause))

    def _contents(self, table: Table) -> None:
        found = [_CONTENTS.match(row.cells[-1]) for row in table.rows]
        if sum(match is not None for match in found) > 1 and not self.draft.contents:
            self.draft.contents = [_one_line(match[1]) for match in found if match]

    def _classification(self, table: Table) -> None:
        if self.draft.classification or not any("Phân nhóm:" in cell for row in table.rows for cell in row.cells):
            return
        category = group = ""
        for row in table.rows:
            if len(row.cells) < 3:
                continue
            mark, name, ministries = row.cells[0].strip(" ."), _one_line(row.cells[1]), row.cells[2]
            told = tuple(part for part in (_one_line(item) for item in re.split(r"[;\n]", ministries)) if part)
            if _ROMAN.fullmatch(mark):
                category = plain_name(name)
            elif name.startswith("Nhóm:"):
                group = name.removeprefix("Nhóm:").strip()
                if told:
                    self.draft.classification.append(PlaceDraft(category, group, "", told))
            elif name.startswith("Phân nhóm:"):
                subgroup = name.removeprefix("Phân nhóm:").strip()
                self.draft.classification.append(PlaceDraft(category, group, subgroup, told))


def _day(text: str) -> date | None:
    match = _DATED.search(text)
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _level(text: str) -> str:
    said = fold(text)
    names = {"quoc gia": "national", "trung uong": "national", "tinh": "province", "huyen": "district"}
    return next((level for name, level in names.items() if name in said), "")


def _reasons(text: str) -> list[str]:
    parts = re.split(r";\s*(?:hoặc\s+)?|\s+hoặc\s+(?=không)", text.replace("\n", " "))
    return [part[:1].upper() + part[1:] for part in (part.strip(" .;") for part in parts) if part]


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .;")
