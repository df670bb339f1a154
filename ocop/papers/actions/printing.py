"""A paper in bytes: PDF and DOCX of the same data, in the standard layout or in the office's own template."""

from dataclasses import dataclass
from typing import Any

from ocop.documents.actions.files import open_file
from ocop.documents.typeset import Typeset, typeset_own, typeset_paper
from ocop.documents.word.fill import fill_template
from ocop.documents.word.read import read_docx
from ocop.documents.word.write import write_docx
from ocop.papers.codes import page_url, paper_url, shown_code
from ocop.papers.papers import Made

NO_CODE = {"ma_van_ban": "[Mã văn bản]", "dia_chi_kiem_tra": "[Địa chỉ kiểm tra]"}


@dataclass(frozen=True)
class Printed:
    """The PDF with the hashes of its pages, and its Word twin."""

    pdf: Typeset
    word: bytes


def print_paper(made: Made, *, note: str, code: str = "") -> Printed:
    """Both files; with `code` each page carries its codes."""
    return Printed(print_pdf(made, note=note, code=code), print_word(made, note=note, code=code))


def print_pdf(made: Made, *, note: str, code: str = "") -> Typeset:
    """The paper as PDF/A, gaps in red."""
    options: dict[str, Any] = {"title": made.kind.title, "day": made.dated_on, "note": note}
    if code:
        options |= {
            "code": shown_code(code),
            "address": paper_url(code),
            "page_address": lambda page, digest: page_url(code, page, digest),
        }
    if made.template is None:
        return typeset_paper(made.text, **options)
    return typeset_own(read_docx(_filled(made, code, gaps=True)), **options)


def print_word(made: Made, *, note: str, code: str = "") -> bytes:
    """The paper as DOCX."""
    if made.template is None:
        return write_docx(made.text, title=made.kind.title, note=note)
    return _filled(made, code, gaps=False)


def _filled(made: Made, code: str, *, gaps: bool) -> bytes:
    assert made.template is not None  # asked by the caller
    with open_file(made.template.file) as stream:
        content = stream.read()
    marks = {"ma_van_ban": shown_code(code), "dia_chi_kiem_tra": paper_url(code)} if code else NO_CODE
    return fill_template(content, made.values | marks, gaps=gaps)
