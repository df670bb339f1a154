"""The recognition in the browser's words: assemble, judge, decide, look up, ask the ministry."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ocop.accounts.roles import Role, Scope
from ocop.documents.actions.files import open_file
from ocop.dossiers.models import Dossier
from ocop.recognition.models import Certificate, MinistryRequest, Proposal
from ocop.recognition.queries.certificates import today
from ocop.web.leader.todo import todo
from tests.factories.accounts import make_user
from tests.factories.documents import pdf_bytes
from tests.factories.dossiers import make_round
from tests.factories.places import make_province
from tests.factories.recognition import (
    leader_of,
    make_certificate,
    make_decided,
    make_proposal,
    make_result,
    office_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def decision(**changes: str) -> dict[str, str]:
    given = {
        "number": "1234/QĐ-UBND",
        "signed_on": today().isoformat(),
        "signer_title": "Chủ tịch",
        "request_number": "77/UBND-NN",
        "requested_on": today().isoformat(),
    }
    return given | changes


@pytest.mark.slow
def test_the_whole_way_through_the_pages(client) -> None:
    round = make_round(name="Đợt 1 năm 2026")
    for stars in (4, 2, None):
        make_result(stars, round=round)
    office, leader = office_of(round.province), leader_of(round.province)
    client.force_login(office)
    assert "3 sản phẩm của Đợt 1 năm 2026" in text(client.get(reverse("proposals")))
    answer = client.post(reverse("proposal_create"), {"round": round.pk})
    proposal = Proposal.objects.get()
    assert answer["Location"] == reverse("proposal", kwargs={"pk": proposal.pk})
    assert "Hội đồng loại" in text(client.get(answer["Location"]))
    client.post(reverse("proposal_submit", kwargs={"pk": proposal.pk}))
    client.force_login(leader)
    first = proposal.items.get(conclusion__stars=4)
    page = text(client.get(reverse("proposal_item", kwargs={"pk": first.pk})))
    for words in (
        "Mức tối thiểu chưa đạt",
        "80,0",
        "0 trong 5",
        "Quy chế đã áp dụng",
        "Công nhận, cấp giấy chứng nhận",
    ):
        assert words in page, words
    client.post(reverse("proposal_verdict", kwargs={"pk": first.pk}), {"verdict": "approved"})
    client.post(reverse("proposal_approve_rest", kwargs={"pk": proposal.pk}))
    client.post(reverse("proposal_decide", kwargs={"pk": proposal.pk}), decision())
    proposal.refresh_from_db()
    assert proposal.state == "decided"
    shown = text(client.get(reverse("proposal", kwargs={"pk": proposal.pk})))
    assert "Quyết định số 1234/QĐ-UBND" in shown
    assert Certificate.objects.get().number in shown
    assert sorted(Dossier.objects.values_list("state", flat=True)) == ["not_ranked", "recognised", "refused"]


def test_products_are_taken_off_and_added_on_the_page(client) -> None:
    proposal = make_proposal(4, 3, submitted=False)
    client.force_login(proposal.created_by)
    item = proposal.items.first()
    client.post(reverse("proposal_remove", kwargs={"pk": item.pk}))
    page = client.get(reverse("proposal", kwargs={"pk": proposal.pk}))
    assert "Kết quả chờ trình của đợt này" in text(page)
    client.post(reverse("proposal_add", kwargs={"pk": proposal.pk}), {"conclusion": [item.conclusion_id, "x"]})
    client.post(reverse("proposal_edit", kwargs={"pk": proposal.pk}), {"title": "Tờ trình mới", "number": "5/TTr"})
    proposal.refresh_from_db()
    assert (proposal.items.count(), proposal.title, proposal.number) == (2, "Tờ trình mới", "5/TTr")


def test_recalling_asks_for_the_reason(client) -> None:
    proposal = make_proposal(4)
    client.force_login(proposal.created_by)
    address = reverse("proposal_recall", kwargs={"pk": proposal.pk})
    assert "Hãy ghi lý do" in text(client.post(address, {"reason": ""}, follow=True))
    client.post(address, {"reason": "Bổ sung biên bản"})
    proposal.refresh_from_db()
    assert proposal.state == "draft"


def test_a_word_against_without_a_reason_is_shown_beside_the_form(client) -> None:
    proposal = make_proposal(4)
    client.force_login(leader_of(proposal.province))
    address = reverse("proposal_verdict", kwargs={"pk": proposal.items.get().pk})
    answer = client.post(address, {"verdict": "refused", "reason": ""})
    assert (answer.status_code, "Hãy ghi lý do" in text(answer)) == (422, True)
    assert client.post(address, {}).status_code == 422
    assert proposal.items.get().verdict == ""


def test_after_a_word_the_next_product_waits(client) -> None:
    proposal = make_proposal(4, 3)
    client.force_login(leader_of(proposal.province))
    first, second = proposal.items.order_by("-conclusion__stars")
    answer = client.post(reverse("proposal_verdict", kwargs={"pk": first.pk}), {"verdict": "approved"})
    assert answer["Location"] == reverse("proposal_item", kwargs={"pk": second.pk})
    answer = client.post(
        reverse("proposal_verdict", kwargs={"pk": second.pk}), {"verdict": "sent_back", "reason": "Làm rõ"}
    )
    assert answer["Location"] == reverse("proposal", kwargs={"pk": proposal.pk})


def test_a_decision_with_a_wrong_date_says_so_and_keeps_what_was_typed(client) -> None:
    proposal = make_proposal(5)
    client.force_login(leader_of(proposal.province))
    address = reverse("proposal_decide", kwargs={"pk": proposal.pk})
    assert "Còn 1 trong 1 sản phẩm chưa có ý kiến" in text(client.get(address))
    client.post(reverse("proposal_approve_rest", kwargs={"pk": proposal.pk}))
    answer = client.post(address, decision(signed_on="2020-01-01"))
    assert answer.status_code == 422
    assert "không được trước ngày" in text(answer)
    assert 'value="1234/QĐ-UBND"' in answer.content.decode()
    assert "đề nghị Bộ đánh giá 5 sao" in text(answer)
    assert Proposal.objects.get().state == "submitted"


def test_a_second_click_lands_on_the_decided_proposal(client) -> None:
    proposal = make_proposal(4)
    client.force_login(leader_of(proposal.province))
    client.post(reverse("proposal_approve_rest", kwargs={"pk": proposal.pk}))
    address = reverse("proposal_decide", kwargs={"pk": proposal.pk})
    answers = [client.post(address, decision()) for _ in range(2)]
    page = reverse("proposal", kwargs={"pk": proposal.pk})
    assert [answer["Location"] for answer in answers] == [page, page]
    assert Certificate.objects.count() == 1


def test_all_sent_back_needs_no_number(client) -> None:
    proposal = make_proposal(4)
    client.force_login(leader_of(proposal.province))
    item = proposal.items.get()
    client.post(
        reverse("proposal_verdict", kwargs={"pk": item.pk}), {"verdict": "sent_back", "reason": "Làm rõ nguyên liệu"}
    )
    address = reverse("proposal_decide", kwargs={"pk": proposal.pk})
    assert "không có quyết định để ban hành" in text(client.get(address))
    client.post(address)
    assert Dossier.objects.get().state == "ready"


def test_a_stranger_finds_none_of_it(client) -> None:
    proposal = make_proposal(4, submitted=False)
    certificate = make_certificate()
    make_decided(5)
    asked = MinistryRequest.objects.get()
    item = proposal.items.get()
    pages = [
        reverse("proposal", kwargs={"pk": proposal.pk}),
        reverse("proposal_item", kwargs={"pk": item.pk}),
        reverse("proposal_decide", kwargs={"pk": proposal.pk}),
        reverse("certificate", kwargs={"pk": certificate.pk}),
        reverse("certificate_paper", kwargs={"pk": certificate.pk}),
        reverse("ministry_request", kwargs={"pk": asked.pk}),
    ]
    posts = [
        reverse("proposal_submit", kwargs={"pk": proposal.pk}),
        reverse("proposal_recall", kwargs={"pk": proposal.pk}),
        reverse("proposal_edit", kwargs={"pk": proposal.pk}),
        reverse("proposal_add", kwargs={"pk": proposal.pk}),
        reverse("proposal_remove", kwargs={"pk": item.pk}),
        reverse("proposal_verdict", kwargs={"pk": item.pk}),
        reverse("proposal_approve_rest", kwargs={"pk": proposal.pk}),
        reverse("ministry_record", kwargs={"pk": asked.pk}),
        reverse("ministry_recognise", kwargs={"pk": asked.pk}),
        reverse("ministry_again", kwargs={"pk": asked.pk}),
        reverse("ministry_refuse", kwargs={"pk": asked.pk}),
    ]
    far = make_province("Phú Thọ", code="25")
    for someone in (make_user(), office_of(far), leader_of(far)):
        client.force_login(someone)
        assert {client.get(page).status_code for page in pages} == {404}
        assert {client.post(page).status_code for page in posts} == {404}
        assert client.post(reverse("proposal_create"), {"round": proposal.round_id}).status_code == 404
    client.force_login(leader_of(proposal.province))
    drafts = pages[:3]
    assert {client.get(page).status_code for page in drafts} == {404}
    names = [Dossier.objects.get(pk=item.conclusion.item.dossier_id).product.name]
    client.force_login(office_of(far))
    lists = [reverse("proposals"), reverse("certificates"), reverse("ministry_requests")]
    shown = " ".join(text(client.get(page)) for page in lists)
    assert [name for name in (*names, certificate.product_name, certificate.number) if name in shown] == []


def test_the_auditor_reads_and_changes_nothing(client) -> None:
    proposal = make_proposal(4)
    auditor = make_user(roles=[(Role.AUDITOR, Scope.PROVINCE, proposal.province_id)])
    client.force_login(auditor)
    page = client.get(reverse("proposal", kwargs={"pk": proposal.pk}))
    assert page.status_code == 200
    assert "Ban hành quyết định" not in text(page)
    assert client.get(reverse("proposal_decide", kwargs={"pk": proposal.pk})).status_code == 404
    assert client.post(reverse("proposal_submit", kwargs={"pk": proposal.pk})).status_code == 404


def test_the_list_of_certificates_filters_and_exports(client) -> None:
    first, second = make_certificate(4), make_certificate(3)
    client.force_login(office_of(first.decision.province))
    page = text(client.get(reverse("certificates"), {"q": first.code}))
    assert (first.number in page, second.number in page) == (True, False)
    assert "Không có giấy chứng nhận nào phù hợp" in text(
        client.get(reverse("certificates"), {"tinh-trang": "revoked"})
    )
    content = client.get(reverse("certificates_export"), {"sao": "3"}).content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["Số giấy chứng nhận", second.number]
    assert rows[2][3:6] == [3.0, second.producer_name, second.commune_name]
    assert rows[2][-1] == "Đang có hiệu lực"


def test_the_paper_is_always_the_same_file(client) -> None:
    certificate = make_certificate()
    with open_file(certificate.file) as stream:
        issued = stream.read()
    client.force_login(certificate.dossier.created_by)
    address = reverse("certificate_paper", kwargs={"pk": certificate.pk})
    answers = [client.get(address) for _ in range(2)]
    assert [b"".join(answer.streaming_content) for answer in answers] == [issued, issued]
    assert answers[0]["Content-Type"] == "application/pdf"
    assert answers[0]["Cache-Control"] == "private, no-store"


def test_the_page_of_a_certificate_shows_its_history(client) -> None:
    certificate = make_certificate()
    client.force_login(office_of(certificate.decision.province))
    shown = text(client.get(reverse("certificate", kwargs={"pk": certificate.pk})))
    for words in ("ĐANG CÓ HIỆU LỰC", certificate.number, certificate.file.sha256, "Cấp giấy chứng nhận"):
        assert words in shown, words


def test_the_answer_of_the_ministry_is_recorded_on_its_page(client) -> None:
    make_decided(5)
    asked = MinistryRequest.objects.get()
    client.force_login(office_of(asked.decision.province))
    address = reverse("ministry_record", kwargs={"pk": asked.pk})
    given = {"stars": "5", "number": "456/QĐ-BNNMT", "on": today().isoformat(), "certificate_no": ""}
    answer = client.post(address, given)
    assert (answer.status_code, "Hãy ghi số giấy chứng nhận 5 sao" in text(answer)) == (422, True)
    scan = BytesIO(pdf_bytes())
    scan.name = "giay.pdf"
    client.post(address, {**given, "certificate_no": "17/5S", "file": scan})
    assert (Certificate.objects.get().number, Certificate.objects.get().file.name) == ("17/5S", "giay.pdf")
    assert "17/5S" in text(client.get(reverse("ministry_request", kwargs={"pk": asked.pk})))


@pytest.mark.parametrize(
    ("act", "given", "state"),
    [
        ("ministry_recognise", {"cn-number": "9/QĐ", "cn-signer_title": "Chủ tịch"}, "recognised"),
        ("ministry_again", {"dl-reason": "Bổ sung hợp đồng"}, "ready"),
        ("ministry_refuse", {"kc-number": "9/QĐ", "kc-signer_title": "Chủ tịch", "kc-reason": "Dừng"}, "refused"),
    ],
)
def test_the_leader_settles_what_fell_below(client, act: str, given: dict, state: str) -> None:
    make_decided(5)
    asked = MinistryRequest.objects.get()
    client.force_login(office_of(asked.decision.province))
    outcome = {"stars": "4", "number": "9/TB", "on": today().isoformat(), "average": "88,5"}
    client.post(reverse("ministry_record", kwargs={"pk": asked.pk}), outcome)
    client.force_login(leader_of(asked.decision.province))
    page = text(client.get(reverse("ministry_request", kwargs={"pk": asked.pk})))
    assert "Kết quả Trung ương không đạt 90 điểm" in page
    dates = {f"{prefix}-signed_on": today().isoformat() for prefix in ("cn", "kc")}
    assert client.post(reverse(act, kwargs={"pk": asked.pk}), {}).status_code == 422
    client.post(reverse(act, kwargs={"pk": asked.pk}), {**given, **dates})
    assert Dossier.objects.get().state == state


def test_what_waits_for_whom() -> None:
    province = make_province()
    office, leader = office_of(province), leader_of(province)
    assert (todo(office), todo(leader), todo(make_user())) == ([], [], [])
    round = make_round(province=province)
    make_result(4, round=round)
    assert [row.title for row in todo(office)] == ["1 kết quả chờ trình lãnh đạo"]
    make_proposal(3, province=province, submitted=False)
    make_proposal(3, 4, province=province)
    make_decided(5, province=province)
    assert [row.title for row in todo(office)] == [
        "1 kết quả chờ trình lãnh đạo",
        "Tờ trình đang lập: 1 sản phẩm",
        "Đã đề nghị Bộ, chờ kết quả",
    ]
    assert [row.title for row in todo(leader)] == ["Tờ trình chờ quyết định: 2 sản phẩm"]


@pytest.mark.parametrize("name", ["proposals", "certificates", "ministry_requests"])
@pytest.mark.slow
def test_lists_ask_the_same_number_of_questions_for_1_and_3_rows(client, name: str) -> None:
    province = make_province()
    make_decided(5, 4, province=province)
    client.force_login(office_of(province))
    client.get(reverse(name))  # the first visit also writes down the session
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name)).status_code == 200
        counts.append(len(seen))
        make_decided(5, 4, province=province)
        make_decided(5, 4, province=province)
    assert counts[0] == counts[1]


def test_the_page_of_a_proposal_asks_the_same_for_1_and_3_products(client) -> None:
    counts = []
    for stars in ((4,), (4, 3, 2)):
        proposal = make_proposal(*stars)
        client.force_login(leader_of(proposal.province))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("proposal", kwargs={"pk": proposal.pk}))
        counts.append(len(seen))
    assert counts[0] == counts[1]
