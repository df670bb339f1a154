"""Headers that every answer carries, also errors and files."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.conftest import town as town_of_accounts

pytestmark = pytest.mark.django_db
town = town_of_accounts


def as_(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_what_a_signed_in_person_reads_is_kept_nowhere(town) -> None:
    client = as_(town.officer)
    pages = [
        reverse("home"),
        reverse("producers"),
        reverse("producers_export"),
        reverse("representative", kwargs={"pk": town.sen.pk}),
        reverse("producer_page", kwargs={"pk": town.coi.pk}),
    ]
    answers = [client.get(page) for page in pages]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 404]
    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}


def test_a_public_page_may_be_kept_briefly_and_names_nobody(town) -> None:
    town.officer.full_name = "Đinh Thị Riêng Tư"
    town.officer.save()
    answer = as_(town.officer).get(reverse("catalogue"))
    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Riêng Tư" not in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/", "/khong-co-trang-nay/", "/dang-nhap/", "/tra-cuu/", "/c/37-1-1-2026/", "/robots.txt"]
)
def test_every_answer_forbids_scripts_from_elsewhere_and_frames(address: str) -> None:
    answer = Client().get(address, follow=True)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_forged_form_is_refused_under_the_same_policy(town) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(reverse("producer_confirm", kwargs={"pk": town.sen.pk}))
    assert answer.status_code == 403
    assert "default-src 'none'" in answer["Content-Security-Policy"]
