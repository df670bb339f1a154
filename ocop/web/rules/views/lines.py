"""Lines of a draft that come, go, change their sign or their place."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.base.errors import NotAllowed, Refused
from ocop.regulations.actions import add_criterion, add_heading, move_criterion, recode_line, remove_line
from ocop.regulations.queries.drafting import headings_of, is_criterion, line_of, set_of
from ocop.web.door import attempt, door
from ocop.web.rules.forms import CodeForm, LineForm, WhyForm
from ocop.web.rules.loading import crumbs, draft_of, found


@door("regulations.draft", load=draft_of)
def add(request: HttpRequest, draft: Any, number: int, **kwargs: Any) -> HttpResponse:
    """A criterion or a heading; a new criterion is then written out on its own page."""
    row = found(set_of(draft, number))
    headings = list(headings_of(draft, number))
    form = LineForm(request.POST or None, headings=headings)
    if request.method == "POST" and form.is_valid():
        line = _added(request, form, row, {str(heading.pk): heading for heading in headings})
        if line is not None:
            messages.success(request, f"Đã thêm {line}.")
            return redirect("rules_line", draft.pk, number, line.code)
    here = (f"Bộ {number}", reverse("rules_set", args=[draft.pk, number]))
    context = {"draft": draft, "row": row, "form": form, "crumbs": crumbs(draft, here, ("Thêm dòng", ""))}
    return render(request, "rules/line_add.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, form: LineForm, row: Any, headings: dict[str, Any]) -> Any:
    typed = dict(form.cleaned_data)
    kind, above = typed.pop("kind"), headings.get(typed.pop("above"))
    if kind == "criterion" and above is None:
        form.add_error("above", "Hãy chọn đề mục chứa tiêu chí.")
        return None
    try:
        if kind == "criterion":
            return add_criterion(by=request.user, criteria_set=row, heading=above, **typed)
        return add_heading(by=request.user, criteria_set=row, parent=above, **typed)
    except NotAllowed:
        raise
    except Refused as error:
        form.add_error(None, str(error))
        return None


@door("regulations.draft", load=draft_of, methods=("POST",))
def remove(request: HttpRequest, draft: Any, number: int, code: str, **kwargs: Any) -> HttpResponse:
    """Take it out."""
    line = found(line_of(draft, number, code))
    form = WhyForm(request.POST, prefix="bo")
    if not form.is_valid():
        return _back(request, form, draft, number, code)
    before = str(line)
    attempt(request, _remove, line=line, reason=form.cleaned_data["reason"], success=f"Đã bỏ {before}.")
    return redirect("rules_set", draft.pk, number)


def _remove(**given: Any) -> bool:
    remove_line(**given)
    return True


@door("regulations.draft", load=draft_of, methods=("POST",))
def recode(request: HttpRequest, draft: Any, number: int, code: str, **kwargs: Any) -> HttpResponse:
    """Another sign."""
    line = found(line_of(draft, number, code))
    form = CodeForm(request.POST, prefix="kh")
    if not form.is_valid():
        return _back(request, form, draft, number, code)
    done = attempt(request, recode_line, line=line, success="Đã đổi ký hiệu.", **form.cleaned_data)
    return redirect("rules_line", draft.pk, number, done.code if done else code)


@door("regulations.draft", load=draft_of, methods=("POST",))
def move(request: HttpRequest, draft: Any, number: int, code: str, **kwargs: Any) -> HttpResponse:
    """One place up or down among its fellows."""
    line = found(line_of(draft, number, code))
    found(line if is_criterion(line) else None)
    attempt(request, move_criterion, criterion=line, up=request.POST.get("huong") == "len")
    return redirect(f"{reverse('rules_set', args=[draft.pk, number])}#tc-{code}")


def _back(request: HttpRequest, form: Any, draft: Any, number: int, code: str) -> HttpResponse:
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))
    return redirect("rules_line", draft.pk, number, code)
