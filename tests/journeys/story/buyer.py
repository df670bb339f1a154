"""Anybody with the package in hand: scans the code, types it, meets a made-up one."""

from playwright.sync_api import Page

from tests.journeys.story.browser import reads, reads_not
from tests.journeys.story.cast import PRODUCER, PRODUCER_NAME, PRODUCT, REPRESENTATIVE, REPRESENTATIVE_PHONE
from tests.journeys.story.leader import Issued
from tests.journeys.story.second import SECOND

PRIVATE = (REPRESENTATIVE, REPRESENTATIVE_PHONE, "0912000111", "0912 000", PRODUCER)


def scans_the_code(page: Page, issued: Issued) -> None:
    page.goto(issued.by_qr)
    reads(page, "ĐANG CÓ HIỆU LỰC", PRODUCT, PRODUCER_NAME, "3 sao", "Yên Khánh", "1201/QĐ-UBND", issued.number)
    reads(page, "Chữ ký của mã QR hợp lệ")
    reads_not(page, *PRIVATE)


def types_the_code(page: Page, issued: Issued) -> None:
    page.goto(issued.by_code)
    reads(page, "ĐANG CÓ HIỆU LỰC", PRODUCT, "Bạn đang xem theo mã.")
    reads_not(page, *PRIVATE)


def is_told_what_is_made_up(page: Page, issued: Issued) -> None:
    """A signature that is not ours, a code nobody gave out, and both together are told apart."""
    address = issued.by_code.rstrip("/")
    token = issued.by_qr.rpartition("/")[2]
    forged = token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB")
    for made_up, said in (
        (f"{address}/{forged}", "MÃ QR KHÔNG DO HỆ THỐNG PHÁT HÀNH"),
        ("/c/37-14560-99-2026/", "KHÔNG CÓ MÃ NÀY"),
        (f"/c/37-14560-99-2026/{forged}", "MÃ NÀY KHÔNG DO HỆ THỐNG PHÁT HÀNH"),
    ):
        answer = page.request.get(made_up)
        assert (answer.status, said in answer.text()) == (404, True), f"{made_up}: {answer.status}"


def finds_only_what_was_recognised(page: Page) -> None:
    page.goto("/tra-cuu/?q=ca")
    reads(page, PRODUCT)
    reads_not(page, SECOND, *PRIVATE)
