"""The office proposes; the leader approves one product, refuses the other, and issues the decision."""

import io
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.story.browser import press, reads, take_up, write
from tests.journeys.story.cast import PRODUCER_NAME, PRODUCT, in_days
from tests.journeys.story.second import SECOND

REFUSAL = "Cơ sở chưa khắc phục xong lỗi vệ sinh nêu trong biên bản kiểm tra."


@dataclass(frozen=True)
class Issued:
    """The certificate: its number and the addresses of its public page, by code and as in its QR."""

    number: str
    by_code: str
    by_qr: str


def office_proposes(page: Page) -> None:
    take_up(page, "2 kết quả chờ trình lãnh đạo")
    press(page, "Lập tờ trình")
    reads(page, "Đã lập tờ trình với mọi kết quả chờ trình.", PRODUCT, SECOND)
    press(page, "Trình lãnh đạo")
    reads(page, "Đã trình lãnh đạo.")


def approves_the_first_and_refuses_the_second(page: Page) -> None:
    take_up(page, "Tờ trình chờ quyết định: 2 sản phẩm")
    reads(page, "Điểm thuộc khung 4 sao nhưng chưa đạt mức tối thiểu")
    page.get_by_role("link", name=PRODUCT).click()
    reads(page, "Mức tối thiểu chưa đạt", "2.1", "1 trong 3", "73,3")
    write(page, verdict=("approved",))
    press(page, "Ghi ý kiến")
    reads(page, "Đây là sản phẩm kế tiếp chưa có ý kiến.", SECOND)
    write(page, verdict=("refused",), reason=REFUSAL)
    press(page, "Ghi ý kiến")
    reads(page, "Mọi sản phẩm đã có ý kiến, có thể ban hành quyết định.", REFUSAL)


def issues_the_decision(page: Page) -> None:
    press(page, "Ban hành quyết định")
    reads(page, "Lãnh đạo từ chối: không công nhận", REFUSAL)
    write(page, number="1201/QĐ-UBND", signed_on=in_days(0), signer_title="Chủ tịch UBND tỉnh")
    press(page.locator("main form"), "Ban hành quyết định")
    reads(page, "Đã có quyết định", "1201/QĐ-UBND", "Trần Đức Thành")


def opens_the_certificate(page: Page) -> Issued:
    """It is a PDF that names product, producer, stars and number."""
    page.get_by_role("link", name="Giấy số").click()
    number = page.locator(".page-head .muted", has_text="số ").first.inner_text().removeprefix("số ")
    paper = page.request.get(str(page.get_by_role("link", name="Tải giấy (PDF)").get_attribute("href")))
    assert (paper.status, paper.body()[:5]) == (200, b"%PDF-")
    words = " ".join(PdfReader(io.BytesIO(paper.body())).pages[0].extract_text().split())
    for text in (PRODUCT, PRODUCER_NAME, number, "1201/QĐ-UBND"):
        assert text.casefold() in words.casefold(), f"{text!r} is not on the paper: {words}"
    expect(page.get_by_role("link", name="Trang công khai")).to_be_visible()
    return Issued(
        number,
        str(page.get_by_role("link", name="Trang công khai").get_attribute("href")),
        str(page.get_by_role("link", name="Mở như khi quét mã").get_attribute("href")),
    )
