"""What a producer must be able to do where no script runs: an old phone, a strict browser, a bad line."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ocop.dossiers.models import Dossier
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier
from tests.factories.parties import make_producer
from tests.factories.products import criteria_set, make_product
from tests.factories.recognition import make_certificate
from tests.journeys.story.browser import PHONE, Site, press, put, reads, unfold, write
from tests.journeys.story.cast import PASSWORD, PRODUCER, REPRESENTATIVE
from tests.journeys.story.producer import ANSWERS, PAPER, pdf

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def dossier() -> Dossier:
    """A draft of a producer who can sign in."""
    producer = make_producer("HTX Cá cảnh Mai Xanh")
    make_user(
        REPRESENTATIVE,
        username=PRODUCER,
        password=PASSWORD,
        roles=[("producer", "producer", producer.pk)],
    )
    product = make_product("Cá chép cảnh Mai Xanh", producer=producer, set_no=25)
    assert product.criteria_set == criteria_set(25)
    return make_dossier(product=product)


def test_a_producer_fills_in_scores_and_uploads_without_scripts(
    browser: Browser, live_server: Any, dossier: Dossier
) -> None:
    site = Site(browser, live_server.url, {PRODUCER: PASSWORD})
    with site.signed_in(PRODUCER, PHONE, scripts=False) as page:
        page.goto(f"/chu-the/ho-so/{dossier.pk}/")
        reads(page, "CHƯA NỘP")
        saves_a_page_of_the_form(page)
        scores_one_criterion(page, dossier)
        uploads_a_paper_and_cites_it(page)


def saves_a_page_of_the_form(page: Page) -> None:
    page.get_by_role("link", name="Lịch sử và tổ chức").first.click()
    put(page, ANSWERS["to-chuc"])
    press(page, "Lưu và tiếp")
    reads(page, "Kết quả kinh doanh")
    press(page, "Quay lại")
    expect(page.locator("[name=workers]")).to_have_value("18")


def scores_one_criterion(page: Page, dossier: Dossier) -> None:
    page.goto(f"/chu-the/ho-so/{dossier.pk}/tu-cham/")
    reads(page, "Đã chấm 0/24 tiêu chí.")
    press(page, "Chấm tiếp")
    page.locator(".option", has=page.get_by_text("4 điểm", exact=True)).click()
    press(page, "Tiếp: 1.2")
    reads(page, "1.2 Gia tăng giá trị")
    press(page, "1.1")
    expect(page.locator("[name=option]:checked")).to_have_count(1)


def uploads_a_paper_and_cites_it(page: Page) -> None:
    press(page, "Tải lên, chụp ảnh giấy tờ mới")
    page.set_input_files("input[type=file]", pdf(PAPER))
    write(page, kind=1, title=PAPER, pages="1")
    press(page, "Lưu vào kho")
    reads(page.locator("#minh-chung"), f"{PAPER}, tr. 1")
    press(page, "Bỏ")
    reads(page.locator("#minh-chung"), "Chưa dẫn minh chứng nào.")
    box = unfold(page, "Lấy từ kho minh chứng")
    box.locator("select").select_option(index=1)
    press(box, "Dẫn minh chứng này")
    reads(page.locator("#minh-chung"), PAPER)


def test_anybody_reads_the_public_page_of_a_certificate_without_scripts(browser: Browser, live_server: Any) -> None:
    certificate = make_certificate(4)
    with Site(browser, live_server.url).open(PHONE, scripts=False) as page:
        page.goto(f"/c/{certificate.code}/")
        reads(page, "ĐANG CÓ HIỆU LỰC", certificate.product_name, certificate.producer_name, "4 sao")
