"""A dossier as officials read it: overview, what was submitted page by page, papers, versions, timeline."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.dossiers.queries.boards import open_rounds
from ocop.dossiers.queries.desks import (
    checklist,
    report_of,
    score_of,
    snapshot_of,
)
from ocop.dossiers.queries.rounds import today
from ocop.dossiers.queries.teams import commune_officers, named, province_officers, team_of
from ocop.evaluation.queries.assessment import (
    progress_of,
)
from ocop.regulations.queries.sheets import criteria_sheet
from ocop.web.door import door
from ocop.web.office.forms import IntakeForm, OfficerForm, PeopleForm, ReasonForm, SigningForm
from ocop.web.office.loading import dossier_of
from ocop.web.office.team_forms import SamplesForm
from ocop.web.office.views.frame import frame, timeline_items


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def overview(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Where the dossier stands and what this person may do with it."""
    context = frame(request, dossier, "office_dossier")
    snapshot = snapshot_of(dossier, None)
    items = checklist(dossier)
    context |= {
        "score": score_of(snapshot.content, criteria_sheet(dossier.criteria_set)) if snapshot else None,
        "checked": sum(item.is_ok is not None for item in items),
        "not_ok": [item for item in items if item.is_ok is False],
        "items_count": len(items),
        "report": report_of(dossier),
        "progress": progress_of([dossier])[dossier.pk],
        "timeline": timeline_items(context["course"])[:4],
        "reason_form": ReasonForm(auto_id="id_ly_do_%s"),
        "intake_title": f"Tiếp nhận ở {context['here']}",
        "people_title": f"Phân công ở {context['here']}",
        "intake_label": f"Số tiếp nhận của {context['here']}",
        "officer_label": f"Cán bộ {context['here']}",
        "perms_assess": request.user.has_perm("evaluation.assess", dossier),
        **_forms(request, dossier, context["moves"]),
    }
    return render(request, "office/dossier.html", context)


def _forms(request: HttpRequest, dossier: Any, /, moves: set[str]) -> dict[str, Any]:
    """The forms of the acts that are open to this person."""
    given: dict[str, Any] = {}
    if "commune_forward" in moves:
        report = report_of(dossier)
        first = {"report_no": report.report_no, "request_no": report.request_no} if report else {}
        given["signing_form"] = SigningForm(initial=first)
    if request.user.has_perm("dossiers.assign_commune_officer", dossier):
        form = OfficerForm(initial={"officer": dossier.commune_officer_id}, auto_id="id_thu_ly_%s")
        form.offer("officer", named(commune_officers(dossier)), "Cả bộ phận")
        given["officer_form"] = form
    if dossier.criteria_set.needs_samples and request.user.has_perm("evaluation.receive_samples", dossier):
        first = {"count": dossier.criteria_set.sample_units, "received_on": today().isoformat()}
        given["samples_form"] = SamplesForm(initial=first, auto_id="id_mau_%s")
    if request.user.has_perm("dossiers.assign_people", dossier):
        given |= _province_forms(request, dossier, moves)
    return given


def _province_forms(request: HttpRequest, dossier: Any, /, moves: set[str]) -> dict[str, Any]:
    rounds = open_rounds(dossier)
    officers = named(province_officers(dossier))
    if "province_accept" in moves:
        form = IntakeForm(initial={"round": dossier.round_id, "officer": request.user.pk})
        form.offer("round", [(str(row.pk), row.name) for row in rounds], "Chọn đợt")
        members = {user.pk: user for row in rounds for user in team_of(row)}
        form.offer("reviewer", named(members.values()), "Chọn thành viên")
        form.offer("officer", officers, "Tôi")
        return {"intake_form": form, "no_team": not members}
    people = PeopleForm(initial={"officer": dossier.province_officer_id, "reviewer": dossier.reviewer_id})
    people.offer("officer", officers, "Chưa giao")
    people.offer("reviewer", named(team_of(dossier.round)) if dossier.round else [], "Chưa giao")
    return {"people_form": people, "rounds": rounds}
