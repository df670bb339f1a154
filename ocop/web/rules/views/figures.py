"""The body of a decision in a draft: read, corrected and confirmed part by part."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.errors import NotAllowed, Refused
from ocop.regulations.actions import confirm_places, edit_figures, edit_general
from ocop.regulations.queries.drafting import figure_rows, part_of, replaceable, set_lines
from ocop.regulations.spec.shapes import GENERAL, PLACES, TERMS
from ocop.web.door import ask_or_404, door
from ocop.web.rules.forms import BandForm, EvidenceForm, GeneralForm, ReplaceForm, RoundForm, TermForm, WhyForm
from ocop.web.rules.loading import crumbs, draft_of, found

ROW_FORMS: dict[str, type[forms.Form]] = {
    "bands": BandForm,
    "terms": TermForm,
    "rounds": RoundForm,
    "evidence": EvidenceForm,
}
Replacing = forms.formset_factory(ReplaceForm, extra=0, max_num=50)


@door("regulations.view_draft", load=draft_of)
def figures(request: HttpRequest, draft: Any, part: str, **kwargs: Any) -> HttpResponse:
    """One part; saving it says that it was read against the paper."""
    shown = found(part_of(draft, part))
    if request.method == "POST":
        ask_or_404(request, "regulations.draft", draft)
    why = WhyForm(request.POST or None)
    head, rows = _forms(request, draft, part)
    # each is asked, so that every fault shows at once
    sound = [form.is_valid() for form in (why, head, rows) if form is not None]
    if request.method == "POST" and all(sound) and _kept(request, draft, part, why, head, rows):
        messages.success(request, f"Đã lưu và xác nhận: {shown.title}.")
        return redirect("rules_draft", draft.pk)
    context = {
        "draft": draft,
        "part": shown,
        "why": why,
        "head": head,
        "rows": rows,
        "sets": set_lines(draft) if part == PLACES else [],
        "ending": list(zip(rows, replaceable(draft), strict=False)) if part == GENERAL else [],
        "usual": draft.in_force_from - timedelta(days=1),
        "may_draft": request.user.has_perm("regulations.draft", draft),
        "crumbs": crumbs(draft, (shown.title, "")),
    }
    return render(request, "rules/part.html", context)


def _forms(request: HttpRequest, draft: Any, part: str) -> tuple[Any, Any]:
    """The form of the head and the formset of the rows, where this part has them."""
    typed = request.POST or None
    if part == PLACES:
        return None, None
    if part == GENERAL:
        initial = {
            "title": draft.title, "code_pattern": draft.product_code_pattern, "code_note": draft.product_code_note,
        }  # fmt: skip
        return GeneralForm(typed, initial=initial), Replacing(typed, initial=_replaced(draft), prefix="r")
    fixed = part == TERMS
    rows = forms.formset_factory(ROW_FORMS[part], extra=0 if fixed else 1, can_delete=not fixed, max_num=100)
    names = [name for name in ROW_FORMS[part].base_fields if name != "id"]
    initial = [
        {"id": row.pk} | {name: getattr(row, name) for name in names} for row in figure_rows(draft, part)
    ]  # fmt: skip
    return None, rows(typed, initial=initial, prefix="r")


def _replaced(draft: Any) -> list[dict[str, Any]]:
    """Every decision that may end, with the day it was given here."""
    told = {row["number"]: row for row in draft.replaces}
    return [
        {
            "number": row.number,
            "last_day": told.get(row.number, {}).get("last_day", ""),
            "clause": told.get(row.number, {}).get("clause", ""),
        }
        for row in replaceable(draft)
    ]


def _kept(request: HttpRequest, draft: Any, part: str, why: Any, head: Any, rows: Any) -> bool:
    reason = why.cleaned_data["reason"]
    try:
        if part == PLACES:
            confirm_places(by=request.user, decision=draft, reason=reason)
        elif part == GENERAL:
            ended = [(one["number"], one["last_day"], one["clause"]) for one in rows.cleaned_data if one["last_day"]]
            edit_general(by=request.user, decision=draft, replaces=ended, reason=reason, **head.cleaned_data)
        else:
            kept = [
                (one["id"], one) for one in rows.cleaned_data if len(one) > 2 and not one.get("DELETE")
            ]  # fmt: skip
            edit_figures(by=request.user, decision=draft, part=part, rows=kept, reason=reason)
    except NotAllowed:
        raise
    except Refused as error:
        why.add_error(None, str(error))
        return False
    return True
