"""One product of an inspection: what was found and concluded, and the minutes written on the spot."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ocop.base.dates import HANOI
from ocop.base.errors import Conflict, NotAllowed, NotReady, Refused
from ocop.supervision.actions import minutes as actions
from ocop.supervision.queries.pending import proposal_of
from ocop.supervision.queries.products import conclusion_of, matters_of, minutes_of
from ocop.supervision.spec import FOUND_TITLES, GROUNDS, OUTCOME_TITLES, PART_TITLES, Found, Outcome, Part
from ocop.supervision.states import InspectionState, MinutesState
from ocop.web.door import attempt, door
from ocop.web.leader.certificates import MEASURES
from ocop.web.leader.forms import ReasonForm
from ocop.web.supervision.forms import MinutesForm
from ocop.web.supervision.loading import product_minutes, product_of
from ocop.web.supervision.views.page import OUTCOME_TONES

WORDS = ("held_on", "place", "present", "findings", "opinion")
FOUND_TONES = {Found.KEPT: "leaf", Found.CHANGED: "lacquer", Found.NOT_APPLICABLE: "plain"}
NOTE_MOST = 2000


@door("supervision.view_product", load=product_of, methods=("GET",))
def product(request: HttpRequest, product: Any, pk: int) -> HttpResponse:
    """The minutes and the conclusion on one product, as far as this person may read them."""
    return show_product(request, product)


def show_product(
    request: HttpRequest, product: Any, *, remedy_form: Any = None, decline_form: Any = None, status: int = 200
) -> HttpResponse:
    """The page of one product; a form that was refused keeps what was typed."""
    inspection, minutes = product.inspection, minutes_of(product)
    official = request.user.has_perm("supervision.view_inspection", inspection)
    signed = inspection.state == InspectionState.CONCLUDED
    made = conclusion_of(product) if official or signed else None
    proposed = proposal_of(made) if made else None
    context = {
        "product": product,
        "inspection": inspection,
        "certificate": product.certificate,
        "minutes": minutes,
        "groups": _found_groups(minutes) if minutes else [],
        "official": official,
        "signed": signed,
        "made": made,
        "outcome": OUTCOME_TITLES[Outcome(made.outcome)] if made else "",
        "outcome_tone": OUTCOME_TONES[Outcome(made.outcome)] if made else "plain",
        "ground": GROUNDS.get(made.ground) if made else None,
        "proposed": proposed,
        "measure": _measure(request, proposed),
        "writes": _writes(request, product),
        "concludes": _concludes(request, product),
        **_follow_forms(request, made, proposed, signed, remedy_form, decline_form),
        "reopens": _reopens(request, product),
        "reopen_form": ReasonForm(auto_id="mo-%s"),
    }
    return render(request, "supervision/product.html", context, status=status)


def _follow_forms(
    request: HttpRequest, made: Any, proposed: Any, signed: bool, remedy_form: Any, decline_form: Any
) -> dict[str, Any]:
    """What may still be said after the conclusion: the remedy is seen, the measure is not taken."""
    open_remedy = signed and made and made.outcome == Outcome.REMEDY and made.remedied_on is None
    remedies = open_remedy and request.user.has_perm("supervision.confirm_remedy", made)
    declines = proposed is not None and request.user.has_perm("supervision.decline_measure", made)
    return {
        "remedy_form": (remedy_form or ReasonForm(auto_id="kp-%s")) if remedies else None,
        "decline_form": (decline_form or ReasonForm(auto_id="kad-%s")) if declines else None,
    }


def _measure(request: HttpRequest, proposed: Any) -> tuple[str, str] | None:
    """Where the leader decides on what is proposed: word of the address, title."""
    if proposed is None or not request.user.has_perm("recognition.decide_certificate", proposed.certificate):
        return None
    return MEASURES[proposed.kind]


def _writes(request: HttpRequest, product: Any) -> bool:
    minutes = minutes_of(product)
    under_way = product.inspection.state == InspectionState.UNDER_WAY
    is_open = minutes is not None and minutes.state == MinutesState.WRITING
    return under_way and is_open and request.user.has_perm("supervision.write_minutes", minutes)


def _concludes(request: HttpRequest, product: Any) -> bool:
    minutes = minutes_of(product)
    under_way = product.inspection.state == InspectionState.UNDER_WAY
    closed = minutes is not None and minutes.state == MinutesState.CLOSED
    return under_way and closed and request.user.has_perm("supervision.conclude_product", product)


def _reopens(request: HttpRequest, product: Any) -> bool:
    minutes = minutes_of(product)
    under_way = product.inspection.state == InspectionState.UNDER_WAY
    closed = minutes is not None and minutes.state == MinutesState.CLOSED
    return under_way and closed and request.user.has_perm("supervision.reopen_minutes", minutes)


def _found_groups(minutes: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """What was looked at, by part; criteria that nobody had to look at only where somebody did."""
    rows = [row for row in matters_of(minutes) if row.found or row.part != Part.OTHER]
    shown = [
        {
            "matter": row,
            "said": FOUND_TITLES[Found(row.found)] if row.found else "chưa ghi",
            "tone": FOUND_TONES[Found(row.found)] if row.found else "plain",
        }
        for row in rows
    ]
    return [
        (title, found)
        for part, title in PART_TITLES.items()
        if (found := [r for r in shown if r["matter"].part == part])
    ]


@door("supervision.write_minutes", load=product_minutes)
def minutes(request: HttpRequest, minutes: Any, pk: int) -> HttpResponse:
    """The form on the inspector's phone: saved as it is typed, closed when it is whole."""
    if not _writes(request, minutes.product):
        return redirect("inspected", pk=pk)
    if request.method != "POST":
        initial = {"version": minutes.version, **{name: getattr(minutes, name) for name in WORDS}}
        return _minutes_page(request, minutes, MinutesForm(initial=initial))
    form, answers = MinutesForm(request.POST), _answers(request, minutes)
    autosaves = bool(request.headers.get("X-Autosave"))
    refusal = _save(request, minutes, form, answers)
    if autosaves:
        return _autosaved(form, refusal, minutes)
    if refusal is None and "close" in request.POST:
        refusal = _close(request, minutes, form)
        if refusal is None:
            messages.success(request, "Đã khép biên bản. Chủ thể đọc được biên bản này.")
            return redirect("inspected", pk=pk)
    if refusal is None and form.is_valid():
        messages.success(request, "Đã lưu biên bản.")
        return redirect("inspected_minutes", pk=pk)
    return _minutes_page(request, minutes, form, answers, refusal, status=422)


def _save(request: HttpRequest, minutes: Any, form: MinutesForm, answers: dict[str, tuple[str, str]]) -> Any:
    """Keep what was typed; why not, where it is refused."""
    if not form.is_valid():
        return Refused("Có mục chưa hợp lệ, chưa lưu.")
    version, draft = form.cleaned_data["version"], form.facts(answers)
    try:
        kept = actions.save_minutes(by=request.user, minutes=minutes, draft=draft, version=version)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.show(refusal)
        return refusal
    minutes.version = kept.version
    return None


def _close(request: HttpRequest, minutes: Any, form: MinutesForm) -> Any:
    try:
        actions.close_minutes(by=request.user, minutes=minutes)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.show(refusal)
        # what was typed is saved: the next sending begins from there
        form.data = form.data.copy()
        form.data["version"] = str(minutes.version)
        return refusal
    return None


def _autosaved(form: MinutesForm, refusal: Any, minutes: Any) -> HttpResponse:
    if isinstance(refusal, Conflict):
        return JsonResponse({"message": str(refusal)}, status=409)
    if refusal is not None:
        return JsonResponse({"errors": form.errors}, status=422)
    response = HttpResponse(status=204)
    response["X-Version"] = str(minutes.version)
    response["X-Saved-At"] = timezone.now().astimezone(HANOI).strftime("%H:%M")
    return response


def _answers(request: HttpRequest, minutes: Any) -> dict[str, tuple[str, str]]:
    """The checklist as it was sent, by the key of the matter."""
    post = request.POST
    return {
        row.key: (post.get(f"m{row.pk}", ""), post.get(f"m{row.pk}-note", "").strip()[:NOTE_MOST])
        for row in matters_of(minutes)
    }


def _minutes_page(
    request: HttpRequest, minutes: Any, form: MinutesForm, answers: Any = None, refusal: Any = None, status: int = 200
) -> HttpResponse:
    faults = {row.where: row.message for row in refusal.findings} if isinstance(refusal, NotReady) else {}
    rows = [_matter(row, answers, faults) for row in matters_of(minutes)]
    groups = [
        {
            "part": part,
            "title": title,
            "rows": [row for row in rows if row["matter"].part == part],
            "open": any(row["found"] or row["fault"] for row in rows if row["matter"].part == part),
        }
        for part, title in PART_TITLES.items()
    ]
    asked = [row for row in rows if row["matter"].part != Part.OTHER]
    context = {
        "minutes": minutes,
        "product": minutes.product,
        "certificate": minutes.product.certificate,
        "inspection": minutes.product.inspection,
        "form": form,
        "groups": [group for group in groups if group["rows"]],
        "answered": sum(bool(row["found"]) for row in asked),
        "asked": len(asked),
        "choices": list(FOUND_TITLES.items()),
    }
    return render(request, "supervision/minutes.html", context, status=status)


def _matter(row: Any, answers: Any, faults: dict[str, str]) -> dict[str, Any]:
    found, note = answers[row.key] if answers is not None else (row.found, row.note)
    return {"matter": row, "found": found, "note": note, "fault": faults.get(f"m{row.pk}", "")}


@door("supervision.reopen_minutes", load=product_minutes, methods=("POST",))
def reopen(request: HttpRequest, minutes: Any, pk: int) -> HttpResponse:
    """Let the team mend closed minutes."""
    reason = request.POST.get("reason", "")
    attempt(request, actions.reopen_minutes, minutes=minutes, reason=reason, success="Đã mở lại. Đoàn nhận thông báo.")
    return redirect("inspected", pk=pk)
