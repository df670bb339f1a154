"""Each act of an inspection by its exits: state, facts, row of the move, audit entry, notices."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ocop.accounts.roles import Role
from ocop.audit.models import Entry
from ocop.base.errors import Conflict, IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.notices.models import Notice
from ocop.recognition.actions.measures import decide_certificate
from ocop.recognition.checks.measure import MeasureDraft
from ocop.recognition.models import CertificateEvent
from ocop.recognition.queries.certificates import today
from ocop.regulations.queries.calendar import deadline
from ocop.regulations.queries.decisions import current_decision
from ocop.supervision.actions import concluding, deciding, minutes, planning
from ocop.supervision.checks import Member
from ocop.supervision.models import CheckedMatter, Inspection, ProductConclusion
from ocop.supervision.queries import pending, products
from ocop.supervision.queries.inspections import to_inspect
from ocop.supervision.spec import MATTERS, Found, InspectionKind, Outcome, Part
from tests.factories.recognition import make_certificate
from tests.factories.supervision import (
    Around,
    conclusion_draft,
    inspector_of,
    make_inspection,
    minutes_draft,
    plan_draft,
    signed_draft,
)
from tests.recognition.test_access import holder
from tests.worlds import shared

pytestmark = pytest.mark.django_db


def around() -> Around:
    """A certificate with its office, leader and inspector."""
    return Around()


_around_once, around = shared(around)


def product_in(inspection: Inspection):
    return products.get_product(inspection.products.get().pk)


def test_a_plan_is_made_changed_and_filled(around: Around) -> None:
    made = make_inspection("draft", around=around)
    assert Entry.objects.filter(action="supervision.create_inspection").count() == 1
    planning.edit_inspection(by=around.inspector, inspection=made, draft=plan_draft(title="Kiểm tra tem, nhãn"))
    made.refresh_from_db()
    assert made.title == "Kiểm tra tem, nhãn"
    assert [row.is_head for row in made.team.all()] == [True, False]
    second = Member("Lê Thị Thứ Hai", "Sở Y tế", "An toàn thực phẩm", is_head=True)
    with pytest.raises(NotReady, match="đã có Trưởng đoàn"):
        planning.add_member(by=around.office, inspection=made, member=second)
    with pytest.raises(Refused, match="đã có trong Đoàn"):
        planning.add_member(by=around.office, inspection=made, member=replace(second, is_head=False),
                            user=around.inspector)  # fmt: skip
    planning.remove_member(by=around.office, member=made.team.get(is_head=True))
    with pytest.raises(NotReady, match="một Trưởng đoàn"):
        planning.submit_inspection(by=around.office, inspection=made)
    assert planning.add_products(by=around.office, inspection=made, certificate_ids=[around.certificate.pk]) == 0
    planning.remove_product(by=around.office, product=product_in(made))
    assert list(to_inspect(around.office, made)) == [around.certificate]
    assert list(to_inspect(around.office, made, "khong co gi")) == []


def test_what_is_over_or_of_another_province_is_not_inspected(around: Around) -> None:
    made = make_inspection("draft", around=around)
    gone = make_certificate()
    CertificateEvent.objects.create(
        certificate=gone, kind="revoked", effective_on=today(), decision_no="1", reason="x", basis="x",
        signed_on=today(), signer_title="x", by=gone.issued_by,
    )  # fmt: skip
    assert list(to_inspect(around.office, made)) == []
    stranger = holder(Role.PROVINCIAL_OFFICE, around.certificate.dossier, far=True)
    with pytest.raises(NotAllowed):
        planning.add_products(by=stranger, inspection=made, certificate_ids=[gone.pk])
    with pytest.raises(NotAllowed):
        planning.create_inspection(by=stranger, province=around.province, draft=plan_draft())


def test_a_plan_laid_before_the_leader_is_sent_back_with_its_reason(around: Around) -> None:
    made = make_inspection("submitted", around=around)
    assert Notice.objects.get(to=around.leader, kind="supervision.submitted").about_id == made.pk
    with pytest.raises(Refused, match="đã trình"):
        planning.edit_inspection(by=around.office, inspection=made, draft=plan_draft())
    with pytest.raises(ReasonMissing):
        planning.return_inspection(by=around.leader, inspection=made, reason=" ")
    planning.return_inspection(by=around.leader, inspection=made, reason="Thêm Sở Y tế vào Đoàn")
    assert made.state == "draft"
    assert made.moves.get(move="return_inspection").reason == "Thêm Sở Y tế vào Đoàn"
    assert "Thêm Sở Y tế" in Notice.objects.get(to=around.office, kind="supervision.returned").body


def test_the_decision_makes_the_checklist_from_what_was_certified(around: Around) -> None:
    made = make_inspection("under_way", around=around)
    assert (made.state, made.decision_by, made.decided_on) == ("under_way", around.leader, today())
    matters = CheckedMatter.objects.filter(minutes__product__inspection=made)
    assert matters.filter(part=Part.FIXED).count() == len(MATTERS)
    rank = list(matters.filter(part=Part.RANK))
    assert rank
    assert all(f"{around.certificate.stars} sao cần từ" in row.certified for row in rank)
    assert Notice.objects.filter(to=around.inspector, kind="supervision.named").exists()


@pytest.mark.parametrize(("kind", "told"), [(InspectionKind.PERIODIC, True), (InspectionKind.UNANNOUNCED, False)])
def test_only_a_periodic_inspection_is_told_before(around: Around, kind: str, told: bool) -> None:
    owner = holder(Role.PRODUCER, around.certificate.dossier)
    officer = holder(Role.COMMUNE_OFFICER, around.certificate.dossier)
    made = make_inspection("under_way", around=around, kind=kind, reason="Phản ánh của người tiêu dùng")
    for person in (owner, officer):
        assert Notice.objects.filter(to=person, kind="supervision.announced").exists() is told
        assert list(products.visible_to(person)) == []
    assert made.reason == ("Phản ánh của người tiêu dùng" if kind == InspectionKind.UNANNOUNCED else "")


def test_a_decision_needs_number_day_and_title_and_its_number_once(around: Around) -> None:
    first = make_inspection("under_way", around=around)
    second = make_inspection("submitted", around=around)
    for facts, said in (
        (signed_draft(" "), "Hãy ghi số văn bản"),
        (signed_draft(first.decision_no), "đã dùng"),
        (signed_draft(signed_on=today() + timedelta(1)), "không được sau hôm nay"),
        (signed_draft(signed_on=today() - timedelta(1)), "không được trước ngày"),
        (signed_draft(signer_title=""), "chức vụ"),
    ):
        with pytest.raises(NotReady, match=said):
            deciding.decide_inspection(by=around.leader, inspection=second, facts=facts)
    assert Inspection.objects.get(pk=second.pk).state == "submitted"
    with pytest.raises(NotAllowed):
        deciding.decide_inspection(by=around.office, inspection=second, facts=signed_draft())


def test_minutes_are_written_in_parts_and_closed_when_whole(around: Around) -> None:
    product = product_in(make_inspection("under_way", around=around))
    paper = product.minutes
    half = minutes_draft(product, findings="", answers={"label": (Found.CHANGED, "")})
    minutes.save_minutes(by=around.inspector, minutes=paper, draft=half, version=0)
    paper.refresh_from_db()
    with pytest.raises(NotReady) as refused:
        minutes.close_minutes(by=around.inspector, minutes=paper)
    said = [finding.message for finding in refused.value.findings]
    assert "Hãy ghi nhận xét chung của Đoàn." in said
    assert "Ghi nhãn hàng hóa: không đúng như thế nào? Hãy ghi rõ." in said
    assert any(text.startswith("Chưa ghi kết quả: Bao bì") for text in said)
    again = minutes.save_minutes(by=around.inspector, minutes=paper, draft=half, version=0)
    assert again.version == 1  # the same sent twice is one writing
    with pytest.raises(Conflict):
        minutes.save_minutes(by=around.inspector, minutes=paper, draft=replace(half, place="Khác"), version=0)
    late = replace(half, held_on=today() + timedelta(1))
    with pytest.raises(NotReady, match="không được sau hôm nay"):
        minutes.save_minutes(by=around.inspector, minutes=paper, draft=late, version=1)
    minutes.save_minutes(by=around.inspector, minutes=paper, draft=minutes_draft(product, "label"), version=1)
    paper.refresh_from_db()
    minutes.close_minutes(by=around.inspector, minutes=paper)
    assert paper.state == "closed"
    assert [row.key for row in products.changed_in(product_in(product.inspection))] == ["label"]
    with pytest.raises(Refused, match="đã khép"):
        minutes.save_minutes(by=around.inspector, minutes=paper, draft=half, version=2)


def test_only_the_named_team_writes(around: Around) -> None:
    product = product_in(make_inspection("under_way", around=around))
    for someone in (inspector_of(around.province), around.office, around.leader):
        with pytest.raises(NotAllowed):
            minutes.save_minutes(by=someone, minutes=product.minutes, draft=minutes_draft(product), version=0)


def test_closed_minutes_are_opened_again_by_the_office_with_a_reason(around: Around) -> None:
    product = product_in(make_inspection("closed", around=around))
    with pytest.raises(NotAllowed):
        minutes.reopen_minutes(by=around.inspector, minutes=product.minutes, reason="Sai ngày")
    with pytest.raises(ReasonMissing):
        minutes.reopen_minutes(by=around.office, minutes=product.minutes, reason="")
    minutes.reopen_minutes(by=around.office, minutes=product.minutes, reason="Sai ngày")
    assert product.minutes.moves.get(move="reopen_minutes").reason == "Sai ngày"
    assert Notice.objects.filter(to=around.inspector, kind="supervision.minutes_reopened").exists()


def test_minutes_stand_once_the_conclusion_is_laid_before_who_signs(around: Around) -> None:
    product = product_in(make_inspection("concluding", around=around))
    with pytest.raises(IllegalMove):
        minutes.reopen_minutes(by=around.office, minutes=product.minutes, reason="Sai ngày")
    with pytest.raises(IllegalMove):
        concluding.conclude_product(by=around.inspector, product=product, draft=conclusion_draft())


def test_nothing_is_concluded_before_its_minutes_are_closed(around: Around) -> None:
    made = make_inspection("under_way", around=around)
    with pytest.raises(Refused, match="khép biên bản"):
        concluding.conclude_product(by=around.inspector, product=product_in(made), draft=conclusion_draft())
    with pytest.raises(NotReady, match="chưa khép"):
        deciding.submit_conclusion(by=around.inspector, inspection=made)


def test_a_conclusion_is_sent_back_signed_and_told(around: Around) -> None:
    owner = holder(Role.PRODUCER, around.certificate.dossier)
    made = make_inspection("concluding", around=around, outcome=Outcome.REMEDY, changed=("label",))
    deciding.return_conclusion(by=around.office, inspection=made, reason="Ghi rõ nội dung")
    assert made.state == "under_way"
    assert Notice.objects.filter(to=around.inspector, kind="supervision.conclusion_returned").exists()
    deciding.submit_conclusion(by=around.inspector, inspection=made)
    early = signed_draft(signed_on=today() - timedelta(1))
    with pytest.raises(NotReady, match="không được trước"):
        deciding.sign_conclusion(by=around.office, inspection=made, facts=early)
    deciding.sign_conclusion(by=around.office, inspection=made, facts=signed_draft("21/KL-SNNMT"))
    assert (made.state, made.concluded_for, made.conclusion_no) == ("concluded", "office", "21/KL-SNNMT")
    told = Notice.objects.get(to=owner, kind="supervision.concluded")
    assert "21/KL-SNNMT" in told.body
    assert "Khắc phục xong trước ngày" in told.body
    assert not Notice.objects.filter(to=around.leader, kind="supervision.proposed").exists()


def test_the_leader_may_sign_the_conclusion_for_the_province(around: Around) -> None:
    made = make_inspection("concluding", around=around)
    deciding.sign_conclusion(by=around.leader, inspection=made, facts=signed_draft("9/KL-UBND"))
    assert made.concluded_for == "province"
    with pytest.raises(IllegalMove):
        deciding.sign_conclusion(by=around.leader, inspection=made, facts=signed_draft("10/KL-UBND"))


def test_a_proposed_revocation_runs_15_days_until_the_leader_decides(around: Around) -> None:
    """Điều 8.4: the term is counted where every term of the law is."""
    make_inspection(around=around, outcome=Outcome.REVOKE, changed=("producing",))
    (row,) = pending.proposals_for(around.leader)
    assert row.due == deadline(today(), "revocation", current_decision(today()))
    assert row.due >= today() + timedelta(days=15)
    assert "điểm b khoản 1 Điều 8" in row.basis
    assert [found.certificate for found in pending.proposals_for(around.office)] == [around.certificate]
    assert pending.proposals_for(around.inspector) == []
    assert CertificateEvent.objects.count() == 0  # nothing by itself
    assert Notice.objects.filter(to=around.leader, kind="supervision.proposed").exists()
    decide(around, "revoked")
    assert pending.proposals_for(around.leader) == []


def test_a_suspension_does_not_answer_a_proposed_revocation(around: Around) -> None:
    make_inspection(around=around, outcome=Outcome.REVOKE)
    decide(around, "suspended")
    assert pending.proposal_on(around.certificate, "revoked") is not None
    assert pending.proposal_on(around.certificate, "suspended") is None


def test_a_proposed_suspension_has_no_term_and_ends_with_the_measure(around: Around) -> None:
    make_inspection(around=around, outcome=Outcome.SUSPEND)
    (row,) = pending.proposals_for(around.leader)
    assert row.due is None
    decide(around, "suspended")
    assert pending.proposals_for(around.leader) == []


def test_the_leader_declines_with_a_reason(around: Around) -> None:
    made = make_inspection(around=around, outcome=Outcome.REVOKE)
    conclusion = ProductConclusion.objects.get()
    with pytest.raises(NotAllowed):
        concluding.decline_measure(by=around.office, conclusion=conclusion, reason="Đã khắc phục")
    with pytest.raises(ReasonMissing):
        concluding.decline_measure(by=around.leader, conclusion=conclusion, reason="")
    concluding.decline_measure(by=around.leader, conclusion=conclusion, reason="Đã khắc phục")
    assert pending.proposals_for(around.leader) == []
    assert Entry.objects.filter(action="supervision.decline_measure", subject_id=str(made.pk)).exists()
    with pytest.raises(IllegalMove):
        concluding.decline_measure(by=around.leader, conclusion=conclusion, reason="Đã khắc phục")


def test_a_remedy_is_confirmed_once_with_what_was_seen(around: Around) -> None:
    owner = holder(Role.PRODUCER, around.certificate.dossier)
    rival = holder(Role.PRODUCER, around.certificate.dossier, far=True)
    make_inspection(around=around, outcome=Outcome.REMEDY)
    conclusion = ProductConclusion.objects.get()
    for someone in (owner, around.office, around.inspector):
        assert pending.remedies_for(someone) == [conclusion]
    assert pending.remedies_for(rival) == []
    with pytest.raises(NotAllowed):
        concluding.confirm_remedy(by=owner, conclusion=conclusion, note="Đã in nhãn mới")
    with pytest.raises(ReasonMissing):
        concluding.confirm_remedy(by=around.inspector, conclusion=conclusion, note="")
    concluding.confirm_remedy(by=around.inspector, conclusion=conclusion, note="Đã in nhãn mới")
    assert pending.remedies_for(around.office) == []
    assert Notice.objects.filter(to=owner, kind="supervision.remedied").exists()
    with pytest.raises(IllegalMove):
        concluding.confirm_remedy(by=around.inspector, conclusion=conclusion, note="Lần nữa")


def test_nothing_follows_from_a_conclusion_that_is_not_signed(around: Around) -> None:
    make_inspection("concluding", around=around, outcome=Outcome.REVOKE)
    assert pending.proposals_for(around.leader) == []
    with pytest.raises(IllegalMove):
        concluding.decline_measure(by=around.leader, conclusion=ProductConclusion.objects.get(), reason="x")


def decide(around: Around, kind: str) -> None:
    facts = MeasureDraft(kind, "12/QĐ-UBND", today(), "Chủ tịch", "Sai nhãn", "Kết luận", today())
    decide_certificate(by=around.leader, certificate=around.certificate, facts=facts)
