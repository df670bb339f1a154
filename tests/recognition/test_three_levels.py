"""Three levels (148/QĐ-TTg): what the decision of each level draws, who may decide, what becomes of it above."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from ocop.base.errors import NotAllowed, NotReady
from ocop.documents.actions.files import open_file
from ocop.dossiers.models import Dossier
from ocop.dossiers.states import DossierState
from ocop.evaluation.models import Council, Session
from ocop.evaluation.queries.councils import units_of_office, visible_councils
from ocop.evaluation.queries.seats import assessments_for
from ocop.evaluation.queries.sessions import rounds_for, visible_sessions
from ocop.recognition.actions.decisions import decide_proposal
from ocop.recognition.actions.ministry import OutcomeFacts, recognise_below, record_ministry_outcome
from ocop.recognition.actions.proposals import create_proposal, submit_proposal
from ocop.recognition.actions.verdicts import approve_rest, give_verdict
from ocop.recognition.checks.course import Course
from ocop.recognition.models import Certificate, MinistryRequest, Proposal, RecognitionDecision
from ocop.recognition.queries.certificates import today
from ocop.recognition.queries.certificates import visible_to as visible_certificates
from ocop.recognition.queries.ministry import visible_to as visible_requests
from ocop.recognition.queries.proof import proof_of
from ocop.recognition.queries.proposals import rounds_to_propose, visible_to, waiting_for_leader
from tests.factories.levels import Ground, Place, make_ground, make_old_dossier
from tests.factories.recognition import decision_facts, make_result

S = DossierState


@pytest.fixture
def ground(db: None) -> Ground:
    return make_ground()


def laid(ground: Ground, place: Place | None, *dossiers: Dossier) -> Proposal:
    """The results of the round before the leader of the district (None: of the province)."""
    office, round_ = (place.office, place.round) if place else (ground.office, ground.round)
    return submit_proposal(by=office, proposal=create_proposal(by=office, round=round_))


def decided(ground: Ground, place: Place | None, **facts: object) -> Proposal:
    leader = place.leader if place else ground.leader
    proposal = laid(ground, place)
    approve_rest(by=leader, proposal=proposal)
    return decide_proposal(by=leader, proposal=proposal, facts=decision_facts(**facts))


def judged(ground: Ground, place: Place, stars: int | None, level: str = "district", total: int | None = None):
    """A dossier with the published result of its council."""
    dossier = make_old_dossier(ground, place, S.CONCLUDED, level)
    make_result(stars, dossier=dossier, total=total)
    return dossier


def now(dossier: Dossier) -> tuple[str, str]:
    row = Dossier.objects.get(pk=dossier.pk)
    return row.state, row.level


def test_the_districts_decision_draws_what_the_procedure_says(ground):
    found = {stars: judged(ground, ground.here, stars) for stars in (5, 4, 3, 2, None)}
    proposal = decided(ground, ground.here)
    assert {stars: now(dossier) for stars, dossier in found.items()} == {
        5: (S.AT_PROVINCE, "province"),
        4: (S.AT_PROVINCE, "province"),
        3: (S.RECOGNISED, "district"),
        2: (S.NOT_RANKED, "district"),
        None: (S.REFUSED, "district"),
    }
    decision = proposal.decision
    assert (decision.authority, decision.district) == ("district", ground.here.district)
    certificate = Certificate.objects.get()
    assert (certificate.stars, certificate.number) == (3, f"01/GCN-OCOP-37-375-{today().year}")
    assert certificate.province_name == "tỉnh Ninh Bình"
    passage = found[4].passages.get(level="district")
    assert (passage.request_no, passage.requested_on) == ("77/UBND-NN", today())


def test_the_certificate_of_a_district_names_its_chair(ground):
    judged(ground, ground.here, 3)
    decided(ground, ground.here)
    with open_file(Certificate.objects.get().file) as file:
        text = " ".join(PdfReader(BytesIO(file.read())).pages[0].extract_text().split())
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN YÊN KHÁNH" in text
    assert "xã Yên Khánh" in text


def test_a_letter_is_needed_to_send_products_up(ground):
    judged(ground, ground.here, 4)
    with pytest.raises(NotReady, match="chuyển hồ sơ lên tỉnh"):
        decided(ground, ground.here, request_number="", requested_on=None)


def test_the_province_recognises_four_stars_and_asks_the_ministry_for_five(ground):
    four, five = judged(ground, ground.here, 4, "province"), judged(ground, ground.here, 5, "province")
    proposal = decided(ground, None)
    assert (now(four), now(five)) == ((S.RECOGNISED, "province"), (S.AT_MINISTRY, "province"))
    assert (proposal.decision.authority, proposal.decision.district) == ("province", None)
    assert Certificate.objects.get().number == f"01/GCN-OCOP-37-{today().year}"


@pytest.mark.parametrize("stars", [3, 2])
def test_below_its_stars_the_province_sends_back_and_the_district_recognises_on_its_own_result(ground, stars):
    dossier = judged(ground, ground.here, 4)
    first = decided(ground, ground.here)
    Dossier.objects.filter(pk=dossier.pk).update(state=S.CONCLUDED, round=ground.round)
    dossier.refresh_from_db()
    make_result(stars, dossier=dossier)
    assert proof_of(Proposal.objects.get(pk=laid(ground, None).pk).items.get().conclusion).course == Course.GO_DOWN
    proposal = Proposal.objects.get(round=ground.round)
    approve_rest(by=ground.leader, proposal=proposal)
    decide_proposal(by=ground.leader, proposal=proposal, facts=decision_facts())
    assert now(dossier) == (S.CONCLUDED, "district")
    assert not Certificate.objects.exists()
    decided(ground, ground.here)
    assert now(dossier) == (S.RECOGNISED, "district")
    assert Certificate.objects.get().stars == 3
    # the first proposal still shows what was decided then
    item = first.items.get()
    assert proof_of(item.conclusion, first.created_at).course == Course.GO_UP


def test_the_leader_of_the_district_may_have_a_returned_product_evaluated_again(ground):
    dossier = judged(ground, ground.here, 4)
    Dossier.objects.filter(pk=dossier.pk).update(sent_down_at="2024-11-01T01:00:00Z")
    proposal = laid(ground, ground.here)
    give_verdict(by=ground.here.leader, item=proposal.items.get(), verdict="sent_back", reason="Xem lại")
    decide_proposal(by=ground.here.leader, proposal=proposal, facts=decision_facts())
    row = Dossier.objects.get(pk=dossier.pk)
    assert (row.state, row.level, row.sent_down_at) == (S.READY, "district", None)


def asked(ground: Ground, stars: int) -> MinistryRequest:
    """A request to the ministry that came back with `stars`."""
    judged(ground, ground.here, 5, "province")
    decided(ground, None)
    facts = OutcomeFacts(stars, "388/QĐ-BNN", today(), "88", "GCN-TW-01" if stars == 5 else "")
    return record_ministry_outcome(by=ground.office, request=MinistryRequest.objects.get(), facts=facts)


def test_the_minister_of_those_years_recognises_five_stars(ground):
    asked(ground, 5)
    decision = RecognitionDecision.objects.get(authority="ministry")
    assert decision.authority_title == "Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn"
    assert Certificate.objects.get().stars == 5


def test_four_stars_of_the_centre_are_the_provinces(ground):
    recognise_below(by=ground.leader, request=asked(ground, 4), facts=decision_facts())
    assert Certificate.objects.get().stars == 4


def test_three_stars_of_the_centre_are_the_districts(ground):
    request = asked(ground, 3)
    dossier = request.dossier
    make_result(5, dossier=_as_district(dossier, ground))
    recognise_below(by=ground.leader, request=request, facts=decision_facts())
    assert now(dossier) == (S.CONCLUDED, "district")
    decided(ground, ground.here)
    assert Certificate.objects.get().stars == 3


def _as_district(dossier: Dossier, ground: Ground) -> Dossier:
    """The same dossier with the round of its district, to give it that council's result."""
    seen = Dossier.objects.get(pk=dossier.pk)
    seen.round = ground.here.round
    return seen


def test_only_the_leader_of_the_level_decides(ground):
    judged(ground, ground.here, 3)
    low = laid(ground, ground.here)
    judged(ground, ground.here, 4, "province")
    high = laid(ground, None)
    for proposal, right in ((low, ground.here.leader), (high, ground.leader)):
        for user in (ground.here.leader, ground.there.leader, ground.leader, ground.here.office, ground.office):
            for act in ("recognition.give_verdict", "recognition.decide_proposal"):
                assert user.has_perm(act, proposal) == (user == right), (user, act)
        with pytest.raises(NotAllowed):
            approve_rest(by=ground.there.leader, proposal=proposal)
    assert [list(waiting_for_leader(user)) for user in (ground.here.leader, ground.there.leader, ground.leader)] == [
        [low],
        [],
        [high],
    ]


def test_only_the_office_of_the_level_proposes(ground):
    judged(ground, ground.here, 3)
    assert [len(rounds_to_propose(user)) for user in (ground.here.office, ground.there.office, ground.office)] == [
        1,
        0,
        0,
    ]
    for user in (ground.there.office, ground.office):
        with pytest.raises(NotAllowed):
            create_proposal(by=user, round=ground.here.round)


def test_what_each_sees_of_proposals_certificates_and_requests(ground):
    """Lists and permissions agree, with a second district's papers present."""
    for place in (ground.here, ground.there):
        judged(ground, place, 3)
        decided(ground, place)
        judged(ground, place, 4)
        create_proposal(by=place.office, round=place.round)
    judged(ground, ground.there, 5, "province")
    decided(ground, None)
    everybody = [ground.office, ground.leader, ground.auditor]
    everybody += [user for place in (ground.here, ground.there) for user in (place.office, place.leader)]
    for user in everybody:
        rows = set(Proposal.objects.all())
        assert set(visible_to(user)) == {row for row in rows if user.has_perm("recognition.view_proposal", row)}, user
        papers = set(Certificate.objects.all())
        allowed = {row for row in papers if user.has_perm("recognition.view_certificate", row)}
        assert set(visible_certificates(user)) == allowed, user
        requests = {row for row in MinistryRequest.objects.all() if user.has_perm("recognition.view_ministry", row)}
        assert set(visible_requests(user)) == requests, user
    drafts = set(Proposal.objects.filter(state="draft", district=ground.there.district))
    assert drafts <= set(visible_to(ground.auditor))
    assert not drafts & set(visible_to(ground.office))
    assert {row.dossier.district_id for row in visible_certificates(ground.here.office)} == {ground.here.district.pk}
    assert list(visible_requests(ground.here.office)) == []


def test_councils_and_sessions_of_another_district_stay_closed(ground):
    judged(ground, ground.here, 3)
    judged(ground, ground.there, 3)
    judged(ground, ground.here, 4, "province")
    own = {row for row in Council.objects.all() if row.district_id == ground.here.district.pk}
    assert set(visible_councils(ground.here.office)) == own
    assert {row.council for row in visible_sessions(ground.here.office)} == own
    assert visible_councils(ground.office).count() == 3
    for council in Council.objects.all():
        here = council in own
        assert ground.here.office.has_perm("evaluation.view_council", council) == here
        assert ground.here.office.has_perm("evaluation.plan_session", council) == here
        assert ground.office.has_perm("evaluation.plan_session", council) == (council.district_id is None)
        assert ground.office.has_perm("evaluation.view_council", council)
        assert {row.desk for row in rounds_for(council)} == {council.desk}
    for session in Session.objects.all():
        item = session.items.get()
        assert ground.here.office.has_perm("evaluation.view_review", item) == (session.council in own)
        assert ground.auditor.has_perm("evaluation.view_item", item)
    assert list(units_of_office(ground.here.office)) == [ground.here.district]


def test_the_council_of_each_level_reads_its_own_team(ground):
    dossier = judged(ground, ground.here, 4)
    low = dossier.assessments.create(level="district", summary="Tổ của huyện")
    Dossier.objects.filter(pk=dossier.pk).update(level="province", round=ground.round)
    dossier.refresh_from_db()
    high = dossier.assessments.create(level="province", summary="Tổ của tỉnh")
    make_result(4, dossier=dossier)
    items = {item.session.council.level: item for item in dossier.agenda_items.select_related("session__council")}
    assert (assessments_for(items["district"]).get(), assessments_for(items["province"]).get()) == (low, high)


def test_a_decision_of_a_district_names_it(ground):
    given = {
        "province": ground.province,
        "authority": "district",
        "number": "1/QĐ",
        "signed_on": today(),
        "signer": ground.here.leader,
        "signer_name": "A",
        "signer_title": "Chủ tịch",
        "recorded_by": ground.here.leader,
    }
    with pytest.raises(IntegrityError, match="district_decision_names_it"), transaction.atomic():
        RecognitionDecision.objects.create(**given)
    RecognitionDecision.objects.create(**given, district=ground.here.district)
    RecognitionDecision.objects.create(**given, district=ground.there.district)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecognitionDecision.objects.create(**given, district=ground.here.district)
