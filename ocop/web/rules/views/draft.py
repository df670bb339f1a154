"""A draft: how far it is, putting it in force, throwing it away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.regulations.actions import discard_draft, freeze_decision
from ocop.regulations.queries.drafting import counted, does_not_add_up, parts_of, set_lines
from ocop.regulations.queries.imports import freeze_findings, left_in_force, replaced_decisions, source_facts
from ocop.regulations.queries.shelf import frozen_decisions
from ocop.web.door import attempt, door
from ocop.web.rules.loading import crumbs, draft_of


@door("regulations.view_draft", load=draft_of, methods=("GET",))
def overview(request: HttpRequest, draft: Any, **kwargs: Any) -> HttpResponse:
    """What was found, what is settled, what comes next."""
    before = next((row for row in frozen_decisions() if row.pk != draft.pk), None)
    context = {
        "draft": draft,
        "counted": counted(draft),
        "parts": parts_of(draft),
        "sets": set_lines(draft),
        "wrong": does_not_add_up(draft),
        "before": before,
        "source": source_facts(draft),
        "may_draft": request.user.has_perm("regulations.draft", draft),
        "crumbs": crumbs(draft)[:1] + [(f"Bản nháp {draft.number}", "")],
    }
    return render(request, "rules/draft.html", context)


@door("regulations.view_draft", load=draft_of)
def freeze(request: HttpRequest, draft: Any, **kwargs: Any) -> HttpResponse:
    """What still blocks, and the one act that cannot be taken back."""
    if request.method == "POST":
        if request.POST.get("hieu") != "co":
            messages.error(request, "Hãy đánh dấu xác nhận trước khi chốt.")
        elif attempt(request, freeze_decision, decision=draft, success=f"Đã chốt Quyết định {draft.number}."):
            return redirect("office_law_decision", draft.pk)
        return redirect("rules_freeze", draft.pk)
    findings = freeze_findings(draft)
    context = {
        "draft": draft,
        "findings": findings[:30],
        "blocking": len(findings),
        "replaced": replaced_decisions(draft),
        "beside": left_in_force(draft),
        "may_freeze": request.user.has_perm("regulations.freeze", draft),
        "has_role": request.user.has_perm("regulations.freeze"),
        "crumbs": crumbs(draft, ("Chốt", "")),
    }
    return render(request, "rules/freeze.html", context)


@door("regulations.draft", load=draft_of)
def discard(request: HttpRequest, draft: Any, **kwargs: Any) -> HttpResponse:
    """Ask once more, then throw the draft away."""
    if request.method == "POST":
        number = draft.number
        attempt(request, discard_draft, decision=draft, success=f"Đã bỏ bản nháp Quyết định {number}.")
        return redirect("office_law")
    return render(request, "rules/discard.html", {"draft": draft, "crumbs": crumbs(draft, ("Bỏ bản nháp", ""))})
