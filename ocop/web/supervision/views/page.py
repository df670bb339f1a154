"""The page of one inspection, shown again by every act on it that is refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.base.errors import NotAllowed, Refused
from ocop.recognition.queries.certificates import today
from ocop.supervision.flows import INSPECTION_FLOW
from ocop.supervision.queries.inspections import inspectors_of, moves_of, team_of
from ocop.supervision.queries.products import conclusion_of, minutes_of, products_of
from ocop.supervision.spec import SHORT_OUTCOMES, Outcome
from ocop.supervision.states import INSPECTION_TABLE, MINUTES_TITLES, InspectionState, MinutesState
from ocop.web.leader.forms import ReasonForm, RefusalForm
from ocop.web.supervision.forms import MemberForm, SignedForm, SummaryForm

S = InspectionState
TONES = {S.DRAFT: "plain", S.SUBMITTED: "gold", S.UNDER_WAY: "sky", S.CONCLUDING: "gold", S.CONCLUDED: "leaf"}
OUTCOME_TONES = {Outcome.KEEPS: "leaf", Outcome.REMEDY: "gold", Outcome.SUSPEND: "lacquer", Outcome.REVOKE: "lacquer"}
MINUTES_TONES = {MinutesState.WRITING: "plain", MinutesState.CLOSED: "leaf"}
# which act signs in which state, and the title that usually stands under it
SIGNS = {S.SUBMITTED: ("decide_inspection", "Chủ tịch"), S.CONCLUDING: ("sign_conclusion", "Giám đốc")}


def try_form(request: HttpRequest, form: RefusalForm, action: Callable[..., Any], said: str, **kwargs: Any) -> Any:
    """Run `action`; a refusal stands beside the fields of `form` and gives None. NotAllowed goes up."""
    try:
        done = action(by=request.user, **kwargs)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.show(refusal)
        return None
    if said:
        messages.success(request, said)
    return done


def show_inspection(
    request: HttpRequest,
    inspection: Any,
    *,
    member_form: Any = None,
    sign_form: Any = None,
    summary_form: Any = None,
    status: int = 200,
) -> HttpResponse:
    """One inspection; a form that was refused keeps what was typed."""
    may = {move.name for move in INSPECTION_FLOW.possible(inspection, request.user)}
    state = InspectionState(inspection.state)
    edits = state == S.DRAFT and request.user.has_perm("supervision.edit_inspection", inspection)
    drafts = state == S.UNDER_WAY and request.user.has_perm("supervision.conclude_product", inspection)
    rows = [_row(row, drafts) for row in products_of(inspection)]
    if edits and member_form is None:
        member_form = MemberForm(inspectors=inspectors_of(inspection))
    if drafts and summary_form is None:
        summary_form = SummaryForm(initial={"summary": inspection.summary})
    context = {
        "inspection": inspection,
        "tone": TONES[state],
        "rows": rows,
        "ready": bool(inspection.summary) and all(row["made"] for row in rows),
        "team": team_of(inspection),
        "moves": [(INSPECTION_TABLE.find(row.move).title, row) for row in moves_of(inspection)],
        "may": may,
        "edits": edits,
        "drafts": drafts,
        "member_form": member_form if edits else None,
        "summary_form": summary_form if drafts else None,
        "sign_form": _sign_form(request, inspection, may, sign_form),
        "reason_form": ReasonForm(auto_id="tra-%s") if may & {"return_inspection", "return_conclusion"} else None,
    }
    return render(request, "supervision/inspection.html", context, status=status)


def _sign_form(request: HttpRequest, inspection: Any, may: set[str], form: Any) -> Any:
    """The form of the signature that is due, for whoever may give it."""
    act, title = SIGNS.get(InspectionState(inspection.state), ("", ""))
    if act not in may:
        return None
    if act == "sign_conclusion" and request.user.has_perm("supervision.decide_inspection", inspection):
        title = "Chủ tịch"
    return form or SignedForm(initial={"signed_on": today(), "signer_title": title})


def _row(product: Any, drafts: bool) -> dict[str, Any]:
    minutes, made = minutes_of(product), conclusion_of(product)
    closed = minutes is not None and minutes.state == MinutesState.CLOSED
    return {
        "product": product,
        "certificate": product.certificate,
        "minutes": MINUTES_TITLES[MinutesState(minutes.state)] if minutes else "",
        "minutes_tone": MINUTES_TONES[MinutesState(minutes.state)] if minutes else "plain",
        "closed": closed,
        "writes": drafts and minutes is not None and not closed,
        "concludes": drafts and closed,
        "outcome": SHORT_OUTCOMES[Outcome(made.outcome)] if made else "",
        "outcome_tone": OUTCOME_TONES[Outcome(made.outcome)] if made else "plain",
        "made": made,
    }
