"""One producer: its facts, places, representative and helpers, for itself and for those who may see it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.accounts.actions import consents, personal
from ocop.accounts.queries import producers as queries
from ocop.accounts.roles import Role, Scope
from ocop.base.dates import HANOI
from ocop.base.errors import Refused
from ocop.base.text import whole
from ocop.parties import actions as parties
from ocop.parties import queries as records
from ocop.parties.spec import RepresentativeFacts
from ocop.parties.states import TABLE
from ocop.web.account.forms import ConsentForm, ProducerForm, RepresentativeForm, SiteForm, show_refusal
from ocop.web.account.producers import producer_of
from ocop.web.door import attempt, door

# What the page offers, by permission.
_MAY = {
    "edit": "parties.edit_producer",
    "confirm": "parties.confirm_producer",
    "refuse": "parties.refuse_producer",
    "again": "parties.register_again",
    "representative": "parties.view_representative",
    "consents": "accounts.view_consents",
    "account": "accounts.open_account",
    "reset": "accounts.reset_password",
}


@door("parties.view_producer", load=producer_of, methods=("GET",))
def producer_page(request: HttpRequest, producer: Any, pk: int) -> HttpResponse:
    """Facts, state with its history, places; personal data stand on a page of their own."""
    may = {name: request.user.has_perm(permission, producer) for name, permission in _MAY.items()}
    people = list(queries.people_of(producer)) if may["account"] else []
    facts = {
        "producer": producer,
        "may": may,
        "sites": records.sites_of(producer),
        "history": [_shown(row) for row in queries.history(producer)],
        "has_representative": records.has_representative(producer),
        "helping": queries.helping(request.user, producer),
        "people": [(user, request.user.has_perm("accounts.reset_password", user)) for user in people],
    }
    return render(request, "people/producer.html", facts)


def _shown(row: Any) -> dict[str, Any]:
    """One step for the timeline."""
    move = TABLE.find(row.move)
    at = row.at.astimezone(HANOI)
    return {"title": move.said, "at": f"{at:%d/%m/%Y %H:%M}", "who": str(row.by or ""), "reason": row.reason}


@door("parties.edit_producer", load=producer_of)
def producer_edit(request: HttpRequest, producer: Any, pk: int) -> HttpResponse:
    """Correct the facts; what the commune vouched for only the commune."""
    confirmed = producer.state == "confirmed"
    fixed = confirmed and not request.user.has_perm("parties.edit_identity", producer)
    form = ProducerForm(request.POST or None, producer=producer, fixed=fixed)
    if form.is_valid():
        try:
            parties.update_producer(by=request.user, producer=producer, facts=form.facts())
            return redirect("producer_page", pk=pk)
        except Refused as refusal:
            show_refusal(form, refusal)
    helping = queries.helping(request.user, producer)
    facts = {"producer": producer, "form": form, "fixed": fixed, "helping": helping}
    return render(request, "people/producer_edit.html", facts)


@door("parties.edit_producer", load=producer_of)
def producer_sites(request: HttpRequest, producer: Any, pk: int) -> HttpResponse:
    """Places are added and struck off."""
    form = SiteForm(request.POST if request.method == "POST" and "remove" not in request.POST else None)
    struck = whole(request.POST.get("remove", ""))
    if struck is not None:
        site = records.site_of(producer, struck)
        if site is None:
            raise Http404
        attempt(request, parties.remove_site, success="Đã bỏ địa điểm.", producer=producer, site=site)
        return redirect("producer_sites", pk=pk)
    if form.is_valid():
        done = attempt(request, parties.add_site, success="Đã thêm địa điểm.", producer=producer, facts=form.facts())
        if done:
            return redirect("producer_sites", pk=pk)
    facts = {"producer": producer, "form": form, "sites": records.sites_of(producer)}
    return render(request, "people/producer_sites.html", facts)


@door("parties.view_representative", load=producer_of)
def producer_representative(request: HttpRequest, producer: Any, pk: int) -> HttpResponse:
    """Personal data: every reading by an official leaves a trace. The producer and its helpers correct it here."""
    may_edit = request.user.has_perm("parties.edit_representative", producer)
    form = RepresentativeForm(request.POST or None) if may_edit else None
    if form is not None and form.is_valid():
        try:
            parties.save_representative(by=request.user, producer=producer, facts=form.facts())
            return redirect("producer_page", pk=pk)
        except Refused as refusal:
            show_refusal(form, refusal)
    person = personal.read_representative(by=request.user, producer=producer)
    if form is not None and not form.is_bound:
        names = RepresentativeFacts.__dataclass_fields__
        form = RepresentativeForm(initial={name: getattr(person, name, "") for name in names})
    own = producer.pk in request.user.scope_ids(Scope.PRODUCER, Role.PRODUCER)
    facts = {"producer": producer, "person": person, "form": form, "is_logged": not own}
    return render(request, "people/representative.html", facts)


@door("accounts.view_consents", load=producer_of)
def producer_helpers(request: HttpRequest, producer: Any, pk: int) -> HttpResponse:
    """Who helps and has helped; consent is given here."""
    may_give = request.user.has_perm("accounts.give_consent", producer)
    own = producer.pk in request.user.scope_ids(Scope.PRODUCER, Role.PRODUCER)
    if request.method == "POST" and not may_give:
        raise Http404
    form = ConsentForm(request.POST or None, own=own, initial={"helper": "" if own else request.user.username})
    if may_give and form.is_valid():
        given = {"means": "system", "evidence": ""} | form.cleaned_data
        success = f"{given['helper']} được giúp {producer.name}."
        if attempt(request, consents.give_consent, success=success, producer=producer, **given):
            return redirect("producer_helpers", pk=pk)
    rows = [
        (consent, consent.grant.ended_at is None and request.user.has_perm("accounts.end_consent", consent))
        for consent in queries.consents_of(producer)
    ]
    facts = {"producer": producer, "rows": rows, "form": form if may_give else None, "own": own}
    return render(request, "people/helpers.html", facts)


def consent_of(request: HttpRequest, pk: int, **_: Any) -> Any:
    """The consent of the address; 404 where there is none."""
    consent = queries.consent_by_id(pk)
    if consent is None:
        raise Http404
    return consent


@door("accounts.end_consent", load=consent_of, methods=("POST",))
def consent_end(request: HttpRequest, consent: Any, pk: int) -> HttpResponse:
    """End the help; what was typed stays."""
    attempt(request, consents.end_consent, success="Đã chấm dứt việc giúp.", consent=consent)
    if request.user.has_perm("accounts.view_consents", consent.producer):
        return redirect("producer_helpers", pk=consent.producer_id)
    return redirect("home")
