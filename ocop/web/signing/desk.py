"""The desk of signing: papers, batches, and the certificates that sign here."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.errors import NotAllowed, Refused
from ocop.papers.queries.signing import papers_to_see, waiting_for
from ocop.signing.actions.profiles import add_profile, end_profile
from ocop.signing.queries import batches_visible_to, commune_of, profiles_visible_to
from ocop.web.door import attempt, door
from ocop.web.signing.forms import ProfileForm
from ocop.web.signing.loading import profile_of

PER_PAGE = 25


@door("signing.view", methods=("GET",))
def desk(request: HttpRequest) -> HttpResponse:
    """Papers, the latest first; running batches and profiles beside them."""
    page = Paginator(papers_to_see(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "waiting": waiting_for(request.user),
        "profiles": profiles_visible_to(request.user),
        "batches": batches_visible_to(request.user)[:5],
        "declares": request.user.has_perm("signing.edit_profile"),
    }
    return render(request, "signing/desk.html", context)


@door("signing.edit_profile")
def add(request: HttpRequest) -> HttpResponse:
    """Declare a certificate; its key is opened once."""
    form = ProfileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_profile(
                by=request.user,
                province=_province(request.user),
                commune=commune_of(request.user),
                **form.facts(),
            )
        except NotAllowed as refusal:
            form.show(Refused(str(refusal)))
        except Refused as refusal:
            form.show(refusal)
        else:
            messages.success(request, "Đã khai chữ ký số.")
            return redirect("signing_desk")
    return render(request, "signing/profile.html", {"form": form}, status=422 if form.errors else 200)


@door("signing.edit_profile", load=profile_of, methods=("POST",))
def end(request: HttpRequest, profile: Any, pk: int) -> HttpResponse:
    """Use a certificate no more."""
    attempt(request, end_profile, profile=profile, success="Đã ngừng dùng chữ ký số.")
    return redirect("signing_desk")


def _province(user: Any) -> Any:
    return user.province
