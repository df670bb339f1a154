"""A member's own sheet on a tablet: one criterion at a time, saved as it is given, sent once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ocop.base.errors import Conflict, Refused
from ocop.evaluation.actions import sheets as acts
from ocop.evaluation.queries.evidence import opened_paper
from ocop.evaluation.queries.screen import NONE_MET, conflict_code, criterion_of, first_code, screen
from ocop.evaluation.queries.sessions import agenda
from ocop.evaluation.queries.sheets import own_sheet
from ocop.web.council.loading import found, item_of
from ocop.web.door import attempt, door, say_refusal

CHOOSE_FIRST = "Hãy chọn mức điểm; nhận xét được lưu cùng mức điểm."


@door("evaluation.score", load=item_of, methods=("GET",))
def start(request: HttpRequest, item: Any, item_id: int) -> HttpResponse:
    """Where the sheet opens; once all sheets are sent, the review."""
    if request.user.has_perm("evaluation.view_review", item):
        return redirect("council_review", item_id)
    return redirect("council_criterion", item_id, first_code(item, request.user))


@door("evaluation.score", load=item_of)
def criterion(request: HttpRequest, item: Any, item_id: int, code: str) -> HttpResponse:
    """One criterion: options, claim, finding, note, evidence; a POST saves the mark."""
    if request.method == "POST":
        return _save(request, item, code)
    return render(request, "council/sheet.html", _context(request, item, code))


def _save(request: HttpRequest, item: Any, code: str) -> HttpResponse:
    row = found(criterion_of(item, code))
    autosave = "X-Autosave" in request.headers
    chosen, note = request.POST.get("option", ""), request.POST.get("note", "")
    if not chosen:
        return _nothing_chosen(request, item, code, autosave, note)
    option = next((option for option in row.options.all() if str(option.pk) == chosen), None)
    if option is None and chosen != NONE_MET:
        return _refuse(request, item, code, autosave, Refused("Phương án này không thuộc tiêu chí."))
    try:
        mark = acts.save_mark(
            by=request.user,
            item=item,
            criterion=row,
            option=option,
            note=note,
            version=_number(request.POST.get("version", "")),
        )
    except Refused as error:
        return _refuse(request, item, code, autosave, error)
    if not autosave:
        return _onward(request, item, code)
    answer = render(request, "council/parts/saved.html", _context(request, item, code) | {"oob": True})
    answer["X-Version"] = str(mark.version)
    answer["X-Saved-At"] = timezone.localtime(mark.at).strftime("%H:%M:%S")
    return answer


def _nothing_chosen(request: HttpRequest, item: Any, code: str, autosave: bool, note: str) -> HttpResponse:
    if autosave:
        return JsonResponse({"errors": {"note": [CHOOSE_FIRST]}}, status=422)
    if note.strip():
        messages.error(request, CHOOSE_FIRST)
        return redirect("council_criterion", item.pk, code)
    return _onward(request, item, code)


def _refuse(request: HttpRequest, item: Any, code: str, autosave: bool, error: Refused) -> HttpResponse:
    if autosave:
        status = 409 if isinstance(error, Conflict) else 422
        kept = isinstance(error, acts.Superseded)  # these words wait beside the mark for a choice
        said = {"message": str(error), "errors": {"option": [str(error)]}, "kept": kept}
        return JsonResponse(said, status=status)
    say_refusal(request, error)
    return redirect("council_criterion", item.pk, code)


def _onward(request: HttpRequest, item: Any, code: str) -> HttpResponse:
    """To where the pressed button leads: a criterion, or the page that sends the sheet."""
    wanted = request.POST.get("den", "")
    if wanted == "gui":
        return redirect("council_send", item.pk)
    return redirect("council_criterion", item.pk, wanted if criterion_of(item, wanted) else code)


@door("evaluation.score", load=item_of, methods=("POST",))
def choose(request: HttpRequest, item: Any, item_id: int, conflict_id: int) -> HttpResponse:
    """Settle what two tabs wrote for one criterion."""
    code = conflict_code(item, request.user, conflict_id) or first_code(item, request.user)
    use = request.POST.get("chon") == "kia"
    attempt(request, acts.choose_mark, item=item, conflict_id=conflict_id, use=use, success="Đã ghi lựa chọn.")
    return redirect("council_criterion", item_id, code)


@door("evaluation.score", load=item_of)
def send(request: HttpRequest, item: Any, item_id: int) -> HttpResponse:
    """The last look before sending: what is missing, or the total and the word "Gửi phiếu"."""
    if request.method == "POST":
        sent = attempt(request, acts.send_sheet, item=item, opinion=request.POST.get("opinion", ""))
        if sent:
            messages.success(request, "Đã gửi phiếu. Phiếu không sửa được nữa, trừ khi được yêu cầu xem lại.")
            return redirect("council_session", item.session_id)
        return redirect("council_send", item_id)
    sheet = own_sheet(item, request.user)
    context = _context(request, item, first_code(item, request.user))
    context["findings"] = acts.send_findings(item, sheet)
    return render(request, "council/send.html", context)


def _context(request: HttpRequest, item: Any, code: str) -> dict[str, Any]:
    page = found(screen(item, request.user, code))
    rows = agenda(item.session, request.user)
    place = next((row.number for row in rows if row.item.pk == item.pk), 0)
    return {
        "screen": page,
        "item": item,
        "session": item.session,
        "place": place,
        "places": len(rows),
        "opened": opened_paper(item, page.papers, request.GET.get("mo", "")),
        "saved_at": timezone.localtime(page.mark.at).strftime("%H:%M:%S") if page.mark else "",
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
