"""How the agencies write, and their own templates."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.papers.actions.settings import issuers_of, retire_template, set_letterhead, take_template, upload_template
from ocop.papers.papers import make, template_fields
from ocop.papers.queries.letterheads import head_for, letterhead_of, templates_of
from ocop.papers.queries.register import units_of
from ocop.papers.queries.templates import examples_of, get_template, row_fields
from ocop.papers.spec import KINDS, Issuer, Kind
from ocop.papers.spec.shapes import ISSUER_TITLES
from ocop.web.door import NOT_FOUND, attempt, door
from ocop.web.papers.forms import HeadForm, TemplateForm
from ocop.web.papers.loading import Place, found, place_of


@door("papers.change_letterhead", methods=("GET",))
def overview(request: HttpRequest) -> HttpResponse:
    """The agencies of the person, each with its head; the templates."""
    places = [
        {
            "unit": unit,
            "heads": [(key, ISSUER_TITLES[key], head_for(key, unit)) for key in issuers_of(unit)],
            "templates": templates_of(unit),
            "may_template": request.user.has_perm("papers.change_template", Place(unit)),
        }
        for unit in units_of(request.user)
        if request.user.has_perm("papers.change_letterhead", Place(unit))
    ]
    kinds = [kind for kind in KINDS.values() if kind.key != "certificate"]
    return render(request, "papers/settings.html", {"places": places, "kinds": kinds})


@door("papers.change_letterhead", load=place_of)
def letterhead(request: HttpRequest, place: Any, /, issuer: str, **kwargs: Any) -> HttpResponse:
    """One agency; with ?loai= for one kind of paper only."""
    if issuer not in issuers_of(place.unit):
        raise Http404(NOT_FOUND)
    body, kind = Issuer(issuer), request.GET.get("loai", "")
    kinds = [row for row in KINDS.values() if row.issuer == body and row.key != "certificate"]
    if kind and kind not in {row.key for row in kinds}:
        raise Http404(NOT_FOUND)
    form = HeadForm(request.POST or None, initial=_initial(body, place.unit, kind))
    if request.method == "POST" and form.is_valid():
        data = {"unit": place.unit, "issuer": issuer, "kind": kind, "head": form.head()}
        if attempt(request, set_letterhead, success="Đã lưu thiết lập.", **data) is not None:
            return redirect("paper_settings")
    context = {
        "form": form,
        "unit": place.unit,
        "issuer_title": ISSUER_TITLES[body],
        "kinds": kinds,
        "kind": kind,
        "crumbs": [("Thiết lập văn bản", reverse("paper_settings"))],
    }
    return render(request, "papers/letterhead.html", context)


def _initial(issuer: Issuer, unit: Any, kind: str) -> dict[str, str]:
    """For one kind only what that kind overrides; for all, what holds."""
    row = letterhead_of(issuer, unit, kind)
    shown: Any = row if kind else head_for(issuer, unit)
    names = HeadForm.base_fields
    return {name: getattr(shown, name) for name in names} if shown else {}


@door("papers.change_template", load=place_of)
def template(request: HttpRequest, place: Any, /, kind: str, **kwargs: Any) -> HttpResponse:
    """The fields of a kind, its versions, a new one."""
    if kind not in KINDS or kind == "certificate":
        raise Http404(NOT_FOUND)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        data = {"unit": place.unit, "kind": kind, "name": upload.name, "content": upload}
        said = "Đã nhận bản mẫu. Xem thử rồi bấm “Dùng từ bây giờ”."
        if attempt(request, upload_template, success=said, **data) is not None:
            return redirect("paper_template", unit=place.unit.pk, kind=kind)
    versions = [row for row in templates_of(place.unit) if row.kind == kind]
    examples = examples_of(request.user, KINDS[kind], place.unit)
    context = {
        "form": form,
        "unit": place.unit,
        "kind": KINDS[kind],
        "fields": _fields(KINDS[kind], examples),
        "versions": versions,
        "examples": examples,
        "crumbs": [("Thiết lập văn bản", reverse("paper_settings"))],
    }
    return render(request, "papers/template.html", context)


def _fields(kind: Kind, examples: list[Any]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """The fields that may stand in a template, those of a list with what a row offers in the first example."""
    values = make(kind, examples[0]).values if examples else {}
    return [(field, row_fields(values.get(field.name))) for field in template_fields(kind)]


def load_template(request: HttpRequest, pk: int) -> Any:
    """The template of the address, guarded by its place."""
    return TemplatePlace(found(get_template(pk)))


class TemplatePlace(Place):
    """A template and the place whose it is."""

    def __init__(self, row: Any) -> None:
        super().__init__(row.unit)
        object.__setattr__(self, "row", row)


@door("papers.change_template", load=load_template, methods=("POST",))
def take(request: HttpRequest, place: Any, /, **kwargs: Any) -> HttpResponse:
    """Into use."""
    attempt(request, take_template, template=place.row, success="Từ bây giờ văn bản in theo bản mẫu này.")
    return redirect("paper_template", unit=place.row.unit_id, kind=place.row.kind)


@door("papers.change_template", load=load_template, methods=("POST",))
def retire(request: HttpRequest, place: Any, /, **kwargs: Any) -> HttpResponse:
    """Back to the standard layout."""
    attempt(request, retire_template, template=place.row, success="Đã thôi dùng bản mẫu; dùng mẫu chuẩn.")
    return redirect("paper_template", unit=place.row.unit_id, kind=place.row.kind)
