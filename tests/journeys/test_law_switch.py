"""Who keeps which star at the next re-evaluation: an officer asks for a round, a commune, the province, reads one
product, takes the file along."""

import io
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from python_calamine import CalamineWorkbook

from ocop.demo.people import PASSWORD
from ocop.recognition.models import SwitchRow, SwitchRun
from tests.journeys.story.browser import PHONE, Site, picture, press, reads

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(browser: Browser, live_server: Any, sample: None) -> Site:
    return Site(browser, live_server.url, dict.fromkeys(("vanphong", "canbo.yenkhanh"), PASSWORD))


def test_the_office_learns_who_keeps_which_star(site: Site) -> None:
    with site.signed_in("vanphong") as page:
        run = asks_for(page, "Cả tỉnh Ninh Bình")
        rows = list(SwitchRow.objects.filter(run=run))
        assert len([row for row in rows if not row.published]) == run.done > 0
        reads(page, "Chưa có điểm")
        assert any(row.published for row in rows), "what was only published is counted too"
        picture(page, "switch-run.png")
        takes_the_file(page, rows)
        reads_one_product(page, next(row for row in rows if row.product))
        assert 0 < asks_for(page, "Đợt 1 năm 2024, huyện Yên Khánh").done <= run.done
    with site.signed_in("canbo.yenkhanh", PHONE) as page:
        own = asks_for(page, "Yên Khánh")
        assert 0 < own.done <= run.done
        picture(page, "switch-phone.png")
        assert page.request.get(f"/chuyen-quy-dinh/{run.pk}/").status == 404


def asks_for(page: Page, scope: str) -> SwitchRun:
    page.goto("/chuyen-quy-dinh/")
    options = page.locator("#pham-vi option").all_inner_texts()
    page.select_option("#pham-vi", label=next(label for label in options if scope in label))
    press(page.locator("main"), "Tính")
    page.wait_for_url("**/chuyen-quy-dinh/*/")
    reads(page, "Ai giữ được hạng sao, còn thiếu gì")
    page.get_by_role("link", name="Tải Excel").wait_for()
    found = SwitchRun.objects.order_by("pk").last()
    assert found is not None
    assert found.state == "done"
    return found


def takes_the_file(page: Page, rows: list[SwitchRow]) -> None:
    address = page.get_by_role("link", name="Tải Excel").get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.status == 200
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(answer.body()))
    words = {
        str(cell) for name in sheets.sheet_names for row in sheets.get_sheet_by_name(name).to_python() for cell in row
    }
    for row in rows:
        assert row.product_name in words


def reads_one_product(page: Page, row: SwitchRow) -> None:
    page.goto(f"/chuyen-quy-dinh/san-pham/{row.product_id}/")
    assert row.product is not None
    reads(page, row.product.name, "Thấp nhất", "Cao nhất")
    picture(page, "switch-product.png")
