"""The paper register and its numbers."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.papers.actions.numbers import cancel_number as cancel_action
from ocop.papers.actions.numbers import reserve_number
from ocop.papers.queries import register as rows_of
from ocop.papers.spec import KINDS
from ocop.web.door import attempt, door
from ocop.web.papers.forms import ReserveForm
from ocop.web.papers.loading import number_of

PER_PAGE = 30


@door("papers.view_register", methods=("GET",))
def register(request: HttpRequest) -> HttpResponse:
    """Every paper of the person's agencies, with filters."""
    kind, year = request.GET.get("loai", ""), request.GET.get("nam", "")
    words, cancelled = request.GET.get("q", ""), request.GET.get("huy") == "1"
    rows = rows_of.register(request.user)
    narrowed = rows_of.narrowed(rows, kind=kind, year=year, words=words, cancelled=cancelled)
    page = Paginator(narrowed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "kinds": [(row.key, row.title) for row in KINDS.values() if row.key != "score_sheet"],
        "kind": kind,
        "years": [day.year for day in rows.order_by().dates("dated_on", "year", order="DESC")],
        "year": year,
        "q": words,
        "cancelled": cancelled,
    }
    return render(request, "papers/register.html", context)


@door("papers.view_register", methods=("GET",))
def numbers(request: HttpRequest) -> HttpResponse:
    """Every number: given, reserved, cancelled."""
    return _numbers_page(request, None)


def _numbers_page(request: HttpRequest, form: Any, status: int = 200) -> HttpResponse:
    page = Paginator(rows_of.numbers(request.user), PER_PAGE).get_page(request.GET.get("page"))
    may = request.user.has_perm("papers.reserve_number")
    form = form or (ReserveForm(units=rows_of.units_of(request.user)) if may else None)
    return render(request, "papers/numbers.html", {"page": page, "form": form, "may": may}, status=status)


@door("papers.reserve_number", methods=("POST",))
def reserve(request: HttpRequest) -> HttpResponse:
    """Keep a number by hand."""
    form = ReserveForm(request.POST, units=rows_of.units_of(request.user))
    if not form.is_valid():
        return _numbers_page(request, form, status=422)
    data = {**form.cleaned_data, "unit": form.units[form.cleaned_data["unit"]]}
    if attempt(request, reserve_number, success="Đã giữ số.", **data) is None:
        return _numbers_page(request, form, status=422)
    return redirect("paper_numbers")


@door("papers.reserve_number", load=number_of, methods=("POST",))
def cancel_number(request: HttpRequest, row: Any, /, **kwargs: Any) -> HttpResponse:
    """Give up a reserved number."""
    reason = request.POST.get("reason", "")[:500]
    attempt(request, cancel_action, row=row, reason=reason, success="Đã hủy số; số này không cấp lại.")
    return redirect("paper_numbers")
