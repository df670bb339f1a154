"""Decisions at the same moment: two clicks issue one, two proposals get certificates numbered without a gap."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ocop.recognition.actions.decisions import DecisionFacts, decide_proposal
from ocop.recognition.actions.verdicts import approve_rest, give_verdict
from ocop.recognition.models import Certificate, Proposal, RecognitionDecision
from tests.factories.recognition import decision_facts, leader_of, make_proposal

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_clicks_at_once_issue_one_decision() -> None:
    proposal = make_proposal(4, 3)
    leader, facts, start = leader_of(proposal.province), decision_facts(), Barrier(2)
    approve_rest(by=leader, proposal=proposal)

    def click(_: int) -> str:
        mine = Proposal.objects.get(pk=proposal.pk)
        start.wait()
        try:
            return decide_proposal(by=leader, proposal=mine, facts=facts).state
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(click, range(2))) == ["decided", "decided"]
    assert (RecognitionDecision.objects.count(), Certificate.objects.count()) == (1, 2)


def test_two_decisions_at_once_number_their_certificates_without_a_gap() -> None:
    """One begins with a product sent back, which is written to the record first, the other with a certificate: neither
    waits for what the other holds."""
    plain, mixed = make_proposal(4, 3), make_proposal(4, 3)
    leader, start = leader_of(plain.province), Barrier(2)
    first = mixed.items.order_by("-conclusion__stars").first()
    give_verdict(by=leader, item=first, verdict="sent_back", reason="Thiếu biên bản")
    for proposal in (plain, mixed):
        approve_rest(by=leader, proposal=proposal)
    jobs = [(plain.pk, decision_facts()), (mixed.pk, decision_facts())]

    def decide(job: tuple[int, DecisionFacts]) -> str:
        mine = Proposal.objects.get(pk=job[0])
        start.wait()
        try:
            return decide_proposal(by=leader, proposal=mine, facts=job[1]).state
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(decide, jobs)) == ["decided", "decided"]
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert [number.split("/")[0] for number in numbers] == ["01", "02", "03"]
