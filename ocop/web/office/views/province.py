"""The provincial (district) office: what waits at intake, all dossiers."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.accounts.roles import Role
from ocop.dossiers.queries.boards import at_own_desk, board_of, listed_dossiers
from ocop.dossiers.queries.desks import for_lists, in_stage, matching, stage_counts, with_waiting
from ocop.dossiers.queries.places import in_unit, units_of
from ocop.dossiers.queries.rounds import READERS, office_of, rounds_visible_to
from ocop.dossiers.queries.timeline import with_course
from ocop.web.door import door
from ocop.web.links import unit_asked
from ocop.web.office.downloads import excel
from ocop.web.office.rows import page_of, rows_of, stage_filters

INTAKE = "tiep-nhan"


@door("dossiers.view_province_desk", methods=("GET",))
def intake(request: HttpRequest) -> HttpResponse:
    """What communes have proposed and nobody has taken in yet, the longest waiting first."""
    every = with_waiting(at_own_desk(request.user))
    chosen = matching(in_stage(every, INTAKE), request.GET.get("q", ""))
    page = page_of(request, for_lists(with_course(chosen)).order_by("submitted_at", "pk"))
    context = {"page": page, "rows": rows_of(page.object_list), "q": request.GET.get("q", "")}
    context["office"] = office_of(request.user, Role.PROVINCIAL_OFFICE, Role.AUDITOR)
    return render(request, "office/intake.html", context)


@door("dossiers.view_list", methods=("GET",))
def dossiers(request: HttpRequest) -> HttpResponse:
    """All dossiers of the province, with holder and days."""
    every = _every(request)
    chosen = _chosen(request, every)
    office = office_of(request.user, *READERS)
    page = page_of(request, chosen)
    context = {
        "page": page,
        "rows": rows_of(page.object_list),
        "filters": stage_filters(request, stage_counts(with_waiting(every))),
        "board": board_of(every),
        "rounds": list(rounds_visible_to(request.user)),
        "units": units_of(listed_dossiers(request.user)),
        "chosen_unit": request.GET.get("xa", ""),
        "chosen_round": request.GET.get("dot", ""),
        "q": request.GET.get("q", ""),
        "kicker": office.district.full_name if office and office.district else "Toàn tỉnh",
    }
    return render(request, "office/dossiers.html", context)


@door("dossiers.view_list", methods=("GET",))
def dossiers_excel(request: HttpRequest) -> HttpResponse:
    """The same list as Excel."""
    rows = rows_of(_chosen(request, _every(request)))
    return excel("ho-so", "Hồ sơ OCOP của tỉnh", rows)


def _every(request: HttpRequest) -> QuerySet[Any]:
    """What this person may list, of one round where one is asked for."""
    every = listed_dossiers(request.user)
    if unit := unit_asked(request):
        every = in_unit(every, unit)
    wanted = request.GET.get("dot", "")
    return every.filter(round=int(wanted)) if wanted.isdecimal() and len(wanted) < 12 else every


def _chosen(request: HttpRequest, every: QuerySet[Any]) -> QuerySet[Any]:
    found = matching(in_stage(with_waiting(every), request.GET.get("o", "")), request.GET.get("q", ""))
    return for_lists(with_course(found)).order_by("-submitted_at", "-pk")
