"""Acts of the recognition that issue certificates, together with their entry in the paper register."""

from django.db import transaction

from ocop.accounts.models import User
from ocop.papers.actions.issue import register_certificates
from ocop.recognition.actions.decisions import DecisionFacts, decide_proposal
from ocop.recognition.actions.ministry import recognise_below
from ocop.recognition.models import MinistryRequest, Proposal, RecognitionDecision


@transaction.atomic
def decide_and_register(*, by: User, proposal: Proposal, facts: DecisionFacts) -> Proposal:
    """Issue the decision; its certificates stand in the register from the same moment."""
    decided = decide_proposal(by=by, proposal=proposal, facts=facts)
    decision = RecognitionDecision.objects.filter(proposal=decided).first()
    if decision is not None:
        register_certificates(by=by, decision=decision)
    return decided


@transaction.atomic
def recognise_below_and_register(*, by: User, request: MinistryRequest, facts: DecisionFacts) -> RecognitionDecision:
    """The same for a product recognised on the central result."""
    decision = recognise_below(by=by, request=request, facts=facts)
    register_certificates(by=by, decision=decision)
    return decision
