"""Drafts: what a paper looks like now. Nothing is stored; a reading of personal data leaves its trace."""

from ocop.accounts.actions.personal import read_representative
from ocop.accounts.models import User
from ocop.base.errors import NotAllowed
from ocop.papers.actions.printing import print_pdf, print_word
from ocop.papers.models import Paper, Template
from ocop.papers.papers import DRAFT, SAMPLE, Made, make
from ocop.papers.queries.subjects import About
from ocop.papers.spec import Kind


def draft_pdf(*, by: User, kind: Kind, about: About, template: Template | None = None) -> bytes:
    """The draft as PDF, gaps in red; in `template` where one is tried."""
    made = _made(by, kind, about, template)
    return print_pdf(made, note=_note(made)).pdf


def draft_docx(*, by: User, kind: Kind, about: About, template: Template | None = None) -> bytes:
    """The draft as DOCX; in `template` where one is tried."""
    made = _made(by, kind, about, template)
    return print_word(made, note=_note(made))


def read_paper(*, by: User, paper: Paper, about: About) -> Paper:
    """An issued paper for whoever may read it."""
    if not by.has_perm(f"papers.view_{paper.kind}", about):
        raise NotAllowed("Bạn không được xem văn bản này.")
    _trace(by, paper.is_personal, about)
    return paper


def _made(by: User, kind: Kind, about: About, template: Template | None) -> Made:
    if not by.has_perm(f"papers.view_{kind.key}", about):
        raise NotAllowed("Bạn không được xem văn bản này.")
    _trace(by, kind.personal, about)
    return make(kind, about, template=template)


def _trace(by: User, personal: bool, about: About) -> None:
    if personal and about.producer is not None:
        read_representative(by=by, producer=about.producer)


def _note(made: Made) -> str:
    return f"{DRAFT} · {SAMPLE}" if made.about.is_sample else DRAFT
