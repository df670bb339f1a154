"""Many files as one stamped PDF, with bounded memory."""

import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from ocop.base.errors import Refused
from ocop.documents.assembly import Leaf, Part, assemble
from ocop.documents.typeset import render
from tests.factories.documents import pdf_bytes


def part(number: int, pages: int) -> Part:
    return Part(f"Minh chứng {number}", lambda: io.BytesIO(pdf_bytes(pages, mark=str(number))))


def contents(leaves: Sequence[Leaf]) -> bytes:
    return pdf_bytes(2)


def stamp(leaves: Sequence[Leaf]) -> bytes:
    rows = [
        {"width": leaf.width, "height": leaf.height, "left": f"tệp {leaf.part}", "right": f"trang số {leaf.number}"}
        for leaf in leaves
    ]
    return render("stamps", {"pages": rows})


def test_files_follow_each_other_with_bookmarks_and_stamps(tmp_path: Path) -> None:
    target = tmp_path / "whole.pdf"
    leaves = assemble([part(1, 2), part(2, 1), part(3, 3)], target, contents=contents, stamp=stamp)
    assert [(leaf.part, leaf.page, leaf.of, leaf.number) for leaf in leaves] == [
        (-1, 1, 2, 1), (-1, 2, 2, 2), (0, 1, 2, 3), (0, 2, 2, 4), (1, 1, 1, 5), (2, 1, 3, 6), (2, 2, 3, 7),
        (2, 3, 3, 8),
    ]  # fmt: skip
    read = PdfReader(target)
    assert [row["/Title"] for row in read.outline] == ["Danh mục", "Minh chứng 1", "Minh chứng 2", "Minh chứng 3"]
    assert [f"trang số {number}" in page.extract_text() for number, page in enumerate(read.pages, start=1)] == [
        True
    ] * 8


def test_a_page_that_lies_turned_is_stamped_as_it_is_read(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(1))) as pdf:
        pdf.pages[0].obj.MediaBox = pikepdf.Array([0, 0, 400, 800])
        pdf.pages[0].rotate(90, relative=False)
        turned = io.BytesIO()
        pdf.save(turned)
    leaves = assemble(
        [Part("Ngang", lambda: io.BytesIO(turned.getvalue()))], tmp_path / "whole.pdf", contents=contents, stamp=stamp
    )
    assert (leaves[-1].width, leaves[-1].height) == (800, 400)
    assert "trang số 3" in PdfReader(tmp_path / "whole.pdf").pages[2].extract_text()


def test_a_file_that_is_no_pdf_is_named(tmp_path: Path) -> None:
    broken = Part("Giấy hỏng", lambda: io.BytesIO(b"khong phai PDF"))
    with pytest.raises(Refused, match="Giấy hỏng"):
        assemble([part(1, 1), broken], tmp_path / "whole.pdf", contents=contents, stamp=stamp)


@pytest.mark.slow
def test_a_hundred_megabytes_are_never_held_in_memory(tmp_path: Path) -> None:
    grown = subprocess.run(
        [sys.executable, "-m", "bench.assembly", "20"], capture_output=True, text=True, check=True
    ).stdout
    size, memory = (float(value) for value in grown.split()[-2:])
    assert size > 30
    assert memory < size / 2
