"""What somebody tries who knows a password and lacks the second factor."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ocop.web.account.signin_forms import CODES, TOO_MANY_CODES, USED_CODE
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def test_codes_of_the_second_factor_are_not_guessed_on_from_other_addresses(client):
    user = make_user(username="lanhdao", password=PASSWORD)
    TOTP.activate(user, SECRET)
    client.post(reverse("account_login"), {"login": "lanhdao", "password": PASSWORD})
    page = reverse("mfa_authenticate")
    for number in range(CODES):
        answer = client.post(page, {"code": "000000"}, REMOTE_ADDR=f"10.0.0.{number}")
        assert TOO_MANY_CODES not in answer.content.decode()
    answer = client.post(page, {"code": "000000"}, REMOTE_ADDR="10.0.1.1")
    assert TOO_MANY_CODES in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_seen_on_the_way_opens_no_second_door_in_another_process(client):
    user = make_user(username="lanhdao", password=PASSWORD)
    TOTP.activate(user, SECRET)
    code = format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))
    page = reverse("mfa_authenticate")
    client.post(reverse("account_login"), {"login": "lanhdao", "password": PASSWORD})
    client.post(page, {"code": code})
    assert client.session["_auth_user_id"] == str(user.pk)
    cache.clear()  # what one process remembers, another does not
    thief = Client()
    thief.post(reverse("account_login"), {"login": "lanhdao", "password": PASSWORD})
    answer = thief.post(page, {"code": f"{code[:3]} {code[3:]}"})
    assert USED_CODE in answer.content.decode()
    assert "_auth_user_id" not in thief.session
