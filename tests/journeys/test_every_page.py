"""Every page that a person of the sample province can reach by its links: it opens, fits a phone, and axe finds
nothing serious.

Set OCOP_SCREENS to a folder to keep a picture of each, wide and narrow.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Error, Page

from ocop.demo.people import PASSWORD
from tests.browser import AXE

PEOPLE = (
    "", "chuthe2", "chuthe1", "chuthe4", "chuthe17", "canbo.yenkhanh", "canbo.yenmac", "lanhdao.yenkhanh", "vanphong",
    "totuvan", "chutich", "uyvien2", "thuky", "lanhdao.tinh", "chuongtrinh", "kiemtra", "kiemtoan", "quantri",
)  # fmt: skip
# Each person sees these anew: they differ with the role.
OWN = {"home", "my_dossier", "office_dossier"}
NOT_PAGES = re.compile(
    r"excel|export|_file|_photo|photo$|_paper|xuat|logout|proof|keys_file|robots|components|download|_pdf$|_docx$"
)
LIMIT = 60


def name_of(path: str) -> str:
    """Name of the view behind an address of ours; empty for what is no page."""
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return ""
    return "" if NOT_PAGES.search(name) else name


def sign_in(page: Page, username: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(re.compile(r"/$"))


def links(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "nodes => nodes.map(node => node.href)")
    here = urlsplit(page.url).netloc
    return [f"{part.path}" for part in map(urlsplit, found) if part.netloc == here]


def walk(page: Page, username: str, seen: set[str]) -> Iterator[str]:
    """Open page after page by their links, each view once; yields the name of each one opened."""
    todo, own = (["/"] if username else ["/tra-cuu/", "/dang-nhap/", "/dang-ky/"]), set()
    opened = 0
    while todo and opened < LIMIT:
        path = todo.pop(0)
        name = name_of(path)
        if not name or name in own or (name in seen and name not in OWN):
            continue
        own.add(name)
        try:
            answer = page.goto(path)
        except Error as error:
            if "Download is starting" in str(error):  # a file to keep, not a page
                continue
            raise
        assert answer is not None
        opened += 1
        seen.add(name)
        yield name if answer.status == 200 else f"{name} answers {answer.status}"
        todo += links(page)


def serious(page: Page) -> list[str]:
    """What axe finds serious or critical on the open page."""
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
    return [
        f"{one['id']}: {one['nodes'][0]['target']} ({len(one['nodes'])})"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def broken_pictures(page: Page) -> list[str]:
    """Pictures that came as something else; those still on their way or not in view are none."""
    script = "[...document.images].filter(one => one.complete && !one.naturalWidth).map(one => one.currentSrc)"
    found: list[str] = page.evaluate(script)
    return [f"broken picture {address}" for address in found if address]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))


def picture(page: Page, username: str, name: str, width: int) -> None:
    folder = os.environ.get("OCOP_SCREENS")
    if folder:
        target = Path(folder) / f"{width}-{username or 'khach'}-{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target, full_page=True)


@pytest.mark.journey
@pytest.mark.walk
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sample")
def test_every_page_opens_fits_a_phone_and_is_accessible(browser: Browser, live_server: Any) -> None:
    seen: set[str] = set()
    faults: list[str] = []
    for username in PEOPLE:
        context = browser.new_context(base_url=live_server.url, bypass_csp=True, locale="vi-VN")
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))  # noqa: B023 - one list for all
        if username:
            sign_in(page, username)
        page.set_viewport_size({"width": 1280, "height": 900})
        for name in walk(page, username, seen):
            where = f"{username or 'khách'} {name} {urlsplit(page.url).path}"
            if " answers " in name:
                faults.append(where)
                continue
            faults += [f"{where}: {fault}" for fault in [*serious(page), *broken_pictures(page)]]
            picture(page, username, name, 1280)
            page.set_viewport_size({"width": 375, "height": 812})
            if not fits(page):
                faults.append(f"{where}: wider than a phone")
            picture(page, username, name, 375)
            page.set_viewport_size({"width": 1280, "height": 900})
        context.close()
    assert not faults, "\n".join(faults)
    assert len(seen) >= 60, sorted(seen)
