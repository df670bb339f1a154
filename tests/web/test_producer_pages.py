"""The producer's pages: what is shown, saved without scripts and with them, and never shown to others."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.demo.papers import paper as sample_paper
from ocop.demo.papers import picture
from ocop.documents.actions.files import store_file
from ocop.dossiers.models import Evidence
from ocop.dossiers.queries.overview import dossier_by_id
from ocop.evaluation.queries.published import published_conclusion
from ocop.web.producer.todo import todo
from tests.factories.accounts import make_user
from tests.factories.documents import pdf_bytes, picture_bytes
from tests.factories.dossiers import make_dossier, make_evidence, make_supplement
from tests.factories.parties import make_producer, make_representative
from tests.factories.products import make_product
from tests.factories.recognition import make_certificate, make_result

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def draft():
    dossier = make_dossier()
    make_representative(dossier.product.producer)
    return dossier


@pytest.fixture
def mine(draft) -> Client:
    return client_of(draft.created_by)


def page(client: Client, name: str, *args: object, status: int = 200, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def token_of(html: str) -> str:
    return html.split('name="version" value="')[1].split('"')[0]


EVERY_PAGE = [
    ("my_dossier", ()),
    ("my_page", ("chu-the",)),
    ("my_page", ("san-pham",)),
    ("my_page", ("to-chuc",)),
    ("my_page", ("ket-qua",)),
    ("my_page", ("ke-hoach",)),
    ("my_scores", ()),
    ("my_score", ("1.5",)),
    ("my_score", ("5.2",)),
    ("my_review", ()),
    ("my_printed", ()),
    ("my_discard", ()),
]


@pytest.mark.parametrize(("name", "more"), EVERY_PAGE)
def test_every_page_of_a_draft_says_chua_nop_and_is_closed_to_strangers(name: str, more: tuple, draft, mine) -> None:
    html = page(mine, name, draft.pk, *more)
    assert "CHƯA NỘP" in html or name == "my_discard"
    stranger = client_of(make_user(roles=[("producer", "producer", make_producer().pk)]))
    officer = client_of(make_user(roles=[("commune_officer", "commune", draft.commune_id)]))
    for other in (stranger, officer):
        hidden = page(other, name, draft.pk, *more, status=404)
        assert draft.product.name not in hidden
    assert Client().get(reverse(name, args=[draft.pk, *more])).status_code == 302


def test_pages_that_are_not_there_are_not_found(draft, mine) -> None:
    page(mine, "my_page", draft.pk, "thay-doi", status=404)
    page(mine, "my_score", draft.pk, "9.9", status=404)
    page(mine, "my_dossier", 999999, status=404)
    page(mine, "my_product", 999999, status=404)
    page(mine, "my_evidence", 999999, status=404)
    page(mine, "my_evidence_file", 999999, status=404)


def test_a_page_is_saved_by_its_button_without_scripts_and_goes_on(draft, mine) -> None:
    url = reverse("my_page", args=[draft.pk, "to-chuc"])
    token = token_of(page(mine, "my_page", draft.pk, "to-chuc"))
    answer = mine.post(url, {"version": token, "history": "Từ năm 2020", "workers": "mười", "next": "1"})
    assert answer.url == reverse("my_page", args=[draft.pk, "ket-qua"])
    html = page(mine, "my_page", draft.pk, "to-chuc")
    assert "Từ năm 2020" in html
    assert 'value="mười"' in html
    assert "Chỉ ghi số, ví dụ 1.250 hoặc 12,5." in html


def test_an_old_page_without_scripts_never_writes_over_what_it_did_not_change(draft, mine) -> None:
    url = reverse("my_page", args=[draft.pk, "to-chuc"])
    old = token_of(page(mine, "my_page", draft.pk, "to-chuc"))
    mine.post(url, {"version": old, "history": "Một", "organisation": ""})
    mine.post(url, {"version": old, "history": "", "organisation": "Hai người"})
    values = dict(draft.answers.values_list("field", "value"))
    assert values == {"history": "Một", "organisation": "Hai người"}
    assert draft.conflicts.count() == 0


def test_autosave_answers_the_state_and_keeps_both_when_two_devices_meet(draft, mine) -> None:
    url = reverse("my_page", args=[draft.pk, "to-chuc"])
    old = token_of(page(mine, "my_page", draft.pk, "to-chuc"))
    quiet = {"headers": {"X-Autosave": "1"}}
    first = mine.post(url, {"version": old, "history": "Một", "_changed": "history"}, **quiet).json()
    assert first["errors"] == {}
    assert first["version"].startswith("history:1:")
    second = mine.post(url, {"version": old, "history": "Hai", "_changed": "history"}, **quiet).json()
    assert list(second["errors"]) == ["history"]
    html = page(mine, "my_page", draft.pk, "to-chuc")
    assert "Hai máy ghi khác nhau" in html
    settle = reverse("my_settle", args=[draft.pk, draft.conflicts.get().pk])
    assert mine.post(settle, {"take": "there"}).status_code == 302
    assert draft.answers.get(field="history").value == "Hai"


def test_the_self_score_is_kept_by_its_buttons_without_scripts(draft, mine) -> None:
    url = reverse("my_score", args=[draft.pk, "1.5"])
    answer = mine.post(url, {"version": "0", "option": "1", "note": "", "act": "next"})
    assert answer.url == reverse("my_score", args=[draft.pk, "1.6"])
    assert draft.self_marks.get().option.order == 1
    paper = make_evidence(draft.product.producer)
    mine.post(url, {"version": "1", "option": "1", "act": "cite", "evidence": paper.pk, "pages": "1–3"})
    assert draft.citations.get().pages == "1–3"
    html = page(mine, "my_score", draft.pk, "1.5")
    assert paper.title in html
    assert "mức tối thiểu của 4 sao" in html
    mine.post(url, {"version": "1", "option": "1", "act": f"uncite:{paper.pk}"})
    assert draft.citations.count() == 0


def test_the_self_score_autosaves_and_swaps_in_the_new_total(draft, mine) -> None:
    url = reverse("my_score", args=[draft.pk, "1.5"])
    answer = mine.post(url, {"version": "0", "option": "2", "_changed": "option"}, headers={"X-Autosave": "1"})
    html = answer.content.decode()
    assert answer["X-Version"] == "1"
    assert 'id="diem"' in html
    assert 'hx-swap-oob="true"' in html
    assert "1,0" in html


def test_a_new_paper_asked_for_by_a_criterion_is_cited_there(draft, mine) -> None:
    url = reverse("my_evidence_add") + f"?ho-so={draft.pk}&tieu-chi=1.5"
    kind = draft.criteria_set.decision.evidence_kinds.get(key="material_origin")
    assert f'<option value="{kind.pk}" selected>' in mine.get(url).content.decode()
    file = SimpleUploadedFile("hop-dong.pdf", pdf_bytes())
    data = {"kind": kind.pk, "title": "Hợp đồng", "issued_on": "05022026", "file": file, "pages": "2"}
    answer = mine.post(url, data)
    assert answer.url == reverse("my_score", args=[draft.pk, "1.5"]) + "#minh-chung"
    citation = draft.citations.get()
    assert (citation.evidence.title, citation.pages, citation.evidence.issued_on) == (
        "Hợp đồng",
        "2",
        date(2026, 2, 5),
    )


def test_a_refused_paper_keeps_what_was_typed(draft, mine) -> None:
    kind = draft.criteria_set.decision.evidence_kinds.first()
    bad = SimpleUploadedFile("hop-dong.pdf", b"<html>")
    data = {"kind": kind.pk, "title": "Hợp đồng quý", "valid_until": "32/1/2026", "file": bad}
    html = mine.post(reverse("my_evidence_add"), data).content.decode()
    assert "Ghi ngày theo dạng ngày/tháng/năm" in html
    assert "Hợp đồng quý" in html
    data = data | {"valid_until": "", "file": SimpleUploadedFile("hop-dong.pdf", b"<html>")}
    assert "Không nhận loại tệp này" in mine.post(reverse("my_evidence_add"), data).content.decode()
    assert Evidence.objects.count() == 0


def test_an_upload_speaks_the_protocol_of_the_script(mine, draft) -> None:
    content = pdf_bytes(mark="y" * 400)
    begun = mine.post(
        reverse("my_upload_start"),
        json.dumps({"name": "a.pdf", "size": len(content)}),
        content_type="application/json",
    )
    assert begun.status_code == 201
    url = begun.json()["url"]
    binary = {"content_type": "application/octet-stream"}
    assert mine.patch(url, content[:100], headers={"Upload-Offset": "0"}, **binary).json() == {"offset": 100}
    wrong = mine.patch(url, content[200:], headers={"Upload-Offset": "200"}, **binary)
    assert (wrong.status_code, wrong.json()) == (409, {"offset": 100})
    assert mine.get(url).json()["offset"] == 100
    mine.patch(url, content[100:], headers={"Upload-Offset": "100"}, **binary)
    done = mine.post(url).json()["file"]
    assert f'name="upload" value="{done["id"]}"' in done["html"]
    other = client_of(make_user())
    assert [other.get(url).status_code, other.post(url).status_code] == [404, 404]
    kind = draft.criteria_set.decision.evidence_kinds.first()
    again = mine.post(reverse("my_evidence_add"), {"kind": kind.pk, "title": "", "upload": done["id"]})
    assert f'name="upload" value="{done["id"]}"' in again.content.decode()
    mine.post(reverse("my_evidence_add"), {"kind": kind.pk, "title": "Tải dần", "upload": done["id"]})
    assert Evidence.objects.get().title == "Tải dần"
    bad = mine.post(reverse("my_upload_start"), "{", content_type="application/json")
    assert bad.status_code == 400


def test_the_pages_of_a_pdf_are_shown_as_pictures_to_those_who_may_read_it(draft, mine) -> None:
    pdf = sample_paper("Hợp đồng", "HTX (mẫu)", ("Trang một.",), ("Trang hai.",))
    paper = make_evidence(draft.product.producer, file=store_file(by=None, name="hop-dong.pdf", content=pdf))
    url = reverse("my_evidence_file", args=[paper.pk])
    page = mine.get(reverse("my_evidence", args=[paper.pk])).content.decode()
    assert [f"{url}?trang={number}" in page for number in (0, 1, 2, 3)] == [False, True, True, False]
    shown = mine.get(url, {"trang": "2"})
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    again = mine.get(url, {"trang": "2"}, headers={"If-None-Match": shown["ETag"]})
    assert again.status_code == 304
    assert mine.get(url, {"trang": "1"}, headers={"If-None-Match": shown["ETag"]}).status_code == 200
    assert {mine.get(url, {"trang": text}).status_code for text in ("0", "3", "-1", "x", "9" * 5000, "")} == {404}
    stranger = client_of(make_user(roles=[("producer", "producer", make_producer().pk)]))
    assert stranger.get(url, {"trang": "2"}).status_code == 404


def test_a_file_without_pages_has_no_pictures(draft, mine) -> None:
    photo = make_evidence(draft.product.producer, file=store_file(by=None, name="anh.jpg", content=picture(1)))
    assert mine.get(reverse("my_evidence_file", args=[photo.pk]), {"trang": "1"}).status_code == 404


def test_a_file_is_handed_out_so_that_it_can_do_no_harm(draft, mine) -> None:
    paper = make_evidence(draft.product.producer)
    url = reverse("my_evidence_file", args=[paper.pk])
    answer = mine.get(url)
    assert b"".join(answer.streaming_content)  # read to its end, which closes the file and leaves the database open
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Content-Disposition"].startswith("inline")
    download = mine.get(url, {"tai": "1"})
    assert b"".join(download.streaming_content)
    assert download["Content-Disposition"].startswith("attachment")
    assert mine.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    stranger = client_of(make_user(roles=[("producer", "producer", make_producer().pk)]))
    assert stranger.get(url).status_code == 404


def test_filing_gives_a_receipt_and_a_helper_cannot_file() -> None:
    dossier = make_dossier(filled=True)
    helper = client_of(make_user(roles=[("producer_helper", "producer", dossier.product.producer_id)]))
    assert "Chỉ chủ thể được đọc cam kết và nộp" in page(helper, "my_review", dossier.pk)
    submit = reverse("my_submit", args=[dossier.pk])
    assert helper.post(submit, {"declared": "yes", "version": "0"}).status_code == 404
    owner = client_of(dossier.created_by)
    assert owner.post(submit, {"version": "0"}).url == reverse("my_review", args=[dossier.pk])
    for _ in range(2):
        assert owner.post(submit, {"declared": "yes", "version": "0"}).url == reverse("my_receipt", args=[dossier.pk])
    dossier.refresh_from_db()
    html = page(owner, "my_receipt", dossier.pk)
    assert dossier.receipt_no in html
    assert dossier.snapshots.get().sha256 in html
    assert "CHƯA NỘP" not in page(owner, "my_dossier", dossier.pk)
    assert dossier.code.code in page(owner, "my_dossier", dossier.pk)
    page(owner, "my_withdraw", dossier.pk)


def test_completion_opens_only_the_named_items_and_shows_the_difference() -> None:
    dossier = make_dossier(filled=True, state="at_commune")
    make_supplement(dossier, "field:history", moved=True)
    owner = client_of(dossier.created_by)
    html = page(owner, "my_page", dossier.pk, "to-chuc")
    area = html.split('name="organisation"')[1].split(">")[0]
    assert "disabled" in area
    url = reverse("my_page", args=[dossier.pk, "to-chuc"])
    owner.post(url, {"version": token_of(html), "history": "Đã viết lại", "next": "1"})
    review = page(owner, "my_review", dossier.pk)
    assert "Bạn đã thay đổi" in review
    assert "Đã viết lại" in review
    owner.post(reverse("my_submit", args=[dossier.pk]), {"declared": "yes", "version": "1"})
    assert dossier.snapshots.count() == 2
    assert "Cần bổ sung" not in page(owner, "my_dossier", dossier.pk)


def test_the_printed_form_of_officials_carries_personal_data_only_for_those_who_may() -> None:
    dossier = make_dossier(filled=True, state="at_commune")
    owner = page(client_of(dossier.created_by), "my_printed", dossier.pk)
    assert "Mường" in owner
    leader = client_of(make_user(roles=[("programme_officer", "province", dossier.commune.parent_id)]))
    assert "Mường" not in page(leader, "my_printed", dossier.pk)


def test_a_product_is_added_changed_and_shown(draft, mine) -> None:
    producer = draft.product.producer
    html = page(mine, "my_finder", q="com chay")
    assert "Bộ 6" in html
    answer = mine.post(
        reverse("my_product_add"),
        {"name": "Bánh nhãn", "criteria_set": draft.criteria_set_id, "producer": producer.pk},
    )
    product = producer.products.get(name="Bánh nhãn")
    assert answer.url == reverse("my_product", args=[product.pk])
    twice = mine.post(reverse("my_product_add"), {"name": "Bánh nhãn"}).content.decode()
    assert "Chủ thể đã có sản phẩm mang tên này." in twice
    mine.post(reverse("my_product_edit", args=[product.pk]), {"name": "Bánh nhãn Hải Hậu", "criteria_set": ""})
    photo = SimpleUploadedFile("anh.jpg", picture_bytes(), content_type="image/jpeg")
    mine.post(reverse("my_photos", args=[product.pk]), {"file": photo})
    html = page(mine, "my_product", product.pk)
    assert "Bánh nhãn Hải Hậu" in html
    url = reverse("my_photo", args=[product.pk, product.photos.get().pk])
    shown = mine.get(url)
    assert b"".join(shown.streaming_content) == picture_bytes()
    opened = mine.post(reverse("my_begin", args=[product.pk]), {"kind": "first"})
    assert opened.url == reverse("my_dossier", args=[product.dossiers.get().pk])


def test_what_waits_is_named_most_urgent_first() -> None:
    producer = make_producer()
    user = make_user(roles=[("producer", "producer", producer.pk)])
    assert [item.title for item in todo(user)] == ["Thêm sản phẩm đầu tiên"]
    asked = make_dossier(product=make_product("Rượu", producer=producer), by=user, state="at_commune")
    make_supplement(asked, "field:history", moved=True)
    make_dossier(product=make_product("Mắm", producer=producer), by=user)
    make_evidence(producer, title="Giấy cũ", valid_until=date(2020, 1, 1))
    assert [(item.title, item.tone) for item in todo(user)] == [
        ("Bổ sung hồ sơ Rượu", "gold"),
        ("CHƯA NỘP: Mắm", "gold"),
        ("1 giấy tờ hết hạn hoặc sắp hết hạn", "lacquer"),
    ]
    assert todo(make_user()) == []


@pytest.mark.parametrize("name", ["my_home", "my_vault"])
def test_lists_take_the_same_number_of_queries_with_one_and_three_rows(name: str) -> None:
    counts = []
    for rows in (1, 3):
        producer = make_producer()
        user = make_user(roles=[("producer", "producer", producer.pk)])
        for number in range(rows):
            make_dossier(product=make_product(f"Sản phẩm {number}", producer=producer), by=user, filled=True)
        client = client_of(user)
        page(client, name)
        with CaptureQueriesContext(connection) as queries:
            page(client, name)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_dossier_page_reads_a_bounded_number_of_rows(draft, mine, django_assert_max_num_queries) -> None:
    assert dossier_by_id(draft.pk) is not None
    with django_assert_max_num_queries(60):
        page(mine, "my_dossier", draft.pk)


def test_the_result_is_shown_after_publication_without_names_or_single_sheets() -> None:
    certificate = make_certificate(4)
    dossier = certificate.dossier
    user = make_user(roles=[("producer", "producer", dossier.product.producer_id)])
    html = page(client_of(user), "my_result", dossier.pk)
    conclusion = published_conclusion(dossier.pk)
    assert conclusion is not None
    assert conclusion.average_shown in html
    assert "4 sao" in html
    members = [row["member"] for row in conclusion.proof["sheets"]]
    assert [name for name in members if len(name) > 3 and name in html] == []
    assert certificate.number in page(client_of(user), "my_certificates")
    assert "4 sao" in page(client_of(user), "my_home")
    assert "Xem kết quả" in page(client_of(user), "my_dossier", dossier.pk)


def test_a_missed_minimum_is_named_in_the_result() -> None:
    conclusion = make_result(3, total=75)
    dossier = conclusion.item.dossier
    user = make_user(roles=[("producer", "producer", dossier.product.producer_id)])
    html = page(client_of(user), "my_result", dossier.pk)
    assert "Vì sao thấp hơn khung điểm" in html


def test_before_publication_there_is_no_result() -> None:
    dossier = make_dossier(state="at_council")
    answer = client_of(dossier.created_by).get(reverse("my_result", args=[dossier.pk]))
    assert answer.url == reverse("my_dossier", args=[dossier.pk])


def test_nothing_scored_yet_is_said_so_and_not_shown_as_one_star(mine, draft) -> None:
    for name in ("my_scores", "my_dossier"):
        html = page(mine, name, draft.pk)
        assert "Chưa chấm" in html
        assert "1 sao" not in html
