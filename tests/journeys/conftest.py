"""A real browser for the journeys, against a live server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import started
from tests.sample import load_sample


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the journeys of a module."""
    with started() as running:
        yield running


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
