"""The pages of the yearly reports: drawn up and saved as typed, figures with their meaning, closed to strangers."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ocop.accounts.models import User
from ocop.papers.actions.issue import issue_paper
from ocop.papers.queries.subjects import about
from ocop.papers.spec import KINDS
from ocop.programme.models import YearReport
from tests.factories.accounts import make_user
from tests.programme.ground import TEXTS, World, build, whole_report
from tests.worlds import shared

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
QUIET = {"headers": {"X-Autosave": "1"}}


def world() -> World:
    return build()


_world_once, world = shared(world)


@pytest.fixture(autouse=True)
def in_december(settings):
    settings.MFA_REQUIRED = False
    with time_machine.travel(datetime(2024, 12, 10, 3, tzinfo=UTC), tick=False):
        yield


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_report_is_begun_typed_and_read(world) -> None:
    client = client_of(world.programme)
    listed = client.get(reverse("year_reports")).content.decode()
    assert "Báo cáo năm 2024 tỉnh Ninh Bình" in listed
    assert "trước ngày 20/12/2024, còn 10 ngày" in listed
    begun = client.post(reverse("year_report_begin", args=[world.ground.province.pk, 2024]))
    report = YearReport.objects.get()
    assert begun.url == reverse("year_report_write", args=[report.pk])
    assert "Tập huấn, bồi dưỡng" in client.get(begun.url).content.decode()
    answer = client.post(begun.url, {**TEXTS, "version": "0"})
    assert answer.url == reverse("year_report", args=[report.pk])
    page = client.get(answer.url).content.decode()
    assert "Nội dung kinh phí thực hiện." in page
    assert "Hồ sơ có bước đó trong năm; mỗi hồ sơ tính một lần ở mỗi cột. Nguồn: hồ sơ trên hệ thống." in page
    assert "Chưa ghi mục tiêu của năm." in page
    assert "phần chưa soạn" not in page
    again = client.post(reverse("year_report_begin", args=[world.ground.province.pk, 2024]), follow=True)
    assert "đã được lập" in again.content.decode()


def test_each_part_saves_itself_and_says_so(world) -> None:
    report = whole_report(world, district=True)
    client, address = client_of(world.here.office), reverse("year_report_write", args=[report.pk])
    sent = {"version": report.version, "kinh_phi": "300 triệu đồng", "tap_huan": "không gửi", "_changed": "kinh_phi"}
    answer = client.post(address, sent, **QUIET)
    assert answer.json() == {"version": report.version + 1, "saved_at": "10:00", "errors": {}}
    stored = YearReport.objects.get(pk=report.pk)
    assert (stored.texts["kinh_phi"], stored.texts["tap_huan"]) == ("300 triệu đồng", TEXTS["tap_huan"])
    clash = client.post(address, sent | {"kinh_phi": "Khác"}, **QUIET)
    assert clash.status_code == 409
    assert "Người khác vừa sửa" in clash.json()["message"]
    whole = client.post(address, sent | {"kinh_phi": "Bản của tôi"})
    page = whole.content.decode()
    assert whole.status_code == 409
    assert "bản đang lưu: “300 triệu đồng”" in page
    assert "Bản của tôi</textarea>" in page
    assert f'value="{stored.version + 1}"' in page or f'value="{stored.version}"' in page


def test_a_part_that_is_too_long_is_kept_in_its_field_with_a_sentence(world) -> None:
    report = whole_report(world, district=True)
    client, address = client_of(world.here.office), reverse("year_report_write", args=[report.pk])
    long = {"version": report.version, "kinh_phi": "dài " * 6000, "_changed": "kinh_phi"}
    assert client.post(address, long, **QUIET).status_code == 422
    page = client.post(address, long)
    assert page.status_code == 422
    assert "dài dài" in page.content.decode()
    assert YearReport.objects.get(pk=report.pk).texts["kinh_phi"] == TEXTS["kinh_phi"]


def targets(version: int, *rows: tuple[str, str, str, str]) -> dict[str, object]:
    data: dict[str, object] = {"version": version, "mt-TOTAL_FORMS": len(rows), "mt-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"mt-{number}-{name}": text for name, text in zip(("title", "planned", "indicator", "actual"), row,
                                                                   strict=True)}  # fmt: skip
    return data


def test_targets_are_typed_with_a_computed_result(world) -> None:
    report = whole_report(world, district=False)
    client, address = client_of(world.programme), reverse("year_report_targets", args=[report.pk])
    assert "Làng nghề" in client.get(address).content.decode()
    typed = targets(report.version, ("Sản phẩm mới", "1.000", "recognised", ""), ("", "", "", ""))
    assert client.post(address, typed).url == reverse("year_report", args=[report.pk])
    page = client.get(reverse("year_report", args=[report.pk])).content.decode()
    assert "1.000" in page
    assert "Làng nghề" not in page
    bad = client.post(address, targets(report.version, ("", "5", "filed", "6")))
    assert bad.status_code == 422
    for words in ("Hãy ghi mục tiêu, hoặc xóa cả dòng.", "hãy để trống ô này", 'value="6"'):
        assert words in bad.content.decode()
    late = client.post(address, targets(0, ("Muộn", "1", "", "")))
    assert late.status_code == 200
    assert "Người khác vừa sửa các mục tiêu" in late.content.decode()
    assert 'value="Muộn"' in late.content.decode()


def test_the_page_of_an_issued_report_is_the_paper(world) -> None:
    report = whole_report(world, district=True)
    thing = about("report", report.pk)
    assert thing is not None
    paper = issue_paper(by=world.here.office, kind=KINDS["district_report"], about=thing)
    YearReport.objects.filter(pk=report.pk).update(texts={})
    client = client_of(world.ground.leader)
    page = client.get(reverse("year_report", args=[report.pk])).content.decode()
    assert f"Báo cáo số {paper.number}" in page
    assert TEXTS["kinh_phi"] in page
    assert "Soạn nội dung" not in page
    assert "đã phát hành" in client.get(reverse("year_reports")).content.decode()


def test_every_figure_goes_to_excel_with_its_meaning(world) -> None:
    report = whole_report(world, district=True)
    answer = client_of(world.here.leader).get(reverse("year_report_excel", args=[report.pk]))
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Báo cáo năm 2024 huyện Yên Khánh, số liệu tính đến hết ngày 10 tháng 12 năm 2024"
    found = {tuple(row[:3]): row[3] for row in rows[2:]}
    assert found["Tiếp nhận hồ sơ", "Cộng", "Nộp"] == 2
    assert found["Kết quả đánh giá, phân hạng", "3 sao", "Cộng"] == 1
    assert all(row[4] and row[5] for row in rows[2:])


def addresses(report: YearReport) -> dict[str, list[str]]:
    key = [report.pk]
    return {
        "read": [reverse(name, args=key) for name in ("year_report", "year_report_excel")]
        + [reverse("papers", args=["report", report.pk])],
        "write": [reverse(name, args=key) for name in ("year_report_write", "year_report_targets")],
    }


@pytest.mark.parametrize("district", [True, False])
def test_others_get_404(world, district: bool) -> None:
    report = whole_report(world, district=district)
    ground = world.ground
    strangers = [ground.there.office, ground.there.leader, world.elsewhere, make_user("Người lạ")]
    strangers += [] if district else [ground.here.office, ground.here.leader]
    asked = addresses(report)
    for user in strangers:
        client = client_of(user)
        assert [client.get(url).status_code for url in asked["read"] + asked["write"]] == [404] * 5
        listed = client.get(reverse("year_reports"))
        assert listed.status_code == 404 or str(report) not in listed.content.decode()
    for user in (ground.leader, ground.auditor, *([ground.office] if district else [])):
        client = client_of(user)
        assert [client.get(url).status_code for url in asked["read"]] == [200] * 3
        assert [client.get(url).status_code for url in asked["write"]] == [404] * 2
    begin = reverse("year_report_begin", args=[report.unit.pk, 2023])
    assert client_of(ground.leader).post(begin).status_code == 404
    assert (
        client_of(world.here.office).post(reverse("year_report_begin", args=[report.unit.pk, 2030])).status_code == 404
    )


def test_the_list_asks_a_constant_number_of_queries(world, django_assert_num_queries) -> None:
    client = client_of(world.programme)
    client.get(reverse("year_reports"))
    whole_report(world, district=True)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("year_reports"))
    whole_report(world, district=False)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("year_reports"))


QUERIES = 15


def test_the_first_page_says_when_a_report_is_due(world) -> None:
    client = client_of(world.programme)
    assert (
        "Báo cáo năm 2024 tỉnh Ninh Bình: gửi trước ngày 20/12/2024, còn 10 ngày" in client.get("/").content.decode()
    )
    with time_machine.travel(datetime(2024, 11, 10, 3, tzinfo=UTC), tick=False):
        assert "gửi trước ngày" not in client.get("/").content.decode()
        district = client_of(world.here.office).get("/").content.decode()
        assert "Báo cáo năm 2024 huyện Yên Khánh: gửi trước ngày 01/12/2024, còn 21 ngày" in district
    with time_machine.travel(datetime(2024, 12, 25, 3, tzinfo=UTC), tick=False):
        assert "đã quá hạn 6 ngày" in client_of(world.programme).get("/").content.decode()
        assert "gửi trước ngày" not in client_of(world.ground.leader).get("/").content.decode()
    report = whole_report(world, district=False)
    assert "Soạn tiếp" in client.get("/").content.decode()
    thing = about("report", report.pk)
    assert thing is not None
    issue_paper(by=world.programme, kind=KINDS["department_report"], about=thing)
    assert "gửi trước ngày" not in client.get("/").content.decode()
