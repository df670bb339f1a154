"""Issuing: number, bytes, hash and register come together or not at all; a second call gives the same paper."""

from datetime import date
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, NotReady, ReasonMissing, Refused
from ocop.documents.actions.files import store_file
from ocop.documents.models import StoredFile
from ocop.documents.typeset import version
from ocop.papers.actions.numbers import LETTERS, drop_numbers, leading_number, next_number, use_number
from ocop.papers.actions.printing import print_paper
from ocop.papers.models import Paper, new_code
from ocop.papers.papers import SAMPLE, Made, make
from ocop.papers.queries.register import standing_paper
from ocop.papers.queries.subjects import About, about_paper
from ocop.papers.spec import KINDS, Kind, Numbering, Subject
from ocop.recognition.models import Certificate, RecognitionDecision

TOO_LATE = "Văn bản đã hủy thì không thay thế được; hãy phát hành văn bản mới."


@transaction.atomic
def issue_paper(
    *, by: User, kind: Kind, about: About, dated_on: date | None = None, reserved: int | None = None
) -> Paper:
    """Issue a paper; where it already stands, that one is given. `reserved` is a number kept by hand."""
    _ask(by, kind, about)
    _hold(about)
    standing = standing_paper(kind.key, about.type, about.pk)
    if standing is not None:
        return standing
    return _issue(by, kind, about, dated_on, reserved, None)


@transaction.atomic
def correct_paper(*, by: User, paper: Paper, dated_on: date | None = None, reason: str) -> Paper:
    """A new paper in the place of one that was wrong: it names the old one, which stays as it was."""
    about, kind = about_paper(paper), KINDS[paper.kind]
    if about is None:
        raise NotAllowed("Không có văn bản này.")
    _ask(by, kind, about)
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do thay thế.")
    _hold(about)
    paper.refresh_from_db()
    if paper.cancelled_at is not None:
        raise Refused(TOO_LATE)
    if Paper.objects.filter(corrects=paper).exists():
        raise Refused("Văn bản này đã có văn bản thay thế.")
    new = _issue(by, kind, about, dated_on or timezone.localdate(), None, paper)
    record("papers.correct_paper", by=by, subject=new, data={"old": str(paper), "reason": reason.strip()})
    return new


@transaction.atomic
def cancel_paper(*, by: User, paper: Paper, reason: str) -> Paper:
    """Take a paper out of force; it and its number stay in the register, marked."""
    about, kind = about_paper(paper), KINDS[paper.kind]
    if about is None or kind.subject == Subject.CERTIFICATE:
        raise NotAllowed("Văn bản này không hủy ở đây.")
    _ask(by, kind, about)
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do hủy văn bản.")
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if paper.cancelled_at is not None:
        raise Refused("Văn bản này đã hủy.")
    paper.cancelled_at, paper.cancelled_by, paper.cancelled_reason = timezone.now(), by, reason.strip()
    paper.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_reason"])
    drop_numbers(paper, paper.cancelled_reason)
    record("papers.cancel_paper", by=by, subject=paper, data={"number": paper.number, "reason": reason.strip()})
    return paper


@transaction.atomic
def register_certificates(*, by: User, decision: RecognitionDecision) -> list[Paper]:
    """Enter the certificates of a decision in the register: the very files that were issued, set no second time.

    Internal: `by` has just issued them, or keeps the register.
    """
    rows = Certificate.objects.filter(decision=decision, file__isnull=False).select_related(
        "file", "dossier__commune__parent"
    )
    known = set(
        Paper.objects.filter(kind="certificate", subject_id__in=[row.pk for row in rows]).values_list(
            "subject_id", flat=True
        )
    )
    return [_register_certificate(by, row, decision) for row in rows if row.pk not in known]


def _register_certificate(by: User, row: Certificate, decision: RecognitionDecision) -> Paper:
    assert row.file is not None  # filtered by the caller
    paper = Paper.objects.create(
        unit=decision.district or decision.province,
        issuer=KINDS["certificate"].issuer,
        kind="certificate",
        subject_type=Subject.CERTIFICATE,
        subject_id=row.pk,
        title=f"{row.product_name}, {row.producer_name}"[:400],
        number=row.number,
        dated_on=row.issued_on,
        data={"san_pham": row.product_name, "chu_the": row.producer_name, "sao": row.stars},
        template_version=row.template_version or "ministry",
        file=row.file,
        sha256=row.file.sha256,
        issued_by=by,
    )
    _take_given(by, paper, KINDS["certificate"])
    record("papers.register_certificate", by=by, subject=paper, data={"number": row.number})
    return paper


def _issue(
    by: User, kind: Kind, about: About, dated_on: date | None, reserved: int | None, corrects: Paper | None
) -> Paper:
    made = make(kind, about, dated_on=dated_on, corrects=corrects)
    _check(made)
    number, taken = _number(made, reserved, corrects)
    made = make(kind, about, number=number, dated_on=made.dated_on, corrects=corrects)
    code = new_code()
    file, word, pages = _bytes(made, code)
    paper = Paper.objects.create(
        unit=made.unit,
        issuer=made.issuer,
        kind=kind.key,
        subject_type=about.type,
        subject_id=about.pk,
        title=made.title[:400],
        number=number,
        dated_on=made.dated_on,
        data=made.values,
        template_version=_version(made),
        file=file,
        word=word,
        sha256=file.sha256,
        pages=list(pages),
        code=code,
        is_personal=kind.personal,
        corrects=corrects,
        issued_by=by,
    )
    if taken is not None:
        use_number(by=by, paper=paper, series=kind.abbr or LETTERS, number=taken)
    data = {"number": number, "sha256": file.sha256, "kind": kind.title, "about": about.title}
    record("papers.issue_paper", by=by, subject=paper, data=data)
    return paper


def _check(made: Made) -> None:
    if made.not_yet:
        raise Refused(f"Chưa phát hành được “{made.kind.title}”. {made.not_yet}")
    if made.gaps:
        raise NotReady(made.gaps)
    if made.dated_on > timezone.localdate():
        raise Refused("Ngày văn bản không được sau hôm nay.")


def _number(made: Made, reserved: int | None, corrects: Paper | None) -> tuple[str, int | None]:
    """The number as printed, and as it stands in the row of numbers."""
    kind = made.kind
    if kind.numbering == Numbering.NONE:
        return "", None
    given = made.record_number if corrects is None else ""
    if given:
        return given, leading_number(given)
    number = reserved or next_number(made.unit, made.issuer, kind.abbr or LETTERS, made.dated_on.year)
    return made.number_text(number), number


def _bytes(made: Made, code: str) -> tuple[StoredFile, StoredFile, tuple[str, ...]]:
    """The file that was issued, its Word twin, the hashes of its pages."""
    printed = print_paper(made, note=SAMPLE if made.about.is_sample else "", code=code)
    name = f"{made.kind.key}-{code}"
    return (
        store_file(by=None, name=f"{name}.pdf", content=BytesIO(printed.pdf.pdf)),
        store_file(by=None, name=f"{name}.docx", content=BytesIO(printed.word)),
        printed.pdf.pages,
    )


def _version(made: Made) -> str:
    if made.template is None:
        return version("official")
    return f"template-{made.template.pk}-{made.template.version}-{made.template.file.sha256[:12]}"


def _take_given(by: User, paper: Paper, kind: Kind) -> None:
    number = leading_number(paper.number)
    if number is not None:
        use_number(by=by, paper=paper, series=kind.abbr, number=number)


def _hold(about: About) -> None:
    """One at a time for a thing: of two who issue together, the second finds the paper of the first."""
    model: Any = type(about.record)
    model.objects.select_for_update().get(pk=about.record.pk)


def _ask(by: User, kind: Kind, about: About) -> None:
    if kind.subject == Subject.CERTIFICATE or not by.has_perm(f"papers.issue_{kind.key}", about):
        raise NotAllowed("Bạn không được phát hành văn bản này.")
