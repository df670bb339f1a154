"""The pages of the change of law: who opens which, what they say, what they cost, what they store."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from ocop.accounts.models import User
from ocop.base.spreadsheet import workbook
from ocop.documents.actions.files import open_file
from ocop.places.models import Succession, Unit
from ocop.recognition.actions.switch import start_switch
from ocop.recognition.models import OldResult, PublishedRecognition, SwitchRun
from ocop.recognition.papers import FIXED
from ocop.recognition.tasks import run_switch
from ocop.regulations.models import Correspondence, CorrespondenceRow
from ocop.regulations.queries import criteria_sheet
from tests.factories.accounts import make_user
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province
from tests.factories.products import make_product
from tests.factories.recognition import make_result, office_of
from tests.factories.switch import make_judged, make_old_result, old_facts, old_set

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def officer_of(commune) -> User:
    return make_user(roles=[("commune_officer", "commune", commune.pk)])


def finished(province, by: User, **scope: object) -> SwitchRun:
    run = start_switch(by=by, province=province, **scope)
    run_switch(run.pk)
    return SwitchRun.objects.get(pk=run.pk)


def test_ask_for_the_province_and_read_the_table_and_the_file() -> None:
    make_old_result(make_product("Cơm cháy (mẫu)"), 4)
    make_judged(3, product=make_product("Miến dong (mẫu)"))
    province = make_province()
    client = client_of(office_of(province))
    assert "Cả tỉnh Ninh Bình" in text(client.get(reverse("switch_home")))
    answer = client.post(reverse("switch_start"), {"pham-vi": f"tinh-{province.pk}"})
    run = SwitchRun.objects.get()
    assert answer["Location"] == reverse("switch_run", args=[run.pk])
    run_switch(run.pk)
    page = client.get(answer["Location"])
    assert "Cơm cháy (mẫu)" in text(page)
    assert "Miến dong (mẫu)" in text(page)
    only = text(client.get(answer["Location"], {"sao": "4"}))
    assert "Cơm cháy (mẫu)" in only
    assert "Miến dong (mẫu)" not in only
    assert "Miến dong (mẫu)" not in text(client.get(answer["Location"], {"q": "com chay"}))
    assert "Cơm cháy (mẫu)" not in text(client.get(answer["Location"], {"giu": "loi"}))
    content = b"".join(client.get(reverse("switch_excel", args=[run.pk])).streaming_content)
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert {row[0] for row in rows[2:]} == {"Cơm cháy (mẫu)", "Miến dong (mẫu)"}


def test_a_run_at_work_refreshes_itself_with_and_without_scripts() -> None:
    province = make_province()
    office = office_of(province)
    run = start_switch(by=office, province=province)
    page = client_of(office).get(reverse("switch_run", args=[run.pk])).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert 'hx-trigger="every 3s"' in page
    assert client_of(office).get(reverse("switch_excel", args=[run.pk])).status_code == 404
    SwitchRun.objects.filter(pk=run.pk).update(at=timezone.now() - timedelta(hours=1))
    stopped = client_of(office).get(reverse("switch_run", args=[run.pk])).content.decode()
    assert "Lần tính bị dừng" in stopped
    assert "http-equiv" not in stopped
    client_of(office).post(reverse("switch_resume", args=[run.pk]))
    run_switch(run.pk)
    done = client_of(office).get(reverse("switch_run", args=[run.pk])).content.decode()
    assert "hx-trigger" not in done
    assert "http-equiv" not in done


def test_a_commune_officer_sees_and_asks_only_for_their_commune() -> None:
    mine, other = make_commune("Yên Mô"), make_commune("Kim Sơn")
    here = make_old_result(make_product("Của xã tôi", producer=make_producer(commune=mine)))
    there = make_old_result(make_product("Của xã khác", producer=make_producer("Hợp tác xã B", commune=other)))
    province = mine.parent
    office, officer = office_of(province), officer_of(mine)
    runs = [finished(province, office), finished(province, office, commune=other)]
    own = finished(province, officer, commune=mine)
    client = client_of(officer)
    home = text(client.get(reverse("switch_home")))
    assert "Yên Mô" in home
    assert "Kim Sơn" not in home
    assert "Cả tỉnh" not in home
    for run in runs:
        for name in ("switch_run", "switch_excel"):
            assert client.get(reverse(name, args=[run.pk])).status_code == 404
        assert client.post(reverse("switch_resume", args=[run.pk])).status_code == 404
    for value in (f"tinh-{province.pk}", f"xa-{other.pk}"):
        assert client.post(reverse("switch_start"), {"pham-vi": value}).status_code == 404
    page = text(client.get(reverse("switch_run", args=[own.pk])))
    assert "Của xã tôi" in page
    assert "Của xã khác" not in page
    listed = text(client.get(reverse("old_results")))
    assert "Của xã tôi" in listed
    assert "Của xã khác" not in listed
    assert client.get(reverse("switch_product", args=[here.product_id])).status_code == 200
    for address in (
        reverse("switch_product", args=[there.product_id]),
        reverse("old_result", args=[there.pk]),
        reverse("old_result_correct", args=[there.pk]),
        f"{reverse('old_result_create')}?san-pham={there.product_id}",
    ):
        assert client.get(address).status_code == 404, address


def test_a_producer_sees_what_to_add_to_their_own_product_only() -> None:
    old = make_old_result(stars=4)
    other = make_old_result(make_product(producer=make_producer("Hợp tác xã khác")))
    client = client_of(make_user(roles=[("producer", "producer", old.product.producer_id)]))
    page = text(client.get(reverse("switch_product", args=[old.product_id])))
    assert "3.5 Sở hữu trí tuệ" in page
    assert "cần minh chứng" in page or "cần nâng" in page
    assert "Từng tiêu chí của quyết định mới" not in page
    assert client.get(reverse("switch_product", args=[other.product_id])).status_code == 404
    for name, args in (("switch_home", []), ("old_results", []), ("old_result", [old.pk]), ("correspondences", [])):
        assert client.get(reverse(name, args=args)).status_code == 404
    assert "Giữ hạng theo quy định mới" in text(client.get(reverse("my_product", args=[old.product_id])))


def test_no_member_of_a_council_is_named_and_no_single_mark_is_shown() -> None:
    product = make_judged(4).item.dossier.product
    page = client_of(office_of(make_province())).get(reverse("switch_product", args=[product.pk])).content.decode()
    assert "kết quả của Hội đồng" in page
    assert not re.search(r"TV\d", page)


def test_a_product_without_points_says_so_plainly() -> None:
    product = make_product()
    page = text(client_of(office_of(make_province())).get(reverse("switch_product", args=[product.pk])))
    assert "chưa có điểm từng tiêu chí theo Quyết định 148/QĐ-TTg" in page
    ranked = make_result(3).item.dossier.product
    again = text(client_of(office_of(make_province())).get(reverse("switch_product", args=[ranked.pk])))
    assert "Chưa tính được" in again


def typed(facts, **more: object) -> dict[str, object]:
    sheet = criteria_sheet(facts.criteria_set)
    given = {"stars": facts.stars, "decision_no": facts.decision_no, "decided_on": facts.decided_on, "source": ""}
    points = {f"c{number}": facts.marks[rule.code] for number, rule in enumerate(sheet)}
    return given | points | more


def test_enter_and_correct_through_the_form() -> None:
    product = make_product()
    client = client_of(officer_of(product.producer.commune))
    address = f"{reverse('old_result_create')}?san-pham={product.pk}"
    assert "1.a Nguồn nguyên liệu" in text(client.get(address))
    facts = old_facts(product)
    assert "Chưa ghi được" in text(client.post(address, typed(facts, c0="")))
    low = text(client.post(address, typed(facts, stars=5)))
    assert "thấp hơn 5 sao" in low
    assert not OldResult.objects.exists()
    client.post(address, typed(facts))
    old = OldResult.objects.get()
    assert (old.product, old.stars) == (product, 3)
    fix = reverse("old_result_correct", args=[old.pk])
    client.post(fix, typed(facts, decision_no="77/QĐ-UBND", reason=""))
    assert OldResult.objects.get().decision_no == facts.decision_no
    client.post(fix, typed(facts, decision_no="77/QĐ-UBND", reason="Chép nhầm"))
    page = text(client.get(reverse("old_result", args=[old.pk])))
    assert "77/QĐ-UBND" in page
    assert "Sửa vì: Chép nhầm" in page


def test_enter_a_product_that_is_not_in_the_system() -> None:
    commune = make_commune("Yên Mô")
    client = client_of(officer_of(commune))
    address = f"{reverse('old_result_create')}?bo={old_set(14).pk}"
    facts = old_facts(None, 3, 14)
    names = {"product_name": "Rượu nếp (mẫu)", "producer_name": "Hộ A (mẫu)"}
    client.post(address, typed(facts, **names, commune=commune.pk))
    assert OldResult.objects.get().commune == commune
    other = make_commune("Kim Sơn")
    refused = client.post(address, typed(facts, **names, commune=other.pk, decision_no="x"))
    assert "Chưa ghi được" in text(refused)
    assert OldResult.objects.count() == 1


def test_the_template_comes_with_ones_products_and_goes_back_filled() -> None:
    product = make_product()
    client = client_of(officer_of(product.producer.commune))
    chosen = old_set(6)
    got = client.get(reverse("old_results_export"), {"bo": chosen.pk})
    rows = CalamineWorkbook.from_filelike(BytesIO(got.content)).get_sheet_by_index(0).to_python()
    assert rows[2][0] == product.pk
    facts = old_facts(product)
    line = [product.pk, "", "", "", 3, "12/QĐ-UBND", facts.decided_on, "", *map(float, facts.marks.values())]
    address = f"{reverse('old_results_import')}?bo={chosen.pk}"
    wrong = workbook("x", rows[1], [[*line[:4], 6, *line[5:]]])
    page = text(client.post(address, {"file": file_of(wrong)}))
    assert "Hạng sao phải là 3, 4 hoặc 5" in page
    assert not OldResult.objects.exists()
    client.post(address, {"file": file_of(workbook("x", rows[1], [line]))})
    assert OldResult.objects.get().product == product
    assert tuple(rows[1][: len(FIXED)]) == FIXED


def file_of(content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = "ket-qua.xlsx"
    return file


def test_read_propose_confirm_and_freeze_a_correspondence() -> None:
    shipped = Correspondence.objects.get()
    client = client_of(office_of(make_province()))
    assert "148/QĐ-TTg → 26/2026/QĐ-TTg" in text(client.get(reverse("correspondences")))
    assert "đã chốt" in text(client.get(reverse("correspondence", args=[shipped.pk])))
    pair = text(client.get(reverse("correspondence_pair", args=[shipped.pk, 1, 1])))
    assert "148 không có tiêu chí chứng nhận vùng nguyên liệu" in pair
    assert "Xem và xác nhận" not in pair
    frozen_row = shipped.rows.first()
    assert client.get(reverse("correspondence_row", args=[frozen_row.pk])).status_code == 404
    client.post(reverse("correspondence_propose"), {"truoc": shipped.before_id, "sau": shipped.after_id})
    draft = Correspondence.objects.get(status="draft")
    row = CorrespondenceRow.objects.get(correspondence=draft, set_after__no=1, after__code="1.4")
    address = reverse("correspondence_row", args=[row.pk])
    assert "2 điểm – Năng lực, quy mô trung bình" in text(client.get(address))
    client.post(address, {"kind": "partly", "m0": ["0"], "m3": ["3"], "reason": "Chỉ giữ mức cao", "doubt": ""})
    row.refresh_from_db()
    assert (row.options, row.note) == ({"0": [0], "3": [3]}, "Chỉ giữ mức cao")
    client.post(reverse("correspondence_same", args=[draft.pk, 1, 1]), {"reason": "Đã đọc"})
    assert draft.rows.filter(set_after__no=1, confirmed_at__isnull=False).count() > 10
    frozen = client.post(reverse("correspondence_freeze", args=[draft.pk]), follow=True)
    assert "dòng chưa xác nhận" in text(frozen)
    assert client.get(f"{address}?tu=1.a").status_code == 200


def test_an_auditor_reads_correspondences_and_changes_nothing() -> None:
    shipped = Correspondence.objects.get()
    client = client_of(make_user(roles=[("auditor", "province", make_province().pk)]))
    assert "Lập bản nháp" not in text(client.get(reverse("correspondences")))
    for name, args in (
        ("correspondence_propose", []),
        ("correspondence_freeze", [shipped.pk]),
        ("correspondence_same", [shipped.pk, 1, 1]),
        ("correspondence_row", [shipped.rows.first().pk]),
    ):
        assert client.post(reverse(name, args=args)).status_code == 404


@pytest.mark.parametrize(
    "name", ["switch_home", "old_results", "old_results_waiting", "switch_run", "correspondences"]
)
def test_lists_cost_the_same_with_one_row_and_with_three(name: str) -> None:
    province = make_province()
    office = office_of(province)

    def cost() -> int:
        make_old_result()
        make_product(producer=make_producer(f"Hợp tác xã {SwitchRun.objects.count()}"))
        run = finished(province, office)
        args = [run.pk] if name == "switch_run" else []
        client = client_of(office)
        client.get(reverse(name, args=args))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse(name, args=args)).status_code == 200
        return len(queries)

    first = cost()
    cost()
    assert cost() == first


def make_published(name: str = "Mắm tép Gia Viễn", stars: int | None = 4, **fields: object) -> PublishedRecognition:
    """A recognition as a newspaper told it."""
    given = {"producer_name": "Cơ sở Bà A", "commune_name": "Gia Hòa", "district_name": "Gia Viễn"}
    given |= {"province_name": "Ninh Bình"} | fields
    number = PublishedRecognition.objects.count() + 1
    return PublishedRecognition.objects.create(
        row=number, product_name=name, stars=stars, source="https://bao.vn/1", **given
    )


def make_merged_commune() -> Unit:
    """A commune of today into which Gia Hòa of the district Gia Viễn went."""
    then = make_province(valid_from=date(2020, 2, 1), valid_to=date(2025, 6, 30))
    district = Unit.objects.create(
        level="district", kind="huyen", name="Gia Viễn", code="373", parent=then, province_code="37",
        valid_to=date(2025, 6, 30),
    )  # fmt: skip
    old = make_commune("Gia Hòa", province=district, valid_from=date(2020, 2, 1), valid_to=date(2025, 6, 30))
    new = make_commune("Gia Vân")
    Succession.objects.create(old=old, new=new, extent="whole", on=date(2025, 7, 1), ends_old=True)
    return new


def test_an_old_result_is_begun_from_what_was_published_and_entered_once() -> None:
    commune, past = make_merged_commune(), make_published()
    client = client_of(officer_of(commune))
    assert "Nhập điểm Mắm tép Gia Viễn" in text(client.get(reverse("old_results_published"), {"q": "mam tep"}))
    address = f"{reverse('old_result_create')}?cong-bo={past.pk}&bo={old_set(14).pk}"
    got = client.get(address)
    form = got.context["form"].initial
    assert (form["product_name"], form["stars"], form["commune"]) == (past.product_name, 4, commune.pk)
    assert "https://bao.vn/1" in form["source"]
    assert f'<input type="hidden" name="cong-bo" value="{past.pk}">' in got.content.decode()
    facts = old_facts(None, 4, 14)
    names = {"product_name": past.product_name, "producer_name": past.producer_name, "commune": commune.pk}
    client.post(address, typed(facts, **names))
    assert OldResult.objects.get().published == past
    assert past.product_name not in text(client.get(reverse("old_results_published")))
    again = client.post(address, typed(facts, **names, decision_no="khác"), follow=True)
    assert "đã được nhập" in text(again)
    assert OldResult.objects.count() == 1


def test_a_product_of_the_system_is_offered_for_what_was_published() -> None:
    product, past = make_product("Mắm tép Gia Viễn (mẫu)"), make_published()
    client = client_of(office_of(product.producer.commune.parent))
    address = f"?san-pham={product.pk}&amp;cong-bo={past.pk}"
    assert address in client.get(f"{reverse('old_result_create')}?cong-bo={past.pk}").content.decode()
    facts = old_facts(product, 4)
    client.post(f"{reverse('old_result_create')}{address.replace('&amp;', '&')}", typed(facts))
    old = OldResult.objects.get()
    assert (old.product, old.published) == (product, past)


def test_the_table_counts_what_was_published_without_points() -> None:
    commune = make_merged_commune()
    make_published()
    make_published("Rượu Lai Thành", None, commune_name="", district_name="Kim Sơn")
    make_published("Chè Tân Cương", province_name="Thái Nguyên")
    province = make_province()
    make_old_result(make_product("Cơm cháy (mẫu)"), 4)
    office = office_of(province)
    run = finished(province, office)
    assert [(row.product_name, row.stars, row.place_name) for row in run.rows.filter(set_no=0).order_by("pk")] == [
        ("Mắm tép Gia Viễn", 4, "xã Gia Vân"),
        ("Rượu Lai Thành", 0, ""),
    ]
    page = client_of(office).get(reverse("switch_run", args=[run.pk]))
    totals = {row["stars"]: (row["all"], row["unscored"], row["problem"]) for row in page.context["totals"]}
    assert totals == {5: (0, 0, 0), 4: (2, 1, 0), 3: (0, 0, 0), 0: (1, 1, 0)}
    assert "Chưa rõ hạng" in text(page)
    chosen = client_of(office).get(reverse("switch_run", args=[run.pk]), {"giu": "chua-co"})
    assert len(chosen.context["rows"]) == 2
    with open_file(run.file) as file:
        cells = CalamineWorkbook.from_filelike(BytesIO(file.read())).get_sheet_by_index(0).to_python()
    assert [row[5] for row in cells[2:]].count("Chưa có điểm") == 2
    assert [row.product_name for row in finished(province, office, commune=commune).rows.all()] == ["Mắm tép Gia Viễn"]


def test_one_that_was_reckoned_under_its_names_is_not_counted_twice() -> None:
    product = make_product("Mắm tép Gia Viễn", producer=make_producer("Cơ sở Bà A"))
    make_published()
    make_old_result(product, 4)
    province = make_province()
    assert finished(province, office_of(province)).rows.count() == 1
