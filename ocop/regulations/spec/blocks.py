"""What every file format is turned into: paragraphs and tables in the order of the text."""

import re
from dataclasses import dataclass, field

from ocop.base.text import nfc

MOST_BLOCKS = 60_000  # the longest decision so far has 9,000 paragraphs and cells
LONGEST_TEXT = 20_000  # characters of a paragraph or cell; the longest so far has 1,500


class FileRefused(ValueError):
    """The file cannot be taken; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the text of its cells, lines within a cell parted by line feeds."""

    cells: tuple[str, ...]
    no: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `no` counts the tables of the file from 1."""

    rows: tuple[Row, ...]
    no: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside of tables."""

    text: str


Block = Table | Paragraph


@dataclass(slots=True)
class BlockBuilder:
    """Gathers blocks while a file is read from beginning to end; a table in a cell becomes lines of the cell."""

    blocks: list[Block] = field(default_factory=list)
    depth: int = 0
    tables: int = 0
    _rows: list[Row] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _count: int = 0
    _open: bool = False

    def text(self, text: str) -> None:
        self._text.append(text)

    def end_line(self) -> None:
        """A paragraph or line ends: within a cell a line feed, outside a block."""
        if self.depth:
            self._text.append("\n")
            return
        text = self._taken()
        if text:
            self._add(Paragraph(text))

    def start_table(self) -> None:
        if not self.depth:
            self.end_line()
            self.tables += 1
            self._rows.clear()
        else:
            self._text.append("\n")
        self.depth += 1

    def start_row(self) -> None:
        self.end_row()

    def start_cell(self) -> None:
        if self.depth == 1:
            self._close_cell()  # HTML may leave its end out
            self._text.clear()
            self._open = True

    def end_cell(self) -> None:
        if self.depth == 1:
            self._close_cell()
        elif self.depth:
            self._text.append("\n")

    def end_row(self) -> None:
        if self.depth == 1:
            self._close_cell()
        if self.depth == 1 and self._cells:
            self._rows.append(Row(tuple(self._cells), len(self._rows) + 1))
            self._cells.clear()

    def end_table(self) -> None:
        if self.depth == 1:
            self.end_row()
            self._add(Table(tuple(self._rows), self.tables))
            self._text.clear()
        self.depth = max(0, self.depth - 1)

    def finish(self) -> list[Block]:
        while self.depth:
            self.end_table()
        self.end_line()
        return self.blocks

    def _close_cell(self) -> None:
        if self._open:
            self._cells.append(self._taken())
            self._open = False
            self._grow()

    def _taken(self) -> str:
        """What was gathered, once."""
        text = "".join(self._text).replace("\0", "")
        self._text.clear()
        if len(text) > 10 * LONGEST_TEXT or len(text := lines(text)) > LONGEST_TEXT:
            raise FileRefused("Tệp có đoạn văn dài bất thường, không phải là văn bản của một quyết định.")
        return text

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        self._grow()

    def _grow(self) -> None:
        self._count += 1
        if self._count > MOST_BLOCKS:
            raise FileRefused("Tệp có quá nhiều đoạn và ô bảng, không phải là văn bản của một quyết định.")


_BREAKS = re.compile(r"\s*\n\s*")


def lines(text: str) -> str:
    """`text` composed, white space collapsed, empty lines dropped."""
    found = (nfc(line) for line in _BREAKS.split(text))
    return "\n".join(line for line in found if line)
