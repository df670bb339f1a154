"""Accounts made, handed over, locked and unlocked."""

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.utils import timezone

from config.settings import PASSWORD_HASHERS
from ocop.accounts.actions import users
from ocop.accounts.models import User
from ocop.accounts.queries import people
from ocop.audit.models import Entry
from ocop.base.errors import Conflict, NotAllowed, ReasonMissing, Refused
from ocop.notices.models import Notice
from tests.factories.accounts import PASSWORD, make_grant, make_user

pytestmark = pytest.mark.django_db
GOOD = {"username": "tran.van.b", "full_name": "Trần Văn B"}


def test_an_account_is_made_with_a_temporary_password(town):
    handover = users.create_user(by=town.admin, province_id=town.province.pk, **GOOD)
    user = User.objects.get(username="tran.van.b")
    assert user.check_password(handover.password) is True
    assert (user.must_change_password, user.province, user.roles) == (True, town.province, set())
    assert (user.temporary_until - timezone.now()).days in (6, 7)
    assert Entry.objects.last().action == "accounts.create_user"


def test_passwords_are_kept_by_argon2():
    assert PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "a"}, "Tên đăng nhập gồm"),
        ({"username": "có dấu"}, "Tên đăng nhập gồm"),
        ({"full_name": "  "}, "Hãy ghi họ và tên"),
    ],
)
def test_an_account_with_faults_is_refused(town, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        users.create_user(by=town.admin, province_id=town.province.pk, **(GOOD | changes))


def test_a_taken_name_says_nothing_of_its_owner(town):
    make_user(username="tran.van.b", full_name="Bí Mật")
    with pytest.raises(Conflict) as refusal:
        users.create_user(by=town.admin, province_id=town.province.pk, **GOOD)
    assert str(refusal.value) == "Tên đăng nhập này không dùng được. Hãy chọn tên khác."


@pytest.mark.parametrize("who", ["officer", "auditor", "person", "far_admin"])
def test_only_an_administrator_of_the_province_makes_accounts(town, who):
    with pytest.raises(NotAllowed):
        users.create_user(by=getattr(town, who), province_id=town.province.pk, **GOOD)


@pytest.mark.parametrize("password", ["ngan", "1234567890", "password123", "tran.van.b1"])
def test_weak_passwords_are_refused(password):
    with pytest.raises(Refused):
        users.open_user(by=None, password=password, **GOOD)
    assert User.objects.count() == 0


def test_the_officer_resets_only_producers_of_the_commune(town):
    handover = users.reset_password(by=town.officer, user=town.person, reason="Quên, đã xem CCCD")
    town.person.refresh_from_db()
    assert town.person.check_password(handover.password) is True
    assert town.person.must_change_password is True
    assert Notice.objects.filter(to=town.person, kind="accounts.password_reset").count() == 1
    entry = Entry.objects.last()
    assert (entry.action, entry.data) == ("accounts.reset_password", {"reason": "Quên, đã xem CCCD"})
    for user in (town.other, town.admin, town.neighbour, town.stranger):
        with pytest.raises(NotAllowed):
            users.reset_password(by=town.officer, user=user, reason="x")


def test_the_officer_does_not_reset_a_producer_who_holds_more_than_this_commune(town):
    make_grant(town.person, "producer", "producer", town.coi.pk)
    with pytest.raises(NotAllowed):
        users.reset_password(by=town.officer, user=town.person, reason="x")
    make_grant(town.other, "commune_leader", "commune", town.there.pk)
    with pytest.raises(NotAllowed):
        users.reset_password(by=town.neighbour, user=town.other, reason="x")


def test_the_administrator_resets_anybody_of_the_province_with_a_reason(town):
    with pytest.raises(ReasonMissing):
        users.reset_password(by=town.admin, user=town.officer, reason=" ")
    with pytest.raises(Refused, match="chính mình"):
        users.reset_password(by=town.admin, user=town.admin, reason="x")
    with pytest.raises(NotAllowed):
        users.reset_password(by=town.far_admin, user=town.officer, reason="x")
    assert users.reset_password(by=town.admin, user=town.officer, reason="Quên").user == town.officer


def test_ones_own_new_password_ends_the_temporary_one(town):
    handover = users.reset_password(by=town.admin, user=town.officer, reason="Quên")
    with pytest.raises(Refused, match="phải khác"):
        users.set_own_password(by=handover.user, password=handover.password)
    users.set_own_password(by=handover.user, password=PASSWORD)
    user = User.objects.get(pk=town.officer.pk)
    assert (user.must_change_password, user.temporary_until, user.check_password(PASSWORD)) == (False, None, True)


def test_a_closed_account_may_do_nothing_and_opens_again(town):
    with pytest.raises(ReasonMissing):
        users.deactivate(by=town.admin, user=town.officer, reason="")
    with pytest.raises(NotAllowed):
        users.deactivate(by=town.auditor, user=town.officer, reason="x")
    with pytest.raises(Refused, match="chính mình"):
        users.deactivate(by=town.admin, user=town.admin, reason="x")
    closed = users.deactivate(by=town.admin, user=town.officer, reason="Nghỉ việc")
    assert (closed.is_active, closed.has_perm("parties.view_producer", town.sen)) == (False, False)
    with pytest.raises(ReasonMissing):
        users.activate(by=town.admin, user=closed, reason="")
    assert users.activate(by=town.admin, user=closed, reason="Trở lại").is_active is True
    assert list(Entry.objects.values_list("action", flat=True)) == ["accounts.deactivate", "accounts.activate"]


def test_a_lock_out_is_ended_by_the_administrator(town):
    AccessAttempt.objects.create(username=town.officer.username, failures_since_start=8, ip_address="10.0.0.1")
    assert people.is_locked_out(town.officer) is True
    with pytest.raises(NotAllowed):
        users.unlock(by=town.officer, user=town.officer)
    users.unlock(by=town.admin, user=town.officer)
    assert people.is_locked_out(town.officer) is False


def test_a_lost_second_factor_is_taken_off_by_another_administrator(town):
    Authenticator.objects.create(user=town.office, type="totp", data={})
    assert people.has_totp(town.office) is True
    with pytest.raises(NotAllowed):
        users.remove_mfa(by=town.officer, user=town.office, reason="x")
    with pytest.raises(ReasonMissing):
        users.remove_mfa(by=town.admin, user=town.office, reason="")
    with pytest.raises(Refused, match="quản trị viên khác"):
        users.remove_mfa(by=town.admin, user=town.admin, reason="x")
    users.remove_mfa(by=town.admin, user=town.office, reason="Mất điện thoại")
    assert people.has_totp(town.office) is False


def test_the_second_factor_is_asked_only_where_the_installation_and_the_role_want_it(town, settings):
    settings.MFA_REQUIRED = False
    assert people.must_set_up_mfa(town.office) is False
    settings.MFA_REQUIRED = True
    assert (people.must_set_up_mfa(town.office), people.must_set_up_mfa(town.officer)) == (True, False)
    Authenticator.objects.create(user=town.office, type="totp", data={})
    assert people.must_set_up_mfa(town.office) is False


def test_the_owner_corrects_name_and_address(town):
    users.update_profile(by=town.person, full_name=" Trần  Thị Mơ ", email="mo@example.vn", phone="+84 912 000 111")
    town.person.refresh_from_db()
    assert (town.person.full_name, town.person.phone) == ("Trần Thị Mơ", "0912000111")
    with pytest.raises(Refused):
        users.update_profile(by=town.person, full_name=" ", email="", phone="")


def test_accounts_are_found_without_accents_and_by_role(town):
    found = people.users_visible_to(town.admin)
    assert list(people.matching(found, "cong chuc")) == [town.officer, town.neighbour]
    assert list(people.matching(found, "", "auditor")) == [town.auditor]
    assert list(people.users_visible_to(town.far_admin)) == [town.far_admin]
    assert list(people.users_visible_to(town.officer)) == []


def test_temporary_passwords_differ_and_are_easy_to_read():
    made = {users.temporary_password() for _ in range(50)}
    assert len(made) == 50
    assert set("".join(made)) <= set("abcdefghjkmnpqrstuvwxyz23456789-")
