"""What becomes of communes: entered once, looked at before, and the producers to be placed one by one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.accounts.queries.producers import visible_to
from ocop.dossiers.actions import places as acts
from ocop.dossiers.queries.places import concerned, grants_in
from ocop.parties.queries import choices_after, producer_by_id, to_place
from ocop.places.actions.changes import findings_of
from ocop.places.queries import change_by_id, changes_of, home_province, reach_of, today
from ocop.places.spec import SHARE_TITLES
from ocop.web.door import attempt, door
from ocop.web.places.forms import ROWS, ChangeForm, ProvinceChangeForm, ProvinceSourceForm, SourceForm

PER_PAGE = 25


def home_of(request: HttpRequest, **_: Any) -> Any:
    """The province of this installation; 404 before the map is loaded."""
    unit = home_province(settings.PROVINCE_CODE)
    if unit is None:
        raise Http404
    return unit


def change_of(request: HttpRequest, change: int, **_: Any) -> Any:
    """The change of the address."""
    found = change_by_id(change)
    if found is None:
        raise Http404
    return found


def producer_of(request: HttpRequest, pk: int, **_: Any) -> Any:
    """The producer of the address."""
    found = producer_by_id(pk)
    if found is None:
        raise Http404
    return found


@door("places.view_changes", methods=("GET",))
def index(request: HttpRequest) -> HttpResponse:
    """What was entered, the latest first."""
    home = home_province(settings.PROVINCE_CODE)
    found = changes_of(reach_of(home.pk) if home else [])
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "today": today(),
        "tabs": _tabs(request, "map_changes"),
        "may_change": home is not None and request.user.has_perm("places.change_map", home),
    }
    return render(request, "places/changes.html", context)


@door("places.change_map", load=home_of)
def enter(request: HttpRequest, home: Any) -> HttpResponse:
    """Enter one item of a resolution; first seen with whom it concerns."""
    form = ChangeForm(request.POST or None)
    return _enter(request, home, form, _rows(request, SourceForm, form.chosen("out_of")))


@door("places.change_map", load=home_of)
def enter_provinces(request: HttpRequest, home: Any) -> HttpResponse:
    """The same of provinces, with all their communes."""
    return _enter(request, home, ProvinceChangeForm(request.POST or None), _rows(request, ProvinceSourceForm))


def _rows(request: HttpRequest, row: type[Any], home: Any = None) -> Any:
    """The old units; an empty form offers some rows."""
    rows = formset_factory(row, extra=0 if request.method == "POST" else ROWS, max_num=30)
    return rows(request.POST or None, prefix="cu", form_kwargs={"home": home})


def _enter(request: HttpRequest, home: Any, form: Any, sources: Any) -> HttpResponse:
    preview = None
    if request.method == "POST" and form.is_valid() and sources.is_valid():
        named = [source for row in sources if (source := row.source())]
        facts = form.facts(named)
        if "ghi" in request.POST:
            done = attempt(request, acts.change_map, province=home, facts=facts, success="Đã ghi sắp xếp.")
            if done:
                return redirect("map_change", done.pk)
        else:
            preview = {
                "faults": findings_of(home, facts),
                "rows": [(source.unit, SHARE_TITLES[source.share], concerned(source.unit.pk)) for source in named],
                "target": facts.target.full_name if facts.target else f"{form.new_name()} (đơn vị mới)",
                "has_part": any(source.share != "whole" for source in named),
            }
    context = {"form": form, "sources": sources, "preview": preview}
    return render(request, "places/enter.html", context | {"of_provinces": isinstance(form, ProvinceChangeForm)})


@door("places.view_changes", load=change_of, methods=("GET",))
def page(request: HttpRequest, found: Any, change: int) -> HttpResponse:
    """One change: its parts, whom it concerns, whose roles the administrators must look at."""
    every = list(found.successions.all())
    links = [link for link in every if found.target and link.old.level == found.target.level]
    parted = [link.old_id for link in links if link.extent == "part"]
    context = {
        "change": found,
        "today": today(),
        "rows": [(link, concerned(link.old_id)) for link in links],
        "carried": len(every) - len(links),
        "grants": grants_in(parted) if parted and request.user.has_perm("places.change_map", found) else [],
        "may_undo": found.undone_at is None and request.user.has_perm("places.change_map", found),
        "may_see_users": request.user.has_perm("accounts.view_users"),
    }
    return render(request, "places/change.html", context)


@door("places.change_map", load=change_of, methods=("POST",))
def undo(request: HttpRequest, found: Any, change: int) -> HttpResponse:
    """Take a mistaken entry back."""
    reason = request.POST.get("reason", "")
    attempt(request, acts.take_back, change=found, reason=reason, success="Đã bỏ lần sắp xếp này.")
    return redirect("map_change", change)


@door("places.view_changes", methods=("GET",))
def worklist(request: HttpRequest) -> HttpResponse:
    """Producers of parted communes that wait for a decision, as far as this person sees them."""
    waiting = Paginator(to_place(visible_to(request.user)), PER_PAGE).get_page(request.GET.get("page"))
    choices: dict[int, list[Any]] = {}
    for producer in waiting:
        if producer.commune_id not in choices:
            choices[producer.commune_id] = choices_after(producer.commune)
    context = {
        "page": waiting,
        "rows": [(producer, choices[producer.commune_id]) for producer in waiting],
        "tabs": _tabs(request, "map_worklist"),
        "may_place": request.user.has_perm("parties.place_producer"),
    }
    return render(request, "places/worklist.html", context)


@door("parties.place_producer", load=producer_of, methods=("POST",))
def place(request: HttpRequest, producer: Any, pk: int) -> HttpResponse:
    """Decide where one producer belongs."""
    wanted = request.POST.get("new", "")
    new = next((unit for unit in choices_after(producer.commune) if str(unit.pk) == wanted), None)
    if new is None:
        messages.error(request, f"Hãy chọn xã, phường mới của {producer.name}.")
        return redirect("map_worklist")
    said = f"{producer.name} thuộc {new.full_name}."
    attempt(
        request, acts.place_producer, producer=producer, new=new, reason=request.POST.get("reason", ""), success=said
    )
    return redirect("map_worklist")


def _tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    waiting = to_place(visible_to(request.user)).count()
    return [
        {"label": "Đã ghi", "url": "/dia-ban/", "current": current == "map_changes"},
        {
            "label": "Chờ xác định xã",
            "url": "/dia-ban/xac-dinh/",
            "current": current == "map_worklist",
            "count": waiting,
        },
    ]
