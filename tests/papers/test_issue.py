"""Issuing: number, bytes, hash and register together or not at all; once; corrected and cancelled in the open."""

import hashlib
import json

import pytest
import time_machine
from django.db import IntegrityError, transaction

from ocop.audit.models import Entry
from ocop.base.errors import NotAllowed, NotReady, ReasonMissing, Refused
from ocop.documents.actions.files import open_file
from ocop.documents.models import StoredFile
from ocop.papers.actions.deciding import decide_and_register
from ocop.papers.actions.issue import cancel_paper, correct_paper, issue_paper
from ocop.papers.actions.numbers import cancel_number, next_number, reserve_number
from ocop.papers.actions.settings import set_letterhead
from ocop.papers.models import Paper, PaperNumber
from ocop.papers.papers import make
from ocop.papers.queries.letterheads import Head
from ocop.papers.queries.subjects import About, about
from ocop.papers.spec import KINDS, Issuer
from ocop.recognition.actions.verdicts import approve_rest
from ocop.recognition.models import Certificate, Proposal
from tests.factories.accounts import make_user
from tests.factories.places import make_province
from tests.factories.recognition import decision_facts, leader_of, make_decided, make_proposal, office_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def thing(subject: str, pk: int) -> About:
    found = about(subject, pk)
    assert found is not None
    return found


@pytest.fixture
def decided() -> Proposal:
    proposal = make_decided(4, 3)
    office = office_of(proposal.province)
    for issuer in (Issuer.OFFICE, Issuer.PROVINCE):
        set_letterhead(by=office, unit=proposal.province, issuer=issuer, kind="", head=Head(signer="Đặng Thị Ký"))
    Proposal.objects.update(number="9/TTr-SNNMT")
    return proposal


def dossiers(proposal: Proposal) -> list[int]:
    return list(proposal.items.order_by("pk").values_list("conclusion__item__dossier", flat=True))


def notice(proposal: Proposal, index: int = 0) -> About:
    return thing("dossier", dossiers(proposal)[index])


def issue(proposal: Proposal, index: int = 0) -> Paper:
    return issue_paper(by=office_of(proposal.province), kind=KINDS["result_notice"], about=notice(proposal, index))


def test_the_decision_is_issued_with_the_number_the_leader_gave(decided: Proposal) -> None:
    paper = issue_paper(by=office_of(decided.province), kind=KINDS["decision"], about=thing("proposal", decided.pk))
    assert paper.number == decided.decision.number
    with open_file(paper.file) as stream:
        assert hashlib.sha256(stream.read()).hexdigest() == paper.sha256
    assert len(paper.pages) == paper.file.pages == 3
    assert paper.template_version == "official-1"
    assert len(paper.data["cong_nhan"]) == 2
    assert PaperNumber.objects.get(paper=paper).series == "QĐ"
    assert Entry.objects.filter(action="papers.issue_paper", subject_id=str(paper.pk)).exists()
    json.dumps(paper.data)


def test_a_second_issuing_gives_the_same_paper_and_takes_no_number(decided: Proposal) -> None:
    first = issue(decided)
    again = issue(decided)
    assert again == first
    assert PaperNumber.objects.filter(series="TB").count() == 1


def test_numbers_run_from_one_per_agency_kind_and_year(decided: Proposal) -> None:
    assert [issue(decided, n).number for n in (0, 1)] == ["01/TB-SNNMT", "02/TB-SNNMT"]
    office = office_of(decided.province)
    plan = about("round", decided.round_id)
    assert plan is not None
    assert issue_paper(by=office, kind=KINDS["round_plan"], about=plan).number == "01/KH-UBND"


def test_a_number_kept_by_hand_is_passed_over_and_can_be_used(decided: Proposal) -> None:
    office = office_of(decided.province)
    year = decided.decision.signed_on.year
    keep = {"unit": decided.province, "issuer": "office", "series": "TB", "year": year, "reason": "Sổ giấy"}
    reserve_number(by=office, number=1, **keep)
    reserve_number(by=office, number=2, **keep)
    assert issue(decided, 0).number == "03/TB-SNNMT"
    used = issue_paper(by=office, kind=KINDS["result_notice"], about=notice(decided, 1), reserved=2)
    assert used.number == "02/TB-SNNMT"
    assert PaperNumber.objects.get(number=2, series="TB").state == "used"
    with pytest.raises(Refused, match="đã dùng hoặc đã giữ"):
        reserve_number(by=office, number=3, **keep)


def test_a_cancelled_number_stays_and_is_not_given_again(decided: Proposal) -> None:
    office = office_of(decided.province)
    year = decided.decision.signed_on.year
    row = reserve_number(
        by=office, unit=decided.province, issuer="office", series="TB", year=year, number=1, reason="Sổ giấy"
    )
    with pytest.raises(ReasonMissing):
        cancel_number(by=office, row=row, reason=" ")
    assert cancel_number(by=office, row=row, reason="Ghi nhầm").state == "cancelled"
    assert issue(decided).number == "02/TB-SNNMT"
    with pytest.raises(Refused):
        cancel_number(by=office, row=PaperNumber.objects.get(number=2, series="TB"), reason="x")


def test_a_failed_issuing_gives_its_number_back(decided: Proposal) -> None:
    with transaction.atomic():
        assert next_number(decided.province, Issuer.OFFICE, "TB", decided.decision.signed_on.year) == 1
        transaction.set_rollback(True)
    assert issue(decided).number == "01/TB-SNNMT"


def test_a_gap_blocks_the_issuing_with_where_to_mend_it() -> None:
    proposal = make_decided(4)
    with pytest.raises(NotReady, match=r"Còn thiếu họ tên người ký\. Vào Văn bản → Thiết lập"):
        issue(proposal)
    assert not Paper.objects.exists()
    assert not StoredFile.objects.filter(name__startswith="result_notice").exists()


def test_it_is_not_issued_before_its_time() -> None:
    proposal = make_proposal(4)
    with pytest.raises(Refused, match="Lãnh đạo chưa ban hành quyết định"):
        issue_paper(by=office_of(proposal.province), kind=KINDS["decision"], about=thing("proposal", proposal.pk))


def test_a_correction_is_a_new_paper_that_names_the_old(decided: Proposal) -> None:
    office = office_of(decided.province)
    old = issue(decided)
    with pytest.raises(ReasonMissing):
        correct_paper(by=office, paper=old, reason="")
    new = correct_paper(by=office, paper=old, reason="Sai tên")
    assert (new.corrects, new.number) == (old, "02/TB-SNNMT")
    old.refresh_from_db()
    assert (old.cancelled_at, old.number) == (None, "01/TB-SNNMT")
    made = make(KINDS["result_notice"], notice(decided), corrects=old)
    assert "thay thế Thông báo kết quả" in made.text.blocks[0]["text"]
    with pytest.raises(Refused, match="đã có văn bản thay thế"):
        correct_paper(by=office, paper=old, reason="Lần nữa")


def test_a_cancelled_paper_stays_with_its_number_and_a_new_one_may_follow(decided: Proposal) -> None:
    office = office_of(decided.province)
    old = cancel_paper(by=office, paper=issue(decided), reason="Phát hành nhầm")
    assert PaperNumber.objects.get(paper=old).state == "cancelled"
    assert issue(decided).number == "02/TB-SNNMT"
    with pytest.raises(Refused, match="đã hủy"):
        cancel_paper(by=office, paper=old, reason="Lần nữa")


def test_a_paper_of_the_future_is_refused(decided: Proposal) -> None:
    later = decided.decision.signed_on.replace(year=decided.decision.signed_on.year + 1)
    with pytest.raises(Refused, match="không được sau hôm nay"):
        issue_paper(by=office_of(decided.province), kind=KINDS["result_notice"], about=notice(decided), dated_on=later)


def test_certificates_enter_the_register_with_the_decision() -> None:
    proposal = make_proposal(4, 3)
    leader = leader_of(proposal.province)
    approve_rest(by=leader, proposal=proposal)
    decide_and_register(by=leader, proposal=proposal, facts=decision_facts())
    papers = Paper.objects.filter(kind="certificate")
    assert {paper.file_id for paper in papers} == set(Certificate.objects.values_list("file_id", flat=True))
    assert {paper.sha256 for paper in papers} == set(Certificate.objects.values_list("file__sha256", flat=True))
    assert PaperNumber.objects.filter(series="GCN").count() == 2


def test_who_does_not_act_does_not_issue(decided: Proposal) -> None:
    for person in (make_user("Người lạ"), leader_of(decided.province), office_of(make_province("Hà Nam", code="35"))):
        with pytest.raises(NotAllowed):
            issue_paper(by=person, kind=KINDS["result_notice"], about=notice(decided))
    paper = issue(decided)
    with pytest.raises(NotAllowed):
        cancel_paper(by=leader_of(decided.province), paper=paper, reason="x")


def test_the_database_holds_a_number_and_a_standing_paper_once(decided: Proposal) -> None:
    paper = issue(decided)
    row = PaperNumber.objects.get(paper=paper)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    paper.pk, paper.code = None, "KHAC"
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.save()


def test_a_new_year_begins_at_one(decided: Proposal) -> None:
    issue(decided, 0)
    day = decided.decision.signed_on
    with time_machine.travel(f"{day.year + 1}-01-05T08:00:00+07:00", tick=False):
        assert issue(decided, 1).number == "01/TB-SNNMT"
