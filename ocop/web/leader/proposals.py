"""Proposals: the list, assembling one, laying it before the leader."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.text import whole
from ocop.dossiers.queries.rounds import office_of
from ocop.recognition.actions import proposals as actions
from ocop.recognition.flows import FLOW
from ocop.recognition.queries.conflicts import conflicted_dossiers
from ocop.recognition.queries.proof import proofs
from ocop.recognition.queries.proposals import (
    DRAFT_READERS,
    LATE_READERS,
    LEADERS,
    available,
    certificates_of,
    get_item,
    get_proposal,
    items_of,
    rounds_to_propose,
    visible_to,
)
from ocop.recognition.states import PROPOSAL_TITLES, ProposalState
from ocop.web.door import NOT_FOUND, attempt, door
from ocop.web.leader.forms import ReasonForm, TitleForm

PER_PAGE = 25
TONES = {ProposalState.DRAFT: "plain", ProposalState.SUBMITTED: "gold", ProposalState.DECIDED: "leaf"}
VERDICT_TAGS = {"approved": ("Phê duyệt", "leaf"), "refused": ("Từ chối", "lacquer"), "sent_back": ("Trả lại", "gold")}


def load_proposal(request: HttpRequest, pk: int) -> Any:
    """The proposal of this address."""
    found = get_proposal(pk)
    if found is None:
        raise Http404(NOT_FOUND)
    return found


def load_item(request: HttpRequest, pk: int) -> Any:
    """The product of this address; its proposal decides who may see it."""
    found = get_item(pk)
    if found is None:
        raise Http404(NOT_FOUND)
    return found


def load_item_proposal(request: HttpRequest, pk: int) -> Any:
    """The proposal in which the product of this address stands."""
    return load_item(request, pk).proposal


def load_round(request: HttpRequest) -> Any:
    """The round from whose results a proposal is to be made: one that waits, or nothing."""
    wanted = whole(request.POST.get("round", ""))
    found = rounds_to_propose(request.user).filter(pk=wanted).first() if wanted is not None else None
    if found is None:
        raise Http404(NOT_FOUND)
    return found


@door("recognition.view_proposal", methods=("GET",))
def proposals(request: HttpRequest) -> HttpResponse:
    """Every proposal this person may see, and the rounds from which one can be made."""
    page = Paginator(visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {"proposal": row, "state": PROPOSAL_TITLES[ProposalState(row.state)], "tone": TONES[ProposalState(row.state)]}
        for row in page
    ]
    rounds = rounds_to_propose(request.user)
    office = office_of(request.user, *DRAFT_READERS, *LEADERS, *LATE_READERS)
    here = "huyện" if office and office.district else "tỉnh"
    lead = (
        f"Kết quả đã công bố của Hội đồng được trình lãnh đạo UBND {here} phê duyệt, công nhận và cấp giấy chứng nhận."
    )
    return render(request, "leader/proposals.html", {"page": page, "rows": rows, "rounds": rounds, "lead": lead})


@door("recognition.create_proposal", load=load_round, methods=("POST",))
def create(request: HttpRequest, round: Any) -> HttpResponse:
    """Begin a proposal with every result of the round that waits."""
    made = attempt(request, actions.create_proposal, round=round, success="Đã lập tờ trình với mọi kết quả chờ trình.")
    return redirect("proposal", pk=made.pk) if made else redirect("proposals")


@door("recognition.view_proposal", load=load_proposal, methods=("GET",))
def proposal(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    """One proposal: its products with their results, and what this person may do with it."""
    items = items_of(proposal)
    found = proofs((item.conclusion for item in items), proposal.created_at)
    issued = certificates_of(proposal)
    judges = proposal.state == ProposalState.SUBMITTED and request.user.has_perm("recognition.give_verdict", proposal)
    closed = set(conflicted_dossiers(request.user)) if judges else set()
    rows = [_row(item, found[item.conclusion_id], issued, closed) for item in items]
    may = {move.name for move in FLOW.possible(proposal, request.user)}
    edits = proposal.state == ProposalState.DRAFT and request.user.has_perm("recognition.edit_proposal", proposal)
    context = {
        "proposal": proposal,
        "state": PROPOSAL_TITLES[ProposalState(proposal.state)],
        "tone": TONES[ProposalState(proposal.state)],
        "rows": rows,
        "waiting": sum(not row["item"].verdict for row in rows),
        "waiting_here": sum(not row["item"].verdict and not row["closed"] for row in rows),
        "may": may,
        "edits": edits,
        "judges": judges,
        "perms_sign": request.user.has_perm("signing.open_paper", proposal),
        "more": list(available(proposal.round_id)) if edits else [],
        "title_form": TitleForm(initial={"title": proposal.title, "number": proposal.number}) if edits else None,
        "reason_form": ReasonForm(auto_id="rut-%s") if "recall_proposal" in may else None,
        "moves": proposal.moves.select_related("by"),
    }
    return render(request, "leader/proposal.html", context)


@door("recognition.edit_proposal", load=load_proposal, methods=("POST",))
def edit(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    """Change subject and number."""
    title, number = request.POST.get("title", "")[:300], request.POST.get("number", "")[:60]
    attempt(request, actions.edit_proposal, proposal=proposal, title=title, number=number, success="Đã lưu.")
    return redirect("proposal", pk=pk)


@door("recognition.edit_proposal", load=load_proposal, methods=("POST",))
def add(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    """Add the results that were ticked."""
    ids = [key for key in map(whole, request.POST.getlist("conclusion")) if key is not None]
    attempt(request, actions.add_items, proposal=proposal, conclusion_ids=ids, success="Đã thêm vào tờ trình.")
    return redirect("proposal", pk=pk)


@door("recognition.edit_proposal", load=load_item, methods=("POST",))
def remove(request: HttpRequest, item: Any, pk: int) -> HttpResponse:
    """Take one product off."""
    attempt(request, actions.remove_item, item=item, success="Đã đưa sản phẩm ra khỏi tờ trình.")
    return redirect("proposal", pk=item.proposal_id)


@door("recognition.submit_proposal", load=load_proposal, methods=("POST",))
def submit(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    """Lay it before the leader."""
    attempt(request, actions.submit_proposal, proposal=proposal, success="Đã trình lãnh đạo.")
    return redirect("proposal", pk=pk)


@door("recognition.recall_proposal", load=load_proposal, methods=("POST",))
def recall(request: HttpRequest, proposal: Any, pk: int) -> HttpResponse:
    """Take it back, with the reason."""
    reason = request.POST.get("reason", "")
    attempt(request, actions.recall_proposal, proposal=proposal, reason=reason, success="Đã rút tờ trình.")
    return redirect("proposal", pk=pk)


def _row(item: Any, proof: Any, issued: dict[int, Any], closed: set[int]) -> dict[str, Any]:
    verdict, kind = VERDICT_TAGS.get(item.verdict, ("", ""))
    return {
        "item": item,
        "dossier": item.conclusion.item.dossier,
        "proof": proof,
        "verdict": verdict,
        "verdict_kind": kind,
        "certificate": issued.get(item.conclusion.item.dossier_id),
        "closed": item.conclusion.item.dossier_id in closed,
    }
