"""Signing the certificates of a decision together, and watching the job."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.errors import NotAllowed, Refused
from ocop.recognition.queries.proposals import certificates_of
from ocop.signing.actions.batches import resume_batch, start_batch
from ocop.signing.actions.papers import open_paper
from ocop.signing.queries import files_signed_by, profiles_to_sign_with
from ocop.signing.spec import Kind
from ocop.web.door import NOT_FOUND, door
from ocop.web.signing.forms import SignForm
from ocop.web.signing.loading import batch_of, proposal_of
from ocop.web.signing.papers import certificate_facts


@door("signing.open_paper", load=proposal_of)
def start(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    """Which certificates of the decision wait for which signature; one post signs them all."""
    if not request.user.has_perm("recognition.view_proposal", proposal):
        raise Http404(NOT_FOUND)
    profiles = list(profiles_to_sign_with(request.user).filter(province=proposal.province_id))
    profile = next((row for row in profiles if str(row.pk) == request.POST.get("profile", "")), None)
    profile = profile or next((row for row in profiles if str(row.pk) == request.GET.get("chu-ky")), None)
    profile = profile or (profiles[0] if profiles else None)
    rows = _waiting(proposal, profile)
    form = _form(request, profile)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            batch = _start(request, proposal, profile, rows, form)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect("signing_batch", pk=batch.pk)
    context = {
        "proposal": proposal,
        "rows": rows,
        "profile": profile,
        "others": [row for row in profiles if row is not profile],
        "form": form,
    }
    return render(request, "signing/batch_start.html", context, status=422 if request.method == "POST" else 200)


@door("signing.view", load=batch_of)
def batch(request: HttpRequest, batch: Any, pk: int) -> HttpResponse:
    """How far the job is; its owner may go on where it stopped, also with `?tiep` where it seems to stand still."""
    left = batch.total - batch.done
    running = left > 0 and bool(batch.sealed)
    mine = batch.by_id == request.user.pk and left > 0
    asked = not running or request.method == "POST" or "tiep" in request.GET
    form = _form(request, batch.profile) if mine and asked else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            resume_batch(by=request.user, batch=batch, secret=form.secret())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect("signing_batch", pk=pk)
    items = batch.items.select_related("paper", "signature__signed")
    # a page that renews itself would take away the PIN that is being typed
    context = {
        "batch": batch,
        "items": items,
        "form": form,
        "mine": mine,
        "running": running,
        "renews": running and not form,
    }
    return render(request, "signing/batch.html", context, status=422 if request.method == "POST" else 200)


def _waiting(proposal: Any, profile: Any) -> list[Any]:
    """Certificates that lack this kind of signature; the agency's wants the person's first."""
    rows = [row for row in certificates_of(proposal).values() if row.file_id]
    if profile is None:
        return []
    ids = [row.file_id for row in rows]
    done = files_signed_by(profile.kind, ids)
    ready = set(ids) if profile.kind == Kind.PERSONAL else files_signed_by(Kind.PERSONAL, ids)
    return [row for row in rows if row.file_id in ready - done]


def _start(request: HttpRequest, proposal: Any, profile: Any, rows: list[Any], form: SignForm) -> Any:
    chosen = set(request.POST.getlist("giay"))
    picked = [row for row in rows if str(row.pk) in chosen]
    papers = [open_paper(by=request.user, **certificate_facts(row)) for row in picked]
    title = f"{len(papers)} giấy chứng nhận, quyết định số {proposal.decision.number}"
    return start_batch(by=request.user, profile=profile, papers=papers, secret=form.secret(), title=title)


def _form(request: HttpRequest, profile: Any) -> SignForm | None:
    if profile is None:
        return None
    form = SignForm(request.POST or None)
    form.needs(profile.provider, profile.reference or "-")
    return form
