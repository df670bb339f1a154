"""The advisory team of a round."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.accounts.queries.people import user_by_name
from ocop.dossiers.actions.teams import name_team_member, release_team_member
from ocop.dossiers.queries.teams import candidates, loads, team_grants
from ocop.web.door import attempt, door
from ocop.web.office.forms import MemberForm
from ocop.web.office.loading import found, round_of


@door("dossiers.manage_team", load=round_of)
def team(request: HttpRequest, round: Any, /, **kwargs: Any) -> HttpResponse:
    """The advisory team: who sits in it, with how many dossiers."""
    form = MemberForm(request.POST or None, initial={"basis": _last_basis(round)})
    if request.method == "POST" and form.is_valid():
        user = user_by_name(form.cleaned_data["username"])
        if user is None:
            messages.error(request, "Không có tài khoản đang hoạt động mang tên đăng nhập này.")
        else:
            kwargs = {"round": round, "user": user, "basis": form.cleaned_data["basis"]}
            attempt(request, name_team_member, success=f"Đã thêm {user} vào Tổ tư vấn.", **kwargs)
        return redirect("office_team", round=round.pk)
    held = loads(round)
    context = {
        "round": round,
        "form": form,
        "members": [(grant, *held.get(grant.user_id, (0, 0))) for grant in team_grants(round)],
        "candidates": candidates(round)[:300],
    }
    return render(request, "office/team.html", context)


def _last_basis(round: Any) -> str:
    last = team_grants(round).last()
    return last.basis if last else ""


@door("dossiers.manage_team", load=round_of, methods=("POST",))
def team_release(request: HttpRequest, round: Any, /, user: int, **kwargs: Any) -> HttpResponse:
    """End a seat."""
    grant = found(team_grants(round).filter(user=user).first())
    reason = request.POST.get("reason", "")
    attempt(
        request,
        release_team_member,
        success=f"{grant.user} thôi tham gia.",
        round=round,
        user=grant.user,
        reason=reason,
    )
    return redirect("office_team", round=round.pk)
