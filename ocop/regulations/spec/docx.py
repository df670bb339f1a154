"""DOCX → blocks. Only the main part and the numbering are opened, both within bounds and without entities."""

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from lzma import LZMAError
from xml.parsers import expat

from ocop.regulations.spec.blocks import Block, BlockBuilder, FileRefused

MAIN, NUMBERING = "word/document.xml", "word/numbering.xml"
MOST_PARTS = 2000
MOST_XML = 80 * 1024 * 1024  # bytes unpacked; the longest decision so far has 6 MB
MOST_RATIO = 200  # unpacked to packed; text of Word reaches 30
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BOX = "□"
_SIGNS = {"tab": " ", "sym": _BOX}


def docx_blocks(content: bytes) -> list[Block]:
    """The paragraphs and tables of a Word document."""
    archive = _archive(content)
    labels = _numbering(_part(archive, NUMBERING)) if NUMBERING in archive.namelist() else {}
    reader = _Reader(labels)
    _parse(_part(archive, MAIN), reader.start, reader.end, reader.text)
    return reader.builder.finish()


def _archive(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise FileRefused("Tệp Word bị hỏng, không mở được.") from None
    names = {part.filename for part in parts}
    if any("vbaproject" in name.lower() or name.lower().endswith(".bin") for name in names):
        raise FileRefused("Tệp Word có macro hoặc phần nhúng chạy được; hãy lưu lại dạng .docx không macro.")
    if MAIN not in names or "[Content_Types].xml" not in names:
        raise FileRefused("Tệp nén này không phải là văn bản Word (.docx).")
    if len(parts) > MOST_PARTS or any(part.flag_bits & 1 for part in parts):
        raise FileRefused("Tệp Word có mật khẩu hoặc có quá nhiều phần bên trong.")
    if b"macroenabled" in _part(archive, "[Content_Types].xml").lower():
        raise FileRefused("Tệp Word có macro; hãy lưu lại dạng .docx không macro.")
    return archive


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part, read only as far as it may be long: what its header says about the length is not trusted."""
    info = archive.getinfo(name)
    bound = min(MOST_XML, 1_000_000 + MOST_RATIO * info.compress_size)
    if info.file_size > bound:
        raise FileRefused("Tệp Word nén một lượng dữ liệu quá lớn, không phải là văn bản thường.")
    try:
        with archive.open(info) as stream:
            content = stream.read(bound + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error, LZMAError):
        raise FileRefused("Tệp Word bị hỏng, không mở được.") from None
    if len(content) > bound:
        raise FileRefused("Tệp Word nén một lượng dữ liệu quá lớn, không phải là văn bản thường.")
    return content


Start = Callable[[str, dict[str, str]], None]


def _parse(content: bytes, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise FileRefused("Phần văn bản của tệp Word bị hỏng.") from None


def _refuse_doctype(*args: object) -> None:
    raise FileRefused("Phần văn bản của tệp Word khai báo kiểu tài liệu (DOCTYPE), không an toàn.")


def _local(tag: str) -> str:
    space, _, name = tag.rpartition(" ")
    return name if space == _W else ""


@dataclass(slots=True)
class _Level:
    """How one level of a list is numbered: "bullet" or a kind of number, and the text around it ("%1.%2.")."""

    kind: str = ""
    text: str = ""
    first: int = 1


def _numbering(content: bytes) -> dict[str, list[_Level]]:
    """list → its levels."""
    abstract: dict[str, list[_Level]] = {}
    of_list: dict[str, str] = {}
    place: dict[str, str] = {"abstract": "", "list": ""}

    def start(tag: str, attrs: dict[str, str]) -> None:
        name, value = _local(tag), attrs.get(f"{_W} val", "")
        if name == "abstractNum":
            place["abstract"] = attrs.get(f"{_W} abstractNumId", "")
            abstract[place["abstract"]] = []
        elif name == "num":
            place["list"] = attrs.get(f"{_W} numId", "")
        elif name == "abstractNumId":
            of_list[place["list"]] = value
        elif name == "lvl":
            abstract.setdefault(place["abstract"], []).append(_Level())
        elif name in {"numFmt", "lvlText", "start"} and abstract.get(place["abstract"]):
            level = abstract[place["abstract"]][-1]
            if name == "start":
                level.first = int(value) if value.isdecimal() and len(value) < 6 else 1
            else:
                setattr(level, "kind" if name == "numFmt" else "text", value)

    _parse(content, start, lambda tag: None, lambda text: None)
    return {key: abstract.get(value, []) for key, value in of_list.items()}


@dataclass(slots=True)
class _Reader:
    """Follows the main part; numbers and bullets that Word makes are written out."""

    labels: dict[str, list[_Level]]
    builder: BlockBuilder = field(default_factory=BlockBuilder)
    counters: dict[str, list[int]] = field(default_factory=dict)
    in_text: bool = False
    skip: int = 0
    list_id: str = ""
    level: int = 0
    opening: dict[str, Callable[[], None]] = field(init=False)
    closing: dict[str, Callable[[], None]] = field(init=False)

    def __post_init__(self) -> None:
        to = self.builder
        self.opening = {
            "tbl": to.start_table, "tr": to.start_row, "tc": to.start_cell, "br": to.end_line, "cr": to.end_line,
        }  # fmt: skip
        self.closing = {"p": to.end_line, "tc": to.end_cell, "tr": to.end_row, "tbl": to.end_table}

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        name, value = _local(tag), attrs.get(f"{_W} val", "")
        if self.skip or name in {"del", "moveFrom"}:  # struck out while changes are tracked
            self.skip += 1
            return
        if name in self.opening:
            self.opening[name]()
        elif name in _SIGNS:
            self.builder.text(_SIGNS[name])
        elif name == "t":
            self.in_text = True
        elif name == "p":
            self.list_id, self.level = "", 0
        elif name == "ilvl":
            self.level = int(value) if value.isdecimal() and len(value) < 3 else 0
        elif name == "numId":
            self.list_id = value

    def end(self, tag: str) -> None:
        if self.skip:
            self.skip -= 1
            return
        name = _local(tag)
        if name == "t":
            self.in_text = False
        elif name == "pPr":
            self.builder.text(self._label())
        elif name in self.closing:
            self.closing[name]()

    def text(self, text: str) -> None:
        if self.in_text and not self.skip:
            self.builder.text(text)

    def _label(self) -> str:
        levels = self.labels.get(self.list_id, [])
        if not self.list_id or self.level >= len(levels):
            return ""
        level = levels[self.level]
        if level.kind == "bullet":
            return f"{_BOX} "
        counts = self.counters.setdefault(self.list_id, [])
        del counts[self.level + 1 :]
        while len(counts) <= self.level:
            counts.append(levels[len(counts)].first - (len(counts) == self.level))
        counts[self.level] += 1
        label = level.text
        for depth, count in enumerate(counts, start=1):
            label = label.replace(f"%{depth}", _number(count, level.kind))
        return f"{label} " if label else ""


def _number(count: int, kind: str) -> str:
    if kind == "lowerLetter":
        return chr(ord("a") + (count - 1) % 26)
    return str(count)
