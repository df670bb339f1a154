"""A file is what its bytes say: PDF, JPG, PNG, DOCX or XLSX, whole, readable by anyone and harmless.

Nothing is taken from the name or from what a browser claims; the name must only agree with the content.
"""

import lzma
import re
import unicodedata
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

import filetype
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

from ocop.base.findings import Finding

PDF, JPG, PNG = "application/pdf", "image/jpeg", "image/png"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = _OFFICE + "wordprocessingml.document", _OFFICE + "spreadsheetml.sheet"
TYPES = {PDF: "PDF", JPG: "ảnh JPG", PNG: "ảnh PNG", DOCX: "Word (DOCX)", XLSX: "Excel (XLSX)"}
_ENDINGS = {PDF: {"pdf"}, JPG: {"jpg", "jpeg"}, PNG: {"png"}, DOCX: {"docx"}, XLSX: {"xlsx"}}
ACCEPTED = "PDF, JPG, PNG, DOCX hoặc XLSX"

# Largest pictures decoded: a phone's 108-megapixel JPEG is read at an eighth of its side, a PNG is not.
MAX_PIXELS = {JPG: 120_000_000, PNG: 40_000_000}
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
MAX_ENTRIES = 5000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


@dataclass(frozen=True)
class Looked:
    """What was found: the type and pages of a good file, or the finding that refuses it."""

    content_type: str = ""
    pages: int | None = None
    fault: Finding | None = None


class _Fault(Exception):
    """Raised inside this module only; becomes the finding."""


def look_at(stream: BinaryIO, name: str, size: int, limit: int) -> Looked:
    """Judge the `size` bytes of `stream`, called `name`; at most `limit` bytes are accepted."""
    try:
        content_type = _type_of(stream, size, limit)
        _agree(name, content_type)
        return Looked(content_type, _pages_of(stream, content_type))
    except _Fault as fault:
        return Looked(fault=Finding("file", "Điều 7.1", str(fault), "file"))
    finally:
        stream.seek(0)


def clean_name(name: str) -> str:
    """The last part of `name` without signs that mean something to a system; at most 200 characters."""
    plain = _NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name))
    plain = " ".join(plain.split()).strip(". ") or "tep"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: 199 - len(ending)]}.{ending}" if dot and len(ending) <= 10 else plain[:200]


def _type_of(stream: BinaryIO, size: int, limit: int) -> str:
    if size == 0:
        raise _Fault("Tệp rỗng (0 byte). Hãy chọn lại tệp.")
    if size > limit:
        raise _Fault(f"Tệp nặng {_mega(size)} MB, vượt mức {limit // 1024**2} MB. Hãy nén hoặc tách tệp.")
    stream.seek(0)
    head = stream.read(8192)
    if head.startswith(_OLE):
        raise _Fault("Tệp Word/Excel kiểu cũ hoặc có mật khẩu. Hãy bỏ mật khẩu và lưu lại thành DOCX, XLSX hoặc PDF.")
    if zipfile.is_zipfile(stream) and head.startswith(b"PK"):
        return _office_type(stream)
    kind = filetype.guess(head)
    if kind is None or kind.mime not in (PDF, JPG, PNG):
        raise _Fault(f"Không nhận loại tệp này. Hãy dùng {ACCEPTED}.")
    return str(kind.mime)


def _agree(name: str, content_type: str) -> None:
    ending = name.rpartition(".")[2].lower()
    if "." not in name or ending not in _ENDINGS[content_type]:
        shown = f"tên tệp ghi “.{ending}”" if "." in name else "tên tệp không có đuôi"
        raise _Fault(f"Nội dung là {TYPES[content_type]} nhưng {shown}. Hãy lưu lại đúng loại rồi tải lên.")


def _pages_of(stream: BinaryIO, content_type: str) -> int | None:
    if content_type == PDF:
        return _pdf_pages(stream)
    if content_type in MAX_PIXELS:
        _decode(stream, content_type)
        return 1
    return None


def _pdf_pages(stream: BinaryIO) -> int | None:
    """Pages; None where a viewer may still open what this reader cannot count."""
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pages = len(PdfReader(stream, strict=False).pages)
    except FileNotDecryptedError as error:
        raise _Fault("Tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi tải lên.") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise _Fault("Tệp PDF bị hỏng hoặc chưa tải hết. Hãy xuất lại tệp.") from error
    if not pages:
        raise _Fault("Tệp PDF không có trang nào.")
    return pages


def _decode(stream: BinaryIO, content_type: str) -> None:
    """Read the whole picture once: what cannot be shown is not evidence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _decode_within(stream, content_type)
    except _Fault:
        raise
    except Image.DecompressionBombError as error:
        raise _Fault("Ảnh quá lớn để mở an toàn. Hãy giảm kích thước ảnh.") from error
    except (OSError, ValueError, SyntaxError, TypeError) as error:
        raise _Fault("Ảnh bị hỏng hoặc chưa tải hết. Hãy chụp hoặc lưu lại ảnh.") from error


def _decode_within(stream: BinaryIO, content_type: str) -> None:
    stream.seek(0)
    with Image.open(stream, formats=["JPEG" if content_type == JPG else "PNG"]) as picture:
        if picture.width * picture.height > MAX_PIXELS[content_type]:
            raise _Fault("Ảnh quá lớn để mở an toàn. Hãy giảm kích thước ảnh.")
        picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))
        picture.load()


def _office_type(stream: BinaryIO) -> str:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _not_a_bomb(entries)
            names = {entry.filename for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                raise _Fault("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên.")
            return _ooxml(archive, names)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, OSError, EOFError, ValueError) as why:
        raise _Fault("Tệp Word/Excel bị hỏng. Hãy lưu lại tệp.") from why


def _not_a_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    dense = any(e.file_size > 1024**2 and e.file_size > MAX_RATIO * max(e.compress_size, 1) for e in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or dense:
        raise _Fault("Tệp nén bất thường, không mở an toàn được. Hãy xuất ra PDF rồi tải lên.")


def _ooxml(archive: zipfile.ZipFile, names: set[str]) -> str:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _Fault("Tệp có macro (chương trình ẩn) nên không nhận. Hãy lưu lại thành DOCX, XLSX không macro.")
    if "[Content_Types].xml" not in names:
        raise _Fault(f"Không nhận tệp nén. Hãy tải từng tệp {ACCEPTED}.")
    if b"macroEnabled" in _small(archive, "[Content_Types].xml"):
        raise _Fault("Tệp có macro (chương trình ẩn) nên không nhận. Hãy lưu lại thành DOCX, XLSX không macro.")
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise _Fault(f"Không nhận loại tệp này. Hãy dùng {ACCEPTED}.")


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first MB of an entry, however large it claims to be."""
    with archive.open(name) as entry:
        return entry.read(1024**2)


def _mega(size: int) -> str:
    return f"{size / 1024**2:.1f}".replace(".", ",")
