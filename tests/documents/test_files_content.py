"""A file is judged by its bytes alone."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from ocop.documents.checks import clean_name, look_at
from ocop.documents.checks.content import DOCX, JPG, PDF, PNG, XLSX
from tests.factories.documents import office_bytes, pdf_bytes, picture_bytes

LIMIT = 50 * 1024 * 1024


def look(content: bytes, name: str, limit: int = LIMIT):
    return look_at(BytesIO(content), name, len(content), limit)


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (pdf_bytes(3), "giay.pdf", (PDF, 3)),
        (picture_bytes("JPEG"), "anh.JPG", (JPG, 1)),
        (picture_bytes("PNG"), "anh.png", (PNG, 1)),
        (office_bytes(), "bao cao.docx", (DOCX, None)),
        (office_bytes("xl/workbook.xml"), "so.xlsx", (XLSX, None)),
    ],
    ids=["pdf", "jpg", "png", "docx", "xlsx"],
)
def test_a_good_file_is_known_by_its_content(content: bytes, name: str, found: tuple) -> None:
    looked = look(content, name)
    assert (looked.content_type, looked.pages, looked.fault) == (*found, None)


def bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (30 * 1024 * 1024))
    return out.getvalue()


def spoilt_archive() -> bytes:
    """A DOCX packed in a rarer way, its packed bytes spoilt."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 40)
        archive.writestr("word/document.xml", "<w/>")
    spoilt = bytearray(out.getvalue())
    at = spoilt.index(b"[Content_Types].xml") + 19 + 9
    spoilt[at : at + 8] = b"\xff" * 8
    return bytes(spoilt)


def huge_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.pdf", "Tệp rỗng"),
        (pdf_bytes(), "a.jpg", "Nội dung là PDF nhưng tên tệp ghi “.jpg”"),
        (pdf_bytes(), "a", "tên tệp không có đuôi"),
        (picture_bytes("PNG"), "a.jpg", "Nội dung là ảnh PNG"),
        (b"<html><script>alert(1)</script>", "a.pdf", "Không nhận loại tệp này"),
        (b"MZ" + b"\x00" * 200, "a.exe", "Không nhận loại tệp này"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "Không nhận loại tệp này"),
        (b"%PDF-1.4 nothing follows", "a.pdf", "bị hỏng"),
        (pdf_bytes(password="bi-mat"), "a.pdf", "có mật khẩu"),
        (picture_bytes()[:300], "a.jpg", "Ảnh bị hỏng"),
        (huge_png(), "a.png", "Ảnh quá lớn"),
        (bomb(), "a.docx", "nén bất thường"),
        (office_bytes(word__vbaProject_bin=b"x"), "a.docx", "macro"),
        (office_bytes("other.xml"), "a.docx", "Không nhận loại tệp này"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.docx", "mật khẩu"),
        (b"PK\x03\x04" + b"\x00" * 100, "a.docx", "Không nhận loại tệp này"),
        (spoilt_archive(), "a.docx", "bị hỏng"),
    ],
    ids=[
        "empty", "wrong-ending", "no-ending", "png-as-jpg", "html", "program", "svg", "broken-pdf", "locked-pdf",
        "cut-photo", "pixel-bomb", "zip-bomb", "macro", "zip", "old-office", "broken-zip", "spoilt-lzma",
    ],
)  # fmt: skip
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(content: bytes, name: str, said: str) -> None:
    looked = look(content, name)
    assert looked.fault is not None
    assert said in looked.fault.message


def test_a_file_above_the_limit_is_refused() -> None:
    looked = look(pdf_bytes(), "a.pdf", limit=10)
    assert looked.fault is not None
    assert "vượt mức" in looked.fault.message


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\giay to\\Giấy  phép.pdf", "Giấy phép.pdf"),
        ("a\x00b\u202efdp.pdf", "a b fdp.pdf"),
        ("...", "tep"),
        ("nửa\ud800.pdf", "nửa .pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_loses_everything_that_means_something_to_a_system(name: str, clean: str) -> None:
    assert clean_name(name) == clean
