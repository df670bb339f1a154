"""The self-score: one criterion on one screen, the papers beside it, the total always in view."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ocop.base.dates import HANOI, local_date
from ocop.base.errors import NotAllowed, Refused
from ocop.base.text import whole
from ocop.dossiers.actions.drafting import save_self_mark
from ocop.dossiers.actions.evidence import cite, uncite
from ocop.dossiers.checks.evidence import said
from ocop.dossiers.queries.content import needed_until, reopened_items
from ocop.dossiers.queries.overview import clashes_of
from ocop.dossiers.queries.selfscore import comma, first_open, lines_of, score_of, screen_of
from ocop.dossiers.queries.timeline import course_of
from ocop.dossiers.queries.vault import evidence_by_id, paper_of, papers_for
from ocop.dossiers.spec import is_open
from ocop.web.door import NOT_FOUND, door, say_refusal
from ocop.web.producer.frame import dossier_frame, state_title
from ocop.web.producer.loading import dossier_of

NONE = "none"


@door("dossiers.view", load=dossier_of, methods=("GET",))
def scores(request: HttpRequest, dossier: Any, **kwargs: Any) -> HttpResponse:
    """Every criterion with its mark, the result, and the proof of what lifts one star."""
    frame = dossier_frame(request, dossier, "tu-cham")
    result = score_of(dossier)
    context = {
        **frame,
        "score": result,
        "lift_title": f"Để lên {result.target} sao",
        "sections": lines_of(dossier, frame["reopened"]),
        "first_url": reverse("my_score", args=[dossier.pk, first_open(dossier)]),
    }
    return render(request, "producer/scores.html", context)


@door("dossiers.view", load=dossier_of)
def one(request: HttpRequest, dossier: Any, code: str, **kwargs: Any) -> HttpResponse:
    """One criterion."""
    screen = screen_of(dossier, code)
    if screen is None:
        raise Http404(NOT_FOUND)
    if request.method == "POST":
        return _save(request, dossier, screen)
    reopened = reopened_items(dossier)
    editable = request.user.has_perm("dossiers.edit", dossier) and is_open(reopened, f"criterion:{code}")
    today = local_date(timezone.now())
    until = needed_until(dossier, today)
    context = {
        "dossier": dossier,
        "product": dossier.product,
        "state_title": state_title(course_of(dossier)),
        "is_draft": dossier.state == "draft",
        "screen": screen,
        "rule": screen.rule,
        "max_points": comma(screen.rule.max_points),
        "options": _options(screen),
        "chosen_none": bool(screen.mark and screen.mark.option is None),
        "offer_none": all(option.points > 0 for option in screen.rule.options),
        "papers": [(row, paper_of(row.evidence, today, until)) for row in screen.cited],
        "vault": _choices(dossier, screen, until) if editable else [],
        "editable": editable,
        "locked": not editable,
        "score": score_of(dossier),
        "clashes": [clash for clash in clashes_of(dossier) if clash.item == f"criterion:{code}"],
        "list_url": reverse("my_scores", args=[dossier.pk]),
    }
    return render(request, "producer/score.html", context)


def _options(screen: Any) -> list[dict[str, Any]]:
    """The boxes; those of one case stand under its name."""
    cases = dict(screen.rule.cases)
    chosen = screen.mark.option.order if screen.mark and screen.mark.option else None
    last = None
    rows = []
    for option in screen.rule.options:
        title = cases.get(option.case or "", "") if option.case != last else ""
        last = option.case
        rows.append(
            {
                "order": option.order,
                "label": option.label,
                "points": comma(option.points),
                "star": option.star_minimum or "",
                "checked": option.order == chosen,
                "case": title,
            }
        )
    return rows


def _choices(dossier: Any, screen: Any, until: Any) -> list[tuple[int, str]]:
    """Papers of the vault that may still be cited here, the kinds that usually prove it first."""
    cited = {row.evidence_id for row in screen.cited}
    left = [paper for paper in papers_for(dossier, until) if paper.row.pk not in cited]
    left.sort(key=lambda paper: paper.row.kind.name not in screen.usual)
    return [
        (paper.row.pk, f"{paper.row.title} ({said(paper.state, paper.row.valid_until).lower()})") for paper in left
    ]


def _save(request: HttpRequest, dossier: Any, screen: Any) -> HttpResponse:
    """Keep the mark, then do what the pressed button says."""
    quiet = request.headers.get("X-Autosave") == "1"
    code = screen.rule.code
    try:
        saved = _keep_mark(request, dossier, screen)
        if quiet:
            return _quiet(request, dossier, saved, code)
        if saved is not None and saved.conflicts:
            messages.warning(request, "Máy khác vừa chọn khác. Cả hai đều được giữ, hãy chọn một.")
            return redirect("my_score", dossier.pk, code)
        return redirect(_act(request, dossier, screen))
    except NotAllowed:
        raise
    except Refused as error:
        if quiet:
            return JsonResponse({"message": str(error)}, status=409)
        say_refusal(request, error)
        return redirect("my_score", dossier.pk, code)


def _keep_mark(request: HttpRequest, dossier: Any, screen: Any) -> Any:
    chosen = request.POST.get("option", "")
    order = whole(chosen)
    if order is None and chosen != NONE:
        return None
    return save_self_mark(
        by=request.user,
        dossier=dossier,
        code=screen.rule.code,
        order=order,
        note=request.POST.get("note", "")[:2000],
        seen=whole(request.POST.get("version", "")) or 0,
    )


def _quiet(request: HttpRequest, dossier: Any, saved: Any, code: str) -> HttpResponse:
    """What the autosave swaps in: the new total, and both contents where two devices met."""
    clashes = [clash for clash in clashes_of(dossier) if clash.item == f"criterion:{code}"]
    context = {"score": score_of(dossier), "clashes": clashes, "dossier": dossier, "swap": True}
    response = render(request, "producer/parts/score_saved.html", context)
    response["X-Version"] = str(saved.versions[f"criterion:{code}"]) if saved else "0"
    response["X-Saved-At"] = timezone.now().astimezone(HANOI).strftime("%H:%M")
    return response


def _act(request: HttpRequest, dossier: Any, screen: Any) -> str:
    """Do what the button says and give the address of the next page."""
    code = screen.rule.code
    here = reverse("my_score", args=[dossier.pk, code])
    act, _, key = request.POST.get("act", "next").partition(":")
    cited = whole(key)
    if act == "uncite" and cited is not None:
        uncite(by=request.user, dossier=dossier, code=code, evidence_id=cited)
        return f"{here}#minh-chung"
    if act == "cite":
        _cite(request, dossier, code)
        return f"{here}#minh-chung"
    if act == "new":
        return reverse("my_evidence_add") + f"?ho-so={dossier.pk}&tieu-chi={code}"
    # what 5.1 says decides whether 5.2 follows, so the neighbours are asked again after saving
    fresh = screen_of(dossier, code) or screen
    target = fresh.previous if act == "previous" else fresh.following
    if act in ("previous", "next") and target:
        return reverse("my_score", args=[dossier.pk, target])
    return reverse("my_scores", args=[dossier.pk])


def _cite(request: HttpRequest, dossier: Any, code: str) -> None:
    key = whole(request.POST.get("evidence", ""))
    evidence = evidence_by_id(key) if key is not None else None
    if evidence is None:
        raise Refused("Hãy chọn minh chứng trong kho, hoặc tải lên mới.")
    cite(by=request.user, dossier=dossier, code=code, evidence=evidence, pages=request.POST.get("pages", ""))
