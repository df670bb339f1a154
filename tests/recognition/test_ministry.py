"""90 points and more: what the ministry answers, and what the leader says where it fell below."""

from datetime import date

import pytest

from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.dossiers.models import Dossier
from ocop.notices.models import Notice
from ocop.recognition.actions.ministry import (
    OutcomeFacts,
    evaluate_again,
    recognise_below,
    record_ministry_outcome,
    refuse_below,
)
from ocop.recognition.models import Certificate, MinistryRequest, RecognitionDecision
from ocop.recognition.queries.certificates import today
from tests.factories.documents import make_stored_file
from tests.factories.places import make_province
from tests.factories.recognition import decision_facts, leader_of, make_decided, office_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> MinistryRequest:
    make_decided(5)
    return MinistryRequest.objects.get()


def five_stars(**changes: object) -> OutcomeFacts:
    given = {"stars": 5, "number": "456/QĐ-BNNMT", "on": today(), "certificate_no": "17/2026/OCOP-5S"}
    return OutcomeFacts(**{**given, **changes})


def below(asked: MinistryRequest, stars: int = 4) -> MinistryRequest:
    facts = OutcomeFacts(stars=stars, number="9/TB-BNNMT", on=today(), average="88,5")
    return record_ministry_outcome(by=office_of(asked.decision.province), request=asked, facts=facts)


def test_five_stars_are_recorded_as_the_minister_gave_them(asked: MinistryRequest) -> None:
    office = office_of(asked.decision.province)
    scan = make_stored_file(office)
    record_ministry_outcome(by=office, request=asked, facts=five_stars(), file=scan)
    certificate = Certificate.objects.get()
    assert (certificate.number, certificate.stars, certificate.file) == ("17/2026/OCOP-5S", 5, scan)
    assert (certificate.decision.authority, certificate.decision.signer) == ("ministry", None)
    assert (certificate.decision.number, certificate.issued_on) == ("456/QĐ-BNNMT", today())
    assert Dossier.objects.get().state == "recognised"
    asked.refresh_from_db()
    assert (asked.outcome, asked.outcome_stars, asked.outcome_no) == ("five_stars", 5, "456/QĐ-BNNMT")


def test_a_scan_may_be_missing(asked: MinistryRequest) -> None:
    record_ministry_outcome(by=office_of(asked.decision.province), request=asked, facts=five_stars())
    assert Certificate.objects.get().file is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"certificate_no": ""}, "số giấy chứng nhận 5 sao"),
        ({"number": ""}, "số văn bản"),
        ({"on": None}, "ngày văn bản"),
        ({"on": date(2020, 1, 1)}, "Ngày văn bản của Bộ phải từ"),
        ({"stars": 9}, "từ 1 đến 5"),
    ],
)
def test_a_wrong_answer_leaves_nothing_behind(asked: MinistryRequest, changes: dict, said: str) -> None:
    with pytest.raises(NotReady, match=said):
        record_ministry_outcome(by=office_of(asked.decision.province), request=asked, facts=five_stars(**changes))
    assert (MinistryRequest.objects.get().outcome, Certificate.objects.count()) == ("", 0)


def test_a_certificate_number_already_used_is_refused(asked: MinistryRequest) -> None:
    taken = make_decided(4).decision.certificates.get().number
    with pytest.raises(NotReady, match="đã có trong hệ thống"):
        record_ministry_outcome(
            by=office_of(asked.decision.province), request=asked, facts=five_stars(certificate_no=taken)
        )


def test_an_answer_is_recorded_once(asked: MinistryRequest) -> None:
    below(asked)
    with pytest.raises(IllegalMove):
        below(asked)


def test_below_90_the_leader_is_asked(asked: MinistryRequest) -> None:
    leader = leader_of(asked.decision.province)
    below(asked)
    assert Dossier.objects.get().state == "at_ministry"
    notice = Notice.objects.get(to=leader, kind="recognition.below")
    assert "Kết quả 4 sao, văn bản số 9/TB-BNNMT" in notice.body


def test_the_leader_recognises_by_the_central_result(asked: MinistryRequest) -> None:
    leader, row = leader_of(asked.decision.province), below(asked, 3)
    recognise_below(by=leader, request=row, facts=decision_facts())
    certificate = Certificate.objects.get()
    assert (certificate.stars, certificate.decision.signer) == (3, leader)
    assert Dossier.objects.get().state == "recognised"


def test_below_3_stars_nothing_can_be_recognised(asked: MinistryRequest) -> None:
    leader, row = leader_of(asked.decision.province), below(asked, 2)
    with pytest.raises(Refused, match="dưới 3 sao"):
        recognise_below(by=leader, request=row, facts=decision_facts())
    assert Certificate.objects.count() == 0


def test_the_leader_has_it_evaluated_again(asked: MinistryRequest) -> None:
    leader, row = leader_of(asked.decision.province), below(asked)
    evaluate_again(by=leader, request=row, reason="Bổ sung hợp đồng xuất khẩu")
    assert (Dossier.objects.get().state, MinistryRequest.objects.get().outcome) == ("ready", "again")


def test_the_leader_refuses_with_a_reason_under_a_decision(asked: MinistryRequest) -> None:
    leader, row = leader_of(asked.decision.province), below(asked)
    refuse_below(by=leader, request=row, facts=decision_facts(), reason="Không còn sản xuất")
    assert (Dossier.objects.get().state, RecognitionDecision.objects.count()) == ("refused", 2)


def test_evaluating_again_and_refusing_need_a_reason(asked: MinistryRequest) -> None:
    leader, row = leader_of(asked.decision.province), below(asked)
    with pytest.raises(ReasonMissing):
        evaluate_again(by=leader, request=row, reason=" ")
    with pytest.raises(ReasonMissing):
        refuse_below(by=leader, request=row, facts=decision_facts(), reason=" ")
    assert Dossier.objects.get().state == "at_ministry"


def test_a_wrong_date_of_the_leader_s_decision_is_refused(asked: MinistryRequest) -> None:
    leader, row = leader_of(asked.decision.province), below(asked)
    with pytest.raises(NotReady, match="không được trước ngày"):
        recognise_below(by=leader, request=row, facts=decision_facts(signed_on=date(2026, 1, 1)))


def test_what_does_not_wait_is_not_settled(asked: MinistryRequest) -> None:
    leader = leader_of(asked.decision.province)
    with pytest.raises(IllegalMove):
        evaluate_again(by=leader, request=asked, reason="Sớm quá")
    row = below(asked)
    recognise_below(by=leader, request=row, facts=decision_facts())
    with pytest.raises(IllegalMove):
        refuse_below(by=leader, request=row, facts=decision_facts(), reason="Muộn rồi")
    assert Certificate.objects.count() == 1


def test_office_records_and_leader_settles_only_in_their_province(asked: MinistryRequest) -> None:
    far = make_province("Phú Thọ", code="25")
    home = asked.decision.province
    for someone in (leader_of(home), office_of(far)):
        with pytest.raises(NotAllowed):
            record_ministry_outcome(by=someone, request=asked, facts=five_stars())
    row = below(asked)
    for someone in (office_of(home), leader_of(far)):
        with pytest.raises(NotAllowed):
            evaluate_again(by=someone, request=row, reason="Lý do")
