"""One's own account: profile, devices, notices, what to do without a password."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.accounts.actions import users
from ocop.accounts.queries import people
from ocop.accounts.roles import ROLES, Role
from ocop.base.errors import NotAllowed
from ocop.base.text import whole
from ocop.notices import actions as notice_actions
from ocop.notices import queries as notices
from ocop.web.account.device import device_name
from ocop.web.account.forms import ProfileForm
from ocop.web.door import attempt, public, signed_in
from ocop.web.links import url_of

PER_PAGE = 25


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """Name and addresses, the roles held, and the ways to guard the account."""
    user = request.user
    initial = {"full_name": user.full_name, "email": user.email, "phone": user.phone}
    form = ProfileForm(request.POST or None, initial=initial)
    saved = "Đã lưu thông tin của bạn."
    if form.is_valid() and attempt(request, users.update_profile, success=saved, **form.cleaned_data):
        return redirect("account_profile")
    held = [{"card": ROLES[Role(grant.role)], "grant": grant} for grant in user.active_grants]
    facts = {"form": form, "held": held, "has_totp": people.has_totp(user)}
    return render(request, "people/profile.html", facts)


@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """The devices on which one is signed in; any of them can be signed out."""
    if request.method == "POST":
        return _sign_out(request)
    rows = [
        {
            "id": session.pk,
            "device": device_name(session.user_agent),
            "ip": session.ip,
            "since": session.created_at,
            "seen": session.last_seen_at,
            "current": session.session_key == request.session.session_key,
        }
        for session in people.sessions_of(request.user)
    ]
    return render(request, "people/sessions.html", {"rows": rows})


def _sign_out(request: HttpRequest) -> HttpResponse:
    if request.POST.get("session") == "others":
        mine = request.session.session_key
        ids = [session.pk for session in people.sessions_of(request.user) if session.session_key != mine]
    else:
        ids = [key for key in [whole(request.POST.get("session", ""))] if key is not None]
    try:
        for session_id in ids:
            attempt(request, users.end_session, session_id=session_id)
    except NotAllowed as error:
        raise Http404 from error
    return redirect("usersessions_list")


@signed_in
def notice_list(request: HttpRequest) -> HttpResponse:
    """The notices, the latest first."""
    page = Paginator(notices.visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/notices.html", {"page": page, "unread": notices.unread_count(request.user)})


@signed_in
@require_POST
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one read and go to what it is about."""
    notice = notices.notice_of(request.user, pk)
    if notice is None:
        raise Http404
    attempt(request, notice_actions.mark_read, notice=notice)
    return redirect(url_of(notice.about_type, notice.about_id, request.user))


@signed_in
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark all read."""
    attempt(request, notice_actions.mark_all_read, success="Đã đánh dấu mọi thông báo là đã đọc.")
    return redirect("notices")


@public
def forgotten(request: HttpRequest) -> HttpResponse:
    """Who gives a new password: the same words for everybody, so that nothing is told of any account."""
    return render(request, "people/forgotten.html")


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]) -> HttpResponse:
    """Too many wrong passwords; the same words whether or not there is such an account."""
    return render(request, "people/locked_out.html", status=403)
