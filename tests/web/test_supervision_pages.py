"""Inspections in the browser's words: plan, decide, write on a phone, conclude, sign, follow."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.accounts.roles import Role
from ocop.recognition.models import CertificateEvent
from ocop.recognition.queries.certificates import today
from ocop.supervision.models import CheckedMatter, Inspection, Minutes, ProductConclusion
from ocop.supervision.spec import Outcome
from ocop.web.supervision.todo import todo
from tests.factories.recognition import make_certificate
from tests.factories.supervision import Around, make_inspection
from tests.recognition.test_access import holder
from tests.worlds import shared

pytestmark = pytest.mark.django_db


def around() -> Around:
    """A certificate with its office, leader and inspector."""
    return Around()


_around_once, around = shared(around)


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def signed(**changes: str) -> dict[str, str]:
    return {"number": "1315/QĐ-UBND", "signed_on": today().isoformat(), "signer_title": "Chủ tịch"} | changes


def written(minutes: Minutes, **changes: str) -> dict[str, str]:
    """The whole form of the minutes, every matter as certified."""
    rows = minutes.matters.exclude(part="other")
    return {
        "version": str(minutes.version),
        "held_on": today().isoformat(),
        "place": "Thôn Đông",
        "present": "Bà Mơ, Giám đốc",
        "findings": "Ổn định",
        "opinion": "Không có ý kiến",
        **{f"m{row.pk}": "kept" for row in rows},
        **changes,
    }


@pytest.mark.slow
def test_the_whole_way_through_the_pages(client, around: Around) -> None:
    client.force_login(around.office)
    plan = {"kind": "unannounced", "title": "Kiểm tra nhãn", "basis": "Phản ánh", "reason": "",
            "starts_on": today().isoformat(), "ends_on": today().isoformat()}  # fmt: skip
    refused = client.post(reverse("inspection_new"), plan)
    assert refused.status_code == 422
    assert "vì sao cần kiểm tra" in text(refused)
    assert "Kiểm tra nhãn" in refused.content.decode()
    client.post(reverse("inspection_new"), plan | {"reason": "Nhãn sai"})
    made = Inspection.objects.get()
    page = reverse("inspection", args=[made.pk])
    client.post(
        reverse("inspection_edit", args=[made.pk]), plan | {"reason": "Nhãn sai", "title": "Kiểm tra nhãn hàng"}
    )
    refused = client.post(reverse("inspection_member_add", args=[made.pk]), {"agency": "Sở", "task": "Ghi"})
    assert refused.status_code == 422
    assert "Hãy ghi họ tên" in text(refused)
    member = {"user": around.inspector.pk, "agency": "Sở", "task": "Ghi biên bản", "is_head": "on"}
    client.post(reverse("inspection_member_add", args=[made.pk]), member)
    pick = reverse("inspection_pick", args=[made.pk])
    assert around.certificate.product_name in text(client.get(pick))
    assert "Hãy chọn ít nhất" in text(client.post(pick, {}, follow=True))
    client.post(pick, {"certificate": around.certificate.pk})
    client.post(reverse("inspection_submit", args=[made.pk]))
    client.force_login(around.leader)
    assert "Quyết định kiểm tra chờ ký: 1 sản phẩm" in text(client.get(reverse("home")))
    refused = client.post(reverse("inspection_decide", args=[made.pk]), signed(number=""))
    assert refused.status_code == 422
    assert "Hãy ghi" in text(refused) or "bắt buộc" in text(refused)
    client.post(reverse("inspection_decide", args=[made.pk]), signed())
    made.refresh_from_db()
    assert made.state == "under_way"
    product = made.products.get()
    client.force_login(around.inspector)
    assert "1 biên bản chưa khép" in text(client.get(reverse("home")))
    form = reverse("inspected_minutes", args=[product.pk])
    assert "Tiêu chí giữ hạng sao" in text(client.get(form))
    label = CheckedMatter.objects.get(key="label")
    answer = client.post(form, written(product.minutes, **{f"m{label.pk}": "changed", "close": "1"}))
    assert answer.status_code == 422
    assert "không đúng như thế nào" in text(answer)
    saved = Minutes.objects.get()
    assert (saved.place, saved.state, saved.version) == ("Thôn Đông", "writing", 1)
    whole = written(saved, **{f"m{label.pk}": "changed", f"m{label.pk}-note": "Thiếu ngày", "close": "1"})
    client.post(form, whole)
    assert Minutes.objects.get().state == "closed"
    conclude = reverse("inspected_conclude", args=[product.pk])
    assert "Thiếu ngày" in text(client.get(conclude))
    assert "Hãy chọn trường hợp" in text(client.post(conclude, {"outcome": "revoke", "reason": "Nhãn sai"}))
    client.post(conclude, {"outcome": "revoke", "reason": "Nhãn ghi sai", "ground": "c"})
    client.post(reverse("inspection_summary", args=[made.pk]), {"summary": "Nhãn sai"})
    client.post(reverse("inspection_conclusion_submit", args=[made.pk]))
    client.force_login(around.office)
    assert "Kết luận kiểm tra chờ ký" in text(client.get(reverse("home")))
    client.post(reverse("inspection_conclusion_sign", args=[made.pk]), signed(number="21/KL-SNNMT"))
    made.refresh_from_db()
    assert (made.state, made.conclusion_no) == ("concluded", "21/KL-SNNMT")
    assert "Kết luận số 21/KL-SNNMT" in text(client.get(reverse("home")))
    assert "Đã kết luận" in text(client.get(page))
    assert "Kiểm tra nhãn hàng" in text(client.get(reverse("inspections")))
    follow_the_leader(client, around, made)


def follow_the_leader(client, around: Around, made: Inspection) -> None:
    """The leader's first page leads to the decision on the certificate, filled in from the conclusion."""
    client.force_login(around.leader)
    (line,) = [row for row in todo(around.leader) if "Đề nghị thu hồi" in row.title]
    assert "Điều 8.4" in line.detail
    assert line.url == reverse("certificate_measure", args=[around.certificate.pk, "thu-hoi"])
    shown = client.get(line.url).content.decode()
    assert "Kết luận kiểm tra số 21/KL-SNNMT" in shown
    assert "điểm c khoản 1 Điều 8" in shown
    assert "Nhãn ghi sai" in shown
    assert "Theo kết luận kiểm tra" in shown
    other = client.get(reverse("certificate_measure", args=[around.certificate.pk, "tam-dung"])).content.decode()
    assert "Kết luận kiểm tra số" not in other
    assert not CertificateEvent.objects.exists()


def test_a_phone_saves_as_it_is_typed_and_two_phones_do_not_overwrite(client, around: Around) -> None:
    product = make_inspection("under_way", around=around).products.get()
    client.force_login(around.inspector)
    form = reverse("inspected_minutes", args=[product.pk])
    first = written(product.minutes)
    saved = client.post(form, first, headers={"X-Autosave": "1"})
    assert (saved.status_code, saved["X-Version"]) == (204, "1")
    assert client.post(form, first, headers={"X-Autosave": "1"}).status_code == 204
    late = client.post(form, first | {"place": "Khác"}, headers={"X-Autosave": "1"})
    assert late.status_code == 409
    assert "Người khác" in late.json()["message"]
    page = client.post(form, first | {"place": "Khác"})
    assert page.status_code == 422
    assert "Khác" in page.content.decode()
    bad = client.post(form, first | {"version": "1", "held_on": "2020-01-01"}, headers={"X-Autosave": "1"})
    assert bad.status_code == 422
    assert "không được trước quyết định" in bad.json()["errors"]["held_on"][0]
    assert Minutes.objects.get().place == "Thôn Đông"


def test_the_producer_reads_what_concerns_it_and_only_then(client, around: Around) -> None:
    owner = holder(Role.PRODUCER, around.certificate.dossier)
    rival = holder(Role.PRODUCER, around.certificate.dossier, far=True)
    made = make_inspection("concluding", around=around, outcome=Outcome.REMEDY, changed=("label",))
    product = made.products.get()
    page = reverse("inspected", args=[product.pk])
    client.force_login(owner)
    before = text(client.get(page))
    assert "Nhãn thiếu ngày sản xuất" in before  # the minutes are closed
    assert "Phải khắc phục" not in before
    assert "Khắc phục trong thời hạn" not in before  # the conclusion is not signed
    client.force_login(around.office)
    client.post(reverse("inspection_conclusion_sign", args=[made.pk]), signed())
    client.force_login(owner)
    assert "Khắc phục trong thời hạn" in text(client.get(page))
    assert "Khắc phục theo kết luận kiểm tra" in text(client.get(reverse("home")))
    assert (
        reverse("inspected", args=[product.pk])
        in client.get(reverse("certificate", args=[around.certificate.pk])).content.decode()
    )
    assert client.get(reverse("inspection", args=[made.pk])).status_code == 404
    client.force_login(rival)
    assert client.get(page).status_code == 404
    client.force_login(around.inspector)
    done = reverse("inspected_remedied", args=[product.pk])
    assert client.post(done, {"reason": ""}).status_code == 422
    client.post(done, {"reason": "Đã in lại nhãn"})
    assert ProductConclusion.objects.get().remedied_note == "Đã in lại nhãn"


def test_a_return_needs_its_reason_and_a_measure_may_be_declined(client, around: Around) -> None:
    made = make_inspection("submitted", around=around)
    client.force_login(around.leader)
    back = reverse("inspection_return", args=[made.pk])
    assert "Hãy ghi lý do" in text(client.post(back, {"reason": ""}, follow=True))
    client.post(back, {"reason": "Thiếu Sở Y tế"})
    assert Inspection.objects.get(pk=made.pk).state == "draft"
    over = make_inspection(around=around, outcome=Outcome.REVOKE)
    decline = reverse("inspected_decline", args=[over.products.get().pk])
    assert client.post(decline, {"reason": " "}).status_code == 422
    assert "không tạm dừng, không thu hồi" in text(client.post(decline, {"reason": "Đã sửa"}, follow=True))
    assert [row for row in todo(around.leader) if "Đề nghị thu hồi" in row.title] == []


def test_minutes_and_the_conclusion_are_sent_back_on_their_pages(client, around: Around) -> None:
    made = make_inspection("closed", around=around)
    client.force_login(around.office)
    client.post(reverse("inspected_reopen", args=[made.products.get().pk]), {"reason": "Sai ngày"})
    assert Minutes.objects.get().state == "writing"
    second = make_inspection("concluding", around=around)
    client.post(reverse("inspection_conclusion_return", args=[second.pk]), {"reason": "Ghi rõ"})
    assert Inspection.objects.get(pk=second.pk).state == "under_way"


def test_a_plan_gives_back_members_and_products(client, around: Around) -> None:
    made = make_inspection("draft", around=around)
    client.force_login(around.office)
    client.post(reverse("inspection_member_remove", args=[made.team.get(is_head=True).pk]))
    client.post(reverse("inspection_product_remove", args=[made.products.get().pk]))
    assert (made.team.count(), made.products.count()) == (1, 0)
    assert "Chưa có sản phẩm" in text(client.get(reverse("inspection", args=[made.pk])))


def test_the_list_asks_the_same_number_of_questions_for_1_and_3(client, around: Around) -> None:
    client.force_login(around.office)
    client.get(reverse("inspections"))  # the first page of a session asks once more
    counts = []
    for _ in range(2):
        make_inspection("draft", around=around)
        if counts:
            make_inspection("draft", around=around)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("inspections"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_inspection_asks_the_same_number_of_questions_for_1_and_3_products(client, around: Around) -> None:
    client.force_login(around.office)
    made = make_inspection("draft", around=around)
    client.get(reverse("inspections"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("inspection", args=[made.pk]))
        counts.append(len(asked))
        for _ in range(2):
            made.products.create(certificate=make_certificate())
    assert counts[0] == counts[1]
