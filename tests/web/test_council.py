"""The council's pages: what each person sees and does not see, with data present that could leak."""

import json
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ocop.evaluation.actions import agenda, conclusions, councils, meeting
from ocop.evaluation.actions.councils import Named
from ocop.evaluation.models import AgendaItem, Conclusion, Mark, MarkConflict, ScoreSheet
from ocop.evaluation.queries.visible import visible_items, visible_reviews
from ocop.web.council.todo import todo
from tests.factories.accounts import make_user
from tests.factories.evaluation import (
    NOTHING,
    all_present,
    criteria,
    fill_sheet,
    make_finding,
    make_hall,
    make_ready_dossier,
    make_session,
    open_hall,
    open_writing,
    option_of,
    pass_deadline,
    seat,
    send,
    send_all,
)
from tests.worlds import shared

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ITEM_PAGES = ("council_item", "council_sheet", "council_send", "council_review", "council_answer", "council_proof")


def door(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page(user, name, *args, status=200) -> str:
    answer = door(user).get(reverse(name, args=args))
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode() if status == 200 else ""


def statuses(user, item) -> dict[str, int]:
    client = door(user)
    found = {name: client.get(reverse(name, args=[item.pk])).status_code for name in ITEM_PAGES}
    return found | {"file": file_status(client, item, "minh-chung", paper_of(item))}


def file_status(client, item, kind, key) -> int:
    answer = client.get(reverse("council_file", args=[item.pk, kind, key]))
    if answer.streaming:
        assert b"".join(answer.streaming_content)  # read to its end, which closes the file
    return answer.status_code


def paper_of(item) -> int:
    evidence = item.dossier.snapshots.first().content["evidence"]
    return evidence[0]["id"] if evidence else 0


def filled():
    """An open session whose dossiers carry papers; the second item waits."""
    hall = make_hall(5)
    make_session(hall, [make_ready_dossier(hall, filled=True), make_ready_dossier(hall, filled=True)])
    all_present(hall)
    meeting.open_session(by=hall.chair, session=hall.session)
    for user in [*hall.members, hall.secretary]:
        meeting.declare_none(by=user, session=hall.session)
    meeting.open_item(by=hall.chair, item=hall.item)
    return hall


_filled_once, filled = shared(filled)


def published(hall):
    item = send_all(hall)
    conclusions.conclude_item(by=hall.chair, item=item)
    for other in hall.items[1:]:
        agenda.postpone_item(by=hall.chair, item=other, reason="Hết giờ")
    meeting.close_session(by=hall.chair, session=hall.session)
    meeting.publish_session(by=hall.chair, session=hall.session)
    return AgendaItem.objects.get(pk=item.pk)


def test_before_all_have_sent_nobody_reads_a_total_or_a_review(filled):
    for user in filled.members[:4]:
        send(user, filled.item, {"4.3": 3} if user == filled.chair else None)
    for user in [*filled.members, filled.secretary, filled.office]:
        assert door(user).get(reverse("council_review", args=[filled.item.pk])).status_code == 404
        assert door(user).get(reverse("council_proof", args=[filled.item.pk])).status_code == 404
        assert not visible_reviews(user).exists()
    seen = page(filled.secretary, "council_session", filled.session.pk)
    assert "Đã gửi 4 / 5 phiếu" in seen
    assert "chờ: Thành viên 5" in seen
    for item in filled.items:  # their names carry running numbers
        seen = seen.replace(str(item.dossier.product), "").replace(item.dossier.product.producer.name, "")
    assert "98" not in seen.replace("1998", "")
    for member in filled.members[2:]:
        assert "phiếu · chờ" not in page(member, "council_session", filled.session.pk)


def test_the_chairs_report_and_the_minutes_hold_nothing_of_items_not_revealed(filled):
    for user in filled.members[:4]:
        send(user, filled.item)
    assert "Chưa có hồ sơ nào đủ phiếu" in page(filled.chair, "council_severity", filled.session.pk)
    assert (
        "điểm trung bình" not in page(filled.chair, "council_minutes", filled.session.pk).split("Quy chế áp dụng")[0]
    )
    page(filled.secretary, "council_severity", filled.session.pk, status=404)
    page(filled.vice, "council_severity", filled.session.pk, status=404)


def test_a_member_sees_the_own_marks_only(filled):
    send(filled.chair, filled.item, {"1.5": 1})
    fill_sheet(filled.members[2], filled.item, {"1.5": 3})
    Mark.objects.filter(sheet__member__user=filled.chair).update(note="Lời riêng của Chủ tịch")
    for user in filled.members[1:]:
        assert "Lời riêng của Chủ tịch" not in page(user, "council_criterion", filled.item.pk, "1.5")
    mine = page(filled.members[2], "council_criterion", filled.item.pk, "1.5")
    assert mine.count(" checked") == 1
    assert page(filled.vice, "council_criterion", filled.item.pk, "1.5").count(" checked") == 0


def test_a_conflicted_member_reads_nothing_of_the_item_ever(filled):
    member = filled.members[4]
    meeting.declare_conflict(by=member, item=filled.item, has_conflict=True, reason="Anh em")
    assert set(statuses(member, filled.item).values()) == {404}
    item = send_all(filled, but=[member])
    conclusions.conclude_item(by=filled.chair, item=item)
    assert set(statuses(member, item).values()) == {404}
    for name in ("council_session", "council_minutes"):
        seen = page(member, name, filled.session.pk)
        assert "100,0" not in seen
        assert "5 sao" not in seen
    assert not visible_items(member).filter(pk=item.pk).exists()
    assert todo(member) == []


def test_a_conflict_closes_the_item_also_to_one_who_is_auditor_besides(filled):
    member = filled.members[4]
    meeting.declare_conflict(by=member, item=filled.item, has_conflict=True, reason="Anh em")
    double = make_user("Hai vai", roles=[("auditor", "province", filled.province.pk)])
    assert statuses(double, filled.item)["council_item"] == 200
    councils.replace_member(
        by=filled.office, member=seat(filled, filled.members[3]), successor=Named(double, "", "Sở"), reason="Thay"
    )
    meeting.declare_conflict(by=double, item=filled.item, has_conflict=True, reason="Góp vốn")
    assert set(statuses(filled.fresh(double), filled.item).values()) == {404}


def test_a_member_opens_a_dossier_only_after_declaring(filled):
    late = make_ready_dossier(filled, filled=True)
    item = agenda.add_items(by=filled.secretary, session=filled.session, dossiers=[late])[0]
    assert set(statuses(filled.members[2], item).values()) == {404}
    meeting.declare_conflict(by=filled.members[2], item=item, has_conflict=False)
    assert statuses(filled.members[2], item)["file"] == 200


def test_strangers_members_of_other_councils_and_former_members_get_404(filled):
    other = open_hall(3)
    producer = make_user(roles=[("producer", "producer", filled.item.dossier.product.producer_id)])
    former = filled.members[3]
    councils.replace_member(
        by=filled.office, member=seat(filled, former), successor=Named(make_user(), "", "Sở"), reason="Chuyển công tác"
    )
    send_all(filled, but=[former])
    for user in (make_user(), other.members[2], other.secretary, producer, filled.fresh(former)):
        assert set(statuses(user, filled.item).values()) == {404}
        page(user, "council_session", filled.session.pk, status=404)
        page(user, "council_page", filled.council.pk, status=404)
        answer = door(user).post(reverse("council_item_step", args=[filled.item.pk, "conclude_item"]))
        assert answer.status_code == 404


def test_a_file_of_another_dossier_is_not_reached_through_this_item(filled):
    other = filled.items[1]
    assert paper_of(other) != paper_of(filled.item)
    client = door(filled.members[2])
    for kind, key in (("minh-chung", paper_of(other)), ("khao-sat", 1), ("kiem-nghiem", 1), ("gi-do", 1)):
        assert file_status(client, filled.item, kind, key) == 404
    assert file_status(client, other, "minh-chung", paper_of(other)) == 200


def test_personal_data_of_the_representative_stay_out_of_the_dossier_page(filled):
    seen = page(filled.members[2], "council_item", filled.item.pk)
    assert "Mường" not in seen
    assert "0912000111" not in seen
    assert "Nội dung mẫu." in seen


def test_office_leader_and_auditor_read_results_only_after_publication(filled):
    leader = make_user(roles=[("signing_leader", "province", filled.province.pk)])
    auditor = make_user(roles=[("auditor", "province", filled.province.pk)])
    send_all(filled)
    for user in (filled.office, leader, auditor):
        page(user, "council_review", filled.item.pk, status=404)
        assert not visible_reviews(user).exists()
    conclusions.conclude_item(by=filled.chair, item=AgendaItem.objects.get(pk=filled.item.pk))
    assert "100,0" not in page(filled.office, "council_session", filled.session.pk)
    agenda.postpone_item(by=filled.chair, item=filled.items[1], reason="Hết giờ")
    meeting.close_session(by=filled.chair, session=filled.session)
    meeting.publish_session(by=filled.chair, session=filled.session)
    for user in (filled.office, leader, auditor):
        assert "5 sao" in page(user, "council_review", filled.item.pk)
        proof = json.loads(page(user, "council_proof", filled.item.pk))
        assert (proof["result"]["stars"], len(proof["input"]["sheets"])) == (5, 5)
        assert [item.pk for item in visible_reviews(user)] == [filled.item.pk]


def test_lists_and_permissions_agree(filled):
    send_all(filled)
    meeting.declare_conflict(by=filled.members[4], item=filled.items[1], has_conflict=True, reason="Góp vốn")
    auditor = make_user(roles=[("auditor", "province", filled.province.pk)])
    for user in (*filled.members, filled.secretary, filled.office, auditor, make_user()):
        user = filled.fresh(user)
        items = [item for item in AgendaItem.objects.order_by("pk") if user.has_perm("evaluation.view_item", item)]
        assert list(visible_items(user).order_by("pk")) == items
        seen = [item for item in AgendaItem.objects.order_by("pk") if user.has_perm("evaluation.view_review", item)]
        assert list(visible_reviews(user).order_by("pk")) == seen


def test_the_sheet_saves_itself_and_answers_with_the_total(filled):
    make_finding(filled.item, "1.5", 1)
    row = criteria(filled.item)["1.5"]
    client = door(filled.members[2])
    url = reverse("council_criterion", args=[filled.item.pk, "1.5"])
    data = {"option": option_of(row, 2).pk, "note": "", "version": "0", "_changed": "option"}
    answer = client.post(url, data, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer["X-Version"]) == (200, "1")
    body = answer.content.decode()
    assert "2,0 <small>/ 100 · còn 31 tiêu chí" in body
    assert "thiếu nhận xét" in body
    again = client.post(url, data, headers={"X-Autosave": "1"})
    assert (again.status_code, again["X-Version"]) == (200, "1")
    client.post(url, data | {"option": option_of(row, 1).pk, "version": "1"}, headers={"X-Autosave": "1"})
    clash = client.post(url, data | {"option": option_of(row, 3).pk, "version": "1"}, headers={"X-Autosave": "1"})
    assert clash.status_code == 409
    assert "Hai cửa sổ ghi khác nhau" in client.get(url).content.decode()
    kept = MarkConflict.objects.get()
    client.post(reverse("council_choose", args=[filled.item.pk, kept.pk]), {"chon": "nay"})
    assert (MarkConflict.objects.count(), Mark.objects.get().option.points) == (0, 1)


def test_without_scripts_the_form_saves_and_leads_on(filled):
    row = criteria(filled.item)["1.5"]
    client = door(filled.members[2])
    url = reverse("council_criterion", args=[filled.item.pk, "1.5"])
    data = {"option": option_of(row, 2).pk, "note": "Đủ", "version": "0", "den": "1.6"}
    assert client.post(url, data).url == reverse("council_criterion", args=[filled.item.pk, "1.6"])
    assert client.post(url, data | {"den": "gui"}).url == reverse("council_send", args=[filled.item.pk])
    assert client.post(url, {"note": "Chỉ có lời", "den": "1.6"}).url == url
    assert client.post(url, {"option": "999999"}, headers={"X-Autosave": "1"}).status_code == 422
    assert client.post(url, {"note": "x"}, headers={"X-Autosave": "1"}).status_code == 422
    assert client.get(reverse("council_criterion", args=[filled.item.pk, "99"])).status_code == 404


def test_reading_the_sheet_starts_nothing(filled):
    page(filled.members[2], "council_criterion", filled.item.pk, "1.1")
    page(filled.members[2], "council_send", filled.item.pk)
    assert ScoreSheet.objects.count() == 0


def test_a_sheet_is_sent_from_its_page_once(filled):
    fill_sheet(filled.members[2], filled.item)
    client = door(filled.members[2])
    url = reverse("council_send", args=[filled.item.pk])
    assert "Phiếu đã đủ" in client.get(url).content.decode()
    for _ in range(2):
        assert client.post(url, {"opinion": "Tốt"}).url == reverse("council_session", args=[filled.session.pk])
    assert ScoreSheet.objects.get().opinion == "Tốt"
    assert "ĐÃ GỬI PHIẾU" in client.get(url).content.decode()


def test_the_review_concludes_and_gives_the_proof_in_words(filled):
    for user in filled.members:
        send(user, filled.item, {"1.5": 1})
    seen = page(filled.chair, "council_review", filled.item.pk)
    assert "Chưa đạt 4 sao vì:" in seen
    assert "<li>1.5 cần 2 điểm, 0/5 phiếu đạt</li>" in seen
    client = door(filled.secretary)
    answer = client.post(reverse("council_item_step", args=[filled.item.pk, "conclude_item"]), {"opinion": "Nhất trí"})
    assert answer.url == reverse("council_review", args=[filled.item.pk])
    assert "Đã tính lại từ phiếu và bộ tiêu chí: khớp." in page(filled.vice, "council_review", filled.item.pk)


def test_looking_again_and_knocking_out_from_the_pages(filled):
    for user in filled.members:
        send(user, filled.item, dict.fromkeys(["4.1", "4.2", "4.3"], NOTHING) if user == filled.vice else None)
    client = door(filled.vice)
    assert "vượt mức 10 điểm" in client.get(reverse("council_answer", args=[filled.item.pk])).content.decode()
    row = criteria(filled.item)["4.3"]
    data = {f"o{row.pk}": option_of(row, "best").pk, "reason": "Bỏ sót", "tra-loi": "cham"}
    client.post(reverse("council_answer", args=[filled.item.pk]), data)
    assert "Bỏ sót" in page(filled.chair, "council_review", filled.item.pk)
    chair = door(filled.chair)
    chair.post(reverse("council_knockout", args=[filled.item.pk]), {"criterion": row.pk, "reason": "Giả mạo"})
    item = AgendaItem.objects.get(pk=filled.item.pk)
    decide = reverse("council_knockout_decide", args=[item.pk, item.knockouts.get().pk])
    chair.post(decide, {"quyet": "xac-nhan"})
    assert "Không xếp hạng: Hội đồng kết luận loại." in page(filled.chair, "council_review", item.pk)
    chair.post(decide, {"quyet": "bo", "reason": "Không đủ căn cứ"})
    assert "Không đủ căn cứ" in page(filled.chair, "council_review", item.pk)
    own = ScoreSheet.objects.get(member__user=filled.members[3])
    chair.post(reverse("council_ask", args=[item.pk, own.pk]), {"why": "Xem lại 1.1"})
    assert own.rechecks.filter(asked_by=filled.chair).count() == 1
    assert todo(filled.members[3])[0].action == "Xem lại"


def test_todo_leads_each_to_the_next_act(filled):
    assert [act.action for act in todo(filled.members[2])] == ["Chấm điểm"]
    for user in filled.members:
        send(user, filled.item)
    assert [act.action for act in todo(filled.members[2])] == []
    assert [act.action for act in todo(filled.secretary)] == ["Kết luận"]
    conclusions.conclude_item(by=filled.chair, item=AgendaItem.objects.get(pk=filled.item.pk))
    agenda.postpone_item(by=filled.chair, item=filled.items[1], reason="Hết giờ")
    meeting.close_session(by=filled.chair, session=filled.session)
    assert [act.action for act in todo(filled.chair)] == ["Công bố"]


def test_the_office_constitutes_a_council_and_plans_a_session_in_the_browser(db):
    hall = make_hall(3)
    client = door(hall.office)
    people = [make_user(f"Người {n}") for n in range(3)]
    data = {
        "name": "Hội đồng 2", "decision_no": "77/QĐ", "decided_on": "2026-08-01", "province": hall.province.pk,
        "regulation": hall.council.regulation_id, "tv-TOTAL_FORMS": "4", "tv-INITIAL_FORMS": "0",
    }  # fmt: skip
    for n, role in enumerate(["chair", "member", "member"]):
        data |= {f"tv-{n}-user": people[n].pk, f"tv-{n}-role": role, f"tv-{n}-agency": "Sở", f"tv-{n}-votes": "on"}
    data |= {"tv-3-role": "member", "tv-3-votes": "on"}
    answer = client.post(reverse("council_create"), data)
    assert answer.status_code == 302
    assert "Hội đồng 2" in client.get(answer.url).content.decode()
    council_id = int(answer.url.strip("/").split("/")[-1])
    form = {
        "kind": "meeting",
        "title": "Phiên 1",
        "starts_at": "2026-08-10T08:00",
        "place": "Hội trường",
        "round": hall.round.pk,
    }
    planned = client.post(reverse("council_session_create", args=[council_id]), form)
    dossier = make_ready_dossier(hall)
    added = client.post(planned.url, {"dossier": [dossier.pk]})
    assert str(dossier.product) in client.get(added.url).content.decode()


def test_the_regulation_page_makes_a_new_version_and_refuses_nonsense(db):
    hall = make_hall(3)
    client = door(hall.office)
    data = {"title": "Quy chế 2", "in_force_from": "2026-09-01", "quorum": "2/3", "spread_limit": "8",
            "minimum_met_by": "all", "decimals_shown": "2", "counts": "members", "exactly_75": "higher"}  # fmt: skip
    assert client.post(reverse("council_regulations"), data).status_code == 302
    seen = client.get(reverse("council_regulations")).content.decode()
    assert "2/3 số thành viên" in seen
    assert "mọi phiếu hợp lệ đạt mức đó" in seen
    assert (
        "Tỷ lệ phải lớn hơn 0"
        in client.post(reverse("council_regulations"), data | {"quorum": "4/3"}).content.decode()
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_session_page_asks_the_same_questions_for_one_and_three_items(count, django_assert_num_queries):
    hall = open_hall(3, count)
    user = hall.fresh(hall.chair)
    client = door(user)
    url = reverse("council_session", args=[hall.session.pk])
    client.get(url)
    with django_assert_num_queries(23):
        client.get(url)


def test_the_exported_list_holds_results_only_for_those_who_may_read_them(filled):
    meeting.declare_conflict(by=filled.members[4], item=filled.item, has_conflict=True, reason="Anh em")
    conclusions.conclude_item(by=filled.chair, item=send_all(filled, but=[filled.members[4]]))
    url = reverse("council_export", args=[filled.session.pk])
    for user, shown in ((filled.vice, ["100,0", 5]), (filled.members[4], ["", ""]), (filled.office, ["", ""])):
        book = CalamineWorkbook.from_filelike(BytesIO(door(user).get(url).content))
        row = book.get_sheet_by_index(0).to_python()[2]
        assert row[6:8] == shown


def test_published_results_are_shown_to_the_members(filled):
    item = published(filled)
    assert "100,0" in page(filled.members[2], "council_session", filled.session.pk)
    assert "5 sao, điểm trung bình 100,0." in page(filled.members[2], "council_minutes", filled.session.pk)
    assert Conclusion.objects.get(item=item).published_at is not None


def test_written_opinions_are_planned_in_the_browser_where_the_regulation_allows_them(db):
    hall = make_hall(5)
    client = door(hall.secretary)
    address = reverse("council_session_create", args=[hall.council.pk])
    form = {"kind": "written", "title": "Lấy ý kiến", "starts_at": "2026-08-10T08:00", "round": hall.round.pk}
    lacking = client.post(address, form).content.decode()
    assert "Hãy ghi hạn trả lời." in lacking
    assert 'value="Lấy ý kiến"' in lacking
    assert "phải sau lúc gửi phiếu" in client.post(address, {**form, "answer_by": "2026-08-10T08:00"}).content.decode()
    made = client.post(address, {**form, "answer_by": "2026-08-12T17:00"})
    assert made.status_code == 302
    session = hall.council.sessions.get(kind="written")
    shown = page(hall.chair, "council_session", session.pk)
    assert "Trả lời trước 17:00, 12/08/2026" in shown
    assert "Điểm danh" not in shown
    page(hall.secretary, "council_attendance", session.pk, status=404)
    strict = make_hall(5, written_opinion=False)
    refused = door(strict.secretary).post(
        reverse("council_session_create", args=[strict.council.pk]),
        {**form, "round": strict.round.pk, "answer_by": "2026-08-12T17:00"},
    )
    assert "không cho lấy ý kiến bằng văn bản" in refused.content.decode()


def test_only_the_keepers_remind_and_close_the_answers(db):
    asking = open_writing(5)
    for user, status in ((asking.secretary, 302), (asking.members[3], 404), (asking.office, 404)):
        answer = door(user).post(reverse("council_answers", args=[asking.session.pk]), {"viec": "nhac"})
        assert answer.status_code == status
    assert "chờ: " in page(asking.chair, "council_session", asking.session.pk)
    assert "chờ: " not in page(asking.members[3], "council_session", asking.session.pk)
    send_all(asking, but=[asking.members[4]])
    pass_deadline(asking)
    assert "HẾT HẠN TRẢ LỜI" in page(asking.chair, "council_session", asking.session.pk)
    door(asking.chair).post(reverse("council_answers", args=[asking.session.pk]), {"viec": "khep"})
    assert AgendaItem.objects.get(pk=asking.item.pk).state == "reviewing"


def test_a_declared_conflict_is_not_answered_by_the_loudest_button(filled):
    member = filled.members[4]
    address = ("council_declare", filled.session.pk)
    ask = "Kê khai nhầm, không có xung đột"
    assert ask not in page(member, *address)
    meeting.declare_conflict(by=member, item=filled.items[1], has_conflict=True, reason="Góp vốn")
    shown = page(member, *address)
    assert "Không có xung đột lợi ích</span>" not in shown
    assert shown.count(ask) == 1
    meeting.open_item(by=filled.chair, item=filled.items[1])
    assert ask not in page(member, *address)


def test_only_whoever_leads_or_keeps_is_asked_to_conclude(filled):
    send_all(filled)
    address = ("council_session", filled.session.pk)
    assert "Xem xét, kết luận" in page(filled.chair, *address)
    shown = page(filled.members[3], *address)
    assert "Xem xét, kết luận" not in shown
    assert reverse("council_review", args=[filled.item.pk]) in shown


def test_marks_picked_on_the_page_are_neither_lost_nor_dropped_in_silence(filled):
    for user in filled.members:
        send(user, filled.item, dict.fromkeys(["4.1", "4.2", "4.3"], NOTHING) if user == filled.vice else None)
    client, row = door(filled.vice), criteria(filled.item)["4.3"]
    address = reverse("council_answer", args=[filled.item.pk])
    picked = option_of(row, "best").pk
    for answer, reason, said in (("giu", "Đã xem", "Bạn đã chọn điểm khác ở 4.3"), ("cham", " ", "Hãy ghi lý do")):
        shown = client.post(address, {f"o{row.pk}": picked, "reason": reason, "tra-loi": answer}).content.decode()
        assert said in shown
        assert f'value="{picked}" selected' in shown
    sheet = ScoreSheet.objects.get(member__user=filled.vice)
    assert sheet.rechecks.get().answered_at is None
    client.post(address, {f"o{row.pk}": "", "reason": "Đã xem lại", "tra-loi": "giu"})
    assert sheet.rechecks.get().outcome == "confirmed"
