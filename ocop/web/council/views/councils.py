"""Councils: the list, their members and sessions, constitution, replacement, end; the working regulation."""

from typing import Any

from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ocop.accounts.roles import Role
from ocop.dossiers.queries.rounds import office_of
from ocop.evaluation import wording
from ocop.evaluation.actions import councils as acts
from ocop.evaluation.actions.councils import Named
from ocop.evaluation.queries.councils import (
    candidates,
    council_list,
    draft_regulation,
    get_member,
    lines_of,
    regulations_of,
    units_of_office,
)
from ocop.evaluation.queries.seats import active_members
from ocop.evaluation.queries.sessions import visible_sessions
from ocop.evaluation.states import SessionState
from ocop.web.council.forms import CouncilForm, MemberForm, RegulationForm, ReplacementForm
from ocop.web.council.loading import council_crumbs, council_of, found
from ocop.web.door import attempt, door

NAMED_AT_ONCE = "Thành viên được giao vai trò ngay khi lập."
LEADS = {
    "district": f"Chủ tịch UBND huyện thành lập Hội đồng và ban hành quy chế hoạt động. {NAMED_AT_ONCE}",
    "province": "Theo Điều 8, Quyết định 26/2026/QĐ-TTg: Chủ tịch UBND tỉnh thành lập Hội đồng và ban hành quy chế "
    f"hoạt động. {NAMED_AT_ONCE}",
}


@door("evaluation.view_council", methods=("GET",))
def index(request: HttpRequest) -> HttpResponse:
    """The councils this person sees, with their sessions that run."""
    sessions = visible_sessions(request.user).exclude(state=SessionState.PUBLISHED)
    office = office_of(request.user, Role.PROVINCIAL_OFFICE, Role.SIGNING_LEADER)
    here = "huyện" if office and office.district else "tỉnh"
    context = {
        "lead": f"Hội đồng cấp {here} đánh giá hồ sơ của từng đợt, kết luận hạng sao và đề nghị công nhận.",
        "councils": council_list(request.user),
        "running": [(session, session.state_title) for session in sessions],
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
        "sessions": [(session, session.state_title) for session in sessions],
        "regulation_lines": lines_of(council.regulation),
        "may_replace": user.has_perm("evaluation.replace_member", council) and not council.dissolved_on,
        "may_dissolve": user.has_perm("evaluation.dissolve_council", council) and not council.dissolved_on,
        "may_plan": user.has_perm("evaluation.plan_session", council) and not council.dissolved_on,
    }
    return render(request, "council/council.html", context)


@door("evaluation.create_council")
def create(request: HttpRequest) -> HttpResponse:
    """Constitute a council by decision."""
    units = units_of_office(request.user)
    regulations = regulations_of(units.values_list("pk", flat=True))
    rows = formset_factory(MemberForm, extra=0 if request.method == "POST" else 9)
    form = CouncilForm(request.POST or None, units=units, regulations=regulations)
    members = rows(request.POST or None, prefix="tv", form_kwargs={"people": candidates(request.user)})
    if request.method == "POST" and form.is_valid() and members.is_valid():
        named = [_named(row.cleaned_data) for row in members if row.has_changed()]
        given = {**form.cleaned_data, **_home(form.cleaned_data["province"])}
        council = attempt(request, acts.create_council, members=named, success="Đã lập Hội đồng.", **given)
        if council:
            return redirect("council_page", council.pk)
    lead = LEADS["district" if any(unit.level == "district" for unit in units) else "province"]
    context = {"form": form, "members": members, "has_regulation": regulations.exists(), "lead": lead}
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
    """The versions of the working regulation, and the next one: first seen in words, then made."""
    units = units_of_office(request.user)
    known = list(regulations_of(units.values_list("pk", flat=True)))
    latest = known[0] if known else None
    form = RegulationForm(request.POST or None, initial=RegulationForm.from_version(latest) if latest else None)
    preview = None
    if request.method == "POST" and form.is_valid():
        settings = {**_home(units.first()), **form.settings()}
        if "xem" in request.POST:
            lines = lines_of(draft_regulation(**settings))
            preview = {"lines": lines, "changes": wording.changed_lines(lines_of(latest), lines) if latest else []}
        elif attempt(request, acts.create_regulation, success="Đã lập bản quy chế mới.", **settings):
            return redirect("council_regulations")
    today = timezone.localdate()
    in_force = next((row for row in known if row.in_force_from <= today), None)
    context = {
        "form": form,
        "preview": preview,
        "latest": latest,
        "in_force": in_force,
        "today": today,
        "regulations": [(row, lines_of(row)) for row in known],
    }
    return render(request, "council/regulations.html", context)


def _home(unit: Any) -> dict[str, Any]:
    """The province of an office, and the district where it is one's."""
    return {"province": unit.parent, "district": unit} if unit.level == "district" else {"province": unit}


def _named(data: dict[str, Any]) -> Named:
    return Named(data["user"], data["role"], data["agency"], data["position"], data["votes"])
