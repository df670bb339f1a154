"""Drafts: what a paper looks like now. Nothing is stored; a reading of personal data leaves its trace."""

from datetime import date

from ocop.accounts.actions.personal import read_representative
from ocop.accounts.models import User
from ocop.base.errors import NotAllowed
from ocop.documents.actions.files import open_file
from ocop.documents.typeset import typeset_paper
from ocop.documents.word.fill import fill_template
from ocop.documents.word.write import write_docx
from ocop.papers.models import Paper
from ocop.papers.papers import DRAFT, SAMPLE, Made, make
from ocop.papers.queries.subjects import About
from ocop.papers.spec import Kind


def draft_pdf(*, by: User, kind: Kind, about: About, dated_on: date | None = None) -> bytes:
    """The draft as PDF, gaps in red."""
    made = _made(by, kind, about, dated_on)
    return typeset_paper(made.text, title=kind.title, day=made.dated_on, note=_note(made)).pdf


def draft_docx(*, by: User, kind: Kind, about: About) -> bytes:
    """The draft as DOCX: in the office's own template, where there is one."""
    made = _made(by, kind, about, None)
    if made.template is None:
        return write_docx(made.text, title=kind.title, note=_note(made))
    with open_file(made.template.file) as stream:
        content = stream.read()
    empty = {"ma_van_ban": "[Mã văn bản]", "dia_chi_kiem_tra": "[Địa chỉ kiểm tra]"}
    return fill_template(content, made.values | empty)


def read_paper(*, by: User, paper: Paper, about: About) -> Paper:
    """An issued paper for whoever may read it."""
    if not by.has_perm(f"papers.view_{paper.kind}", about):
        raise NotAllowed("Bạn không được xem văn bản này.")
    _trace(by, paper.is_personal, about)
    return paper


def _made(by: User, kind: Kind, about: About, dated_on: date | None) -> Made:
    if not by.has_perm(f"papers.view_{kind.key}", about):
        raise NotAllowed("Bạn không được xem văn bản này.")
    _trace(by, kind.personal, about)
    return make(kind, about, dated_on=dated_on)


def _trace(by: User, personal: bool, about: About) -> None:
    if personal and about.producer is not None:
        read_representative(by=by, producer=about.producer)


def _note(made: Made) -> str:
    return f"{DRAFT} · {SAMPLE}" if made.about.is_sample else DRAFT
