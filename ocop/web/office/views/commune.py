"""The commune's desk: its queue, the check of each item, Mẫu 03, returns."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from ocop.base.errors import ReasonMissing, Refused
from ocop.dossiers.actions import commune as actions
from ocop.dossiers.actions.province import return_for_completion
from ocop.dossiers.actions.supplements import Returned
from ocop.dossiers.checks.desk import MATTERS
from ocop.dossiers.queries.boards import board_of, by_urgency, commune_dossiers
from ocop.dossiers.queries.desks import (
    checklist,
    for_lists,
    in_stage,
    matching,
    report_of,
    snapshot_of,
    with_waiting,
)
from ocop.dossiers.queries.procedure import asked_level
from ocop.dossiers.queries.timeline import courses, with_course
from ocop.dossiers.spec import SELF_SCORE
from ocop.web.door import attempt, door, say_refusal
from ocop.web.office.downloads import excel
from ocop.web.office.forms import MattersForm, ReturnForm
from ocop.web.office.loading import dossier_of
from ocop.web.office.rows import page_of, rows_of, rows_of_courses, stage_filters
from ocop.web.office.views.frame import frame

HERE = ("xa", "bo-sung")
MATTER_FORM = "Mẫu 03"


@door("dossiers.view_commune_desk", methods=("GET",))
def queue(request: HttpRequest) -> HttpResponse:
    """The dossiers of the commune, the most urgent first."""
    stage, text = request.GET.get("o", ""), request.GET.get("q", "")
    every = commune_dossiers(request.user)
    chosen = matching(in_stage(with_waiting(every), stage), text)
    found = courses(for_lists(with_course(chosen)))
    page = page_of(request, by_urgency(found))
    board = board_of(every)
    context = {
        "board": board,
        "page": page,
        "rows": rows_of_courses(page.object_list),
        "filters": stage_filters(request, board.counts),
        "q": text,
    }
    return render(request, "office/commune_queue.html", context)


@door("dossiers.view_commune_desk", methods=("GET",))
def queue_excel(request: HttpRequest) -> HttpResponse:
    """The same list as Excel."""
    stage, text = request.GET.get("o", ""), request.GET.get("q", "")
    chosen = matching(in_stage(with_waiting(commune_dossiers(request.user)), stage), text)
    rows = rows_of(for_lists(with_course(chosen.order_by("submitted_at", "pk"))))
    return excel("ho-so-cua-xa", "Hồ sơ OCOP của xã", rows)


@door("dossiers.check_items", load=dossier_of, methods=("POST",))
def check(request: HttpRequest, dossier: Any, /, page: str, **kwargs: Any) -> HttpResponse:
    """Keep the findings of one page; by itself (autosave) or by the button."""
    found = _findings(request, dossier, page)
    try:
        actions.check_items(by=request.user, dossier=dossier, found=found)
    except ReasonMissing as error:
        return _unexplained(request, dossier, page, found, error)
    if request.headers.get("X-Autosave"):
        return JsonResponse({"errors": {}})
    following = request.POST.get("next")
    if following:
        return redirect("office_content", dossier=dossier.pk, page=following)
    return redirect("office_dossier", dossier=dossier.pk)


def _findings(request: HttpRequest, dossier: Any, /, page: str) -> dict[str, tuple[bool, str]]:
    """What was posted and differs from what is kept; "rest" takes every item left open as in order."""
    kind = "criterion:" if page == SELF_SCORE else f"page:{page}"
    found = {}
    for line in checklist(dossier):
        if not line.item.startswith(kind):
            continue
        said = request.POST.get(f"ok:{line.item}") or ("ok" if "rest" in request.POST and line.is_ok is None else "")
        note = request.POST.get(f"note:{line.item}", "").strip()
        if said in ("ok", "no"):
            is_ok = said == "ok"
            kept = (line.is_ok, line.note)
            if kept != (is_ok, "" if is_ok else note):
                found[line.item] = (is_ok, "" if is_ok else note)
    return found


def _unexplained(
    request: HttpRequest, dossier: Any, page: str, found: dict[str, tuple[bool, str]], error: Refused
) -> HttpResponse:
    """Keep what can be kept; say which items still need their note."""
    silent = {item for item, (is_ok, note) in found.items() if not is_ok and not note}
    kept = {item: said for item, said in found.items() if item not in silent}
    actions.check_items(by=request.user, dossier=dossier, found=kept)
    if request.headers.get("X-Autosave"):
        return JsonResponse({"errors": {f"note:{item}": [str(error)] for item in silent}}, status=422)
    say_refusal(request, error)
    return redirect("office_content", dossier=dossier.pk, page=page)


@door("dossiers.examine", load=dossier_of)
def report(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Mẫu 03: written by the officer, read by everyone at the desks."""
    written = report_of(dossier)
    may_write = request.user.has_perm("dossiers.check_items", dossier)
    names = [*MATTERS, "meeting_on", "meeting_note"]
    initial = {name: getattr(written, name) for name in names} if written else {}
    form = MattersForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        matters = {key: cleaned[key] for key in MATTERS}
        done = attempt(
            request,
            actions.write_report,
            success="Đã lưu Mẫu 03.",
            dossier=dossier,
            matters=matters,
            meeting_on=cleaned["meeting_on"],
            meeting_note=cleaned["meeting_note"],
        )
        if done and request.headers.get("X-Autosave"):
            return HttpResponse(status=204)
        return redirect("office_report", dossier=dossier.pk)
    context = frame(request, dossier, "office_report") | {"report": written, "form": form, "may_write": may_write}
    context["matters"] = [(title, getattr(written, key, "")) for key, title in MATTERS.items()]
    return render(request, "office/report.html", context)


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def report_print(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Mẫu 03 to print."""
    written = report_of(dossier)
    snapshot = snapshot_of(dossier, None)
    fields = {row["key"]: row["shown"] for row in snapshot.content["fields"]} if snapshot else {}
    context = {
        "dossier": dossier,
        "report": written,
        "fields": fields,
        "snapshot": snapshot,
        "asked": asked_level(dossier),
        "matters": [(title, getattr(written, key, "")) for key, title in MATTERS.items()],
    }
    return render(request, "office/report_print.html", context)


@door("dossiers.examine", load=dossier_of)
def send_back_items(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """The request for completion: the items, each with its reason."""
    context = frame(request, dossier, "office_dossier")
    at_commune = "commune_return" in context["moves"]
    form = ReturnForm(request.POST or None)
    lines = checklist(dossier)
    if request.method == "POST" and form.is_valid():
        asked = _returned(request, lines)
        act = actions.return_to_producer if at_commune else return_for_completion
        said = "Đã gửi yêu cầu bổ sung cho chủ thể."
        if attempt(request, act, success=said, dossier=dossier, items=asked, **form.cleaned_data):
            return redirect("office_dossier", dossier=dossier.pk)
    may_return = at_commune or "province_return" in context["moves"]
    if not may_return or context["waiting"]:
        return redirect("office_dossier", dossier=dossier.pk)
    context |= {"form": form, "lines": [_line(request, line) for line in lines]}
    return render(request, "office/return.html", context)


def _returned(request: HttpRequest, lines: list[Any]) -> list[Returned]:
    """The items ticked, each with the reason beside it."""
    chosen = set(request.POST.getlist("item"))
    return [
        Returned(line.item, line.title, request.POST.get(f"reason:{line.item}", ""))
        for line in lines
        if line.item in chosen
    ]


def _line(request: HttpRequest, line: Any) -> dict[str, Any]:
    """A line of the return form, as typed or as the check left it."""
    if request.method == "POST":
        is_chosen = line.item in request.POST.getlist("item")
        return {"line": line, "chosen": is_chosen, "reason": request.POST.get(f"reason:{line.item}", "")}
    return {"line": line, "chosen": line.is_ok is False, "reason": line.note if line.is_ok is False else ""}
