"""The pages on which officials read the rules."""

import pytest
from django.test import Client

from ocop.regulations.queries import decision_by_number
from tests.factories.accounts import make_user
from tests.factories.places import make_province

pytestmark = pytest.mark.django_db
NUMBER = "26/2026/QĐ-TTg"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(client: Client, role: str) -> Client:
    client.force_login(make_user(roles=[(role, "province", make_province().pk)]), backend=BACKEND)
    return client


def law() -> int:
    decision = decision_by_number(NUMBER)
    assert decision is not None
    return decision.pk


def test_an_official_sees_the_decision_in_force_with_its_sets(client: Client) -> None:
    page = signed_in(client, "provincial_office").get("/quy-dinh/").content.decode()
    assert f"Quyết định {NUMBER}" in page
    assert page.count("/bo/") == 26
    assert "cần đối chiếu" in page


def test_a_set_shows_every_option_its_minima_and_what_to_check(client: Client) -> None:
    page = signed_in(client, "auditor").get(f"/quy-dinh/{law()}/bo/11/").content.decode()
    assert "Chè tươi" in page
    assert "tối thiểu 4 sao" in page
    assert "Cần đối chiếu" in page


@pytest.mark.parametrize("path", ["/quy-dinh/999999/", "/quy-dinh/999999/bo/1/"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert signed_in(client, "provincial_office").get(path).status_code == 404


def test_a_set_that_the_decision_lacks_is_not_found(client: Client) -> None:
    assert signed_in(client, "provincial_office").get(f"/quy-dinh/{law()}/bo/27/").status_code == 404


def test_nobody_without_an_office_reads_them(client: Client) -> None:
    client.force_login(make_user(roles=[("producer", "producer", 1)]), backend=BACKEND)
    assert client.get("/quy-dinh/").status_code == 404


def test_a_set_costs_a_constant_number_of_queries(client: Client, django_assert_max_num_queries: object) -> None:
    signed_in(client, "provincial_office")
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        client.get(f"/quy-dinh/{law()}/bo/26/")
