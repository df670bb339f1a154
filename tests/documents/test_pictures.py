"""Pages of a PDF as pictures, drawn by a program that can do no harm."""

import io
import os
import subprocess

import pytest
from PIL import Image
from pypdf import PdfWriter

from ocop.demo.papers import paper
from ocop.documents import pictures
from ocop.documents.pictures import NoPicture, page_picture


def blank(width: float, height: float) -> io.BytesIO:
    out, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(width=width, height=height)
    writer.write(out)
    out.seek(0)
    return out


def test_a_page_is_drawn_as_wide_as_a_tablet_reads_it() -> None:
    pdf = paper("Hợp đồng", "HTX (mẫu)", ("Trang một.",), ("Trang hai.",))
    first, second = (page_picture(io.BytesIO(pdf.getvalue()), number) for number in (1, 2))
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1100, 1556))
    assert first != second


@pytest.mark.parametrize(
    ("pdf", "number"),
    [
        pytest.param(blank(595, 842), 2, id="no such page"),
        pytest.param(io.BytesIO(b"%PDF-1.7 broken"), 1, id="broken"),
        pytest.param(io.BytesIO(b""), 1, id="empty"),
        pytest.param(blank(1, 14400), 1, id="a strip that would take gigabytes"),
    ],
)
def test_what_cannot_be_drawn_is_refused(pdf: io.BytesIO, number: int) -> None:
    with pytest.raises(NoPicture):
        page_picture(pdf, number)


def test_the_program_that_reads_uploads_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def spy(*args: object, **options: object) -> object:
        seen.update(options)
        return subprocess.CompletedProcess(args, 0, b"")

    monkeypatch.setattr(subprocess, "run", spy)
    page_picture(io.BytesIO(b""), 1)
    assert os.environ
    assert seen["env"] == {}


def test_it_ends_when_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "SECONDS", 0.001)
    with pytest.raises(NoPicture):
        page_picture(blank(595, 842), 1)
