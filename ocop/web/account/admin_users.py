"""Accounts and roles, for the administrator; the auditor reads."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from ocop.accounts.actions import roles as role_actions
from ocop.accounts.actions import users as user_actions
from ocop.accounts.queries import people
from ocop.accounts.roles import ROLES, SCOPE_TITLES, Role, Scope
from ocop.audit.queries import entries_about
from ocop.base.spreadsheet import Column, workbook
from ocop.places.queries import heirs_on
from ocop.web.account.admin_audit import title_of
from ocop.web.account.forms import GrantForm, NewUserForm, ReasonForm
from ocop.web.account.sending import excel
from ocop.web.door import attempt, door, signed_in

PER_PAGE = 25
# What is done to an account, by the name that its button sends.
ACTS = {
    "deactivate": ("accounts.deactivate", user_actions.deactivate, "Đã khóa tài khoản."),
    "activate": ("accounts.deactivate", user_actions.activate, "Đã mở lại tài khoản."),
    "remove_mfa": ("accounts.remove_mfa", user_actions.remove_mfa, "Đã gỡ xác thực hai bước."),
}


def user_of(request: HttpRequest, pk: int, **_: Any) -> Any:
    """The account of the address; 404 where there is none."""
    user = people.user_by_id(pk)
    if user is None:
        raise Http404
    return user


def _found(request: HttpRequest) -> Any:
    role = request.GET.get("role", "")
    return people.matching(people.users_visible_to(request.user), request.GET.get("q", ""), role)


@door("accounts.view_users", methods=("GET",))
def user_list(request: HttpRequest) -> HttpResponse:
    """Accounts by name, with or without accents, and by role."""
    page = Paginator(_found(request), PER_PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "q": request.GET.get("q", ""),
        "role": request.GET.get("role", ""),
        "roles": [(card.key.value, card.title) for card in ROLES.values()],
        "locked": people.locked_names([user.username for user in page]),
        "may_create": request.user.has_perm("accounts.create_user"),
        "query": request.GET.urlencode(),
    }
    return render(request, "people/users.html", facts)


@door("accounts.view_users", methods=("GET",))
def user_export(request: HttpRequest) -> HttpResponse:
    """The same list as an Excel file."""
    columns = [
        Column("Họ và tên", 28),
        Column("Tên đăng nhập", 20),
        Column("Vai trò", 60),
        Column("Trạng thái", 14),
        Column("Đăng nhập gần nhất", 20),
    ]
    rows = (
        (
            user.full_name,
            user.username,
            "; ".join(str(grant) for grant in user.shown_grants),
            "Hoạt động" if user.is_active else "Đã khóa",
            user.last_login,
        )
        for user in _found(request)
    )
    return excel("tai-khoan", workbook("Tài khoản", columns, rows))


@door("accounts.create_user")
@never_cache
def user_new(request: HttpRequest) -> HttpResponse:
    """Make an account; its temporary password is shown once."""
    form = NewUserForm(request.POST or None)
    if form.is_valid():
        province_id = min(heirs_on(request.user.scope_ids(Scope.PROVINCE, Role.ADMINISTRATOR)).values())
        done = attempt(request, user_actions.create_user, province_id=province_id, **form.cleaned_data)
        if done:
            return _handover(request, done)
    return render(request, "people/user_new.html", {"form": form})


@door("accounts.view_users", load=user_of, methods=("GET",))
def user_page(request: HttpRequest, user: Any, pk: int) -> HttpResponse:
    """One account: its roles, what may be done to it, what was done."""
    facts = {
        "person": user,
        "grants": people.grants_of(user),
        "is_locked": people.is_locked_out(user),
        "has_totp": people.has_totp(user),
        "may": {name: request.user.has_perm(f"accounts.{name}", user) for name in _BUTTONS},
        "is_self": user.pk == request.user.pk,
        "grant_form": GrantForm(province_id=user.province_id or 0),
        "entries": [(entry, title_of(entry.action)) for entry in entries_about(user)[:20]],
    }
    return render(request, "people/user.html", facts)


_BUTTONS = ("grant_role", "end_grant", "reset_password", "deactivate", "unlock", "remove_mfa")


@door("accounts.grant_role", load=user_of, methods=("POST",))
def user_grant(request: HttpRequest, user: Any, pk: int) -> HttpResponse:
    """Give a role."""
    form = GrantForm(request.POST, province_id=user.province_id or 0)
    if not form.is_valid():
        facts = {"person": user, "form": form}
        return render(request, "people/user_grant.html", facts)
    names = ("role", "scope_kind", "scope_id", "basis", "until")
    given = {name: form.cleaned_data[name] for name in names} | {"role": Role(form.cleaned_data["role"])}
    attempt(request, role_actions.grant_role, success="Đã cấp vai trò.", user=user, **given)
    return redirect("user_page", pk=pk)


@door("accounts.end_grant", load=user_of, methods=("POST",))
def user_end_grant(request: HttpRequest, user: Any, pk: int, grant_id: int) -> HttpResponse:
    """End a role, with a reason."""
    grant = people.grant_by_id(user, grant_id)
    if grant is None:
        raise Http404
    reason = request.POST.get("reason", "")
    attempt(request, role_actions.end_grant, success="Đã thu hồi vai trò.", grant=grant, reason=reason)
    return redirect("user_page", pk=pk)


@door("accounts.reset_password", load=user_of)
@never_cache
def user_reset(request: HttpRequest, user: Any, pk: int) -> HttpResponse:
    """Give a temporary password, shown once."""
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        done = attempt(request, user_actions.reset_password, user=user, reason=form.cleaned_data["reason"])
        if done:
            return _handover(request, done)
    return render(request, "people/user_reset.html", {"person": user, "form": form})


@door("accounts.unlock", load=user_of, methods=("POST",))
def user_unlock(request: HttpRequest, user: Any, pk: int) -> HttpResponse:
    """Let somebody try again."""
    attempt(request, user_actions.unlock, success="Đã mở cho đăng nhập lại.", user=user)
    return redirect("user_page", pk=pk)


@door("accounts.view_users", load=user_of, methods=("POST",))
def user_act(request: HttpRequest, user: Any, pk: int, act: str) -> HttpResponse:
    """Close, open again, take off the second factor: acts with a reason, each under its own permission."""
    if act not in ACTS or not request.user.has_perm(ACTS[act][0], user):
        raise Http404
    _, action, success = ACTS[act]
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    attempt(request, action, success=success, user=user, reason=reason)
    return redirect("user_page", pk=pk)


@signed_in
def role_list(request: HttpRequest) -> HttpResponse:
    """Every role in words that anybody can read."""
    cards = [{"card": card, "scope": SCOPE_TITLES[card.scope]} for card in ROLES.values()]
    return render(request, "people/roles.html", {"cards": cards})


def _handover(request: HttpRequest, done: user_actions.Handover) -> HttpResponse:
    """The page that shows a temporary password, this once."""
    back = reverse("home")
    if request.user.has_perm("accounts.view_users", done.user):
        back = reverse("user_page", kwargs={"pk": done.user.pk})
    facts = {"person": done.user, "password": done.password, "back": back}
    return render(request, "people/handover.html", facts)
