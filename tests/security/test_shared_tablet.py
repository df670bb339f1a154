"""Two people, one tablet after the other: what one left unsent is neither shown to the next nor sent by them."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from tests.browser import chromium
from tests.factories.accounts import make_user
from tests.web.test_components_in_browser import ROOT, STATE
from tests.web.test_components_in_browser import browser as browser_of_components
from tests.web.test_components_in_browser import page as page_of_components
from tests.web.test_components_in_browser import site as site_of_components

browser, page, site = browser_of_components, page_of_components, site_of_components
ADDRESSES = "tests.web.test_components_in_browser"


def sits(page: Page, person: int) -> None:
    """The trial page as it is sent to `person`."""

    def answer(route: Route) -> None:
        sent = route.fetch()
        route.fulfill(response=sent, body=sent.text().replace("<body ", f'<body data-person="{person}" ', 1))

    page.unroute_all()
    page.route("**/thu/", answer)
    page.goto("/thu/")


@pytest.mark.slow
@pytest.mark.skipif(not chromium(), reason="không có Chromium")
@pytest.mark.skipif(not (ROOT / "var/assets/web/ui.js").exists(), reason="giao diện chưa dựng: make assets")
@pytest.mark.urls(ADDRESSES)
def test_what_one_left_unsent_is_not_given_to_the_next(page: Page) -> None:
    STATE["answers"] = [503] * 9
    sits(page, 1)
    page.get_by_label("Ghi chú").fill("điểm của người trước")
    expect(page.locator("[data-save-state]")).to_contain_text("Chưa lưu được")
    before = len(STATE["saves"])
    sits(page, 2)
    page.wait_for_timeout(1500)
    assert page.get_by_label("Ghi chú").input_value() == ""
    assert len(STATE["saves"]) == before
    sits(page, 1)
    assert page.get_by_label("Ghi chú").input_value() == "điểm của người trước"


@pytest.mark.django_db
def test_a_page_says_whose_it_is() -> None:
    people = [make_user(), make_user()]
    for person in people:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert f'data-person="{person.pk}"' in client.get(reverse("home")).content.decode()
    assert "data-person" not in Client().get(reverse("account_login")).content.decode()
