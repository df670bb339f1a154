"""The leader's desk: the proof of each product, a word on it, and the decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.errors import NotAllowed, Refused
from ocop.papers.actions.deciding import decide_and_register
from ocop.recognition.actions.decisions import DecisionFacts
from ocop.recognition.actions.verdicts import approve_rest, give_verdict
from ocop.recognition.checks.course import TITLES, Course
from ocop.recognition.queries.certificates import today
from ocop.recognition.queries.conflicts import conflicted_dossiers
from ocop.recognition.queries.proof import proof_of, proofs, way_of
from ocop.recognition.queries.proposals import get_item, items_of
from ocop.recognition.states import ProposalState
from ocop.recognition.wording import CONFLICT
from ocop.web.door import attempt, door
from ocop.web.leader.forms import DecisionForm, DecisionWithLetterForm, DecisionWithRequestForm, VerdictForm
from ocop.web.leader.proposals import VERDICT_TAGS, load_item_proposal, load_proposal


@door("recognition.view_proposal", load=load_item_proposal, methods=("GET",))
def item(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    """One product with its proof, and the leader's word."""
    return _item_page(request, proposal, pk, None)


@door("recognition.give_verdict", load=load_item_proposal, methods=("POST",))
def verdict(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    """Say the word and go on to the next product that waits."""
    form = VerdictForm(request.POST)
    shown = get_item(pk)
    if form.is_valid():
        try:
            give_verdict(by=request.user, item=shown, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.show(refusal)
        else:
            return _after_verdict(request, proposal, pk)
    return _item_page(request, proposal, pk, form, status=422)


@door("recognition.give_verdict", load=load_proposal, methods=("POST",))
def approve_all(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    """Approve whatever has no word yet."""
    attempt(request, approve_rest, proposal=proposal, success="Đã phê duyệt các sản phẩm còn lại.")
    return redirect("proposal", pk=pk)


@door("recognition.decide_proposal", load=load_proposal)
def decide(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    """What the decision will draw, and its number and date."""
    if proposal.state == ProposalState.DECIDED:
        messages.info(request, "Tờ trình này đã có quyết định.")
        return redirect("proposal", pk=pk)
    items = items_of(proposal)
    found = proofs((row.conclusion for row in items), proposal.created_at)
    groups = _groups(items, found)
    needs_decision = any(row.verdict != "sent_back" for row in items)
    form = _decision_form(request, groups) if needs_decision else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            decide_and_register(by=request.user, proposal=proposal, facts=form.facts() if form else DecisionFacts())
        except NotAllowed:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal)) if form is None else form.show(refusal)
        else:
            messages.success(request, "Đã ban hành. Giấy chứng nhận và thông báo đã được lập.")
            return redirect("proposal", pk=pk)
    context = {
        "proposal": proposal,
        "groups": groups,
        "form": form,
        "waiting": sum(not row.verdict for row in items),
        "total": len(items),
    }
    return render(request, "leader/decide.html", context, status=422 if request.method == "POST" else 200)


def _decision_form(request: HttpRequest, groups: list[dict[str, Any]]) -> DecisionForm:
    keys = {group["key"] for group in groups}
    made: type[DecisionForm] = DecisionForm
    if Course.MINISTRY in keys:
        made = DecisionWithRequestForm
    elif Course.GO_UP in keys:
        made = DecisionWithLetterForm
    return made(request.POST) if request.method == "POST" else made(initial={"signed_on": today()})


def _groups(items: list[Any], found: dict[int, Any]) -> list[dict[str, Any]]:
    """The products by what will happen to them."""
    titles = {**TITLES, "refused": "Lãnh đạo từ chối: không công nhận", "sent_back": "Trả lại Hội đồng đánh giá lại"}
    groups: dict[str, list[Any]] = {}
    for row in items:
        proof = found[row.conclusion_id]
        key = proof.course if row.verdict in ("approved", "") else row.verdict
        groups.setdefault(key, []).append({"item": row, "proof": proof, "dossier": row.conclusion.item.dossier})
    return [{"key": key, "title": title, "rows": groups[key]} for key, title in titles.items() if key in groups]


def _after_verdict(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    closed = set(conflicted_dossiers(request.user))
    waiting = [row for row in items_of(proposal) if not row.verdict]
    following = next((row for row in waiting if row.conclusion.item.dossier_id not in closed), None)
    if following is None and waiting:
        messages.success(request, "Đã ghi ý kiến. Sản phẩm còn lại chờ lãnh đạo khác cho ý kiến.")
        return redirect("proposal", pk=proposal.pk)
    if following is None:
        messages.success(request, "Đã ghi ý kiến. Mọi sản phẩm đã có ý kiến, có thể ban hành quyết định.")
        return redirect("proposal", pk=proposal.pk)
    messages.success(request, "Đã ghi ý kiến. Đây là sản phẩm kế tiếp chưa có ý kiến.")
    return redirect("proposal_item", pk=following.pk)


def _item_page(
    request: HttpRequest, proposal: Any, pk: int, form: VerdictForm | None, status: int = 200
) -> HttpResponse:
    items = items_of(proposal)
    index = next(i for i, row in enumerate(items) if row.pk == pk)
    shown = items[index]
    proof = proof_of(shown.conclusion, proposal.created_at)
    open_now = proposal.state == ProposalState.SUBMITTED
    judges = open_now and request.user.has_perm("recognition.give_verdict", proposal)
    closed = judges and shown.conclusion.item.dossier_id in set(conflicted_dossiers(request.user))
    judges = judges and not closed
    if judges and form is None:
        form = VerdictForm(initial={"verdict": shown.verdict, "reason": shown.reason})
    word, kind = VERDICT_TAGS.get(shown.verdict, ("", ""))
    context = {
        "proposal": proposal,
        "item": shown,
        "dossier": shown.conclusion.item.dossier,
        "proof": proof,
        "way": way_of(shown.conclusion.item.dossier_id),
        "form": form if judges else None,
        "closed": CONFLICT if closed else "",
        "verdict": word,
        "verdict_kind": kind,
        "number": index + 1,
        "total": len(items),
        "before": items[index - 1] if index else None,
        "after": items[index + 1] if index + 1 < len(items) else None,
    }
    return render(request, "leader/item.html", context, status=status)
