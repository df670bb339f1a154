"""A conflict of interest declared before the council binds the same person as a leader."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ocop.accounts.models import User
from ocop.base.errors import Refused
from ocop.dossiers.models import Dossier
from ocop.evaluation.models import AgendaItem, ConflictDeclaration, CouncilMember
from ocop.recognition.actions.decisions import decide_proposal
from ocop.recognition.actions.measures import decide_certificate
from ocop.recognition.actions.ministry import OutcomeFacts, evaluate_again, record_ministry_outcome
from ocop.recognition.actions.verdicts import approve_rest, give_verdict
from ocop.recognition.checks.measure import MeasureDraft
from ocop.recognition.models import Certificate, MinistryRequest, Proposal, ProposalItem
from ocop.recognition.queries.certificates import today
from tests.factories.recognition import decision_facts, leader_of, make_decided, make_proposal, office_of

pytestmark = pytest.mark.django_db


def declares(user: User, dossier: Dossier, *, conflict: bool = True) -> None:
    """The person sat in the council of this dossier and said so."""
    item = AgendaItem.objects.get(dossier=dossier)
    seat = CouncilMember.objects.create(
        council=item.session.council, user=user, role="member", agency="UBND tỉnh", joined_on=today()
    )
    reason = "Em trai góp vốn" if conflict else ""
    ConflictDeclaration.objects.create(item=item, member=seat, has_conflict=conflict, reason=reason, at=timezone.now())


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal(4, 3)


@pytest.fixture
def leader(proposal: Proposal) -> User:
    """With a conflict on the first product and none on the second."""
    user = leader_of(proposal.province)
    first, second = items(proposal)
    declares(user, first.conclusion.item.dossier)
    declares(user, second.conclusion.item.dossier, conflict=False)
    return user


def items(proposal: Proposal) -> list[ProposalItem]:
    return list(proposal.items.order_by("-conclusion__stars"))


def test_a_leader_with_a_conflict_leaves_that_product_to_another(proposal: Proposal, leader: User) -> None:
    first = items(proposal)[0]
    for verdict in ("approved", "refused", "sent_back"):
        with pytest.raises(Refused, match="xung đột lợi ích"):
            give_verdict(by=leader, item=first, verdict=verdict, reason="x")
    assert approve_rest(by=leader, proposal=proposal) == 1
    assert [row.verdict for row in items(proposal)] == ["", "approved"]
    with pytest.raises(Refused):
        decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    give_verdict(by=leader_of(proposal.province, "Phó Chủ tịch"), item=first, verdict="approved")
    decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    assert Certificate.objects.count() == 2


def test_the_pages_say_so_and_lead_past_it(proposal: Proposal, leader: User) -> None:
    first, second = items(proposal)
    client = Client()
    client.force_login(leader)
    page = client.get(reverse("proposal_item", kwargs={"pk": first.pk})).content.decode()
    assert "việc này do lãnh đạo khác quyết định" in page
    assert 'name="verdict"' not in page
    assert 'name="verdict"' in client.get(reverse("proposal_item", kwargs={"pk": second.pk})).content.decode()
    whole = reverse("proposal", kwargs={"pk": proposal.pk})
    assert "lãnh đạo khác cho ý kiến" in client.get(whole).content.decode()
    said = client.post(reverse("proposal_verdict", kwargs={"pk": second.pk}), {"verdict": "approved"}, follow=True)
    assert said.redirect_chain[-1][0] == whole
    assert "Sản phẩm còn lại chờ lãnh đạo khác cho ý kiến." in said.content.decode()
    assert "Phê duyệt các sản phẩm còn lại" not in said.content.decode()


def test_neither_the_central_result_nor_a_certificate_is_settled_by_whoever_has_a_conflict() -> None:
    asked = MinistryRequest.objects.get(decision__proposal=make_decided(5))
    leader = leader_of(asked.decision.province)
    declares(leader, asked.dossier)
    below = record_ministry_outcome(
        by=office_of(asked.decision.province), request=asked, facts=OutcomeFacts(4, "5/TB-BNNMT", today())
    )
    with pytest.raises(Refused, match="xung đột lợi ích"):
        evaluate_again(by=leader, request=below, reason="Chưa rõ")
    certificate = Certificate.objects.get(decision__proposal=make_decided(4))
    declares(leader, certificate.dossier)
    draft = MeasureDraft("suspended", "12/QĐ-UBND", today(), "Chủ tịch", "Sai nhãn", "Kết luận số 3", today())
    with pytest.raises(Refused, match="xung đột lợi ích"):
        decide_certificate(by=leader, certificate=certificate, facts=draft)
    assert certificate.events.count() == 0
