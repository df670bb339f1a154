"""Who sees what: lists and permissions say the same, and every (state, move) is as the table says."""

import pytest
from django.db import IntegrityError, transaction

from ocop.accounts.models import User
from ocop.accounts.roles import ROLES, Role, Scope
from ocop.base.errors import IllegalMove, NotAllowed
from ocop.recognition.flows import FLOW
from ocop.recognition.models import (
    Certificate,
    CertificateEvent,
    MinistryRequest,
    Proposal,
    RecognitionDecision,
)
from ocop.recognition.queries import certificates, ministry, proposals
from ocop.recognition.queries.certificates import today
from ocop.recognition.states import PROPOSAL_TABLE, ProposalState
from tests.factories.accounts import make_user
from tests.factories.places import make_province
from tests.factories.recognition import make_certificate, make_decided, make_proposal, make_result
from tests.worlds import shared

pytestmark = pytest.mark.django_db
SEES_PROPOSAL = {
    "draft": {Role.PROVINCIAL_OFFICE, Role.AUDITOR},
    "submitted": {Role.PROVINCIAL_OFFICE, Role.AUDITOR, Role.SIGNING_LEADER},
    "decided": {
        Role.PROVINCIAL_OFFICE,
        Role.AUDITOR,
        Role.SIGNING_LEADER,
        Role.PROGRAMME_OFFICER,
        Role.INSPECTOR,
    },
}
SEES_CERTIFICATE = {
    Role.PRODUCER,
    Role.PRODUCER_HELPER,
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
    *SEES_PROPOSAL["decided"],
}
SEES_REQUEST = {Role.PROVINCIAL_OFFICE, Role.SIGNING_LEADER, Role.PROGRAMME_OFFICER, Role.AUDITOR}


def holder(role: Role, dossier, far: bool = False) -> User:
    """Someone with `role` in the scope around `dossier`, or in another place of the same kind."""
    ids = {
        Scope.PROVINCE: dossier.commune.parent_id,
        Scope.COMMUNE: dossier.commune_id,
        Scope.PRODUCER: dossier.product.producer_id,
        Scope.ROUND: dossier.round_id,
        Scope.COUNCIL: 1,
    }
    scope = ROLES[role].scope
    elsewhere = make_province("Phú Thọ", code="25").pk if scope == Scope.PROVINCE else ids[scope] + 100000
    return make_user(roles=[(role, scope, elsewhere if far else ids[scope])])


def proposal() -> Proposal:
    return make_proposal(4, submitted=False)


def certificate() -> Certificate:
    return make_certificate()


def asked() -> MinistryRequest:
    make_decided(5)
    return MinistryRequest.objects.get()


_proposal_once, proposal = shared(proposal, "class")
_certificate_once, certificate = shared(certificate, "class")
_asked_once, asked = shared(asked, "class")


@pytest.mark.parametrize("role", list(Role))
class TestWhoSeesProposal:
    def test_who_sees_a_proposal_in_which_state(self, role: Role, proposal: Proposal) -> None:
        dossier = proposal.items.get().conclusion.item.dossier
        near, far = holder(role, dossier), holder(role, dossier, far=True)
        for state, seers in SEES_PROPOSAL.items():
            Proposal.objects.update(state=state)
            proposal.refresh_from_db()
            assert near.has_perm("recognition.view_proposal", proposal) is (role in seers), state
            assert list(proposals.visible_to(near)) == ([proposal] if role in seers else []), state
            assert far.has_perm("recognition.view_proposal", proposal) is False
            assert list(proposals.visible_to(far)) == []


@pytest.mark.parametrize("role", list(Role))
class TestWhoSeesCertificate:
    def test_who_sees_a_certificate(self, role: Role, certificate: Certificate) -> None:
        near, far = holder(role, certificate.dossier), holder(role, certificate.dossier, far=True)
        assert near.has_perm("recognition.view_certificate", certificate) is (role in SEES_CERTIFICATE)
        assert list(certificates.visible_to(near)) == ([certificate] if role in SEES_CERTIFICATE else [])
        assert far.has_perm("recognition.view_certificate", certificate) is False
        assert list(certificates.visible_to(far)) == []


@pytest.mark.parametrize("role", list(Role))
class TestWhoSeesRequest:
    def test_who_sees_a_request_to_the_ministry(self, role: Role, asked: MinistryRequest) -> None:
        near, far = holder(role, asked.dossier), holder(role, asked.dossier, far=True)
        assert near.has_perm("recognition.view_ministry", asked) is (role in SEES_REQUEST)
        assert list(ministry.visible_to(near)) == ([asked] if role in SEES_REQUEST else [])
        assert far.has_perm("recognition.view_ministry", asked) is False
        assert list(ministry.visible_to(far)) == []


def test_someone_switched_off_sees_nothing() -> None:
    certificate = make_certificate()
    someone = holder(Role.AUDITOR, certificate.dossier)
    someone.is_active = False
    assert [list(rows.visible_to(someone)) for rows in (proposals, certificates, ministry)] == [[], [], []]


@pytest.mark.parametrize(
    ("state", "name"), [(state.value, move.name) for state in ProposalState for move in PROPOSAL_TABLE.moves]
)
def test_every_state_and_move(state: str, name: str) -> None:
    proposal = make_proposal(4, submitted=False)
    dossier = proposal.items.get().conclusion.item.dossier
    Proposal.objects.update(state=state)
    proposal.refresh_from_db()
    proposal.items.update(verdict="approved", by=proposal.created_by, at=proposal.created_at)
    move = PROPOSAL_TABLE.find(name)
    role = Role.SIGNING_LEADER if name == "decide_proposal" else Role.PROVINCIAL_OFFICE
    someone = holder(role, dossier)
    if state in move.sources:
        FLOW.move(proposal, name, by=someone, reason="Lý do")
        assert Proposal.objects.get().state == move.target
    else:
        with pytest.raises((IllegalMove, NotAllowed)):
            FLOW.move(proposal, name, by=someone, reason="Lý do")
        assert Proposal.objects.get().state == state


def refuses(act) -> str:
    """What the database says to `act`."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError as error:
        return str(error)
    return ""


def test_the_database_refuses_what_may_never_be_stored() -> None:
    certificate = make_certificate()
    proposal = certificate.decision.proposal
    item = proposal.items.get()
    events = CertificateEvent.objects
    leader = certificate.issued_by
    whole = {"certificate": certificate, "effective_on": today(), "decision_no": "1", "reason": "x", "by": leader}
    whole |= {"basis": "x", "signed_on": today(), "signer_title": "x"}
    events.create(kind="revoked", **whole)
    decided = {
        "province": proposal.province,
        "signed_on": today(),
        "signer_name": "x",
        "signer_title": "x",
        "recorded_by": leader,
    }
    number = certificate.decision.number
    attempts = {
        "conclusion_once_per_proposal": lambda: proposal.items.create(conclusion=item.conclusion),
        "verdict_against_has_reason": lambda: proposal.items.update(verdict="refused", reason=""),
        "verdict_who_and_when": lambda: proposal.items.update(verdict="", reason=""),
        "certificate_from_three_stars": lambda: Certificate.objects.update(stars=2),
        "certificate_dates_in_order": lambda: Certificate.objects.update(valid_until=certificate.issued_on),
        "provincial_certificate_has_its_paper": lambda: Certificate.objects.update(file=None),
        "certificate_event_cites_decision": lambda: events.create(kind="suspended", **{**whole, "decision_no": ""}),
        "certificate_measure_is_signed": lambda: events.create(kind="suspended", **{**whole, "basis": ""}),
        "extension_has_last_day": lambda: events.create(kind="extended", **whole),
        "certificate_revoked_once": lambda: events.create(kind="revoked", **whole),
        "provincial_decision_has_signer": lambda: RecognitionDecision.objects.create(number="2", **decided),
        "decision_number_once_a_year": lambda: RecognitionDecision.objects.create(
            number=number, signer=leader, **decided
        ),
    }
    # SQLite names the columns of a broken unique constraint, not the constraint itself
    columns = {
        "conclusion_once_per_proposal": "proposal_id",
        "certificate_revoked_once": "certificate_id",
        "decision_number_once_a_year": ".year",
    }
    said = {name: refuses(act) for name, act in attempts.items()}
    assert [name for name, text in said.items() if name not in text and columns.get(name, "?") not in text] == []


def test_the_database_keeps_requests_to_the_ministry_whole() -> None:
    make_decided(5)
    asked = MinistryRequest.objects.get()
    rows = MinistryRequest.objects
    attempts = {
        "ministry_outcome_is_whole": lambda: rows.update(outcome="below", outcome_stars=4),
        "ministry_outcome_fits_stars": lambda: rows.update(
            outcome="five_stars", outcome_stars=4, outcome_no="1", outcome_on=today()
        ),
        "one_ministry_request_at_a_time": lambda: rows.create(
            dossier=asked.dossier, decision=asked.decision, number="2", requested_on=today(), by=asked.by
        ),
    }
    said = {name: refuses(act) for name, act in attempts.items()}
    columns = {"one_ministry_request_at_a_time": "dossier_id"}
    assert [name for name, text in said.items() if name not in text and columns.get(name, "?") not in text] == []


def test_lists_ask_the_same_number_of_questions_for_1_and_3_rows(django_assert_num_queries) -> None:
    proposal = make_proposal(4, submitted=False)
    for stars, expected in ((None, 1), (3, 1)):
        if stars:
            make_result(stars, round=proposal.round)
            make_result(2, round=proposal.round)
            from_round = proposals.available(proposal.round_id)
            proposal.items.bulk_create(
                type(proposal.items.first())(proposal=proposal, conclusion=row) for row in from_round
            )
        with django_assert_num_queries(expected):
            [item.conclusion.item.dossier.product.producer.name for item in proposals.items_of(proposal)]


def test_a_province_does_not_leak_into_another() -> None:
    make_decided(4)
    far = make_province("Phú Thọ", code="25")
    someone = make_user(roles=[(Role.AUDITOR, Scope.PROVINCE, far.pk)])
    assert certificates.visible_to(someone).count() == 0
    assert proposals.visible_to(someone).count() == 0
