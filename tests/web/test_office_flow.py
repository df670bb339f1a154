"""A dossier goes through the desks by the pages alone: without JavaScript, and by autosave."""

from datetime import date
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.models import Entry
from ocop.dossiers.models import CommuneReport, Dossier, ItemCheck, Round, SupplementRequest
from ocop.dossiers.queries.desks import checklist
from ocop.dossiers.queries.teams import team_of
from ocop.dossiers.states import DossierState as S
from ocop.evaluation.models import ExtraTest, SampleReceipt, SiteSurvey, TeamFinding, TeamReport
from ocop.evaluation.queries.assessment import criteria_of
from ocop.regulations.models import DayOverride
from ocop.regulations.queries.calendar import is_working_day
from tests.factories.accounts import make_user
from tests.factories.desks import Desk, check_everything, make_desk, second_member, write_matters
from tests.factories.documents import pdf_bytes, picture_bytes
from tests.factories.places import make_province

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(user: User, name: str, *arguments: object, **data: object) -> list[str]:
    """Post as a browser without JavaScript does; the messages of the answer."""
    answer = client_of(user).post(reverse(name, args=arguments), data)
    assert answer.status_code == 302, answer.status_code
    return [str(message) for message in get_messages(answer.wsgi_request)]


def state(desk: Desk) -> str:
    return Dossier.objects.get(pk=desk.dossier.pk).state


class TestCommune:
    def test_from_the_queue_to_the_province_by_buttons_alone(self) -> None:
        desk = make_desk()
        pk = desk.dossier.pk
        for page in ("chu-the", "san-pham", "to-chuc", "ket-qua", "ke-hoach"):
            post(desk.officer, "office_check", pk, page, **{f"ok:page:{page}": "ok"})
        post(desk.officer, "office_check", pk, "tu-cham", rest="ok")
        assert all(line.is_ok for line in checklist(desk.dossier))
        matters = dict.fromkeys(("local_material", "local_labour", "idea_origin", "local_identity"), "Đúng.")
        assert post(desk.officer, "office_report", pk, **matters) == ["Đã lưu Mẫu 03."]
        assert post(desk.officer, "office_prepare", pk) == ["Đã trình lãnh đạo xã duyệt."]
        today = timezone.localdate().isoformat()
        said = post(desk.leader, "office_forward", pk, report_no="12/BC", request_no="45/UBND", signed_on=today)
        assert said == ["Đã duyệt và đề nghị tỉnh đánh giá."]
        assert state(desk) == S.AT_PROVINCE

    def test_what_is_missing_is_said_and_nothing_moves(self) -> None:
        desk = make_desk()
        said = post(desk.officer, "office_prepare", desk.dossier.pk)
        assert "Chưa kiểm tra mục “Chủ thể”." in said
        assert state(desk) == S.AT_COMMUNE

    def test_autosave_keeps_what_can_be_kept_and_names_what_lacks_its_note(self) -> None:
        desk = make_desk()
        url = reverse("office_check", args=[desk.dossier.pk, "tu-cham"])
        data = {"ok:criterion:1.1": "ok", "ok:criterion:1.2": "no", "note:criterion:1.2": ""}
        answer = client_of(desk.officer).post(url, data, headers={"X-Autosave": "1"})
        assert (answer.status_code, list(answer.json()["errors"])) == (422, ["note:criterion:1.2"])
        assert [(row.item, row.is_ok) for row in ItemCheck.objects.all()] == [("criterion:1.1", True)]
        data["note:criterion:1.2"] = "Hợp đồng mờ"
        answer = client_of(desk.officer).post(url, data, headers={"X-Autosave": "1"})
        assert answer.status_code == 200
        assert ItemCheck.objects.get(item="criterion:1.2").note == "Hợp đồng mờ"

    def test_saving_unchanged_findings_writes_nothing_again(self) -> None:
        desk = make_desk()
        for _ in range(2):
            post(desk.officer, "office_check", desk.dossier.pk, "to-chuc", **{"ok:page:to-chuc": "ok"})
        assert Entry.objects.filter(action="dossiers.check_item").count() == 1

    def test_the_return_form_begins_with_what_was_found_wanting(self) -> None:
        desk = make_desk()
        note = {"ok:page:to-chuc": "no", "note:page:to-chuc": "Thiếu sơ đồ"}
        post(desk.officer, "office_check", desk.dossier.pk, "to-chuc", **note)
        url = reverse("office_return", args=[desk.dossier.pk])
        lines = client_of(desk.officer).get(url).context["lines"]
        assert [(row["line"].item, row["reason"]) for row in lines if row["chosen"]] == [
            ("page:to-chuc", "Thiếu sơ đồ")
        ]
        chosen = {"item": ["page:to-chuc"], "reason:page:to-chuc": "Thiếu sơ đồ", "reason": "Cần bổ sung"}
        assert post(desk.officer, "office_return", desk.dossier.pk, **chosen) == [
            "Đã gửi yêu cầu bổ sung cho chủ thể."
        ]
        assert [row.item for row in SupplementRequest.objects.get().items.all()] == ["page:to-chuc"]

    def test_an_item_chosen_without_reason_comes_back_with_what_was_typed(self) -> None:
        desk = make_desk()
        url = reverse("office_return", args=[desk.dossier.pk])
        answer = client_of(desk.officer).post(url, {"item": ["page:to-chuc"], "reason": "Cần bổ sung"})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "Mỗi mục trả lại phải có lý do." in page
        assert "Cần bổ sung" in page
        assert SupplementRequest.objects.count() == 0

    def test_the_leader_sends_back_and_the_officer_is_named(self) -> None:
        desk = make_desk()
        check_everything(desk)
        write_matters(desk)
        post(desk.officer, "office_prepare", desk.dossier.pk)
        assert post(desk.leader, "office_send_back", desk.dossier.pk, reason="") != []
        assert state(desk) == S.COMMUNE_SIGNING
        post(desk.leader, "office_send_back", desk.dossier.pk, reason="Xem lại lao động")
        assert state(desk) == S.AT_COMMUNE
        assert post(desk.leader, "office_assign_officer", desk.dossier.pk, officer=desk.officer.pk) == [
            "Đã phân công."
        ]

    def test_the_printed_form_carries_the_matters_and_the_hash(self) -> None:
        desk = make_desk()
        write_matters(desk)
        CommuneReport.objects.update(local_material="Gạo nếp trong xã.")
        page = client_of(desk.officer).get(reverse("office_report_print", args=[desk.dossier.pk])).content.decode()
        assert "Gạo nếp trong xã." in page
        assert desk.dossier.snapshots.get().sha256 in page
        assert "TM. ỦY BAN NHÂN DÂN" in page


class TestProvince:
    def test_taking_in_asks_for_round_and_member(self) -> None:
        desk = make_desk(S.AT_PROVINCE)
        pk = desk.dossier.pk
        assert post(desk.office, "office_accept", pk, round=desk.round.pk) == [
            "Hãy chọn đợt và một thành viên Tổ tư vấn của đợt đó."
        ]
        said = post(desk.office, "office_accept", pk, round=desk.round.pk, reviewer=desk.member.pk)
        assert said == ["Đã tiếp nhận và giao Tổ tư vấn."]
        assert state(desk) == S.IN_REVIEW

    def test_people_and_round_are_changed_on_the_page(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        pk = desk.dossier.pk
        assert post(desk.office, "office_assign_people", pk, officer=desk.office.pk, reviewer="") == ["Đã phân công."]
        assert Dossier.objects.get(pk=pk).reviewer is None
        assert post(desk.office, "office_assign_round", pk, round="999") == ["Hãy chọn một đợt chưa đóng."]
        assert post(desk.office, "office_assign_round", pk, round=desk.round.pk) == ["Đã xếp đợt."]

    def test_it_hands_back_to_commune_and_team_with_a_reason(self) -> None:
        desk = make_desk(S.AT_PROVINCE)
        write_matters(desk)
        post(desk.office, "office_return_to_commune", desk.dossier.pk, reason="Thiếu chữ ký")
        assert state(desk) == S.AT_COMMUNE
        Dossier.objects.update(state=S.READY)
        post(desk.office, "office_reopen", desk.dossier.pk, reason="Làm rõ 1.5")
        assert state(desk) == S.IN_REVIEW

    def test_a_round_of_the_law_is_filled_in_and_made(self) -> None:
        province = make_province()
        office = make_user(roles=[("provincial_office", "province", province.pk)])
        url = reverse("office_round_create") + "?nam=2027&dot=1"
        form = client_of(office).get(url).context["form"]
        assert form.initial["communes_propose_by"] == date(2027, 4, 30)
        data = {name: value for name, value in form.initial.items() if value is not None}
        answer = client_of(office).post(url, data)
        made = Round.objects.get()
        assert answer["Location"] == reverse("office_round", args=[made.pk])
        post(office, "office_round_open", made.pk)
        assert post(office, "office_round_close", made.pk, reason="") == ["Hãy ghi lý do để “Đóng đợt”."]
        post(office, "office_round_close", made.pk, reason="Hết đợt")
        assert Round.objects.get().state == "closed"

    def test_a_round_is_edited_on_its_page(self) -> None:
        desk = make_desk(S.AT_PROVINCE)
        url = reverse("office_round_edit", args=[desk.round.pk])
        data = client_of(desk.office).get(url).context["form"].initial | {"name": "Đợt đặc biệt", "number": 2}
        answer = client_of(desk.office).post(url, data)
        assert answer.status_code == 302, answer.context["form"].errors
        assert Round.objects.get().name == "Đợt đặc biệt"

    def test_the_team_is_made_on_its_page(self) -> None:
        desk = make_desk(S.AT_PROVINCE)
        newcomer = make_user("Ngô Văn Mới", username="moi")
        said = post(desk.office, "office_team", desk.round.pk, username="moi", basis="Quyết định 12")
        assert said == ["Đã thêm Ngô Văn Mới vào Tổ tư vấn."]
        assert newcomer in team_of(desk.round)
        assert client_of(desk.office).get(reverse("office_team", args=[desk.round.pk])).status_code == 200
        post(desk.office, "office_team_release", desk.round.pk, newcomer.pk, reason="Chuyển công tác")
        assert newcomer not in team_of(desk.round)
        assert post(desk.office, "office_team", desk.round.pk, username="khong-co", basis="Quyết định 12") == [
            "Không có tài khoản đang hoạt động mang tên đăng nhập này."
        ]

    def test_a_settled_day_counts_at_once_and_can_be_given_back(self) -> None:
        desk = make_desk()
        day = date(2026, 11, 21)
        assert not is_working_day(day)
        typed = {
            "ngay-day": "2026-11-21",
            "ngay-is_working": "yes",
            "ngay-reason": "Hoán đổi",
            "ngay-document": "TB 123",
        }
        post(desk.office, "office_calendar_set", **typed)
        assert is_working_day(day)
        post(desk.office, "office_calendar_clear", "2026-11-21")
        assert DayOverride.objects.count() == 0

    def test_the_commune_reads_the_calendar_and_does_not_change_it(self) -> None:
        desk = make_desk()
        client = client_of(desk.officer)
        assert client.get(reverse("office_calendar")).status_code == 200
        assert client.post(reverse("office_calendar_set"), {"day": "2026-11-21"}).status_code == 404


class TestTeam:
    def test_the_pages_of_the_team_open(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        client = client_of(desk.member)
        for name in ("team_criteria", "team_records", "team_report"):
            assert client.get(reverse(name, args=[desk.dossier.pk])).status_code == 200

    def test_from_criteria_to_the_finished_report_by_buttons_alone(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        pk = desk.dossier.pk
        post(desk.member, "team_accept_claims", pk)
        for row in criteria_of(desk.dossier):
            if row.finding is None:
                best = max(row.rule.options, key=lambda option: option.points, default=None)
                chosen = best.id if best else "0"
                post(desk.member, "team_criterion", pk, row.rule.code, option=chosen, evidence_ok="on")
        photo = BytesIO(picture_bytes())
        photo.name = "xuong.jpg"
        visit = {
            "surveyed_on": "2026-01-05",
            "place": "Xưởng",
            "participants": "Tổ",
            "findings": "Tốt",
            "photos": photo,
        }
        assert post(desk.member, "team_survey", pk, **visit) == ["Đã ghi biên bản khảo sát."]
        assert post(desk.member, "team_ask_test", pk, what="Chì", reason="Thiếu", criterion="1.1") == [
            "Đã gửi đề nghị cho chủ thể."
        ]
        test = ExtraTest.objects.get()
        paper = BytesIO(pdf_bytes())
        paper.name = "phieu.pdf"
        post(desk.member, "team_test_result", pk, test.pk, lab="Trung tâm", result="Đạt", file=paper)
        post(desk.office, "office_samples", pk, count="5", received_on="2026-01-06", note="Nguyên hộp")
        post(desk.member, "team_report", pk, summary="Đủ.", proposal="Trình Hội đồng.")
        assert post(desk.member, "team_finish", pk) == ["Đã báo cáo; hồ sơ sẵn sàng trình Hội đồng."]
        assert (state(desk), TeamReport.objects.count(), SampleReceipt.objects.get().count) == (S.READY, 1, 5)
        client = client_of(desk.office)
        page = client.get(reverse("office_assessment", args=[pk])).content.decode()
        assert "Xưởng" in page
        file = client.get(reverse("office_test_file", args=[pk, test.pk]))
        assert b"".join(file.streaming_content)[:5] == b"%PDF-"
        shot = SiteSurvey.objects.get().photos.get()
        picture = client.get(reverse("office_photo", args=[pk, shot.pk]))
        assert b"".join(picture.streaming_content)  # read to its end, which closes the file
        assert picture["Content-Type"] == "image/jpeg"

    def test_autosave_answers_with_mark_and_totals(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        rule = criteria_of(desk.dossier)[0].rule
        url = reverse("team_criterion", args=[desk.dossier.pk, rule.code])
        data = {"option": rule.options[0].id, "evidence_ok": "on"}
        answer = client_of(desk.member).post(url, data, headers={"X-Autosave": "1"})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert answer["X-Saved-At"] == timezone.localtime().strftime("%H:%M")
        assert f'id="dau-{rule.code}" hx-swap-oob="true"' in page
        assert 'id="tong-diem" hx-swap-oob="true"' in page
        assert "cần ghi nhận định" in page
        assert TeamFinding.objects.count() == 1

    def test_a_criterion_without_a_choice_is_not_kept(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        assert post(desk.member, "team_criterion", desk.dossier.pk, "1.1", option="", note="x") == [
            "Tiêu chí 1.1: hãy chọn mức đạt."
        ]
        assert TeamFinding.objects.count() == 0

    def test_words_without_a_choice_are_not_called_saved(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        url = reverse("team_criterion", args=[desk.dossier.pk, "1.1"])
        answer = client_of(desk.member).post(url, {"option": "", "note": "x"}, headers={"X-Autosave": "1"})
        assert (answer.status_code, answer.json()) == (
            422,
            {"errors": {"note": ["Tiêu chí 1.1: hãy chọn mức đạt."]}},
        )

    def test_two_members_on_one_criterion_see_both_words_and_one_chooses(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        rule = criteria_of(desk.dossier)[0].rule
        url = reverse("team_criterion", args=[desk.dossier.pk, rule.code])
        low, high = rule.options[0].id, rule.options[-1].id
        first, other = client_of(desk.member), client_of(second_member(desk, "Đỗ Thị Tổ"))
        quiet = {"X-Autosave": "1"}
        saved = first.post(url, {"option": low, "note": "của tôi", "version": ""}, headers=quiet)
        clash = other.post(url, {"option": high, "note": "của bạn", "version": ""}, headers=quiet)
        assert (clash.status_code, TeamFinding.objects.get().note) == (409, "của tôi")
        assert f'id="khac-{rule.code}" hx-swap-oob="true"' in clash.content.decode()
        assert "của tôi" in clash.content.decode()
        page = other.post(url, {"option": high, "note": "của bạn", "version": ""}).content.decode()
        assert all(words in page for words in ("“của tôi”", "của bạn</textarea>", "Lưu bản của tôi"))
        again = first.post(url, {"option": low, "note": "của tôi", "version": ""}, headers=quiet)
        assert (again.status_code, again["X-Version"]) == (200, saved["X-Version"])
        other.post(url, {"option": high, "note": "bỏ", "version": "", "theirs": "1"})
        assert TeamFinding.objects.get().note == "của tôi"
        other.post(url, {"option": high, "note": "của bạn", "version": "", "over": saved["X-Version"]})
        assert TeamFinding.objects.get().note == "của bạn"
        assert first.post(url, {"option": low, "version": saved["X-Version"]}, headers=quiet).status_code == 409

    def test_an_option_of_another_criterion_is_not_there(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        other = criteria_of(desk.dossier)[2].rule.options[0].id
        url = reverse("team_criterion", args=[desk.dossier.pk, "1.1"])
        assert client_of(desk.member).post(url, {"option": other}).status_code == 404

    def test_waivers_and_tests_given_up_are_written(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        pk = desk.dossier.pk
        post(desk.member, "team_waive_survey", pk, reason="Đã khảo sát")
        post(desk.member, "team_ask_test", pk, what="Chì", reason="Thiếu")
        post(desk.member, "team_test_waive", pk, ExtraTest.objects.get().pk, reason="Có phiếu khác")
        assert ExtraTest.objects.get().is_settled

    def test_a_survey_form_with_gaps_comes_back(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        url = reverse("team_survey", args=[desk.dossier.pk])
        answer = client_of(desk.member).post(url, {"place": "Xưởng"})
        assert answer.status_code == 200
        assert "Chưa gửi được" in answer.content.decode()

    def test_unfinished_work_says_what_is_missing(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        said = post(desk.member, "team_finish", desk.dossier.pk)
        assert "Mới nhận 0/5 sản phẩm mẫu." in said
        assert state(desk) == S.IN_REVIEW
