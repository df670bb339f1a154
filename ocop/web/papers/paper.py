"""An issued paper: its facts, the frozen file, a correction, a cancellation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from ocop.papers.actions.issue import cancel_paper, correct_paper
from ocop.papers.actions.previewing import read_paper
from ocop.papers.codes import paper_url, shown_code
from ocop.papers.papers import long_title
from ocop.papers.queries.signing import is_signable
from ocop.signing.queries import is_signed
from ocop.web.door import ask_or_404, attempt, door
from ocop.web.papers.forms import CorrectForm, ReasonForm
from ocop.web.papers.listing import crumbs
from ocop.web.papers.loading import found, opened
from ocop.web.serving import serve


@door("papers.view_papers", load=opened, methods=("GET",))
def issued(request: HttpRequest, found_paper: Any, /, **kwargs: Any) -> HttpResponse:
    """The paper with its hashes, what it replaced, what replaced it."""
    paper, about = found_paper.paper, found_paper.about
    ask_or_404(request, f"papers.view_{paper.kind}", about)
    replaced = getattr(paper, "corrected_by", None)
    acts = (
        paper.kind != "certificate"
        and paper.cancelled_at is None
        and request.user.has_perm(f"papers.issue_{paper.kind}", about)
    )
    context = {
        "paper": paper,
        "thing": about,
        "title": long_title(paper),
        "code": shown_code(paper.code),
        "check_url": paper_url(paper.code),
        "replaced": replaced,
        "correct_form": CorrectForm(initial={"dated_on": timezone.localdate()}) if acts and not replaced else None,
        "cancel_form": ReasonForm(prefix="huy") if acts else None,
        "crumbs": crumbs(request, about),
        "signs": is_signable(paper) and not replaced and request.user.has_perm("signing.open_paper", found_paper),
        "signed": is_signed(paper.file_id),
        "is_pdf": paper.file.content_type == "application/pdf",
    }
    return render(request, "papers/paper.html", context)


@door("papers.view_papers", load=opened, methods=("GET",))
def file(request: HttpRequest, found_paper: Any, /, **kwargs: Any) -> HttpResponseBase:
    """The frozen bytes: printing again is the same file."""
    paper = read_paper(by=request.user, paper=found_paper.paper, about=found_paper.about)
    return serve(request, paper.file)


@door("papers.view_papers", load=opened, methods=("GET",))
def word(request: HttpRequest, found_paper: Any, /, **kwargs: Any) -> HttpResponseBase:
    """The Word twin of the paper."""
    paper = read_paper(by=request.user, paper=found_paper.paper, about=found_paper.about)
    return serve(request, found(paper.word))


@door("papers.view_papers", load=opened, methods=("POST",))
def correct(request: HttpRequest, found_paper: Any, /, pk: int) -> HttpResponse:
    """A paper in its place."""
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return _say(request, form, pk)
    new = attempt(
        request, correct_paper, paper=found_paper.paper, success="Đã phát hành văn bản thay thế.", **form.cleaned_data
    )
    return redirect("paper", pk=new.pk if new else pk)


@door("papers.view_papers", load=opened, methods=("POST",))
def cancel(request: HttpRequest, found_paper: Any, /, pk: int) -> HttpResponse:
    """Out of force, with its number."""
    form = ReasonForm(request.POST, prefix="huy")
    if not form.is_valid():
        return _say(request, form, pk)
    attempt(request, cancel_paper, paper=found_paper.paper, success="Đã hủy văn bản.", **form.cleaned_data)
    return redirect("paper", pk=pk)


def _say(request: HttpRequest, form: Any, pk: int) -> HttpResponse:
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))
    return redirect("paper", pk=pk)
