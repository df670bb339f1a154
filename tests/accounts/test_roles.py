"""Giving and ending roles, by their exits."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.accounts.actions import roles
from ocop.accounts.models import Grant
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.audit.models import Entry
from ocop.base.errors import Conflict, NotAllowed, ReasonMissing, Refused
from ocop.notices.models import Notice
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def give(town, **changes):
    given = {
        "by": town.admin,
        "user": town.stranger,
        "role": Role.COMMUNE_LEADER,
        "scope_kind": Scope.COMMUNE,
        "scope_id": town.here.pk,
        "basis": "QĐ 12/QĐ-UBND",
    }
    return roles.grant_role(**(given | changes))


def test_a_role_is_granted_recorded_told_and_works_at_once(town):
    assert town.stranger.has_perm("parties.view_producer", town.sen) is False
    grant = give(town)
    assert (grant.scope_name, grant.basis, grant.granted_by) == ("xã Yên Khánh", "QĐ 12/QĐ-UBND", town.admin)
    assert town.stranger.has_perm("parties.view_producer", town.sen) is True
    assert Entry.objects.values_list("action", "subject_id").last() == ("accounts.grant_role", str(town.stranger.pk))
    assert Notice.objects.get(to=town.stranger).subject == "Bạn được giao vai trò Lãnh đạo UBND cấp xã"


def test_the_scope_must_be_of_the_kind_of_the_role(town):
    with pytest.raises(Refused, match="không dùng cho phạm vi này"):
        give(town, scope_kind=Scope.PROVINCE, scope_id=town.province.pk)
    with pytest.raises(Refused, match="Không tìm thấy phạm vi"):
        give(town, scope_id=town.province.pk)
    assert town.stranger.grants.count() == 0


@pytest.mark.parametrize("role", [Role.COUNCIL_CHAIR, Role.ADVISORY_TEAM])
def test_roles_of_a_council_or_round_come_with_its_decision(town, role):
    with pytest.raises(Refused, match="khi lập Hội đồng"):
        give(town, role=role, scope_kind=Scope.COUNCIL, scope_id=1)


def test_upper_floors_give_the_roles_of_their_own_scopes(town):
    grant = roles.give_role(
        by=town.office,
        user=town.stranger,
        role=Role.COUNCIL_MEMBER,
        scope_kind=Scope.COUNCIL,
        scope_id=7,
        scope_name="Hội đồng số 7",
    )
    assert str(grant) == "Ủy viên Hội đồng – Hội đồng số 7"


@pytest.mark.parametrize("who", ["officer", "auditor", "person", "far_admin", "stranger"])
def test_nobody_but_an_administrator_of_that_province_grants(town, who):
    with pytest.raises(NotAllowed):
        give(town, by=getattr(town, who))
    assert town.stranger.grants.count() == 0


def test_nobody_grants_to_themselves_nor_without_a_basis(town):
    with pytest.raises(Refused, match="chính mình"):
        give(town, user=town.admin)
    with pytest.raises(ReasonMissing):
        give(town, basis=" ")


def test_the_same_role_is_not_given_twice_but_again_after_it_lapsed(town):
    grant = give(town)
    with pytest.raises(Conflict):
        give(town)
    Grant.objects.filter(pk=grant.pk).update(until=timezone.localdate() - timedelta(days=1))
    again = give(town)
    grant.refresh_from_db()
    assert (again.pk != grant.pk, grant.end_reason) == (True, "Hết thời hạn.")


def test_a_role_past_its_last_day_counts_no_more(town):
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Refused, match="đã qua"):
        give(town, until=yesterday)
    grant = give(town, until=timezone.localdate())
    assert list(users_with(Role.COMMUNE_LEADER, Scope.COMMUNE, town.here.pk)) == [town.stranger]
    Grant.objects.filter(pk=grant.pk).update(until=yesterday)
    roles.forget_grants(town.stranger)
    assert town.stranger.roles == set()
    assert list(users_with(Role.COMMUNE_LEADER, Scope.COMMUNE, town.here.pk)) == []


def test_a_role_is_ended_with_a_reason_and_at_once(town):
    grant = give(town)
    with pytest.raises(ReasonMissing):
        roles.end_grant(by=town.admin, grant=grant, reason="")
    assert grant.user.roles == {"commune_leader"}
    ended = roles.end_grant(by=town.admin, grant=grant, reason="Chuyển công tác")
    assert (ended.end_reason, ended.ended_by, grant.user.roles) == ("Chuyển công tác", town.admin, set())
    assert Entry.objects.last().action == "accounts.end_grant"
    with pytest.raises(Conflict):
        roles.end_grant(by=town.admin, grant=grant, reason="Lần nữa")


def test_only_an_administrator_of_the_province_ends_and_never_their_own(town):
    grant = town.officer.grants.get()
    for who in (town.far_admin, town.officer, town.auditor):
        with pytest.raises(NotAllowed):
            roles.end_grant(by=who, grant=grant, reason="x")
    with pytest.raises(Refused, match="chính mình"):
        roles.end_grant(by=town.admin, grant=town.admin.grants.get(), reason="x")


def test_the_tables_hold_a_reason_and_one_grant_at_a_time():
    user = make_user()
    now = timezone.now()
    row = {"user": user, "role": "auditor", "scope_kind": "province", "scope_id": 5, "granted_at": now}
    Grant.objects.create(**row)
    with pytest.raises(IntegrityError, match=r"grant_once_while_active|UNIQUE"), transaction.atomic():
        Grant.objects.create(**row)
    with pytest.raises(IntegrityError, match="grant_end_has_reason"), transaction.atomic():
        Grant.objects.create(**row, ended_at=now)
