"""The rows of one criteria table → its tree of parts, sections, criteria and options."""

import re
from decimal import Decimal

from ocop.base.text import fold
from ocop.regulations.spec.blocks import FileRefused, Row, Table
from ocop.regulations.spec.shapes import Node, OptionDraft, SheetDraft

LONGEST_CODE = 16
MOST_LINES = 400  # lines with points in one sheet; the longest so far has 52
LONGEST_BARE = 150  # characters of a heading that has no points; a longer text that begins with a number is a note

_HEAD = re.compile(r"các tiêu chí|tiêu chí|nội dung", re.IGNORECASE)
_HEAD_POINTS = re.compile(r"thang điểm|điểm tối đa|điểm", re.IGNORECASE)
_PART = re.compile(r"phần\s+([a-zđ])\b\s*[:.]?\s*(.*)", re.IGNORECASE | re.DOTALL)
_NUMBERED = re.compile(r"(\d+(?:\.(?:\d+|[a-zđ](?![a-zà-ỹđ])))*)(?:[.)]|(?=\s))\s*(.+)", re.DOTALL)
_LETTERED = re.compile(r"([a-zđ])\)\s*(.+)", re.DOTALL)
_CASE = re.compile(r"(?:[a-zđ][.)]\s*)?trường hợp\s+(\d+)\s*[:.]\s*(.*)", re.IGNORECASE | re.DOTALL)
_BOX = re.compile(r"[□☐☑☒▢❑❏❐◻◽\uf000-\uf0ff]\s*|(?:o|O|0|q)\s+(?=[^\W\d_a-z])")
_STARS = re.compile(r"\*(?:\s*\*)+")
_NAMED_POINTS = re.compile(r"\(\s*(\d+)\s*điểm\s*\)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_TOTAL = re.compile(r"tổng\s*(?:cộng|điểm)?\b", re.IGNORECASE)
_NOTE = re.compile(r"(ghi chú|chú ý|lưu ý|yêu cầu)\s*:\s*", re.IGNORECASE)
_ONLY_IF = re.compile(r"chỉ (?:áp dụng|đánh giá|chấm) khi", re.IGNORECASE)
_REJECT = re.compile(r"bị loại|không đánh giá (?:những )?sản phẩm", re.IGNORECASE)
_STOP = re.compile(r"không (?:đánh giá|xem xét)[^.]{0,200}(?:bước|chỉ tiêu)", re.IGNORECASE)


def is_sheet(table: Table) -> bool:
    """Whether a table is a criteria sheet: a heading of criteria and points, and a part A."""
    if not table.rows or len(table.rows) < 5:
        return False
    head = table.rows[0].cells
    named = len(head) >= 2 and _HEAD.search(head[0]) and _HEAD_POINTS.search(head[-1])
    return bool(named) and any(_PART.match(row.cells[0]) for row in table.rows[1:4])


def number(text: str) -> Decimal | None:
    """Points as the law writes them ("3", "0,5"); None where the cell holds anything else."""
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def plain_name(text: str) -> str:
    """A heading in capitals as one would write it in a sentence."""
    text = _STARS.sub("", text).strip(" .:")
    return text[:1] + text[1:].lower() if text.isupper() else text


def read_sheet(table: Table, sheet: SheetDraft) -> SheetDraft:
    """Fill `sheet` from the rows of its table."""
    reader = _SheetReader(table.no, sheet)
    for row in table.rows[1:]:
        reader.row(row)
    return sheet


class _SheetReader:
    """Follows the rows; `path` leads from the part to the line that options and notes belong to."""

    def __init__(self, table_no: int, sheet: SheetDraft) -> None:
        self.table_no, self.sheet = table_no, sheet
        self.path: list[Node] = []
        self.case: str | None = None
        self.count = 0

    def row(self, row: Row) -> None:
        text, points = row.cells[0], row.cells[-1] if len(row.cells) > 1 else ""
        place = f"bảng {self.table_no}, dòng {row.no}"
        if not text:
            if points:
                self.sheet.unknown.append((place, points))
            return
        if not any(read(text, points, place) for read in (self._part, self._total, self._case, self._option)):
            self._line(text, points, place)

    def _part(self, text: str, points: str, place: str) -> bool:
        match = _PART.match(text)
        if match is None:
            return False
        named = _NAMED_POINTS.search(match[2])
        name = plain_name(_NAMED_POINTS.sub("", match[2]).replace("\n", " "))
        node = Node(match[1].upper(), name, text, points, number(points), place)
        node.named_max = Decimal(named[1]) if named else None
        self.sheet.parts.append(node)
        self.path, self.case = [node], None
        return True

    def _total(self, text: str, points: str, place: str) -> bool:
        if not _TOTAL.match(text):
            return False
        self.sheet.total = points
        self.path = []
        return True

    def _case(self, text: str, points: str, place: str) -> bool:
        match = _CASE.match(text)
        if match is None or not self.path:
            return False
        self.case = chr(ord("a") + (int(match[1][:2]) - 1) % 26)
        name = match[2].strip(" .:\n")
        self.path[-1].cases[self.case] = name[:1].lower() + name[1:]
        return True

    def _option(self, text: str, points: str, place: str) -> bool:
        match = _BOX.match(text)
        if match is None or not self.path:
            return False
        body, *notes = _note_lines(text[match.end() :])
        label = _STARS.sub("", body).replace("\n", " ")
        label = re.sub(r"\s+([.,;:)])", r"\1", re.sub(r"\s+", " ", label)).strip(" ;")
        option = OptionDraft(text, label, points, number(points), place, stars(body), self.case)
        self.path[-1].options.append(option)
        for line in notes:
            self._note(line, place, beside=True)
        return True

    def _line(self, text: str, points: str, place: str) -> None:
        if self._numbered(text, points, place):
            return
        if self.path and not points:
            for line in _note_lines(text):
                self._note(line, place)
        else:
            self.sheet.unknown.append((place, f"{text} | {points}" if points else text))

    def _numbered(self, text: str, points: str, place: str) -> bool:
        match, code = _NUMBERED.match(text), ""
        if match is not None:
            code = match[1]
        elif match := _LETTERED.match(text):
            code = self._under_section(match[1])
        # a number at the beginning of a note is no heading: headings have points, or are short
        if match is None or not self.path or len(code) > LONGEST_CODE or (not points and len(text) > LONGEST_BARE):
            return False
        first, *rest = _name_apart(match[2]).split("\n")
        node = Node(code, plain_name(first), text, points, number(points), place, star=stars(first))
        self._hang(node)
        for line in rest:
            self._note(line, place, beside=True)
        return True

    def _under_section(self, letter: str) -> str:
        section = next((node.code for node in self.path[1:2]), "")
        return f"{section}.{letter}" if section else letter

    def _hang(self, node: Node) -> None:
        """Below the line whose code begins this one's, at least below the part."""
        self.count += 1
        if self.count > MOST_LINES:
            raise FileRefused(f"Bảng {self.table_no} có quá nhiều mục, không phải là một phiếu chấm.")
        while len(self.path) > 1 and not node.code.startswith(self.path[-1].code + "."):
            self.path.pop()
        self.path[-1].children.append(node)
        self.path.append(node)
        self.case = None

    def _note(self, line: str, place: str, *, beside: bool = False) -> None:
        """A line without points: what it says decides where it is kept. `beside`: within the cell of the name."""
        node = self.path[-1]
        marked = _NOTE.match(line)
        kind, text = (fold(marked[1]), line[marked.end() :]) if marked else ("", line)
        if _ONLY_IF.match(text):
            node.applies_only_if, node.applies_if_code = text, self._condition(text)
        elif _STOP.search(text):
            node.stop_if.append(text)
        elif _REJECT.search(text):
            node.reject_if.append(text)
        elif kind == "yeu cau" and not beside:
            node.requirements.append(text)
        elif kind in {"ghi chu", "chu y", "luu y"}:
            node.evidence_notes.append(text)
        elif text.startswith("(") or kind or beside or fold(text).startswith("lua chon"):
            node.guidance.append(text.removeprefix("(").removesuffix(")"))
        else:
            node.guidance.append(text)
            self.sheet.unknown.append((place, text))

    def _condition(self, text: str) -> str:
        """The criterion before this one in its section that the condition names."""
        said = fold(text)
        before = self.path[-2].children[:-1] if len(self.path) > 1 else []
        return next((node.code for node in before if fold(node.name) in said), "")


def _name_apart(text: str) -> str:
    """A name in capitals on a line of its own, where what it means follows in brackets."""
    name, bracket, rest = text.partition("(")
    return f"{name.strip()}\n({rest}" if bracket and name.strip().isupper() else text


def _note_lines(text: str) -> list[str]:
    """Lines of a note; one that only goes on belongs to the line before."""
    found: list[str] = []
    for line in text.split("\n"):
        if found and not _NOTE.match(line):
            found[-1] += " " + line
        else:
            found.append(line)
    return found


def stars(text: str) -> int | None:
    """How many asterisks stand together, however they are spaced; the longest run where there are several."""
    runs = [run.count("*") for run in _STARS.findall(text)]
    return max(runs) if runs else None
