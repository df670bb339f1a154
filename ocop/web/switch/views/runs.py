"""Who keeps which star, for a commune, a round, the province: asking, progress, the table, the Excel file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.spreadsheet import CONTENT_TYPE
from ocop.base.text import fold
from ocop.documents.actions.files import open_file
from ocop.dossiers.queries.rounds import rounds_visible_to
from ocop.recognition.actions.switch import is_stalled, resume_switch, start_switch
from ocop.recognition.queries.old_results import unscored_published
from ocop.recognition.queries.switch import (
    PUBLISHED,
    UNSCORED,
    area_choices,
    latest_correspondence,
    rows_of,
    run_by_id,
    runs_visible_to,
    totals_of,
)
from ocop.web.door import NOT_FOUND, attempt, door
from ocop.web.switch.wording import TAGS, VERDICTS, need_rows

PER_PAGE = 25


def load_run(request: HttpRequest, pk: int) -> Any:
    """The run of this address."""
    found = run_by_id(pk)
    if found is None:
        raise Http404(NOT_FOUND)
    return found


@door("recognition.view_switch", methods=("GET",))
def home(request: HttpRequest) -> HttpResponse:
    """Ask for a reckoning; those made before."""
    context = {
        "correspondence": latest_correspondence(),
        "scopes": _scopes(request) if request.user.has_perm("recognition.run_switch") else [],
        "runs": runs_visible_to(request.user)[:20],
        "unscored": unscored_published().count(),
        "may_enter": request.user.has_perm("recognition.edit_old_result"),
    }
    return render(request, "switch/home.html", context)


@door("recognition.run_switch", methods=("POST",))
def start(request: HttpRequest) -> HttpResponse:
    """Start one for the scope chosen, of those this person may choose."""
    chosen = {value: scope for value, _, scope in _scopes(request)}.get(request.POST.get("pham-vi", ""))
    if chosen is None:
        raise Http404(NOT_FOUND)
    run = attempt(request, start_switch, **chosen)
    return redirect("switch_run", pk=run.pk) if run else redirect("switch_home")


@door("recognition.view_switch", load=load_run, methods=("GET",))
def run(request: HttpRequest, run: Any, pk: int) -> HttpResponse:
    """Progress while it works (asked again every few seconds), then totals and the table."""
    done = run.state == "done"
    context = {"run": run, "done": done, "stalled": is_stalled(run), "scope": scope_name(run)}
    context["may_enter"] = request.user.has_perm("recognition.edit_old_result")
    context["may_run"] = request.user.has_perm("recognition.run_switch", run)
    if done:
        rows = _chosen(request, run)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        totals = totals_of(run)
        context |= {
            "totals": _totals(totals),
            "page": page,
            "rows": [(row, *need_rows(row.needs), TAGS.get(row.verdict, "plain")) for row in page],
            "filters": _filters(request, totals),
            "star_filters": _star_filters(request, totals),
            "stars": request.GET.get("sao", ""),
            "verdict": request.GET.get("giu", ""),
            "query": request.GET.get("q", ""),
        }
    return render(request, "switch/run.html", context)


@door("recognition.run_switch", load=load_run, methods=("POST",))
def resume(request: HttpRequest, run: Any, pk: int) -> HttpResponse:
    """Go on with one that stopped."""
    attempt(request, resume_switch, run=run)
    return redirect("switch_run", pk=pk)


@door("recognition.view_switch", load=load_run, methods=("GET",))
def excel(request: HttpRequest, run: Any, pk: int) -> FileResponse:
    """The file the run made."""
    if run.file is None:
        raise Http404(NOT_FOUND)
    answer = FileResponse(open_file(run.file), content_type=CONTENT_TYPE, as_attachment=True, filename=run.file.name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def scope_name(run: Any) -> str:
    """What a run was asked for, in words."""
    if run.commune:
        return run.commune.full_name
    return f"{run.round.name}" if run.round else f"Cả tỉnh {run.province.name}"


def _scopes(request: HttpRequest) -> list[tuple[str, str, dict[str, Any]]]:
    """(value, words, arguments) of every scope this person may choose."""
    provinces, communes = area_choices(request.user)
    found: list[tuple[str, str, dict[str, Any]]] = []
    for unit in provinces:
        found.append((f"tinh-{unit.pk}", f"Cả tỉnh {unit.name}", {"province": unit}))
    if provinces:
        for row in rounds_visible_to(request.user).select_related("province"):
            found.append((f"dot-{row.pk}", f"Đợt: {row.name}", {"province": row.province, "round": row}))
    for unit in communes:
        found.append((f"xa-{unit.pk}", unit.full_name, {"province": unit.parent, "commune": unit}))
    return found


def _chosen(request: HttpRequest, run: Any) -> Any:
    rows = rows_of(run)
    for word in fold(request.GET.get("q", "")).split():
        rows = rows.filter(folded__contains=word)
    if request.GET.get("sao") in ("0", "3", "4", "5"):
        rows = rows.filter(stars=int(request.GET["sao"]))
    wanted = request.GET.get("giu", "")
    if wanted in VERDICTS:
        rows = rows.filter(verdict=wanted)
    if wanted == "chua-co":
        return rows.filter(PUBLISHED)
    return rows.filter(verdict="").exclude(PUBLISHED) if wanted == "loi" else rows


def _totals(totals: dict[int, dict[str, int]]) -> list[dict[str, Any]]:
    """One line per rank."""
    columns = {"problem": "", "unscored": UNSCORED, **{verdict: verdict for verdict in VERDICTS}}
    return [
        {"stars": stars, "all": sum(row.values()), **{name: row.get(key, 0) for name, key in columns.items()}}
        for stars, row in sorted(totals.items(), reverse=True)
    ]


def _filters(request: HttpRequest, totals: dict[int, dict[str, int]]) -> list[dict[str, Any]]:
    current = request.GET.get("giu", "")
    entries = [("", "Tất cả"), *VERDICTS.items(), ("chua-co", "Chưa có điểm"), ("loi", "Không tính được")]
    found = []
    for value, label in entries:
        key = {"loi": "", "chua-co": UNSCORED}.get(value, value)
        count = None if not value else sum(row.get(key, 0) for row in totals.values())
        if count == 0 and value != current:
            continue
        url = _with(request, "giu", value)
        found.append({"label": label, "url": url, "current": value == current, "count": count})
    return found


def _star_filters(request: HttpRequest, totals: dict[int, dict[str, int]]) -> list[dict[str, Any]]:
    current = request.GET.get("sao", "")
    found = [{"label": "Mọi hạng", "url": _with(request, "sao", ""), "current": not current, "count": None}]
    for stars in sorted(totals, reverse=True):
        url = _with(request, "sao", str(stars))
        count = sum(totals[stars].values())
        label = f"{stars} sao" if stars else "Chưa rõ hạng"
        found.append({"label": label, "url": url, "current": current == str(stars), "count": count})
    return found


def _with(request: HttpRequest, name: str, value: str) -> str:
    """This page with one condition changed, from its first page."""
    params = request.GET.copy()
    params.pop("page", None)
    params[name] = value
    return f"?{params.urlencode()}"
