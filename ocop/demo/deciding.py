"""The office proposes, the leader decides. Every step is an action."""

from datetime import date, timedelta

from ocop.demo import official
from ocop.demo.clock import on
from ocop.demo.province import Province
from ocop.dossiers.models import Round
from ocop.papers.actions.deciding import decide_and_register
from ocop.recognition.actions import proposals, verdicts
from ocop.recognition.actions.decisions import DecisionFacts
from ocop.recognition.actions.measures import decide_certificate
from ocop.recognition.checks.measure import MeasureDraft
from ocop.recognition.models import Certificate, Proposal
from ocop.supervision.queries.pending import proposal_on


def propose(home: Province, round_: Round, day: date, number: str) -> Proposal:
    """Lay the published results of the round before the leader."""
    office = home.users["vanphong"]
    with on(day, 14):
        proposal = proposals.create_proposal(by=office, round=round_, number=number)
        proposals.submit_proposal(by=office, proposal=proposal)
    return proposal


def decide(home: Province, proposal: Proposal, day: date, number: str) -> None:
    """The leader approves the rest of the list and issues the decision."""
    leader = home.users["lanhdao.tinh"]
    with on(day, 16):
        proposal = Proposal.objects.get(pk=proposal.pk)
        verdicts.approve_rest(by=leader, proposal=proposal)
        facts = DecisionFacts(
            number=number,
            signed_on=day,
            signer_title=home.signer,
            request_number=f"{number.split('/')[0]}/UBND-NN",
            requested_on=day,
        )
        decide_and_register(by=leader, proposal=proposal, facts=facts)


def suspend(home: Province, product: str, day: date) -> None:
    """The leader suspends a certificate as the conclusion of an inspection proposes, and the office issues the
    decision."""
    certificate = Certificate.objects.get(product_name=product)
    proposed = proposal_on(certificate, "suspended")
    assert proposed is not None, product
    facts = MeasureDraft(
        kind="suspended",
        number="1388/QĐ-UBND",
        signed_on=day,
        signer_title=home.signer,
        reason=proposed.conclusion.reason,
        basis=proposed.basis,
        effective_on=day,
        until=day + timedelta(days=60),
    )
    with on(day, 15):
        event = decide_certificate(by=home.users["lanhdao.tinh"], certificate=certificate, facts=facts)
        official.issue(home.users["vanphong"], "measure_decision", "measure", event.pk)
