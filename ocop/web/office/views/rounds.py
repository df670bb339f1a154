"""Evaluation rounds: the list, the board of one, making, opening and closing, its advisory team."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.accounts.roles import Role
from ocop.base.dates import show
from ocop.base.text import whole
from ocop.dossiers.actions import rounds as actions
from ocop.dossiers.flows import ROUND_FLOW
from ocop.dossiers.queries.boards import board_of
from ocop.dossiers.queries.desks import by_waiting, for_lists, in_stage, matching, with_waiting
from ocop.dossiers.queries.rounds import (
    dossiers_of,
    ministry_round,
    missing_plans,
    next_number,
    office_of,
    plans_due,
    round_counts,
    rounds_visible_to,
    today,
)
from ocop.dossiers.queries.timeline import with_course
from ocop.dossiers.states import ROUND_TITLES, RoundState
from ocop.regulations.queries.decisions import current_decision
from ocop.web.door import attempt, door
from ocop.web.office.downloads import excel
from ocop.web.office.forms import ReasonForm, RoundForm
from ocop.web.office.loading import found, round_of
from ocop.web.office.rows import page_of, rows_of, stage_filters

LAW = "Điều 5, Quyết định 26/2026/QĐ-TTg"
AT_LEAST_TWO = "Mỗi năm ít nhất hai đợt; đợt bổ sung cần có trong quy chế Hội đồng và kế hoạch."
OF_DISTRICT = "Các đợt của huyện theo kế hoạch, quy trình ba cấp."


@door("dossiers.view_rounds", methods=("GET",))
def listing(request: HttpRequest) -> HttpResponse:
    """The rounds, latest first, and those of the law that are not made yet."""
    rounds = list(rounds_visible_to(request.user).order_by("-year", "-number"))
    counts = round_counts(rounds)
    office = office_of(request.user, Role.PROVINCIAL_OFFICE)
    plans = plans_due(office.province, today()) if office and not office.district else []
    context = {
        "rounds": [(row, counts.get(row.pk, (0, 0)), ROUND_TITLES[RoundState(row.state)]) for row in rounds],
        "may_create": office is not None,
        "office": office,
        "kicker": office.district.full_name if office and office.district else LAW,
        "lead": OF_DISTRICT if office and office.district else AT_LEAST_TWO,
        "missing": plans,
        "ministry": ministry_round(decision, today()) if (decision := current_decision(today())) else None,
    }
    return render(request, "office/rounds.html", context)


@door("dossiers.create_round")
def create(request: HttpRequest) -> HttpResponse:
    """Plan a round, filled in by the law where it is one of the law's."""
    office = found(office_of(request.user, Role.PROVINCIAL_OFFICE))
    province, district = office.province, office.district
    year = _year(request)
    decision = found(current_decision(today()))
    plans = [] if district else missing_plans(province, year)
    plan = next((row for row in plans if str(row.number) == request.GET.get("dot")), None)
    form = RoundForm(request.POST or None, initial=_initial(plan, next_number(province, year, district)))
    if request.method == "POST" and form.is_valid():
        facts = actions.RoundFacts(**form.cleaned_data)
        kwargs = {"province": province, "decision": decision, "year": year, "facts": facts}
        kwargs["district"] = district
        made = attempt(request, actions.create_round, success=f"Đã lập {facts.name}.", **kwargs)
        if made:
            return redirect("office_round", round=made.pk)
    return render(request, "office/round_form.html", {"form": form, "year": year, "plan": plan})


def _initial(plan: Any, number: int) -> dict[str, Any]:
    if plan is None:
        return {"number": number, "is_extra": True}
    return {
        "number": plan.number,
        "name": plan.name,
        "opens_on": plan.opens_on,
        "communes_propose_by": plan.propose_by,
        "finish_by": plan.finish_by,
    }


def _year(request: HttpRequest) -> int:
    typed = whole(request.GET.get("nam", ""))
    this_year: int = today().year
    return typed if typed is not None and abs(typed - this_year) < 5 else this_year


@door("dossiers.edit_round", load=round_of)
def edit(request: HttpRequest, round: Any, /, **kwargs: Any) -> HttpResponse:
    """Change a round that is not closed."""
    names = ("number", "name", "opens_on", "communes_propose_by", "finish_by", "is_extra", "basis")
    form = RoundForm(request.POST or None, initial={name: getattr(round, name) for name in names})
    if request.method == "POST" and form.is_valid():
        facts = actions.RoundFacts(**form.cleaned_data)
        if attempt(request, actions.edit_round, success="Đã sửa đợt.", round=round, facts=facts):
            return redirect("office_round", round=round.pk)
    return render(request, "office/round_form.html", {"form": form, "round": round, "year": round.year})


@door("dossiers.view_rounds", load=round_of, methods=("GET",))
def board(request: HttpRequest, round: Any, /, **kwargs: Any) -> HttpResponse:
    """Every dossier of the round on one screen."""
    every = dossiers_of(round)
    page = page_of(request, _chosen(request, every))
    figures = board_of(every)
    context = {
        "round": round,
        "state_title": ROUND_TITLES[RoundState(round.state)],
        "board": figures,
        "page": page,
        "rows": rows_of(page.object_list),
        "filters": stage_filters(request, figures.counts),
        "q": request.GET.get("q", ""),
        "session_url": reverse("council_list") if request.user.has_perm("evaluation.plan_session") else "",
        "ready_note": f"hạn xong đợt: {show(round.finish_by)}",
        "reason_form": ReasonForm(),
        **_may(request, round),
    }
    return render(request, "office/board.html", context)


def _may(request: HttpRequest, round: Any) -> dict[str, bool]:
    """What this person may do with the round."""
    moves = {move.name for move in ROUND_FLOW.possible(round, request.user)}
    return {
        "may_open": "open_round" in moves,
        "may_edit": request.user.has_perm("dossiers.edit_round", round) and round.state != RoundState.CLOSED,
        "may_manage": request.user.has_perm("dossiers.manage_team", round),
    }


def _chosen(request: HttpRequest, every: Any) -> Any:
    """The dossiers of the chip and the search, those that wait longest first."""
    chosen = matching(in_stage(with_waiting(every), request.GET.get("o", "")), request.GET.get("q", ""))
    return by_waiting(for_lists(with_course(chosen)))


@door("dossiers.view_rounds", load=round_of, methods=("GET",))
def board_excel(request: HttpRequest, round: Any, /, **kwargs: Any) -> HttpResponse:
    """The board as Excel, with the chip and the search kept."""
    rows = rows_of(_chosen(request, dossiers_of(round)))
    return excel(f"dot-{round.number}-{round.year}", round.name, rows)


@door("dossiers.open_round", load=round_of, methods=("POST",))
def open_(request: HttpRequest, round: Any, /, **kwargs: Any) -> HttpResponse:
    """Let it take dossiers."""
    attempt(request, actions.open_round, success=f"Đã mở {round.name}.", round=round)
    return redirect("office_round", round=round.pk)


@door("dossiers.close_round", load=round_of, methods=("POST",))
def close(request: HttpRequest, round: Any, /, **kwargs: Any) -> HttpResponse:
    """End it."""
    reason = request.POST.get("reason", "")
    attempt(request, actions.close_round, success=f"Đã đóng {round.name}.", round=round, reason=reason)
    return redirect("office_round", round=round.pk)
