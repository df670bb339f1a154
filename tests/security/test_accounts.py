"""What somebody tries who wants another's account."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ocop.accounts.actions import consents, users
from ocop.accounts.models import User
from ocop.base.errors import NotAllowed
from tests.accounts.conftest import town as town_of_accounts

pytestmark = pytest.mark.django_db
town = town_of_accounts


def test_an_officer_who_records_help_for_an_account_does_not_come_to_reset_its_password(town):
    consents.give_consent(
        by=town.officer,
        producer=town.sen,
        helper=town.stranger,
        scope_note="Nhập hồ sơ",
        means="paper",
        until=timezone.localdate() + timedelta(days=30),
        evidence="Giấy đồng ý số 1",
    )
    victim = User.objects.get(pk=town.stranger.pk)
    assert town.officer.has_perm("accounts.reset_password", victim) is False
    with pytest.raises(NotAllowed):
        users.reset_password(by=town.officer, user=victim, reason="Quên")
    assert users.reset_password(by=town.admin, user=victim, reason="Quên").user == victim
