"""The rules: decisions, their criteria sets, and the places to be checked against the signed paper."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ocop.base.dates import local_date
from ocop.regulations.queries import current_decision, list_sets, source_faults
from ocop.regulations.queries.shelf import decision_by_id, faults_by_set, frozen_decisions, sheet_of
from ocop.web.door import door


@door("regulations.view", methods=("GET",))
def decisions(request: HttpRequest, decision: int | None = None) -> HttpResponse:
    """One decision with its sets; the one in force today where none is named."""
    shown = decision_by_id(decision) if decision else current_decision(local_date(timezone.now()))
    if shown is None:
        raise Http404("Không có quyết định này.")
    counts = faults_by_set(shown)
    context = {
        "shown": shown,
        "tabs": [
            {"label": row.number, "url": f"/quy-dinh/{row.pk}/", "current": row.pk == shown.pk}
            for row in frozen_decisions()
        ],
        "sets": [(row, counts.get(row.no, 0)) for row in list_sets(shown)],
        "bands": shown.star_bands.order_by("-stars"),
        "terms": shown.terms.order_by("pk"),
        "faults": [fault for fault in source_faults(shown) if fault.criteria_set is None],
        "in_all": sum(counts.values()),
    }
    return render(request, "office/law.html", context)


@door("regulations.view", methods=("GET",))
def criteria_set(request: HttpRequest, decision: int, number: int) -> HttpResponse:
    """One criteria set as the form prints it, in our short words."""
    shown = decision_by_id(decision)
    sheet = sheet_of(shown, number) if shown else None
    if sheet is None:
        raise Http404("Không có bộ tiêu chí này.")
    sections: list[dict[str, Any]] = [
        {"title": title, "criteria": [(row, sheet.doubts.get(row.code, [])) for row in rows]}
        for title, rows in sheet.sections
    ]
    return render(request, "office/law_set.html", {"shown": shown, "sheet": sheet, "sections": sections})
