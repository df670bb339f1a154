"""The administrator opens an account and gives it a role; its holder sets a password of their own."""

from playwright.sync_api import Page, expect

from tests.journeys.story.browser import Site, press, reads, sign_in, unfold, write
from tests.journeys.story.cast import OFFICER, OFFICER_NAME, PASSWORD


def opens_the_account_of_the_commune_officer(page: Page) -> str:
    """The temporary password, as it is shown once."""
    press(page, "Tài khoản")
    press(page, "Tạo tài khoản")
    write(page, full_name=OFFICER_NAME, username=OFFICER)
    press(page.locator("main form"), "Tạo tài khoản")
    reads(page, "Chỉ hiện lần này", OFFICER)
    password = page.locator("#mat-khau-tam").inner_text()
    press(page, "Đã trao")
    return password


def grants_the_role(page: Page) -> None:
    box = unfold(page, "Cấp thêm vai trò")
    write(box, role="Công chức cấp xã", commune="yen khanh", basis="Quyết định phân công số 12/QĐ-UBND")
    press(box, "Cấp vai trò")
    reads(page, "Đã cấp vai trò.", "Công chức cấp xã", "Yên Khánh", "Quyết định phân công số 12/QĐ-UBND")


def first_sign_in_asks_for_a_new_password(site: Site, username: str, temporary: str) -> None:
    with site.open() as page:
        sign_in(page, username, temporary)
        expect(page).to_have_url(f"{site.url}/tai-khoan/mat-khau/")
        write(page, oldpassword=temporary, password1=PASSWORD, password2=PASSWORD)
        page.locator("main form button").click()
        page.goto("/")
        reads(page, "Việc cần làm", "Công chức cấp xã")
    site.passwords[username] = PASSWORD
