"""The commune's verbs: every exit, what is stored, who is told."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ocop.audit.models import Entry
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.dossiers.actions import commune
from ocop.dossiers.actions.filing import resubmit_dossier
from ocop.dossiers.actions.supplements import Returned
from ocop.dossiers.models import CommuneReport, ItemCheck, SupplementRequest
from ocop.dossiers.queries.desks import changes_between, checklist
from ocop.dossiers.states import DossierState
from ocop.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.desks import Desk, check_everything, make_desk, write_matters
from tests.factories.places import make_commune

pytestmark = pytest.mark.django_db

PAGE = "page:to-chuc"


def kinds(user: object) -> list[str]:
    return list(Notice.objects.filter(to=user).order_by("pk").values_list("kind", flat=True))


def audited(action: str) -> int:
    return Entry.objects.filter(action=action).count()


def returned(*items: str, reason: str = "Chưa rõ năm thành lập") -> list[Returned]:
    return [Returned(item, f"Mục {item}", reason) for item in items]


def ready_to_sign() -> Desk:
    desk = make_desk()
    check_everything(desk)
    write_matters(desk)
    commune.prepare(by=desk.officer, dossier=desk.dossier)
    return desk


class TestCheckingItems:
    def test_a_finding_is_kept_with_the_version_it_was_made_on(self) -> None:
        desk = make_desk()
        commune.check_item(by=desk.officer, dossier=desk.dossier, item=PAGE, is_ok=False, note="Thiếu sơ đồ")
        row = ItemCheck.objects.get()
        assert (row.item, row.is_ok, row.note, row.version, row.by) == (PAGE, False, "Thiếu sơ đồ", 1, desk.officer)
        assert audited("dossiers.check_item") == 1

    def test_a_second_look_replaces_the_first(self) -> None:
        desk = make_desk()
        commune.check_item(by=desk.officer, dossier=desk.dossier, item=PAGE, is_ok=False, note="Thiếu")
        commune.check_item(by=desk.officer, dossier=desk.dossier, item=PAGE, is_ok=True)
        assert [(row.is_ok, row.note) for row in ItemCheck.objects.all()] == [(True, "")]

    def test_an_item_not_in_order_needs_a_note(self) -> None:
        desk = make_desk()
        with pytest.raises(ReasonMissing, match="thiếu gì"):
            commune.check_item(by=desk.officer, dossier=desk.dossier, item=PAGE, is_ok=False, note=" ")
        assert ItemCheck.objects.count() == 0

    def test_an_officer_of_another_commune_may_not(self) -> None:
        desk = make_desk()
        stranger = make_user(roles=[("commune_officer", "commune", make_commune("Lai Thành").pk)])
        with pytest.raises(NotAllowed):
            commune.check_item(by=stranger, dossier=desk.dossier, item=PAGE, is_ok=True)

    def test_nobody_checks_once_the_leader_has_it(self) -> None:
        desk = ready_to_sign()
        with pytest.raises(NotAllowed):
            commune.check_item(by=desk.officer, dossier=desk.dossier, item=PAGE, is_ok=True)

    def test_the_list_holds_every_page_and_every_criterion(self) -> None:
        desk = make_desk()
        items = [line.item for line in checklist(desk.dossier)]
        assert items[:5] == ["page:chu-the", "page:san-pham", "page:to-chuc", "page:ket-qua", "page:ke-hoach"]
        assert len([item for item in items if item.startswith("criterion:")]) == 32


class TestReturning:
    def test_a_return_opens_exactly_the_named_items(self) -> None:
        desk = make_desk()
        due = timezone.localdate() + timedelta(days=7)
        commune.return_to_producer(
            by=desk.officer,
            dossier=desk.dossier,
            reason="Cần bổ sung giấy tờ",
            items=returned(PAGE, "criterion:1.1"),
            due_on=due,
        )
        request = SupplementRequest.objects.get()
        assert (request.desk, request.reason, request.due_on, request.base_version) == (
            "commune",
            "Cần bổ sung giấy tờ",
            due,
            1,
        )
        assert [row.item for row in request.items.order_by("pk")] == [PAGE, "criterion:1.1"]
        assert desk.dossier.state == DossierState.AT_COMMUNE
        assert kinds(desk.producer) == ["dossiers.commune_return"]
        assert "Chưa rõ năm thành lập" in Notice.objects.get(to=desk.producer).body
        assert audited("dossiers.commune_return") == 1

    @pytest.mark.parametrize(
        ("items", "message"),
        [
            pytest.param([], "ít nhất một mục", id="no item"),
            pytest.param([Returned(PAGE, "Tổ chức", " ")], "phải có lý do", id="an item without a reason"),
        ],
    )
    def test_a_return_without_items_or_reasons_is_refused(self, items: list[Returned], message: str) -> None:
        desk = make_desk()
        with pytest.raises(NotReady, match=message):
            commune.return_to_producer(by=desk.officer, dossier=desk.dossier, reason="Thiếu", items=items)
        assert SupplementRequest.objects.count() == 0

    def test_a_return_without_a_general_reason_is_refused(self) -> None:
        desk = make_desk()
        with pytest.raises(ReasonMissing):
            commune.return_to_producer(by=desk.officer, dossier=desk.dossier, reason="", items=returned(PAGE))
        assert SupplementRequest.objects.count() == 0

    def test_a_day_that_has_passed_is_refused(self) -> None:
        desk = make_desk()
        yesterday = timezone.localdate() - timedelta(days=1)
        with pytest.raises(Refused, match="trước hôm nay"):
            commune.return_to_producer(
                by=desk.officer, dossier=desk.dossier, reason="Thiếu", items=returned(PAGE), due_on=yesterday
            )

    def test_a_second_return_waits_for_the_answer(self) -> None:
        desk = make_desk()
        commune.return_to_producer(by=desk.officer, dossier=desk.dossier, reason="Thiếu", items=returned(PAGE))
        with pytest.raises(NotReady, match="chờ chủ thể bổ sung"):
            commune.return_to_producer(by=desk.officer, dossier=desk.dossier, reason="Nữa", items=returned(PAGE))

    def test_after_the_answer_only_the_returned_items_are_looked_at_again(self) -> None:
        desk = make_desk()
        check_everything(desk)
        items = returned("field:history", "criterion:1.1")
        commune.return_to_producer(by=desk.officer, dossier=desk.dossier, reason="Thiếu", items=items)
        answer = desk.dossier.answers.get(field="history")
        answer.value = "Thành lập năm 2015."
        answer.save()
        resubmit_dossier(by=desk.producer, dossier=desk.dossier, declared=True, after_version=1)
        again = [line.item for line in checklist(desk.dossier) if line.is_ok is None]
        assert again == ["page:to-chuc", "criterion:1.1"]
        changes = changes_between(desk.dossier, 1, 2)
        assert [(row.item, row.old, row.new) for row in changes] == [
            ("field:history", "Nội dung mẫu.", "Thành lập năm 2015.")
        ]


class TestMau03:
    def test_the_four_matters_and_the_meeting_are_written_down(self) -> None:
        desk = make_desk()
        matters = {
            "local_material": "Gạo nếp trong xã.",
            "local_labour": "12 người trong xã.",
            "idea_origin": "Của chủ thể.",
            "local_identity": "Món ăn vùng núi đá.",
        }
        commune.write_report(
            by=desk.officer,
            dossier=desk.dossier,
            matters=matters,
            meeting_on=date(2026, 11, 3),
            meeting_note="Nhất trí",
        )
        report = CommuneReport.objects.get()
        assert {key: getattr(report, key) for key in matters} == matters
        assert (report.meeting_on, report.meeting_note, report.written_by) == (
            date(2026, 11, 3),
            "Nhất trí",
            desk.officer,
        )

    def test_the_leader_does_not_write_it(self) -> None:
        desk = make_desk()
        with pytest.raises(NotAllowed):
            commune.write_report(by=desk.leader, dossier=desk.dossier, matters={})


class TestPreparing:
    def test_a_checked_dossier_goes_to_the_leader(self) -> None:
        desk = ready_to_sign()
        assert desk.dossier.state == DossierState.COMMUNE_SIGNING
        assert kinds(desk.leader) == ["dossiers.commune_prepare"]
        assert kinds(desk.producer) == ["dossiers.commune_prepare"]
        assert audited("dossiers.commune_prepare") == 1

    def test_an_unchecked_item_holds_it_back(self) -> None:
        desk = make_desk()
        check_everything(desk)
        write_matters(desk)
        ItemCheck.objects.filter(item=PAGE).delete()
        with pytest.raises(NotReady) as caught:
            commune.prepare(by=desk.officer, dossier=desk.dossier)
        assert [row.where for row in caught.value.findings] == [PAGE]

    def test_an_item_not_in_order_holds_it_back(self) -> None:
        desk = make_desk()
        check_everything(desk)
        write_matters(desk)
        commune.check_item(by=desk.officer, dossier=desk.dossier, item=PAGE, is_ok=False, note="Thiếu")
        with pytest.raises(NotReady, match="chưa đạt"):
            commune.prepare(by=desk.officer, dossier=desk.dossier)

    def test_an_empty_matter_holds_it_back(self) -> None:
        desk = make_desk()
        check_everything(desk)
        write_matters(desk)
        CommuneReport.objects.update(idea_origin=" ")
        with pytest.raises(NotReady, match="Nguồn gốc ý tưởng"):
            commune.prepare(by=desk.officer, dossier=desk.dossier)

    def test_an_open_completion_holds_it_back(self) -> None:
        desk = make_desk()
        check_everything(desk)
        write_matters(desk)
        commune.return_to_producer(by=desk.officer, dossier=desk.dossier, reason="Thiếu", items=returned(PAGE))
        with pytest.raises(NotReady, match="chờ chủ thể bổ sung"):
            commune.prepare(by=desk.officer, dossier=desk.dossier)


class TestSigning:
    def test_the_leader_asks_the_province(self) -> None:
        desk = ready_to_sign()
        today = timezone.localdate()
        commune.forward(
            by=desk.leader, dossier=desk.dossier, report_no="12/BC-UBND", request_no="45/UBND-KT", signed_on=today
        )
        report = CommuneReport.objects.get()
        assert desk.dossier.state == DossierState.AT_PROVINCE
        assert (report.report_no, report.request_no, report.signed_on, report.approved_by) == (
            "12/BC-UBND",
            "45/UBND-KT",
            today,
            desk.leader,
        )
        assert desk.dossier.round == desk.round
        assert kinds(desk.office) == ["dossiers.commune_forward"]
        assert kinds(desk.producer)[-1] == "dossiers.commune_forward"

    @pytest.mark.parametrize(
        ("report_no", "request_no", "has_date", "where"),
        [("", "45/UBND", True, "report_no"), ("12/BC", " ", True, "request_no"), ("12/BC", "45", False, "signed_on")],
    )
    def test_numbers_and_day_are_needed(self, report_no: str, request_no: str, has_date: bool, where: str) -> None:
        desk = ready_to_sign()
        day = timezone.localdate() if has_date else None
        with pytest.raises(NotReady) as caught:
            commune.forward(
                by=desk.leader, dossier=desk.dossier, report_no=report_no, request_no=request_no, signed_on=day
            )
        assert [row.where for row in caught.value.findings] == [where]

    def test_a_day_to_come_is_refused(self) -> None:
        desk = ready_to_sign()
        day = timezone.localdate() + timedelta(days=1)
        with pytest.raises(Refused, match="sau hôm nay"):
            commune.forward(by=desk.leader, dossier=desk.dossier, report_no="1", request_no="2", signed_on=day)
        assert desk.dossier.state == DossierState.COMMUNE_SIGNING

    def test_the_officer_does_not_sign(self) -> None:
        desk = ready_to_sign()
        with pytest.raises(NotAllowed):
            commune.forward(
                by=desk.officer, dossier=desk.dossier, report_no="1", request_no="2", signed_on=timezone.localdate()
            )

    def test_the_leader_sends_it_back_with_a_reason(self) -> None:
        desk = ready_to_sign()
        commune.send_back(by=desk.leader, dossier=desk.dossier, reason="Xem lại lao động")
        assert desk.dossier.state == DossierState.AT_COMMUNE
        assert Notice.objects.get(to=desk.officer).body == "Lý do: Xem lại lao động"
        assert desk.dossier.moves.last().reason == "Xem lại lao động"

    def test_sending_back_needs_a_reason(self) -> None:
        desk = ready_to_sign()
        with pytest.raises(ReasonMissing):
            commune.send_back(by=desk.leader, dossier=desk.dossier, reason="")

    def test_what_is_not_before_the_leader_is_not_sent_back(self) -> None:
        desk = make_desk()
        with pytest.raises(IllegalMove):
            commune.send_back(by=desk.leader, dossier=desk.dossier, reason="Xem lại")


class TestAssigning:
    def test_the_officer_in_charge_is_told(self) -> None:
        desk = make_desk()
        other = make_user(roles=[("commune_officer", "commune", desk.commune.pk)])
        commune.assign_officer(by=desk.leader, dossier=desk.dossier, officer=other)
        desk.dossier.refresh_from_db()
        assert desk.dossier.commune_officer == other
        assert kinds(other) == ["dossiers.assign_commune_officer"]

    def test_whoever_takes_it_on_is_not_told_of_it(self) -> None:
        desk = make_desk()
        commune.assign_officer(by=desk.officer, dossier=desk.dossier, officer=desk.officer)
        assert kinds(desk.officer) == []

    def test_it_can_be_given_back_to_the_whole_desk(self) -> None:
        desk = make_desk()
        commune.assign_officer(by=desk.officer, dossier=desk.dossier, officer=desk.officer)
        commune.assign_officer(by=desk.officer, dossier=desk.dossier, officer=None)
        desk.dossier.refresh_from_db()
        assert desk.dossier.commune_officer is None

    def test_only_an_officer_of_the_commune_can_be_named(self) -> None:
        desk = make_desk()
        with pytest.raises(Refused, match="không phải công chức"):
            commune.assign_officer(by=desk.officer, dossier=desk.dossier, officer=desk.office)

    def test_the_province_does_not_assign_at_the_commune(self) -> None:
        desk = make_desk()
        with pytest.raises(NotAllowed):
            commune.assign_officer(by=desk.office, dossier=desk.dossier, officer=desk.officer)
