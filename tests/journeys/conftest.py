"""A real browser for the journeys: Debian's Chromium, driven by Playwright against a live server."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.sample import load_sample

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def chromium() -> str:
    """Where Chromium stands on this machine."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "journeys need Chromium; `make test` leaves them out where there is none"
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the journeys of a module: while it is open an event loop runs in this thread."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def sample(transactional_db: None, shared_folder: Path) -> None:
    """The whole sample province. It signs papers, which needs an event loop of its own: hence another thread."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_build_sample, shared_folder).result()


def _build_sample(shared: Path) -> None:
    try:
        load_sample(shared)
    finally:
        connections.close_all()


@pytest.fixture
def phone(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page on a 375 px phone."""
    yield from _page(browser, live_server, 375, 812)


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page on a 1280 px screen."""
    yield from _page(browser, live_server, 1280, 900)


def _page(browser: Browser, live_server: Any, width: int, height: int) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": height},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        bypass_csp=False,
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert faults == []
