"""Requests to the ministry: what was asked, what came of it, what the leader says where it fell below 90."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.errors import NotAllowed, Refused
from ocop.documents.actions.files import store_file
from ocop.dossiers.states import DossierState
from ocop.papers.actions.deciding import recognise_below_and_register
from ocop.recognition.actions import ministry as actions
from ocop.recognition.queries.certificates import certificate_of_dossier, today
from ocop.recognition.queries.ministry import get_request, visible_to
from ocop.web.door import NOT_FOUND, door
from ocop.web.leader.forms import DecisionForm, OutcomeForm, ReasonForm, RefusalForm, RefuseBelowForm

PER_PAGE = 25
Act = Callable[[HttpRequest, Any, Any], Any]


def load_request(request: HttpRequest, pk: int) -> Any:
    """The request to the ministry of this address."""
    found = get_request(pk)
    if found is None:
        raise Http404(NOT_FOUND)
    return found


@door("recognition.view_ministry", methods=("GET",))
def requests(request: HttpRequest) -> HttpResponse:
    """Every request this person may see."""
    page = Paginator(visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"request": row, "state": _state(row), "tone": _tone(row)} for row in page]
    return render(request, "leader/ministry_list.html", {"page": page, "rows": rows})


@door("recognition.view_ministry", load=load_request, methods=("GET",))
def ministry_request(request: HttpRequest, asked: Any, pk: int) -> HttpResponse:
    """One request with the forms that this person may fill in now."""
    return _page(request, asked)


@door("recognition.record_ministry_outcome", load=load_request, methods=("POST",))
def record(request: HttpRequest, asked: Any, pk: int) -> HttpResponse:
    """Write down the ministry's answer."""
    return _act(request, asked, "outcome_form", OutcomeForm(request.POST, request.FILES), _record)


@door("recognition.settle_ministry_outcome", load=load_request, methods=("POST",))
def recognise(request: HttpRequest, asked: Any, pk: int) -> HttpResponse:
    """Recognise 3 or 4 stars by the central result."""
    return _act(request, asked, "recognise_form", DecisionForm(request.POST, prefix="cn"), _recognise)


@door("recognition.settle_ministry_outcome", load=load_request, methods=("POST",))
def again(request: HttpRequest, asked: Any, pk: int) -> HttpResponse:
    """Evaluate anew in the province."""
    return _act(request, asked, "again_form", ReasonForm(request.POST, prefix="dl"), _again)


@door("recognition.settle_ministry_outcome", load=load_request, methods=("POST",))
def refuse(request: HttpRequest, asked: Any, pk: int) -> HttpResponse:
    """Do not recognise the product."""
    return _act(request, asked, "refuse_form", RefuseBelowForm(request.POST, prefix="kc"), _refuse)


def _record(request: HttpRequest, asked: Any, form: Any) -> None:
    given = form.cleaned_data["file"]
    stored = store_file(by=request.user, name=given.name, content=given) if given else None
    actions.record_ministry_outcome(by=request.user, request=asked, facts=form.facts(), file=stored)


def _recognise(request: HttpRequest, asked: Any, form: Any) -> None:
    recognise_below_and_register(by=request.user, request=asked, facts=form.facts())


def _again(request: HttpRequest, asked: Any, form: Any) -> None:
    actions.evaluate_again(by=request.user, request=asked, **form.cleaned_data)


def _refuse(request: HttpRequest, asked: Any, form: Any) -> None:
    actions.refuse_below(by=request.user, request=asked, facts=form.facts(), reason=form.cleaned_data["reason"])


def _act(request: HttpRequest, asked: Any, name: str, form: RefusalForm, act: Act) -> HttpResponse:
    if form.is_valid():
        try:
            act(request, asked, form)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.show(refusal)
        else:
            messages.success(request, "Đã ghi.")
            return redirect("ministry_request", pk=asked.pk)
    return _page(request, asked, **{name: form}, status=422)


def _page(request: HttpRequest, asked: Any, status: int = 200, **forms: Any) -> HttpResponse:
    user = request.user
    records = not asked.outcome and user.has_perm("recognition.record_ministry_outcome", asked)
    waits = asked.outcome == "below" and asked.dossier.state == DossierState.AT_MINISTRY
    settles = waits and user.has_perm("recognition.settle_ministry_outcome", asked)
    signed = {"signed_on": today()}
    context = {
        "asked": asked,
        "dossier": asked.dossier,
        "state": _state(asked),
        "tone": _tone(asked),
        "certificate": certificate_of_dossier(asked.dossier_id),
        "outcome_form": OutcomeForm() if records else None,
        "again_form": ReasonForm(prefix="dl") if settles else None,
        "recognise_form": DecisionForm(prefix="cn", initial=signed) if settles and asked.outcome_stars >= 3 else None,
        "refuse_form": RefuseBelowForm(prefix="kc", initial=signed) if settles else None,
        **forms,
    }
    return render(request, "leader/ministry.html", context, status=status)


def _state(asked: Any) -> str:
    if not asked.outcome:
        return "Chờ kết quả của Bộ"
    if asked.outcome == "below" and asked.dossier.state == DossierState.AT_MINISTRY:
        return "Chờ lãnh đạo quyết định"
    return asked.get_outcome_display()


def _tone(asked: Any) -> str:
    waits = not asked.outcome or (asked.outcome == "below" and asked.dossier.state == DossierState.AT_MINISTRY)
    return "gold" if waits else "leaf" if asked.outcome == "five_stars" else "plain"
