"""The advisory team's verbs: every exit, what is stored, who is told."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from ocop.audit.models import Entry
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.dossiers.models import Dossier
from ocop.dossiers.states import DossierState
from ocop.evaluation.actions import assessment
from ocop.evaluation.models import ExtraTest, SampleReceipt, SiteSurvey, TeamAssessment, TeamFinding, TeamReport
from ocop.evaluation.queries.assessment import criteria_of, progress_of, team_result, what_is_missing
from ocop.notices.models import Notice
from ocop.regulations.models import Criterion
from tests.factories.accounts import make_user
from tests.factories.desks import Desk, make_desk, second_member
from tests.factories.documents import pdf_bytes, picture_bytes
from tests.factories.dossiers import make_round, make_supplement
from tests.factories.products import criteria_set

pytestmark = pytest.mark.django_db


def criterion(desk: Desk, code: str = "1.1") -> Criterion:
    return Criterion.objects.get(criteria_set=desk.dossier.criteria_set, code=code)


def assess_all(desk: Desk) -> None:
    """Grant what is claimed where a paper is cited; the rest by hand."""
    assessment.accept_claims(by=desk.member, dossier=desk.dossier)
    for row in criteria_of(desk.dossier):
        if row.finding is None:
            rule = criterion(desk, row.rule.code)
            option = max(rule.options.all(), key=lambda item: item.points, default=None)
            assessment.assess_criterion(by=desk.member, dossier=desk.dossier, criterion=rule, option=option)


def do_everything(desk: Desk) -> None:
    assess_all(desk)
    assessment.waive_survey(by=desk.member, dossier=desk.dossier, reason="Đã khảo sát trong năm.")
    assessment.receive_samples(by=desk.office, dossier=desk.dossier, count=5, received_on=timezone.localdate())
    assessment.write_report(by=desk.member, dossier=desk.dossier, summary="Đủ.", proposal="Trình Hội đồng.")


class TestFindings:
    def test_a_finding_keeps_option_note_and_who(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        rule = criterion(desk)
        option = rule.options.order_by("points").first()
        assessment.assess_criterion(
            by=desk.member, dossier=desk.dossier, criterion=rule, option=option, note=" Hợp đồng hết hạn "
        )
        row = TeamFinding.objects.get()
        assert (row.criterion, row.option, row.note, row.evidence_ok, row.by) == (
            rule,
            option,
            "Hợp đồng hết hạn",
            True,
            desk.member,
        )
        assert Entry.objects.filter(action="evaluation.assess_criterion").count() == 1

    def test_a_second_finding_replaces_the_first_and_both_are_on_record(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        rule = criterion(desk)
        for option in rule.options.all()[:2]:
            assessment.assess_criterion(by=desk.member, dossier=desk.dossier, criterion=rule, option=option)
        assert TeamFinding.objects.count() == 1
        assert Entry.objects.filter(action="evaluation.assess_criterion").count() == 2

    def test_none_of_the_options_is_a_finding_of_0(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        assessment.assess_criterion(by=desk.member, dossier=desk.dossier, criterion=criterion(desk), option=None)
        row = next(row for row in criteria_of(desk.dossier) if row.rule.code == "1.1")
        assert (row.as_found.found, row.as_found.is_assessed, row.as_found.lacks_note) == ("0", True, True)

    def test_a_knockout_is_proposed_with_its_reason(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        assessment.assess_criterion(
            by=desk.member, dossier=desk.dossier, criterion=criterion(desk), option=None, knockout="Nguyên liệu nhập"
        )
        assert progress_of([desk.dossier])[desk.dossier.pk].knockouts == 1

    def test_a_criterion_or_option_of_another_form_is_refused(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        foreign = Criterion.objects.filter(criteria_set=criteria_set(26)).first()
        with pytest.raises(Refused, match="không thuộc bộ tiêu chí"):
            assessment.assess_criterion(by=desk.member, dossier=desk.dossier, criterion=foreign, option=None)
        other = criterion(desk, "1.3").options.first()
        with pytest.raises(Refused, match="không có mức này"):
            assessment.assess_criterion(by=desk.member, dossier=desk.dossier, criterion=criterion(desk), option=other)

    def test_only_the_team_of_the_round_assesses_and_only_in_review(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        elsewhere = make_round(province=desk.province)
        stranger = make_user(roles=[("advisory_team", "round", elsewhere.pk)])
        for user in (stranger, desk.office, desk.officer, desk.auditor, desk.producer):
            with pytest.raises(NotAllowed):
                assessment.assess_criterion(by=user, dossier=desk.dossier, criterion=criterion(desk), option=None)
        Dossier.objects.update(state=DossierState.READY)
        desk.dossier.refresh_from_db()
        with pytest.raises(NotAllowed):
            assessment.assess_criterion(by=desk.member, dossier=desk.dossier, criterion=criterion(desk), option=None)
        assert TeamFinding.objects.count() == 0

    def test_claims_are_taken_over_only_where_open_and_cited(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        lowest = criterion(desk).options.order_by("points").first()
        assessment.assess_criterion(
            by=desk.member, dossier=desk.dossier, criterion=criterion(desk), option=lowest, note="Thấp hơn"
        )
        cited = sum(bool(row.papers) for row in criteria_of(desk.dossier))
        assert assessment.accept_claims(by=desk.member, dossier=desk.dossier) == cited - 1
        rows = criteria_of(desk.dossier)
        assert [row.rule.code for row in rows if row.finding and row.as_found.differs] == ["1.1"]
        assert all(row.papers for row in rows if row.finding)

    def test_the_teams_total_is_computed_by_the_rules_of_the_set(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        assess_all(desk)
        result = team_result(desk.dossier, criteria_of(desk.dossier))
        assert (result.total, result.stars, result.missing) == (100, 5, ())


class TestSurveys:
    def test_a_visit_is_kept_with_its_photos(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        assessment.record_survey(
            by=desk.member,
            dossier=desk.dossier,
            surveyed_on=timezone.localdate(),
            place="Xưởng thôn Đông",
            participants="Tổ tư vấn, xã",
            findings="Sạch, đúng như khai",
            photos=[("xuong.jpg", BytesIO(picture_bytes()))],
        )
        survey = SiteSurvey.objects.get()
        assert (survey.place, survey.photos.count()) == ("Xưởng thôn Đông", 1)
        assert survey.photos.get().file.content_type == "image/jpeg"

    def test_only_pictures_are_photos_and_nothing_is_half_kept(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        with pytest.raises(Refused, match="không phải ảnh"):
            assessment.record_survey(
                by=desk.member,
                dossier=desk.dossier,
                surveyed_on=timezone.localdate(),
                place="Xưởng",
                participants="Tổ",
                findings="Tốt",
                photos=[("giay.pdf", BytesIO(pdf_bytes()))],
            )
        assert SiteSurvey.objects.count() == 0

    def test_a_visit_to_come_is_refused(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        with pytest.raises(Refused, match="sau hôm nay"):
            assessment.record_survey(
                by=desk.member,
                dossier=desk.dossier,
                surveyed_on=timezone.localdate() + timedelta(days=1),
                place="Xưởng",
                participants="Tổ",
                findings="Tốt",
            )

    def test_a_waiver_can_be_taken_back(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        assessment.waive_survey(by=desk.member, dossier=desk.dossier, reason="Đã đi tháng trước")
        assessment.waive_survey(by=desk.member, dossier=desk.dossier, reason="")
        assert "survey_missing" in [finding.code for finding in what_is_missing(desk.dossier)]


class TestExtraTests:
    def ask(self, desk: Desk) -> ExtraTest:
        return assessment.ask_test(
            by=desk.member, dossier=desk.dossier, what="Hàm lượng chì", reason="Chưa có chỉ tiêu"
        )

    def test_the_producer_is_told_what_and_why(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        self.ask(desk)
        notice = Notice.objects.get(to=desk.producer)
        assert notice.body == "Tổ tư vấn đề nghị kiểm nghiệm bổ sung: Hàm lượng chì. Lý do: Chưa có chỉ tiêu"

    def test_what_and_why_are_needed(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        with pytest.raises(ReasonMissing):
            assessment.ask_test(by=desk.member, dossier=desk.dossier, what="Chì", reason=" ")

    def test_a_result_settles_it_with_the_laboratorys_paper(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        test = self.ask(desk)
        file = ("phieu.pdf", BytesIO(pdf_bytes()))
        assessment.record_test(by=desk.member, test=test, lab="Trung tâm kiểm nghiệm", result="Đạt", file=file)
        stored = ExtraTest.objects.get()
        assert (stored.lab, stored.result, stored.is_settled, stored.file.name) == (
            "Trung tâm kiểm nghiệm",
            "Đạt",
            True,
            "phieu.pdf",
        )

    @pytest.mark.parametrize(("lab", "result"), [("", "Đạt"), ("Trung tâm", " ")])
    def test_a_result_names_laboratory_and_finding(self, lab: str, result: str) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        with pytest.raises(Refused, match="đơn vị kiểm nghiệm"):
            assessment.record_test(by=desk.member, test=self.ask(desk), lab=lab, result=result)

    def test_it_can_be_explained_away_but_not_without_a_reason_nor_after_a_result(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        test = self.ask(desk)
        with pytest.raises(ReasonMissing):
            assessment.waive_test(by=desk.member, test=test, reason="")
        assessment.waive_test(by=desk.member, test=test, reason="Đã có phiếu của cơ quan khác")
        assert ExtraTest.objects.get().is_settled
        assessment.record_test(by=desk.member, test=test, lab="Trung tâm", result="Đạt")
        with pytest.raises(IllegalMove):
            assessment.waive_test(by=desk.member, test=test, reason="Thôi")


class TestSamples:
    def test_receipts_add_up(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        for count, user in ((2, desk.office), (3, desk.member)):
            assessment.receive_samples(by=user, dossier=desk.dossier, count=count, received_on=date(2026, 1, 5))
        assert progress_of([desk.dossier])[desk.dossier.pk].samples == 5

    def test_tourism_services_send_none(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW, set_no=26)
        with pytest.raises(Refused, match="Dịch vụ du lịch"):
            assessment.receive_samples(by=desk.office, dossier=desk.dossier, count=5, received_on=date(2026, 1, 5))
        assert "samples_missing" not in [finding.code for finding in what_is_missing(desk.dossier)]

    @pytest.mark.parametrize(("count", "days", "message"), [(0, 0, "từ 1"), (5, 1, "sau hôm nay")])
    def test_nonsense_is_refused(self, count: int, days: int, message: str) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        day = timezone.localdate() + timedelta(days=days)
        with pytest.raises(Refused, match=message):
            assessment.receive_samples(by=desk.office, dossier=desk.dossier, count=count, received_on=day)
        assert SampleReceipt.objects.count() == 0

    def test_the_commune_does_not_receive_them(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        with pytest.raises(NotAllowed):
            assessment.receive_samples(by=desk.officer, dossier=desk.dossier, count=5, received_on=date(2026, 1, 5))


class TestFinishing:
    def test_the_report_is_frozen_and_the_dossier_is_ready(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        do_everything(desk)
        report = assessment.finish(by=desk.member, dossier=desk.dossier)
        assert Dossier.objects.get(pk=desk.dossier.pk).state == DossierState.READY
        assert (report.version, report.content["total"], report.content["stars"], report.content["samples"]) == (
            1,
            "100,0",
            5,
            5,
        )
        assert TeamAssessment.objects.get().finished_by == desk.member
        assert Notice.objects.filter(to=desk.office, kind="evaluation.finish_assessment").count() == 1

    def test_unfinished_work_is_refused_with_all_that_is_missing(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        with pytest.raises(NotReady) as caught:
            assessment.finish(by=desk.member, dossier=desk.dossier)
        assert [finding.code for finding in caught.value.findings] == [
            "criteria_open",
            "survey_missing",
            "samples_missing",
            "report_empty",
            "report_empty",
        ]
        assert TeamReport.objects.count() == 0

    def test_an_open_completion_holds_it_back(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        do_everything(desk)
        make_supplement(desk.dossier, "page:to-chuc", by=desk.member, desk="province")
        with pytest.raises(NotReady, match="chờ chủ thể bổ sung"):
            assessment.finish(by=desk.member, dossier=desk.dossier)

    def test_only_the_member_in_charge_finishes(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        do_everything(desk)
        with pytest.raises(NotAllowed):
            assessment.finish(by=second_member(desk), dossier=desk.dossier)

    def test_reopened_and_finished_again_both_reports_are_kept(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        do_everything(desk)
        assessment.finish(by=desk.member, dossier=desk.dossier)
        assessment.reopen(by=desk.office, dossier=desk.dossier, reason="Làm rõ 1.1")
        assert TeamAssessment.objects.get().finished_at is None
        lowest = criterion(desk).options.order_by("points").first()
        assessment.assess_criterion(
            by=desk.member, dossier=desk.dossier, criterion=criterion(desk), option=lowest, note="Sau khi xem lại"
        )
        assessment.finish(by=desk.member, dossier=desk.dossier)
        first, second = TeamReport.objects.order_by("version")
        found = [next(r["found"] for r in row.content["criteria"] if r["code"] == "1.1") for row in (first, second)]
        assert (first.version, second.version) == (1, 2)
        assert found[0] != found[1]

    def test_the_team_does_not_reopen_its_own_report(self) -> None:
        desk = make_desk(DossierState.READY)
        with pytest.raises(NotAllowed):
            assessment.reopen(by=desk.member, dossier=desk.dossier, reason="Sửa")

    def test_the_office_does_not_write_the_report(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        with pytest.raises(NotAllowed):
            assessment.write_report(by=desk.office, dossier=desk.dossier, summary="a", proposal="b")
