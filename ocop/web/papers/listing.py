"""The papers of one thing: what can be made, what is missing, the draft, the issuing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.papers.actions.issue import issue_paper
from ocop.papers.actions.previewing import draft_docx, draft_pdf
from ocop.papers.papers import make
from ocop.papers.queries.readable import certificates_about, sheets_for
from ocop.papers.queries.register import issued_about, standing_paper
from ocop.papers.queries.subjects import kinds_about
from ocop.papers.spec import Numbering, Subject
from ocop.papers.spec.shapes import ISSUER_TITLES
from ocop.web.door import NOT_FOUND, attempt, door
from ocop.web.papers.forms import IssueForm
from ocop.web.papers.loading import about_of, kind_of, tried

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# the page of a thing, the first that the person may open
PAGES = {
    "dossier": (("dossiers.examine", "office_dossier", "dossier"), ("dossiers.view", "my_dossier", "pk")),
    "session": (("evaluation.view_session", "council_session", "session_id"),),
    "proposal": (("recognition.view_proposal", "proposal", "pk"),),
    "request": (("recognition.view_ministry", "ministry_request", "pk"),),
    "round": (("dossiers.view_rounds", "office_round", "round"),),
    "certificate": (("recognition.view_certificate", "certificate", "pk"),),
    "measure": (("recognition.view_certificate", "certificate", "pk"),),
    "report": (("programme.view_report", "year_report", "pk"),),
    "inspection": (("supervision.view_inspection", "inspection", "pk"),),
    "inspected": (("supervision.view_product", "inspected", "pk"),),
}


@door("papers.view_papers", load=about_of, methods=("GET",))
def papers(request: HttpRequest, thing: Any, /, **kwargs: Any) -> HttpResponse:
    """Every paper of the thing that the person may read."""
    kinds = [kind for kind in kinds_about(thing) if request.user.has_perm(f"papers.view_{kind.key}", thing)]
    issued = issued_about(thing, kinds)
    rows = [_row(thing, kind, issued.get(kind.key, [])) for kind in kinds if kind.key != "certificate"]
    sheets = sheets_for(request.user, thing)
    certificates = certificates_about(request.user, thing)
    if not rows and not sheets and not certificates:
        raise Http404(NOT_FOUND)
    whole = thing.type == Subject.DOSSIER and request.user.has_perm("papers.view_mau_02", thing)
    context = {"thing": thing, "rows": rows, "whole": whole, "sheets": sheets, "certificates": certificates,
               "crumbs": crumbs(request, thing)[:-1]}  # fmt: skip
    return render(request, "papers/list.html", context)


def _row(thing: Any, kind: Any, issued: list[Any]) -> dict[str, Any]:
    standing = next((paper for paper in issued if paper.cancelled_at is None), None)
    made = None if standing else make(kind, thing)
    return {
        "kind": kind,
        "issuer": ISSUER_TITLES[thing.issuer_of(kind)],
        "paper": standing,
        "made": made,
        "cancelled": sum(paper.cancelled_at is not None for paper in issued),
        "url": reverse("paper_draft", args=[thing.type, thing.pk, kind.key]),
    }


def crumbs(request: HttpRequest, thing: Any) -> list[tuple[str, str]]:
    """Back to the thing, and to its papers."""
    return [*_thing_crumb(request, thing), ("Văn bản", reverse("papers", args=[thing.type, thing.pk]))]


def _thing_crumb(request: HttpRequest, thing: Any) -> list[tuple[str, str]]:
    for permission, view, argument in PAGES.get(thing.type, ()):
        if request.user.has_perm(permission, thing.guarded):
            return [(thing.title, reverse(view, kwargs={argument: thing.guarded.pk}))]
    return []


@door("papers.view_papers", load=about_of, methods=("GET",))
def draft(request: HttpRequest, thing: Any, /, kind: str, **kwargs: Any) -> HttpResponse:
    """One kind: the draft with its gaps, or the paper that was issued."""
    shown = kind_of(request, thing, kind)
    return _draft_page(request, thing, shown, None)


def _draft_page(request: HttpRequest, thing: Any, kind: Any, form: Any, status: int = 200) -> HttpResponse:
    made = make(kind, thing)
    may_issue = request.user.has_perm(f"papers.issue_{kind.key}", thing)
    form = form or IssueForm(initial={"dated_on": made.dated_on}, numbered=_is_numbered(kind, made))
    context = {
        "thing": thing,
        "kind": kind,
        "made": made,
        "paper": standing_paper(kind.key, thing.type, thing.pk),
        "issued": issued_about(thing, [kind]).get(kind.key, []),
        "form": form if may_issue and made.is_ready else None,
        "may_issue": may_issue,
        "crumbs": crumbs(request, thing),
    }
    return render(request, "papers/draft.html", context, status=status)


def _is_numbered(kind: Any, made: Any) -> bool:
    return kind.numbering != Numbering.NONE and not made.record_number


@door("papers.view_papers", load=about_of, methods=("GET",))
def draft_file(request: HttpRequest, thing: Any, /, kind: str, **kwargs: Any) -> HttpResponse:
    """The draft as PDF."""
    content = draft_pdf(
        by=request.user, kind=kind_of(request, thing, kind), about=thing, template=tried(request, kind)
    )
    return _handed(content, "application/pdf", f"nhap-{kind}.pdf", inline=True)


@door("papers.view_papers", load=about_of, methods=("GET",))
def draft_word(request: HttpRequest, thing: Any, /, kind: str, **kwargs: Any) -> HttpResponse:
    """The draft as DOCX."""
    content = draft_docx(
        by=request.user, kind=kind_of(request, thing, kind), about=thing, template=tried(request, kind)
    )
    return _handed(content, WORD, f"nhap-{kind}.docx", inline=False)


def _handed(content: bytes, content_type: str, name: str, *, inline: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@door("papers.view_papers", load=about_of, methods=("POST",))
def issue(request: HttpRequest, thing: Any, /, kind: str, **kwargs: Any) -> HttpResponse:
    """Issue it."""
    chosen = kind_of(request, thing, kind, "issue")
    made = make(chosen, thing)
    form = IssueForm(request.POST, numbered=_is_numbered(chosen, made))
    if not form.is_valid():
        return _draft_page(request, thing, chosen, form, status=422)
    paper = attempt(
        request,
        issue_paper,
        kind=chosen,
        about=thing,
        dated_on=form.cleaned_data["dated_on"],
        reserved=form.cleaned_data.get("reserved"),
        success=f"Đã phát hành: {chosen.title}.",
    )
    if paper is None:
        return redirect("paper_draft", subject=thing.type, pk=thing.pk, kind=kind)
    return redirect("paper", pk=paper.pk)
