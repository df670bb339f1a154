"""Every kind of paper of the sample province as a clerk would check it: the words on the page, the Word file opened by
another program."""

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.core.management import call_command

from ocop.demo.management.commands.paper_gallery import Command
from ocop.documents.spec import without_marks
from ocop.documents.typeset import typeset_paper
from ocop.documents.word.write import write_docx
from ocop.papers.papers import Made, make
from ocop.papers.queries.subjects import about
from ocop.papers.spec import KINDS
from tests.documents.pdfa import faults
from tests.sample import load_sample

SETTINGS = ("type", "align", "style")
IN_CI = bool(os.environ.get("CI"))
MADE = [kind for kind in KINDS.values() if kind.key != "certificate"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def papers(django_db_setup: None, django_db_blocker: object, shared_folder: Path) -> object:
    """kind → the paper, made once of the whole sample province."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        load_sample(shared_folder)
        yield {kind.key: _made(kind) for kind in MADE}
        call_command("flush", interactive=False, verbosity=0)


def _made(kind) -> Made:
    thing = about(kind.subject, Command()._example(kind))
    assert thing is not None, kind.key
    return make(kind, thing)


def words(text: str) -> set[str]:
    """Small and large letters are one: heads are printed in capitals."""
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def spoken(made: Made) -> set[str]:
    """Every word of its blocks."""
    return words(without_marks(said(made.text.blocks)))


def said(block: object) -> str:
    """The texts of blocks; their keys and settings are no words."""
    if isinstance(block, str):
        return block
    if isinstance(block, Mapping):
        return "\n".join(said(value) for key, value in block.items() if key not in SETTINGS)
    return "\n".join(said(item) for item in block) if isinstance(block, list | tuple) else ""


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(not IN_CI and shutil.which("pdftotext") is None, reason="cần gói poppler-utils")
def test_each_page_gives_its_exact_vietnamese_back(papers: dict[str, Made], tmp_path: Path) -> None:
    for key, made in papers.items():
        path = tmp_path / f"{key}.pdf"
        path.write_bytes(typeset_paper(made.text, title=made.kind.title, day=made.dated_on).pdf)
        text = text_of(path)
        assert unicodedata.is_normalized("NFC", text), key
        assert spoken(made) <= words(text), (key, spoken(made) - words(text))
        assert faults(path.read_bytes()) == [], key


@pytest.mark.skipif(
    not IN_CI and not (shutil.which("soffice") and shutil.which("pdftotext")), reason="cần LibreOffice, poppler-utils"
)
def test_libreoffice_opens_each_word_file(papers: dict[str, Made], tmp_path: Path) -> None:
    files = []
    for key, made in papers.items():
        files.append(tmp_path / f"{key}.docx")
        files[-1].write_bytes(write_docx(made.text, title=made.kind.title))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, *files], check=True, capture_output=True)
    for key, made in papers.items():
        text = text_of(tmp_path / f"{key}.pdf")
        missing = spoken(made) - words(unicodedata.normalize("NFC", text))
        assert not missing, (key, missing)
