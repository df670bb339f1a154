"""The producer scores itself on the phone and cites its papers."""

from playwright.sync_api import Page, expect

from tests.journeys.story.browser import press, reads, saved, take_up, unfold, write
from tests.journeys.story.cast import CLAIMS, PRODUCT
from tests.journeys.story.producer import PAPER

MISSED = "2.1"


def scores_every_criterion(page: Page) -> None:
    """All but one as claimed; 2.1 first one step too low for 4 stars."""
    take_up(page, PRODUCT)
    press(page, "Mở bảng tự chấm")
    press(page, "Chấm tiếp")
    for code, points in CLAIMS.items():
        expect(page.locator("h1")).to_contain_text(f"{code} ")
        chooses(page, 3 if code == MISSED else points)
        if code == "1.1":
            saved(page)
        page.locator("button[name=act][value=next]").click()


def chooses(page: Page, points: int) -> None:
    """Tap the first box with so many points."""
    page.locator(".option", has=page.get_by_text(f"{points} điểm", exact=True)).first.click()


def sees_what_lifts_it_one_star(page: Page) -> None:
    reads(page, "Kết quả tự chấm", "76", "3 sao", "Để lên 4 sao", "Lên 4 sao: thiếu 1 mức tối thiểu (2.1).")
    reads(page, "Đã chấm 25/25 tiêu chí.")


def takes_that_step(page: Page) -> None:
    page.locator("a", has_text="mức tối thiểu của 4 sao").first.click()
    expect(page.locator("h1")).to_contain_text("2.1 ")
    chooses(page, CLAIMS[MISSED])
    saved(page)
    expect(page.locator("#diem")).to_contain_text("4 sao")
    expect(page.locator("#diem")).to_contain_text("78")


def cites_the_paper_wherever_it_is_asked_for(page: Page) -> None:
    """Follow the list of what is missing to each criterion, and cite the paper at 1.1 as well."""
    asked = page.locator("main a", has_text="nhận mức tối thiểu").all()
    addresses = [str(link.get_attribute("href")) for link in asked]
    assert len(addresses) >= 5, addresses
    for address in (f"{dossier_url(page)}tu-cham/1.1/", *addresses):
        page.goto(address)
        box = unfold(page, "Lấy từ kho minh chứng")
        box.locator("select").select_option(index=1)
        write(box, pages="1")
        press(box, "Dẫn minh chứng này")
        reads(page.locator("#minh-chung"), f"{PAPER}, tr. 1")


def dossier_url(page: Page) -> str:
    """The address of the dossier that is open."""
    head, _, tail = page.url.partition("/ho-so/")
    return f"{head}/ho-so/{tail.split('/')[0]}/"
