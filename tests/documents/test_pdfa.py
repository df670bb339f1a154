"""The watcher of PDF/A itself: it passes our own files and names what breaks the standard."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from ocop.documents.typeset import render, typeset_paper
from tests.documents.pdfa import faults
from tests.documents.test_official import paper
from tests.documents.test_typeset import data as certificate_data


def test_our_files_keep_it() -> None:
    assert faults(typeset_paper(paper(60), title="Quyết định", day=date(2026, 2, 5)).pdf) == []
    assert faults(render("certificate", certificate_data())) == []


def _font_gone(document: Any) -> None:
    for item in document.objects:
        if isinstance(item, Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]
        elif isinstance(item, Dictionary) and "/FontFile3" in item:
            del item["/FontFile3"]


def _script(document: Any) -> None:
    document.Root.OpenAction = document.make_indirect(Dictionary(S=Name.JavaScript, JS=b"app.alert(1)"))


def _note_hidden(document: Any) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], F=2)
    document.pages[0].Annots = Array([document.make_indirect(note)])


@pytest.mark.parametrize(
    ("spoil", "clause"),
    [
        (_font_gone, "6.2.11.4"),
        (_script, "6.5.1"),
        (_note_hidden, "6.3.2"),
        (_note_hidden, "6.3.3"),
        (lambda document: document.Root.__delitem__("/OutputIntents"), "6.2.3"),
        (lambda document: document.Root.__setitem__("/AcroForm", Dictionary(NeedAppearances=True)), "6.4"),
        (lambda document: document.Root.__delitem__("/Metadata"), "6.6.4"),
    ],
)
def test_what_breaks_it_is_named(spoil: Callable[[Any], Any], clause: str) -> None:
    made = typeset_paper(paper(), title="Quyết định", day=date(2026, 2, 5)).pdf
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        spoil(document)
        document.save(out)
    assert any(fault.startswith(clause) for fault in faults(out.getvalue())), faults(out.getvalue())
