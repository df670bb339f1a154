"""The course of a dossier: its versions with what changed, its timeline, what the advisory team found."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.dossiers.queries.desks import changes_between, snapshots_of, supplements_of
from ocop.dossiers.queries.procedure import levels_seen, seen_at
from ocop.evaluation.queries.assessment import (
    assessment_of,
    criteria_of,
    extra_tests_of,
    reports_of,
    samples_of,
    surveys_of,
    team_result,
)
from ocop.regulations.spec.procedure import LEVEL_TITLES, Level
from ocop.web.door import door
from ocop.web.office.loading import dossier_of, number_in
from ocop.web.office.views.frame import frame, timeline_items


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def changes(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """The submitted versions and what changed between two of them."""
    context = frame(request, dossier, "office_changes")
    newer = number_in(request, "den") or context["versions"]
    older = number_in(request, "tu") or max(newer - 1, 1)
    context |= {
        "snapshots": snapshots_of(dossier),
        "older": older,
        "newer": newer,
        "changes": changes_between(dossier, older, newer),
        "supplements": supplements_of(dossier),
    }
    return render(request, "office/changes.html", context)


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def timeline(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Every step with who, when and why; who held it for how long."""
    context = frame(request, dossier, "office_timeline")
    context["timeline"] = timeline_items(context["course"])
    return render(request, "office/timeline.html", context)


@door("evaluation.view_assessment", load=dossier_of, methods=("GET",))
def assessment(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """What the advisory team found."""
    context = frame(request, dossier, "office_assessment")
    levels = levels_seen(dossier)
    dossier = seen_at(dossier, request.GET.get("cap", ""))
    context["levels"] = [
        {"label": LEVEL_TITLES[level].capitalize(), "url": f"?cap={level}", "current": level == dossier.level}
        for level in map(Level, levels)
    ]
    criteria = criteria_of(dossier)
    context |= {
        "assessment": assessment_of(dossier),
        "criteria": criteria,
        "result": team_result(dossier, criteria),
        "assessed": sum(row.finding is not None for row in criteria),
        "surveys": surveys_of(dossier),
        "tests": extra_tests_of(dossier),
        "samples": samples_of(dossier),
        "samples_count": sum(row.count for row in samples_of(dossier)),
        "reports": reports_of(dossier),
    }
    return render(request, "office/assessment.html", context)
