"""The pages of a draft decision, that the walk through the sample province does not meet: they fit a phone, and axe
finds nothing serious."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser

from ocop.regulations.actions import import_decision
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.places import make_province
from tests.journeys.story.browser import fits, sign_in
from tests.journeys.test_every_page import serious
from tests.regulations.official import NUMBER, as_html


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_draft_fit_a_phone_and_are_accessible(browser: Browser, live_server: Any) -> None:
    user = make_user(
        username="canbo", password=PASSWORD, roles=[("programme_officer", "province", make_province().pk)]
    )  # fmt: skip
    draft = import_decision(
        by=user, content=as_html(), file_name="qd.html", number=NUMBER, dated=date(2031, 3, 5),
        in_force_from=date(2031, 7, 1),
    )  # fmt: skip
    start = f"/quy-dinh/ban-nhap/{draft.pk}/"
    inside = ("", "cho-chua-ro/", "bo/1/", "bo/1/sua/", "bo/1/dong/2.1/", "than/general/", "than/bands/",
              "than/evidence/", "than/places/", "chot/", "bo-ban-nhap/")  # fmt: skip
    paths = ["/quy-dinh/", "/quy-dinh/nhap/", "/quy-dinh/so-sanh/", *(start + path for path in inside)]
    context = browser.new_context(base_url=live_server.url, bypass_csp=True, locale="vi-VN")
    page = context.new_page()
    sign_in(page, "canbo", PASSWORD)
    page.wait_for_url(f"{live_server.url}/")
    faults = []
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        page.set_viewport_size({"width": 1280, "height": 900})
        faults += [f"{path}: {fault}" for fault in serious(page)]
        page.set_viewport_size({"width": 375, "height": 812})
        if not fits(page):
            faults.append(f"{path}: wider than a phone")
    context.close()
    assert faults == []
