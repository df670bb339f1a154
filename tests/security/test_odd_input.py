"""What no browser sends: the sign 0, and digits without end. An answer, never an error of the server."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from ocop.dossiers.models import Dossier
from tests.factories.dossiers import make_dossier
from tests.web.test_producer_pages import client_of

pytestmark = pytest.mark.django_db
ENDLESS = "9" * 5000
FORMS = (
    ("my_score", {"option": ENDLESS}),
    ("my_score", {"option": "1", "version": ENDLESS}),
    ("my_score", {"option": "1", "act": "cite", "evidence": ENDLESS}),
    ("my_score", {"option": "1", "act": f"uncite:{ENDLESS}"}),
    ("my_submit", {"declared": "yes", "version": ENDLESS}),
    ("my_page", {"workers": ENDLESS, "version": f"history:{ENDLESS}:abc"}),
)
PAGES = ("my_dossier", "my_page", "my_review", "my_scores", "my_printed")


@pytest.fixture
def draft() -> Dossier:
    return make_dossier()


@pytest.fixture
def pk(draft: Dossier) -> int:
    return draft.pk


@pytest.fixture
def mine(draft: Dossier) -> Client:
    return client_of(draft.created_by)


def address(view: str, pk: int) -> str:
    return reverse(view, args=[pk, *{"my_score": ["1.1"], "my_page": ["to-chuc"]}.get(view, [])])


@pytest.mark.parametrize(("view", "form"), FORMS)
def test_digits_without_end_are_no_number(mine: Client, pk: int, view: str, form: dict[str, str]) -> None:
    assert mine.post(address(view, pk), form).status_code in (200, 302)
    assert {mine.get(address(page, pk)).status_code for page in PAGES} == {200}


def test_a_number_too_long_stays_as_it_was_typed(mine: Client, pk: int) -> None:
    mine.post(address("my_page", pk), {"workers": "1" * 40})
    assert "1" * 40 in mine.get(address("my_page", pk)).content.decode()


@pytest.mark.parametrize("query", [{"q": "a\x00"}, {"a\x00": "q"}])
def test_an_address_with_the_sign_0_is_not_readable(mine: Client, query: dict[str, str]) -> None:
    answer = mine.get(reverse("my_vault"), query)
    assert (answer.status_code, "Yêu cầu không đọc được" in answer.content.decode()) == (400, True)


def test_a_form_with_the_sign_0_is_not_readable(mine: Client, pk: int) -> None:
    sent, kind = "option=1&note=a%00b", "application/x-www-form-urlencoded"
    assert mine.post(address("my_score", pk), sent, content_type=kind).status_code == 400
    strict = Client(enforce_csrf_checks=True)
    strict.get(reverse("account_login"))
    form = {"login": "a\x00", "password": "b", "csrfmiddlewaretoken": strict.cookies["csrftoken"].value}
    assert strict.post(reverse("account_login"), form).status_code == 400


def test_half_a_character_in_the_name_of_an_upload_is_dropped(mine: Client) -> None:
    asked = json.dumps({"name": "nửa\ud800.pdf", "size": 5})
    assert mine.post(reverse("my_upload_start"), asked, content_type="application/json").status_code == 201


@pytest.mark.parametrize("asked", ["[" * 100_000, "[]", '{"name": "a.pdf", "size": 1e400}'])
def test_an_upload_announced_in_odd_json_does_not_begin(mine: Client, asked: str) -> None:
    assert mine.post(reverse("my_upload_start"), asked, content_type="application/json").status_code == 400
