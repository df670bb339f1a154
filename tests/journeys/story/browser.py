"""Hands and eyes of a person at a browser: opening it, signing in, writing, pressing, reading."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

DESK, PHONE, TABLET = (1280, 900), (375, 812), (1180, 740)
Where = Page | Locator


@dataclass
class Site:
    """The browser and the address of the running site, with every password that was given out.

    Who comes back to the same kind of device is still signed in there, as people are; nothing else stays behind.
    """

    browser: Browser
    url: str
    passwords: dict[str, str] = field(default_factory=dict)
    cookies: dict[tuple[str, tuple[int, int]], Any] = field(default_factory=dict)

    @contextmanager
    def open(self, size: tuple[int, int] = DESK, *, scripts: bool = True) -> Iterator[Page]:
        """A browser of its own for one person; an error of a script or in the console is a failure."""
        context = self.browser.new_context(
            base_url=self.url,
            viewport={"width": size[0], "height": size[1]},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=scripts,
            has_touch=size != DESK,
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if _is_fault(said) else None)
        try:
            yield page
        except BaseException:
            picture(page)
            raise
        assert fits(page), f"{page.url} is wider than the screen"
        # what the page still has to say to the server is said before the browser closes
        page.wait_for_load_state("networkidle")
        context.close()
        assert faults == []

    @contextmanager
    def signed_in(self, username: str, size: tuple[int, int] = DESK, *, scripts: bool = True) -> Iterator[Page]:
        """The same for a person who is signed in and stands at "Việc cần làm"."""
        device = (username, size)
        with self.open(size, scripts=scripts) as page:
            if device in self.cookies:
                page.context.add_cookies(self.cookies[device])
                page.goto("/")
            else:
                sign_in(page, username, self.passwords[username])
            expect(page).to_have_url(f"{self.url}/")
            self.cookies[device] = page.context.cookies()
            yield page


def _is_fault(said: ConsoleMessage) -> bool:
    """A form that was refused (422) is an answer, not a fault of the page."""
    return said.type == "error" and "status of 422" not in said.text


def picture(page: Page, name: str = "broken-off.png") -> None:
    """What the person sees, or saw when the story broke off, kept where OCOP_SCREENS names a folder."""
    folder = os.environ.get("OCOP_SCREENS")
    if folder:
        page.screenshot(path=Path(folder) / name, full_page=True)


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/dang-nhap/")
    write(page, login=username, password=password)
    press(page.locator("main"), "Đăng nhập")


def press(where: Where, label: str, *, of: str = "") -> None:
    """Press the button or follow the link that is named so; `of` is a text of the part in which it stands."""
    if of:
        where = part(where, of)
    button = where.get_by_role("button", name=label, exact=True)
    button.or_(where.get_by_role("link", name=label, exact=True)).first.click()


def part(where: Where, text: str) -> Locator:
    """The smallest card, row or item that holds `text`."""
    return where.locator("section, article, tr, li, .card, details, form").filter(has_text=text).last


def agree(page: Page, label: str) -> None:
    """Answer the question that came up, and wait for the page that follows: the form is sent by a script."""
    with page.expect_navigation():
        page.locator("dialog[open]").get_by_role("button", name=label, exact=True).click()


def unfold(where: Where, title: str) -> Locator:
    """Open the part that is folded under this title."""
    box = where.locator(f"details:has(> summary:has-text('{title}'))").last
    if box.get_attribute("open") is None:
        box.locator("summary").first.click()
    return box


def write(where: Where, **values: object) -> None:
    """Fill in fields by the names of their inputs: text, choice, box."""
    for name, value in values.items():
        one = where.locator(f"[name='{name}']:not([type=hidden])")
        kind = one.first.evaluate("node => node.type")
        if kind == "select-one":
            one.select_option(label=str(value)) if isinstance(value, str) else one.select_option(index=value)
        elif kind in ("radio", "checkbox") and isinstance(value, bool):
            one.first.set_checked(value)
        elif kind in ("radio", "checkbox"):
            for each in value if isinstance(value, tuple) else (value,):
                where.locator(f"[name='{name}'][value='{each}']").check()
        else:
            one.first.fill(str(value))


def reads(where: Where, *texts: str) -> None:
    """Every text stands on the page."""
    body = where.locator("body") if isinstance(where, Page) else where
    for text in texts:
        expect(body).to_contain_text(text)


def reads_not(where: Where, *texts: str) -> None:
    """None of the texts stands on the page, nor in what the server sent for it."""
    shown = where.content() if isinstance(where, Page) else where.inner_html()
    for text in texts:
        assert text not in shown, f"{text!r} is shown"


def is_hidden_from(page: Page, address: str) -> None:
    """The address answers as if there were nothing."""
    answer = page.request.get(address)
    assert answer.status == 404, f"{address}: {answer.status}"


def saved(where: Where) -> None:
    """Leave the field that was typed in; the page says that it is kept."""
    (where if isinstance(where, Page) else where.page).evaluate("document.activeElement.blur()")
    expect(where.locator("[data-save-state]:visible").first).to_have_text(re.compile(r"^Đã lưu"))


def fits(page: Page) -> bool:
    """Nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))


def take_up(page: Page, task: str) -> None:
    """Go home and open what waits under this title."""
    page.goto("/")
    page.locator("a.task", has_text=task).first.click()
    page.wait_for_load_state()


def put(where: Where, values: Mapping[str, object]) -> None:
    """The same as `write` for names that are no words of Python."""
    write(where, **values)
