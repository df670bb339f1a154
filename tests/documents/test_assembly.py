"""Many files as one stamped PDF."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from ocop.base.errors import Refused
from ocop.documents.assembly import Part, assemble, count_pages
from tests.factories.documents import pdf_bytes


def part(number: int, pages: int) -> Part:
    return Part(f"Minh chứng {number}", lambda: io.BytesIO(pdf_bytes(pages, mark=str(number))))


def test_files_follow_each_other_with_bookmarks_and_stamps(tmp_path: Path) -> None:
    stamped: list[int] = []

    def stamp(page: int) -> bytes:
        stamped.append(page)
        return pdf_bytes(1)

    target = tmp_path / "whole.pdf"
    made = assemble([part(1, 2), part(2, 1), part(3, 3)], target, stamp)
    assert made.pages == count_pages(target) == 6
    assert made.starts == (("Minh chứng 1", 1), ("Minh chứng 2", 3), ("Minh chứng 3", 4))
    assert stamped == [1, 2, 3, 4, 5, 6]
    assert [row["/Title"] for row in PdfReader(target).outline] == ["Minh chứng 1", "Minh chứng 2", "Minh chứng 3"]


def test_a_file_that_is_no_pdf_is_named(tmp_path: Path) -> None:
    broken = Part("Giấy hỏng", lambda: io.BytesIO(b"khong phai PDF"))
    with pytest.raises(Refused, match="Giấy hỏng"):
        assemble([part(1, 1), broken], tmp_path / "whole.pdf", lambda page: pdf_bytes(1))
