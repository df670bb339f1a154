"""Editing the lines of a draft: a set, a heading, a criterion with its options."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.base.errors import NotAllowed, Refused
from ocop.regulations.actions import edit_criterion, edit_heading, edit_set
from ocop.regulations.actions.drafts import CriterionEdit, OptionEdit, SetEdit
from ocop.regulations.queries.drafting import is_criterion, line_of, set_of
from ocop.web.door import door
from ocop.web.rules.forms import CodeForm, CriterionForm, HeadingForm, OptionForm, SetForm, WhyForm
from ocop.web.rules.loading import crumbs, draft_of, found

Options = forms.formset_factory(OptionForm, extra=1, can_delete=True, max_num=60)
_CRITERION = (
    "name", "max_points", "guidance", "requirements", "reject_if", "stop_if", "evidence_notes", "applies_only_if",
    "applies_if_code",
)  # fmt: skip


@door("regulations.draft", load=draft_of)
def edit_line(request: HttpRequest, draft: Any, number: int, code: str, **kwargs: Any) -> HttpResponse:
    """A criterion with its options, or a heading."""
    line = found(line_of(draft, number, code))
    if is_criterion(line):
        return _criterion(request, draft, line)
    initial = {"name": line.name, "max_points": line.max_points}
    form = HeadingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _kept(request, form, edit_heading, heading=line):
        return _to_line(draft, number, code)
    return _page(request, draft, line, form, None)


def _criterion(request: HttpRequest, draft: Any, line: Any) -> HttpResponse:
    initial = {name: getattr(line, name) for name in _CRITERION}
    initial["cases"] = [f"{key}: {text}" for key, text in sorted(line.cases.items())]
    form = CriterionForm(request.POST or None, initial=initial)
    rows = [
        {
            "id": row.pk, "points": row.points, "label": row.label, "star_minimum": row.star_minimum or "",
            "case": row.case or "",
        }
        for row in line.options.order_by("order")
    ]  # fmt: skip
    options = Options(request.POST or None, initial=rows, prefix="pa")
    if request.method == "POST" and form.is_valid() and options.is_valid():
        typed = dict(form.cleaned_data)
        reason = typed.pop("reason")
        edits = [_option(one.cleaned_data) for one in options if _stays(one)]
        done = _kept(
            request, form, edit_criterion,
            criterion=line, edit=CriterionEdit(**typed), options=edits, reason=reason, whole=True,
        )  # fmt: skip
        if done:
            return _to_line(draft, line.criteria_set.no, line.code)
    return _page(request, draft, line, form, options)


def _stays(form: forms.Form) -> bool:
    """A box that is there and is not to be taken out."""
    typed = form.cleaned_data
    return bool(typed) and not typed.get("DELETE") and bool(typed.get("label"))


def _option(typed: dict[str, Any]) -> OptionEdit:
    return OptionEdit(
        id=typed["id"], label=typed["label"], points=typed["points"], star_minimum=typed["star_minimum"],
        case=typed["case"] or None,
    )  # fmt: skip


def _kept(request: HttpRequest, form: forms.Form, action: Any, *, whole: bool = False, **given: Any) -> bool:
    """Run the edit; what it refuses stands in the form, with everything that was typed."""
    try:
        action(by=request.user, **given, **({} if whole else form.cleaned_data))
    except NotAllowed:
        raise
    except Refused as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, "Đã lưu.")
    return True


def _to_line(draft: Any, number: int, code: str) -> HttpResponse:
    return redirect(f"{reverse('rules_set', args=[draft.pk, number])}#tc-{code}")


def _page(request: HttpRequest, draft: Any, line: Any, form: forms.Form, options: Any) -> HttpResponse:
    row = line.criteria_set
    here = (f"Bộ {row.no}", reverse("rules_set", args=[draft.pk, row.no]))
    context = {
        "draft": draft,
        "line": line,
        "form": form,
        "options": options,
        "code_form": CodeForm(prefix="kh", initial={"code": line.code}),
        "remove_form": WhyForm(prefix="bo"),
    }
    return render(request, "rules/line.html", context | {"crumbs": crumbs(draft, here, (line.code, ""))})


@door("regulations.draft", load=draft_of)
def edit_the_set(request: HttpRequest, draft: Any, number: int, **kwargs: Any) -> HttpResponse:
    """A set: name, classification, ministries, samples, what rejects a dossier."""
    row = found(set_of(draft, number))
    names = ("name", "subgroup", "ministries", "sample_units", "rejected_if")
    place = {"category": row.group.category.name, "group": row.group.name}
    form = SetForm(request.POST or None, initial={name: getattr(row, name) for name in names} | place)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        reason = typed.pop("reason")
        if _kept(request, form, edit_set, criteria_set=row, edit=SetEdit(**typed), reason=reason, whole=True):
            return redirect("rules_set", draft.pk, number)
    here = (f"Bộ {number}", reverse("rules_set", args=[draft.pk, number]))
    context = {"draft": draft, "form": form, "row": row, "crumbs": crumbs(draft, here, ("Sửa bộ", ""))}
    return render(request, "rules/set_edit.html", context)
