"""Councils: the list, their members and sessions, constitution, replacement, end; the working regulation."""

from typing import Any

from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ocop.evaluation import wording
from ocop.evaluation.actions import councils as acts
from ocop.evaluation.actions.councils import Named
from ocop.evaluation.queries.councils import (
    as_rules,
    candidates,
    council_list,
    get_member,
    provinces_of_office,
    regulations_of,
)
from ocop.evaluation.queries.seats import active_members
from ocop.evaluation.queries.sessions import visible_sessions
from ocop.evaluation.states import SESSION_TITLES, SessionState
from ocop.regulations.scoring import regulation_data
from ocop.web.council.forms import CouncilForm, MemberForm, RegulationForm, ReplacementForm
from ocop.web.council.loading import council_crumbs, council_of, found
from ocop.web.door import attempt, door


@door("evaluation.view_council", methods=("GET",))
def index(request: HttpRequest) -> HttpResponse:
    """The councils this person sees, with their sessions that run."""
    sessions = visible_sessions(request.user).exclude(state=SessionState.PUBLISHED)
    context = {
        "councils": council_list(request.user),
        "running": [(session, SESSION_TITLES[SessionState(session.state)]) for session in sessions],
        "may_create": request.user.has_perm("evaluation.create_council"),
        "may_regulate": request.user.has_perm("evaluation.manage_regulation"),
    }
    return render(request, "council/index.html", context)


@door("evaluation.view_council", load=council_of, methods=("GET",))
def page(request: HttpRequest, council: Any, council_id: int) -> HttpResponse:
    """Members, sessions, regulation."""
    user = request.user
    left = council.members.exclude(left_on=None).select_related("user", "replaced_by__user").order_by("left_on", "pk")
    sessions = visible_sessions(user).filter(council=council)
    context = {
        "council": council,
        "crumbs": council_crumbs(council),
        "members": active_members(council),
        "left": left,
        "sessions": [(session, SESSION_TITLES[SessionState(session.state)]) for session in sessions],
        "regulation_lines": wording.regulation_lines(regulation_data(as_rules(council.regulation))),
        "may_replace": user.has_perm("evaluation.replace_member", council) and not council.dissolved_on,
        "may_dissolve": user.has_perm("evaluation.dissolve_council", council) and not council.dissolved_on,
        "may_plan": user.has_perm("evaluation.plan_session", council) and not council.dissolved_on,
    }
    return render(request, "council/council.html", context)


@door("evaluation.create_council")
def create(request: HttpRequest) -> HttpResponse:
    """Constitute a council by decision."""
    provinces = provinces_of_office(request.user)
    regulations = regulations_of(provinces.values_list("pk", flat=True))
    rows = formset_factory(MemberForm, extra=0 if request.method == "POST" else 9)
    form = CouncilForm(request.POST or None, provinces=provinces, regulations=regulations)
    members = rows(request.POST or None, prefix="tv", form_kwargs={"people": candidates(request.user)})
    if request.method == "POST" and form.is_valid() and members.is_valid():
        named = [_named(row.cleaned_data) for row in members if row.has_changed()]
        council = attempt(request, acts.create_council, members=named, success="Đã lập Hội đồng.", **form.cleaned_data)
        if council:
            return redirect("council_page", council.pk)
    context = {"form": form, "members": members, "has_regulation": regulations.exists()}
    return render(request, "council/create.html", context)


@door("evaluation.replace_member", load=council_of)
def replace(request: HttpRequest, council: Any, council_id: int, member_id: int) -> HttpResponse:
    """Name who takes a member's seat."""
    member = found(get_member(council, member_id))
    form = ReplacementForm(request.POST or None, people=candidates(request.user), initial={"agency": member.agency})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        successor = Named(data["user"], member.role, data["agency"], data["position"], member.votes)
        action = acts.replace_member
        if attempt(
            request, action, member=member, successor=successor, reason=data["reason"], success="Đã thay thành viên."
        ):
            return redirect("council_page", council_id)
    context = {
        "form": form,
        "member": member,
        "council": council,
        "crumbs": council_crumbs(council, "Thay thành viên"),
    }
    return render(request, "council/replace.html", context)


@door("evaluation.dissolve_council", load=council_of, methods=("POST",))
def dissolve(request: HttpRequest, council: Any, council_id: int) -> HttpResponse:
    """End the council's task."""
    attempt(
        request,
        acts.dissolve_council,
        council=council,
        on=timezone.localdate(),
        reason=request.POST.get("reason", ""),
        success="Hội đồng đã hết nhiệm vụ.",
    )
    return redirect("council_page", council_id)


@door("evaluation.manage_regulation")
def regulations(request: HttpRequest) -> HttpResponse:
    """The versions of the working regulation, and a new one."""
    provinces = provinces_of_office(request.user)
    form = RegulationForm(request.POST or None, initial={"minimum_met_by": "majority"})
    if request.method == "POST" and form.is_valid():
        action = acts.create_regulation
        if attempt(request, action, province=provinces.first(), success="Đã lập bản quy chế mới.", **form.settings()):
            return redirect("council_regulations")
    known = regulations_of(provinces.values_list("pk", flat=True))
    context = {
        "form": form,
        "regulations": [(row, wording.regulation_lines(regulation_data(as_rules(row)))) for row in known],
    }
    return render(request, "council/regulations.html", context)


def _named(data: dict[str, Any]) -> Named:
    return Named(data["user"], data["role"], data["agency"], data["position"], data["votes"])
