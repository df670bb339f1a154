"""The leader's decision: what it draws for each product happens in one transaction, or not at all."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import NotAllowed, NotReady
from ocop.base.text import fold, nfc
from ocop.dossiers.actions import outcomes
from ocop.dossiers.actions.telling import tell_commune
from ocop.dossiers.models import Dossier
from ocop.notices.actions import notify
from ocop.recognition.actions.certificates import hold_numbers, issue_certificate
from ocop.recognition.checks import Course, DecisionDraft, check_decision
from ocop.recognition.flows import FLOW
from ocop.recognition.models import MinistryRequest, Proposal, ProposalItem, RecognitionDecision
from ocop.recognition.queries.certificates import today
from ocop.recognition.queries.proof import Proof, knockout_reason, proofs
from ocop.recognition.queries.proposals import items_of
from ocop.recognition.states import ProposalState
from ocop.recognition.wording import (
    asked_ministry,
    asked_province,
    commune_body,
    commune_subject,
    recognised,
    sent_down,
    unranked,
)

NO_DECISION = "Mọi sản phẩm đều được trả lại để đánh giá lại; không ban hành quyết định."


@dataclass(frozen=True)
class DecisionFacts:
    """What the leader writes: number and date of the decision, own title; number and date of the letter to the
    ministry (of a district: to the province) where a product goes there."""

    number: str = ""
    signed_on: date | None = None
    signer_title: str = ""
    request_number: str = ""
    requested_on: date | None = None


@transaction.atomic
def decide_proposal(*, by: User, proposal: Proposal, facts: DecisionFacts) -> Proposal:
    """Issue the decision and draw what follows for every product; asked twice with the same number, it is done once.

    Only where all products are sent back is there no decision to issue.
    """
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    proposal.refresh_from_db()
    if not by.has_perm("recognition.decide_proposal", proposal):
        raise NotAllowed("Bạn không có quyền ban hành quyết định.")
    if _is_repeat(proposal, facts):
        return proposal
    FLOW.move(proposal, "decide_proposal", by=by)
    items = items_of(proposal)
    found = proofs((item.conclusion for item in items), proposal.created_at)
    kept = [item for item in items if item.verdict != "sent_back"]
    decision = _decision(by, proposal, facts, kept, found) if kept else None
    if decision is not None:
        hold_numbers(decision)
    for item in items:
        _draw(by, item, found[item.conclusion_id], decision, facts)
    _tell_office(proposal, decision)
    data = {
        "decision": str(decision) if decision else NO_DECISION,
        **Counter(item.verdict for item in items),
    }
    record("recognition.decide_proposal", by=by, subject=proposal, data=data)
    return proposal


def _is_repeat(proposal: Proposal, facts: DecisionFacts) -> bool:
    """A second click on the same form."""
    decision = RecognitionDecision.objects.filter(proposal=proposal).first()
    return (
        proposal.state == ProposalState.DECIDED
        and decision is not None
        and (decision.number, decision.signed_on) == (nfc(facts.number), facts.signed_on)
    )


def make_decision(
    *,
    by: User,
    province_id: int,
    facts: DecisionFacts,
    results_on: date,
    proposal: Proposal | None = None,
    asks_ministry: bool = False,
    asks_province: bool = False,
    district_id: int | None = None,
) -> RecognitionDecision:
    """A decision of the province (of a district) signed by `by`, its figures checked. Internal: the caller has asked
    the permission."""
    number, title = nfc(facts.number), nfc(facts.signer_title)
    year = facts.signed_on.year if facts.signed_on else 0
    authority = "district" if district_id else "province"
    used = RecognitionDecision.objects.filter(
        province=province_id, district=district_id, authority=authority, year=year
    )
    taken = {fold(row) for row in used.values_list("number", flat=True)}
    findings = check_decision(
        DecisionDraft(
            number=number,
            signed_on=facts.signed_on,
            signer_title=title,
            today=today(),
            results_on=results_on,
            number_is_taken=fold(number) in taken,
            asks_ministry=asks_ministry,
            asks_province=asks_province,
            request_number=nfc(facts.request_number),
            requested_on=facts.requested_on,
        )
    )
    if findings:
        raise NotReady(findings)
    assert facts.signed_on is not None  # one of the findings otherwise
    return RecognitionDecision.objects.create(
        proposal=proposal,
        province_id=province_id,
        district_id=district_id,
        authority=authority,
        number=number,
        signed_on=facts.signed_on,
        signer=by,
        signer_name=str(by),
        signer_title=title,
        recorded_by=by,
    )


def _decision(
    by: User, proposal: Proposal, facts: DecisionFacts, kept: list[ProposalItem], found: dict[int, Proof]
) -> RecognitionDecision:
    courses = {found[item.conclusion_id].course for item in kept if item.verdict == "approved"}
    return make_decision(
        by=by,
        province_id=proposal.province_id,
        facts=facts,
        results_on=max(local_date(item.conclusion.published_at) for item in kept if item.conclusion.published_at),
        proposal=proposal,
        asks_ministry=Course.MINISTRY in courses,
        asks_province=Course.GO_UP in courses,
        district_id=proposal.district_id,
    )


def _draw(
    by: User, item: ProposalItem, proof: Proof, decision: RecognitionDecision | None, facts: DecisionFacts
) -> None:
    """What follows for one product."""
    dossier = item.conclusion.item.dossier
    if item.verdict == "sent_back" or decision is None:
        outcomes.evaluate_again(by=by, dossier=dossier, reason=item.reason)
        _tell_commune(dossier, "được yêu cầu đánh giá lại", f"Lý do: {item.reason}")
    elif item.verdict == "refused":
        refuse(by=by, dossier=dossier, reason=item.reason, decision=decision)
    elif proof.course == Course.KNOCKED_OUT:
        refuse(by=by, dossier=dossier, reason=knockout_reason(proof), decision=decision)
    elif proof.course == Course.MINISTRY:
        _ask_ministry(by, dossier, proof, decision, facts)
    elif proof.course == Course.GO_UP:
        _send_up(by, dossier, proof, facts)
    elif proof.course == Course.GO_DOWN:
        send_down(by=by, dossier=dossier, reason=sent_down(proof.stars or 0, proof.average, str(decision)))
    elif proof.course == Course.UNRANKED:
        detail = unranked(proof.stars or 0, proof.average)
        outcomes.notify_unranked(by=by, dossier=dossier, detail=detail)
        _tell_commune(dossier, "không đủ điểm công nhận", f"Kết quả: {proof.average} điểm, {proof.stars} sao.")
    else:
        recognise(by=by, dossier=dossier, decision=decision, stars=proof.granted)


def recognise(*, by: User, dossier: Dossier, decision: RecognitionDecision, stars: int) -> None:
    """Certificate, state and notices of a product that this level recognises. Internal."""
    certificate = issue_certificate(by=by, dossier=dossier, decision=decision, stars=stars)
    detail = recognised(stars, certificate.number, str(decision), certificate.valid_until)
    outcomes.recognise(by=by, dossier=dossier, detail=detail)
    _tell_commune(dossier, f"được công nhận {stars} sao", detail)


def refuse(*, by: User, dossier: Dossier, reason: str, decision: RecognitionDecision) -> None:
    """A product that is not recognised. Internal."""
    outcomes.refuse(by=by, dossier=dossier, reason=reason)
    _tell_commune(dossier, "không được công nhận", f"Quyết định số {decision}. Lý do: {reason}")


def _ask_ministry(
    by: User, dossier: Dossier, proof: Proof, decision: RecognitionDecision, facts: DecisionFacts
) -> None:
    assert facts.requested_on is not None  # checked with the decision
    request = MinistryRequest.objects.create(
        dossier=dossier,
        decision=decision,
        number=nfc(facts.request_number),
        requested_on=facts.requested_on,
        by=by,
    )
    detail = asked_ministry(proof.average, request.number, request.requested_on)
    outcomes.request_ministry(by=by, dossier=dossier, detail=detail)
    _tell_commune(dossier, "được đề nghị Bộ đánh giá 5 sao", detail)


def _send_up(by: User, dossier: Dossier, proof: Proof, facts: DecisionFacts) -> None:
    """The district has approved the result; the province evaluates."""
    assert facts.requested_on is not None  # checked with the decision
    number = nfc(facts.request_number)
    detail = asked_province(proof.average, number, facts.requested_on)
    outcomes.go_up(by=by, dossier=dossier, request_no=number, requested_on=facts.requested_on, detail=detail)
    _tell_commune(dossier, "được chuyển lên tỉnh đánh giá", detail)


def send_down(*, by: User, dossier: Dossier, reason: str) -> None:
    """The province does not rank it among its own stars: the district decides on its result. Internal."""
    outcomes.go_down(by=by, dossier=dossier, reason=reason)
    _tell_commune(dossier, "được chuyển lại huyện để công nhận", reason)


def _tell_commune(dossier: Dossier, outcome: str, detail: str) -> None:
    product = dossier.product
    tell_commune(
        dossier,
        "recognition.decided",
        commune_subject(product.name, outcome),
        commune_body(product.name, product.producer.name, outcome, detail),
        Role.COMMUNE_OFFICER,
        Role.COMMUNE_LEADER,
    )


def _tell_office(proposal: Proposal, decision: RecognitionDecision | None) -> None:
    notify(
        to=users_with(Role.PROVINCIAL_OFFICE, Scope(proposal.desk[0]), proposal.desk[1]),
        kind="recognition.decided",
        subject=f"Đã có Quyết định số {decision}" if decision else "Lãnh đạo trả lại tờ trình",
        body=f"{proposal.title}. {'' if decision else NO_DECISION}".strip(),
        about=proposal,
    )
