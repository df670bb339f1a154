"""The rules: decisions, their criteria sets, and the places to be checked against the signed paper."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from ocop.base.dates import local_date
from ocop.regulations.queries import current_decision, list_sets, source_faults
from ocop.regulations.queries.drafting import drafts, headings_of, newer_version
from ocop.regulations.queries.imports import source_facts
from ocop.regulations.queries.procedures import procedure_cards, procedure_taking
from ocop.regulations.queries.shelf import decision_by_id, faults_by_set, frozen_decisions, sheet_of
from ocop.web.door import door
from ocop.web.rules.loading import crumbs, draft_of, found


@door("regulations.view", methods=("GET",))
def decisions(request: HttpRequest, decision: int | None = None) -> HttpResponse:
    """One decision with its sets; the one in force today where none is named."""
    today = local_date(timezone.now())
    shown = decision_by_id(decision) if decision else current_decision(today)
    if shown is None:
        raise Http404("Không có quyết định này.")
    counts = faults_by_set(shown)
    context = {
        "shown": shown,
        "tabs": [
            {
                "label": row.number if row.version == 1 else f"{row.number}, bản {row.version}",
                "url": f"/quy-dinh/{row.pk}/",
                "current": row.pk == shown.pk,
            }
            for row in frozen_decisions()
        ],
        "sets": [(row, counts.get(row.no, 0)) for row in list_sets(shown)],
        "bands": shown.star_bands.order_by("-stars"),
        "terms": shown.terms.order_by("pk"),
        "faults": [fault for fault in source_faults(shown) if fault.criteria_set is None],
        "in_all": sum(counts.values()),
        "state": _state(shown, today),
        "newer": newer_version(shown),
        "source": source_facts(shown),
        "drafts": drafts() if request.user.has_perm("regulations.view_draft") else [],
        "may_draft": request.user.has_perm("regulations.draft"),
    }
    return render(request, "rules/law.html", context)


def _state(shown: Any, today: Any) -> str:
    if shown.in_force_from > today:
        return "soon"
    return "over" if shown.in_force_to and shown.in_force_to < today else "now"


@door("regulations.view", methods=("GET",))
def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure: who does what at which level, from how many points a result goes up, until when."""
    takes = procedure_taking(local_date(timezone.now()))
    context = {
        "cards": [(card, takes is not None and card.rules.number == takes.number) for card in procedure_cards()],
        "crumbs": [("Quy định", reverse("office_law")), ("Quy trình", "")],
    }
    return render(request, "rules/procedures.html", context)


@door("regulations.view", methods=("GET",))
def criteria_set(request: HttpRequest, decision: int, number: int) -> HttpResponse:
    """One criteria set as the form prints it, in our short words and, where known, in the words of the law."""
    shown = found(decision_by_id(decision))
    way = [("Quy định", reverse("office_law")), (f"Quyết định {shown.number}", _page_of(shown)), (f"Bộ {number}", "")]
    return _set(request, shown, number, way, may_edit=False)


@door("regulations.view_draft", load=draft_of, methods=("GET",))
def draft_set(request: HttpRequest, draft: Any, number: int, **kwargs: Any) -> HttpResponse:
    """The same of a draft, each line with the way to edit it."""
    may_edit = request.user.has_perm("regulations.draft", draft)
    return _set(request, draft, number, crumbs(draft, (f"Bộ {number}", "")), may_edit=may_edit)


def _page_of(shown: Any) -> str:
    return reverse("office_law_decision", args=[shown.pk])


def _set(request: HttpRequest, shown: Any, number: int, way: list[tuple[str, str]], *, may_edit: bool) -> HttpResponse:
    sheet = found(sheet_of(shown, number))
    sections: list[dict[str, Any]] = [
        {"title": title, "criteria": [(row, sheet.doubts.get(row.code, [])) for row in rows]}
        for title, rows in sheet.sections
    ]
    context = {"shown": shown, "sheet": sheet, "sections": sections, "crumbs": way, "may_edit": may_edit}
    context["headings"] = headings_of(shown, number) if may_edit else []
    return render(request, "rules/law_set.html", context)
