"""The decision: what follows for every product happens together, once, or not at all."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from ocop.accounts.roles import Role, Scope
from ocop.audit.models import Entry
from ocop.base.dates import add_months
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, Refused
from ocop.documents.actions.files import is_intact, open_file
from ocop.documents.models import Series, StoredFile
from ocop.dossiers.models import Dossier, Round
from ocop.notices.models import Notice
from ocop.recognition.actions import decisions
from ocop.recognition.actions.certificates import issue_certificate
from ocop.recognition.actions.decisions import decide_proposal
from ocop.recognition.actions.proposals import create_proposal, submit_proposal
from ocop.recognition.actions.verdicts import approve_rest, give_verdict
from ocop.recognition.codes import Printed, read_token
from ocop.recognition.models import Certificate, CertificateEvent, MinistryRequest, Proposal, RecognitionDecision
from ocop.recognition.queries.certificates import get_certificate, standing, today
from ocop.recognition.states import CertificateStatus
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier, make_round
from tests.factories.places import make_province
from tests.factories.recognition import (
    decision_facts,
    leader_of,
    make_certificate,
    make_decided,
    make_proposal,
    make_result,
    office_of,
)

pytestmark = pytest.mark.django_db


def states_by_stars(proposal: Proposal) -> dict[int | None, str]:
    rows = proposal.items.values_list("conclusion__stars", "conclusion__item__dossier__state")
    return dict(rows)


def test_every_result_goes_its_way() -> None:
    proposal = make_decided(5, 4, 3, 2, 1, None)
    assert proposal.state == "decided"
    assert states_by_stars(proposal) == {
        5: "at_ministry",
        4: "recognised",
        3: "recognised",
        2: "not_ranked",
        1: "not_ranked",
        None: "refused",
    }
    assert sorted(Certificate.objects.values_list("stars", flat=True)) == [3, 4]
    request = MinistryRequest.objects.get()
    assert (request.number, request.requested_on, request.outcome) == ("77/UBND-NN", today(), "")
    assert RecognitionDecision.objects.count() == 1


def test_the_council_s_reason_goes_with_a_knock_out() -> None:
    proposal = make_decided(None)
    move = Dossier.objects.get().moves.get(move="refuse")
    assert move.reason == "Hồ sơ giả mạo giấy kiểm nghiệm"
    assert proposal.decision.certificates.count() == 0


def test_90_points_with_a_missed_5_star_minimum_get_the_4_stars_of_the_province() -> None:
    round = make_round()
    make_result(4, total=92, round=round)
    proposal = make_proposal_of(round)
    leader = leader_of(round.province)
    approve_rest(by=leader, proposal=proposal)
    decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    assert (Certificate.objects.get().stars, MinistryRequest.objects.count()) == (4, 0)


def make_proposal_of(round: Round) -> Proposal:
    office = office_of(round.province)
    return submit_proposal(by=office, proposal=create_proposal(by=office, round=round))


def test_refused_and_sent_back_products_take_the_leader_s_reason() -> None:
    proposal = make_proposal(4, 3)
    leader = leader_of(proposal.province)
    first, second = proposal.items.order_by("-conclusion__stars")
    give_verdict(by=leader, item=first, verdict="refused", reason="Tranh chấp nhãn hiệu")
    give_verdict(by=leader, item=second, verdict="sent_back", reason="Làm rõ nguyên liệu")
    decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    assert states_by_stars(proposal) == {4: "refused", 3: "ready"}
    reasons = {row.move: row.reason for d in Dossier.objects.all() for row in d.moves.all() if row.reason}
    assert reasons == {"refuse": "Tranh chấp nhãn hiệu", "evaluate_again": "Làm rõ nguyên liệu"}


def test_when_all_is_sent_back_there_is_no_decision() -> None:
    proposal = make_proposal(4)
    leader = leader_of(proposal.province)
    give_verdict(by=leader, item=proposal.items.get(), verdict="sent_back", reason="Làm rõ")
    decide_proposal(by=leader, proposal=proposal, facts=decisions.DecisionFacts())
    assert (proposal.state, RecognitionDecision.objects.count()) == ("decided", 0)
    assert states_by_stars(proposal) == {4: "ready"}


def test_a_certificate_holds_number_hash_bytes_and_version() -> None:
    certificate = make_certificate(4, signed_on=today())
    day, year = today(), today().year
    assert certificate.number == f"01/GCN-OCOP-37-{year}"
    assert (certificate.issued_on, certificate.valid_until) == (day, add_months(day, 36) - timedelta(days=1))
    assert (certificate.stars, certificate.template_version) == (4, "certificate-1")
    assert certificate.commune_name == certificate.dossier.commune.full_name
    assert certificate.province_name == "tỉnh Ninh Bình"
    assert certificate.code == certificate.dossier.code.code
    assert read_token(certificate.code, certificate.token) == Printed(4, certificate.valid_until)
    assert is_intact(certificate.file) is True
    with open_file(certificate.file) as stream:
        text = PdfReader(BytesIO(stream.read())).pages[0].extract_text()
    assert certificate.number in text
    assert certificate.code in text


def test_names_on_the_paper_are_those_that_were_filed() -> None:
    proposal = make_proposal(4)
    product = Dossier.objects.get().product
    filed = product.name
    product.name = "Tên đã đổi sau khi nộp"
    product.save()
    leader = leader_of(proposal.province)
    approve_rest(by=leader, proposal=proposal)
    decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    assert Certificate.objects.get().product_name == filed


def test_numbers_run_without_a_gap_over_decisions() -> None:
    province = make_province()
    make_decided(4, 3, province=province)
    make_decided(3, province=province)
    year = today().year
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [
        f"{n:02d}/GCN-OCOP-37-{year}" for n in (1, 2, 3)
    ]


def test_issuing_again_gives_the_same_certificate() -> None:
    certificate = make_certificate()
    again = issue_certificate(
        by=certificate.issued_by, dossier=certificate.dossier, decision=certificate.decision, stars=4
    )
    assert (again, StoredFile.objects.count(), Series.objects.get(kind="certificate").last) == (certificate, 1, 1)


def test_a_second_click_changes_nothing() -> None:
    proposal = make_proposal(4, 2)
    leader, facts = leader_of(proposal.province), decision_facts()
    approve_rest(by=leader, proposal=proposal)
    decide_proposal(by=leader, proposal=proposal, facts=facts)
    told = Notice.objects.count()
    decide_proposal(by=leader, proposal=Proposal.objects.get(), facts=facts)
    assert (Certificate.objects.count(), RecognitionDecision.objects.count(), Notice.objects.count()) == (1, 1, told)


def test_another_decision_on_the_same_proposal_is_refused() -> None:
    proposal = make_decided(4)
    with pytest.raises(IllegalMove):
        decide_proposal(by=leader_of(proposal.province), proposal=proposal, facts=decision_facts())
    assert Certificate.objects.count() == 1


def test_without_a_word_on_each_product_there_is_no_decision() -> None:
    proposal = make_proposal(4, 3)
    leader = leader_of(proposal.province)
    give_verdict(by=leader, item=proposal.items.first(), verdict="approved")
    with pytest.raises(NotReady, match="chưa có ý kiến"):
        decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    assert (Proposal.objects.get().state, Certificate.objects.count()) == ("submitted", 0)


@pytest.mark.parametrize(
    ("stars", "changes", "said"),
    [
        (4, {"number": " "}, "Hãy ghi số quyết định"),
        (4, {"signed_on": None}, "Hãy ghi ngày ký"),
        (4, {"signed_on": date(2999, 1, 1)}, "không được sau hôm nay"),
        (4, {"signed_on": date(2020, 1, 1)}, "không được trước ngày"),
        (4, {"signer_title": ""}, "chức vụ"),
        (5, {"request_number": ""}, "đề nghị Bộ"),
        (5, {"requested_on": None}, "ngày văn bản đề nghị Bộ"),
    ],
)
def test_figures_that_are_wrong_leave_nothing_behind(stars: int, changes: dict, said: str) -> None:
    proposal = make_proposal(stars)
    leader = leader_of(proposal.province)
    approve_rest(by=leader, proposal=proposal)
    with pytest.raises(NotReady, match=said):
        decide_proposal(by=leader, proposal=proposal, facts=decision_facts(**changes))
    assert Proposal.objects.get().state == "submitted"
    assert (RecognitionDecision.objects.count(), Certificate.objects.count()) == (0, 0)
    assert Dossier.objects.get().state == "proposed"


def test_a_number_is_used_once_a_year() -> None:
    province = make_province()
    first = make_decided(4, province=province)
    proposal = make_proposal(3, province=province)
    leader = leader_of(province)
    approve_rest(by=leader, proposal=proposal)
    number = f" {first.decision.number.lower()} "
    with pytest.raises(NotReady, match="đã dùng trong năm"):
        decide_proposal(by=leader, proposal=proposal, facts=decision_facts(number=number))


def test_one_paper_that_cannot_be_printed_stops_the_whole_decision() -> None:
    proposal = make_proposal(4, 3)
    snapshot = Dossier.objects.order_by("pk").last().snapshots.get()
    snapshot.content["product"]["name"] = "Mật ong 🐝"
    snapshot.save()
    leader = leader_of(proposal.province)
    approve_rest(by=leader, proposal=proposal)
    with pytest.raises(Refused, match="không in được"):
        decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    assert (Certificate.objects.count(), RecognitionDecision.objects.count()) == (0, 0)
    assert set(Dossier.objects.values_list("state", flat=True)) == {"proposed"}
    assert Series.objects.filter(kind="certificate").count() == 0


def test_only_the_signing_leader_decides() -> None:
    proposal = make_proposal(4)
    leader = leader_of(proposal.province)
    approve_rest(by=leader, proposal=proposal)
    for someone in (proposal.created_by, make_user(), leader_of(make_province("Phú Thọ", code="25"))):
        with pytest.raises(NotAllowed):
            decide_proposal(by=someone, proposal=proposal, facts=decision_facts())
    assert Proposal.objects.get().state == "submitted"


def test_producer_commune_and_office_are_told_in_plain_words() -> None:
    proposal = make_proposal(4)
    dossier = Dossier.objects.get()
    commune = make_user(roles=[(Role.COMMUNE_LEADER, Scope.COMMUNE, dossier.commune_id)])
    leader = leader_of(proposal.province)
    approve_rest(by=leader, proposal=proposal)
    decide_proposal(by=leader, proposal=proposal, facts=decision_facts(number="1234/QĐ-UBND"))
    certificate = Certificate.objects.get()
    until = f"{certificate.valid_until:%d/%m/%Y}"
    producer = Notice.objects.get(to=dossier.created_by, kind="dossiers.recognise")
    assert f"Sản phẩm đạt 4 sao, giấy chứng nhận số {certificate.number}" in producer.body
    assert f"có giá trị đến hết ngày {until}" in producer.body
    assert Notice.objects.get(to=commune).subject == f"{dossier.product.name}: được công nhận 4 sao"
    assert Notice.objects.get(to=proposal.created_by).subject.startswith("Đã có Quyết định số 1234/QĐ-UBND")


def test_the_record_names_decision_and_certificates() -> None:
    proposal = make_decided(4, 2)
    actions = list(Entry.objects.values_list("action", flat=True))
    assert actions.count("recognition.issue_certificate") == 1
    assert actions[-1] == "recognition.decide_proposal"
    entry = Entry.objects.get(action="recognition.decide_proposal")
    assert entry.data == {"decision": str(proposal.decision), "approved": 2}


def test_a_new_certificate_replaces_the_earlier_one_of_the_product() -> None:
    old = make_certificate(3)
    dossier = make_dossier(product=old.product, round=make_round(), state="concluded")
    make_result(4, dossier=dossier)
    proposal = make_proposal_of(dossier.round)
    leader = leader_of(proposal.province)
    approve_rest(by=leader, proposal=proposal)
    decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    new = Certificate.objects.exclude(pk=old.pk).get()
    event = CertificateEvent.objects.get()
    assert (event.certificate, event.kind, event.effective_on) == (old, "replaced", new.issued_on)
    assert standing(get_certificate(old.pk)).status == CertificateStatus.REPLACED
    assert standing(get_certificate(new.pk)).status == CertificateStatus.VALID


@pytest.mark.slow
def test_a_list_of_a_dozen_is_issued_whole_with_numbers_in_a_row() -> None:
    round = make_round()
    template = make_result(4, round=round)
    for _ in range(11):
        dossier = make_dossier(round=round, state="concluded")
        item = template.item
        item.pk, item.dossier = None, dossier
        item.save()
        template.pk, template.item = None, item
        template.save()
    proposal = make_proposal_of(round)
    leader = leader_of(round.province)
    approve_rest(by=leader, proposal=proposal)
    decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert [int(number.split("/")[0]) for number in numbers] == list(range(1, 13))
