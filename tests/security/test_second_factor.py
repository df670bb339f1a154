"""What somebody tries who knows a password and lacks the second factor."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from ocop.web.account.signin_forms import CODES, TOO_MANY_CODES
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_codes_of_the_second_factor_are_not_guessed_on_from_other_addresses(client):
    user = make_user(username="lanhdao", password=PASSWORD)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.post(reverse("account_login"), {"login": "lanhdao", "password": PASSWORD})
    page = reverse("mfa_authenticate")
    for number in range(CODES):
        answer = client.post(page, {"code": "000000"}, REMOTE_ADDR=f"10.0.0.{number}")
        assert TOO_MANY_CODES not in answer.content.decode()
    answer = client.post(page, {"code": "000000"}, REMOTE_ADDR="10.0.1.1")
    assert TOO_MANY_CODES in answer.content.decode()
    assert "_auth_user_id" not in client.session
