"""The working calendar of a year, what was entered in it and whose terms that moves; a term of the law counted."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ocop.base.dates import show
from ocop.base.text import whole
from ocop.dossiers.actions.calendar import settle_day, settle_swap, unsettle_day
from ocop.dossiers.queries.calendar import shifts_if
from ocop.regulations.queries.calendar import counted, knows_swaps, terms_of, year_days
from ocop.regulations.queries.decisions import current_decision
from ocop.web.door import attempt, door
from ocop.web.office.calendar_forms import DayForm, SwapForm, TermForm

FIRST_YEAR, LAST_YEAR = 2020, 2099
MOST_NAMED = 8


@door("dossiers.view_calendar", methods=("GET",))
def year(request: HttpRequest) -> HttpResponse:
    """Days off and swapped days of a year."""
    typed = whole(request.GET.get("nam", ""))
    known = typed is not None and FIRST_YEAR <= typed <= LAST_YEAR
    return _page(request, typed if known else timezone.localdate().year)


@door("regulations.edit_calendar", methods=("POST",))
def settle(request: HttpRequest) -> HttpResponse:
    """Say that a day is, or is not, a working day; first looked at, where asked so."""
    form = DayForm(request.POST, prefix="ngay")
    if not form.is_valid() or "xem" in request.POST:
        return _page(request, _year_of(form, "day"), day_form=form)
    data = form.cleaned_data
    values = data | {"is_working": data["is_working"] == "yes"}
    moved = attempt(request, settle_day, **values)
    shown = data["day"].year
    return _page(request, shown, day_form=form) if moved is None else _settled(request, moved, shown)


@door("regulations.edit_calendar", methods=("POST",))
def swap(request: HttpRequest) -> HttpResponse:
    """Rest on one day, work on another."""
    form = SwapForm(request.POST, prefix="doi")
    if not form.is_valid() or "xem" in request.POST:
        return _page(request, _year_of(form, "day_off"), swap_form=form)
    data = form.cleaned_data
    moved = attempt(request, settle_swap, **data)
    shown = data["day_off"].year
    return _page(request, shown, swap_form=form) if moved is None else _settled(request, moved, shown)


@door("regulations.edit_calendar", methods=("POST",))
def clear(request: HttpRequest, day: str) -> HttpResponse:
    """Let the official calendar speak again."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return redirect("office_calendar")
    return _settled(request, attempt(request, unsettle_day, day=when), when.year, "Đã bỏ điều chỉnh.")


@door("dossiers.view_calendar", methods=("GET",))
def term_tool(request: HttpRequest) -> HttpResponse:
    """The last day of a term of the law in force, with the clause and how it was counted."""
    law = current_decision(timezone.localdate())
    form = TermForm(request.GET or None, terms=terms_of(law) if law else [])
    result = None
    if form.is_bound and form.is_valid():
        result = counted(form.cleaned_data["start"], form.terms[form.cleaned_data["term"]])
    return render(request, "office/terms.html", {"form": form, "law": law, "result": result})


def _page(request: HttpRequest, shown: int, **forms: Any) -> HttpResponse:
    looked = next((form for form in forms.values() if form.is_valid() and "xem" in request.POST), None)
    days = year_days(shown)
    context = {
        "year": shown,
        "off": [row for row in days if not row.is_working],
        "worked": [row for row in days if row.is_working],
        "entered": [row for row in days if row.override],
        "knows_swaps": knows_swaps(shown),
        "day_form": forms.get("day_form") or DayForm(prefix="ngay"),
        "swap_form": forms.get("swap_form") or SwapForm(prefix="doi"),
        "is_preview": looked is not None,
        "shifts": shifts_if(looked.changes()) if looked else [],
        "may_edit": request.user.has_perm("regulations.edit_calendar"),
    }
    return render(request, "office/calendar.html", context)


def _year_of(form: Any, name: str) -> int:
    day = form.cleaned_data.get(name) if form.is_bound and hasattr(form, "cleaned_data") else None
    in_reach = day is not None and FIRST_YEAR <= day.year <= LAST_YEAR
    return day.year if day is not None and in_reach else timezone.localdate().year


def _settled(request: HttpRequest, moved: Any, shown: int, said: str = "Đã ghi điều chỉnh.") -> HttpResponse:
    """`moved` are the terms that moved; None where the entry was refused."""
    if moved is not None:
        messages.success(request, f"{said} {_moved_words(moved)}")
    return redirect(f"{reverse('office_calendar')}?nam={shown}")


def _moved_words(rows: list[Any]) -> str:
    if not rows:
        return "Không hồ sơ nào đổi hạn."
    first = rows[:MOST_NAMED]
    named = "; ".join(f"{row.dossier.product.name} {show(row.before)} → {show(row.after)}" for row in first)
    more = f"; và {len(rows) - MOST_NAMED} hồ sơ khác" if len(rows) > MOST_NAMED else ""
    return f"{len(rows)} hồ sơ đổi hạn, đã báo xã: {named}{more}."
