"""One dossier on the agenda: what a member reads of it, the files, and the review once all sheets are sent."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from ocop.base.text import whole
from ocop.evaluation import wording
from ocop.evaluation.actions import review as acts
from ocop.evaluation.flows import ITEM_FLOW
from ocop.evaluation.queries import evidence
from ocop.evaluation.queries.proof import proof_file, result_parts, verify_conclusion
from ocop.evaluation.queries.review import (
    conclusion_of,
    get_knockout,
    get_sheet,
    knockouts_of,
    recheck_for,
    rechecks_of,
    review_of,
)
from ocop.evaluation.queries.screen import NONE_MET, criteria_by_id
from ocop.evaluation.queries.sheets import marks_of
from ocop.web.council.loading import found, item_of, session_crumbs
from ocop.web.door import attempt, door
from ocop.web.serving import serve


@door("evaluation.view_item", load=item_of, methods=("GET",))
def page(request: HttpRequest, item: Any, item_id: int) -> HttpResponse:
    """The dossier as the council reads it."""
    file = evidence.file_of(item)
    papers = [
        *file.photos(),
        *file.all_papers(),
        *evidence.lab_papers(item, None),
        *evidence.survey_papers(item),
    ]
    context = {
        "item": item,
        "session": item.session,
        "crumbs": session_crumbs(item.session, str(item.dossier.product)),
        "file": file,
        "sections": file.sections(item.dossier.kind),
        "team": evidence.team_work(item),
        "papers": papers,
        "opened": evidence.opened_paper(item, papers, request.GET.get("mo", "")),
        "may_score": request.user.has_perm("evaluation.score", item),
        "may_review": request.user.has_perm("evaluation.view_review", item),
    }
    return render(request, "council/item.html", context)


@door("evaluation.view_item", load=item_of, methods=("GET",))
def file(request: HttpRequest, item: Any, item_id: int, kind: str, key: int) -> HttpResponse:
    """The bytes of a paper of this very dossier."""
    return serve(request, found(evidence.item_file(item, kind, key)))


@door("evaluation.view_review", load=item_of, methods=("GET",))
def review(request: HttpRequest, item: Any, item_id: int) -> HttpResponse:
    """Members and totals, criteria, rechecks, knock-outs, the conclusion with its proof."""
    seen = review_of(item)
    if seen is None:
        raise Http404
    user = request.user
    steps = [move.name for move in ITEM_FLOW.possible(item, user)]
    conclusion = conclusion_of(item)
    rank, missed, reasons = result_parts(seen.result)
    context = {
        "item": item,
        "session": item.session,
        "crumbs": session_crumbs(item.session, str(item.dossier.product)),
        "review": seen,
        "rank": rank,
        "missed": missed,
        "reasons": reasons,
        "rechecks": rechecks_of(item),
        "knockouts": knockouts_of(item),
        "conclusion": conclusion,
        "faults": verify_conclusion(conclusion) if conclusion else [],
        "regulation_lines": wording.proof_lines(conclusion.proof) if conclusion else [],
        "criteria": criteria_by_id(item).values(),
        "own_recheck": recheck_for(item, user) if user.has_perm("evaluation.answer_recheck", item) else None,
        "steps": steps,
        "blocks": ITEM_FLOW.findings(item, "conclude_item") if "conclude_item" in steps else [],
        "may_ask": item.state == "reviewing" and user.has_perm("evaluation.ask_recheck", item),
        "may_propose": item.state == "reviewing" and user.has_perm("evaluation.propose_knockout", item),
        "may_confirm": item.state == "reviewing" and user.has_perm("evaluation.confirm_knockout", item),
    }
    return render(request, "council/review.html", context)


@door("evaluation.ask_recheck", load=item_of, methods=("POST",))
def ask(request: HttpRequest, item: Any, item_id: int, sheet_id: int) -> HttpResponse:
    """Ask a member to look again."""
    sheet = found(get_sheet(item, sheet_id))
    why = request.POST.get("why", "")
    attempt(request, acts.ask_recheck, item=item, sheet=sheet, why=why, success="Đã yêu cầu xem lại phiếu.")
    return redirect("council_review", item_id)


@door("evaluation.answer_recheck", load=item_of)
def answer(request: HttpRequest, item: Any, item_id: int) -> HttpResponse:
    """The member's answer: marks changed, or kept, with a reason."""
    recheck = recheck_for(item, request.user)
    if recheck is None:
        messages.info(request, "Không có yêu cầu xem lại nào chờ bạn ở hồ sơ này.")
        return redirect("council_review", item_id)
    criteria = criteria_by_id(item)
    chosen = _chosen(request, criteria)
    if request.method == "POST" and _answered(request, recheck, criteria, chosen):
        return redirect("council_review", item_id)
    context = {
        "item": item,
        "session": item.session,
        "crumbs": session_crumbs(item.session, "Xem lại phiếu"),
        "recheck": recheck,
        "criteria": criteria.values(),
        "marks": marks_of(recheck.sheet),
        "chosen": chosen,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "council/answer.html", context)


def _chosen(request: HttpRequest, criteria: dict[int, Any]) -> dict[int, str]:
    """criterion → what was picked for it; nothing where its mark is to stay."""
    return {key: value for key in criteria if (value := request.POST.get(f"o{key}", ""))}


def _answered(request: HttpRequest, recheck: Any, criteria: dict[int, Any], chosen: dict[int, str]) -> Any:
    reason = request.POST.get("reason", "")
    if request.POST.get("tra-loi") == "giu":
        if chosen:  # the answer is given once: marks picked on the page are not dropped in silence
            codes = ", ".join(criteria[key].code for key in chosen)
            messages.error(request, f"Bạn đã chọn điểm khác ở {codes}: bấm “Ghi điểm chấm lại”, hoặc chọn lại “giữ”.")
            return None
        done = "Đã ghi: giữ nguyên phiếu."
        return attempt(request, acts.confirm_marks, recheck=recheck, reason=reason, success=done)
    changed = {}
    for key, value in chosen.items():
        options = {str(option.pk): option for option in criteria[key].options.all()}
        if value == NONE_MET or value in options:
            changed[criteria[key]] = options.get(value)
    return attempt(
        request, acts.rescore, recheck=recheck, options=changed, reason=reason, success="Đã ghi điểm chấm lại."
    )


@door("evaluation.propose_knockout", load=item_of, methods=("POST",))
def propose_knockout(request: HttpRequest, item: Any, item_id: int) -> HttpResponse:
    """Propose that the product gets no rank."""
    key = whole(request.POST.get("criterion", ""))
    row = found(criteria_by_id(item).get(key)) if key is not None else None
    attempt(
        request,
        acts.propose_knockout,
        item=item,
        criterion=row,
        reason=request.POST.get("reason", ""),
        success="Đã ghi đề xuất loại.",
    )
    if request.user.has_perm("evaluation.view_review", item):
        return redirect("council_review", item_id)
    return redirect("council_sheet", item_id)


@door("evaluation.confirm_knockout", load=item_of, methods=("POST",))
def decide_knockout(request: HttpRequest, item: Any, item_id: int, knockout_id: int) -> HttpResponse:
    """Confirm a knock-out, or lift it with a reason."""
    knockout = found(get_knockout(item, knockout_id))
    if request.POST.get("quyet") == "xac-nhan":
        attempt(request, acts.confirm_knockout, knockout=knockout, success="Đã xác nhận loại.")
    else:
        reason = request.POST.get("reason", "")
        attempt(request, acts.lift_knockout, knockout=knockout, reason=reason, success="Đã bỏ kết luận loại.")
    return redirect("council_review", item_id)


@door("evaluation.view_review", load=item_of, methods=("GET",))
def proof(request: HttpRequest, item: Any, item_id: int) -> HttpResponse:
    """The proof as a file that anyone entitled can recompute."""
    conclusion = found(conclusion_of(item))
    response = JsonResponse(proof_file(conclusion), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="chung-minh-{item.pk}.json"'
    return response
