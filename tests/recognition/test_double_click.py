"""Two clicks at the same moment issue one decision."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ocop.recognition.actions.decisions import decide_proposal
from ocop.recognition.actions.verdicts import approve_rest
from ocop.recognition.models import Certificate, Proposal, RecognitionDecision
from tests.factories.recognition import decision_facts, leader_of, make_proposal


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
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
