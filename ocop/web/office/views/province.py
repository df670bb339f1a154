"""The provincial office: what waits at intake, all dossiers, the working calendar."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.dossiers.queries.boards import board_of, listed_dossiers
from ocop.dossiers.queries.calendar import days_off, overrides_of
from ocop.dossiers.queries.desks import for_lists, in_stage, matching, stage_counts, with_waiting
from ocop.dossiers.queries.rounds import rounds_visible_to, today
from ocop.dossiers.queries.timeline import with_course
from ocop.regulations.actions.calendar import clear_day, set_day
from ocop.web.door import attempt, door
from ocop.web.office.downloads import excel
from ocop.web.office.forms import DayForm
from ocop.web.office.rows import page_of, rows_of, stage_filters

INTAKE = "tiep-nhan"
FIRST_YEAR, LAST_YEAR = 2020, 2099


@door("dossiers.view_province_desk", methods=("GET",))
def intake(request: HttpRequest) -> HttpResponse:
    """What communes have proposed and nobody has taken in yet, the longest waiting first."""
    every = with_waiting(listed_dossiers(request.user))
    chosen = matching(in_stage(every, INTAKE), request.GET.get("q", ""))
    page = page_of(request, for_lists(with_course(chosen)).order_by("submitted_at", "pk"))
    context = {"page": page, "rows": rows_of(page.object_list), "q": request.GET.get("q", "")}
    return render(request, "office/intake.html", context)


@door("dossiers.view_list", methods=("GET",))
def dossiers(request: HttpRequest) -> HttpResponse:
    """All dossiers of the province, with holder and days."""
    every = _every(request)
    chosen = _chosen(request, every)
    page = page_of(request, chosen)
    context = {
        "page": page,
        "rows": rows_of(page.object_list),
        "filters": stage_filters(request, stage_counts(with_waiting(every))),
        "board": board_of(every),
        "rounds": list(rounds_visible_to(request.user)),
        "chosen_round": request.GET.get("dot", ""),
        "q": request.GET.get("q", ""),
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
    wanted = request.GET.get("dot", "")
    return every.filter(round=int(wanted)) if wanted.isdecimal() and len(wanted) < 12 else every


def _chosen(request: HttpRequest, every: QuerySet[Any]) -> QuerySet[Any]:
    found = matching(in_stage(with_waiting(every), request.GET.get("o", "")), request.GET.get("q", ""))
    return for_lists(with_course(found)).order_by("-submitted_at", "-pk")


@door("dossiers.view_calendar", methods=("GET",))
def calendar(request: HttpRequest) -> HttpResponse:
    """The days off of a year and what was settled otherwise."""
    typed = request.GET.get("nam", "")
    year = int(typed) if typed.isdecimal() and FIRST_YEAR <= int(typed) <= LAST_YEAR else today().year
    context = {
        "year": year,
        "days": days_off(year),
        "overrides": list(overrides_of(year)),
        "form": DayForm(),
        "may_edit": request.user.has_perm("dossiers.edit_calendar"),
    }
    return render(request, "office/calendar.html", context)


@door("dossiers.edit_calendar", methods=("POST",))
def calendar_set(request: HttpRequest) -> HttpResponse:
    """Say that a day is, or is not, a working day."""
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Hãy chọn ngày và ghi lý do, văn bản điều chỉnh.")
        return redirect("office_calendar")
    day: date = form.cleaned_data["day"]
    is_working = form.cleaned_data["is_working"] == "yes"
    said = "Đã ghi điều chỉnh; mọi hạn được tính lại."
    attempt(request, set_day, success=said, day=day, is_working=is_working, reason=form.cleaned_data["reason"])
    return redirect(f"{reverse('office_calendar')}?nam={day.year}")


@door("dossiers.edit_calendar", methods=("POST",))
def calendar_clear(request: HttpRequest, day: str) -> HttpResponse:
    """Let the official calendar speak again."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return redirect("office_calendar")
    attempt(request, clear_day, success="Đã bỏ điều chỉnh.", day=when)
    return redirect("office_calendar")
