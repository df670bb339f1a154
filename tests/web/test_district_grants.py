"""Roles of a district, granted on screen for the years of the three-level procedure, and what they then open."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ocop.accounts.models import User
from ocop.dossiers.queries.boards import at_own_desk
from ocop.dossiers.states import DossierState
from ocop.places.models import Extent, Kind, Level, Succession, Unit
from ocop.places.queries import districts_of
from tests.factories.accounts import make_user
from tests.factories.levels import FROM, TO, Ground, make_ground, make_old_dossier
from tests.factories.places import make_commune, make_province

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> Ground:
    return make_ground()


def merged(ground: Ground, *, told_of: str = "province"):
    """The province of today, into which that of those years came; the record tells of it, or only of its communes."""
    today = make_province(code="37", valid_from=date(2025, 7, 1))
    old, new = ground.province, today
    if told_of == "communes":
        old, new = ground.here.commune, make_commune(province=today)
    Succession.objects.create(old=old, new=new, on=date(2025, 7, 1), extent=Extent.WHOLE)
    return today


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("told_of", ["province", "communes"])
def test_todays_administrator_grants_a_role_in_a_district_of_then(ground: Ground, told_of: str) -> None:
    today = merged(ground, told_of=told_of)
    assert list(districts_of(today.pk)) == [ground.there.district, ground.here.district]
    admin = make_user("Quản trị", roles=[("administrator", "province", today.pk)])
    person = make_user("Đinh Thị Huyện")
    User.objects.filter(pk__in=[admin.pk, person.pk]).update(province=today)
    mine = make_old_dossier(ground, ground.here, DossierState.AT_PROVINCE)
    make_old_dossier(ground, ground.there, DossierState.AT_PROVINCE)
    client = signed_in(admin)
    address = reverse("user_grant", kwargs={"pk": person.pk})
    given = {"role": "provincial_office:district", "basis": "QĐ 12/QĐ-UBND"}
    lacking = client.post(address, given).content.decode()
    assert "Hãy chọn huyện" in lacking
    assert "30/06/2025" in lacking
    assert client.post(address, {**given, "district": ground.here.district.pk}).status_code == 302
    grant = person.grants.get()
    assert (grant.role, grant.scope_kind, grant.scope_id) == ("provincial_office", "district", ground.here.district.pk)
    office = User.objects.get(pk=person.pk)
    assert list(at_own_desk(office)) == [mine]
    assert str(grant).startswith("Cơ quan tham mưu cấp huyện")


def test_a_district_of_another_province_is_not_offered(ground: Ground) -> None:
    today = merged(ground)
    elsewhere = make_province("Thái Bình", code="34", valid_from=FROM, valid_to=TO)
    other = Unit.objects.create(
        level=Level.DISTRICT, code="336", kind=Kind.DISTRICT, name="Thái Bình", parent=elsewhere, province_code="34",
        valid_from=FROM, valid_to=TO,
    )  # fmt: skip
    admin = make_user("Quản trị", roles=[("administrator", "province", today.pk)])
    person = make_user("Đinh Thị Huyện")
    User.objects.filter(pk__in=[admin.pk, person.pk]).update(province=today)
    given = {"role": "signing_leader:district", "basis": "QĐ", "district": other.pk}
    answer = signed_in(admin).post(reverse("user_grant", kwargs={"pk": person.pk}), given)
    assert answer.status_code == 200
    assert not person.grants.exists()


@pytest.mark.parametrize("role", ["provincial_office", "auditor"])
def test_nobody_but_an_administrator_of_the_place_grants_it(ground: Ground, role: str) -> None:
    today = merged(ground)
    asker = make_user("Người khác", roles=[(role, "province", today.pk)])
    person = make_user("Đinh Thị Huyện")
    User.objects.filter(pk=person.pk).update(province=today)
    given = {"role": "provincial_office:district", "basis": "QĐ", "district": ground.here.district.pk}
    assert signed_in(asker).post(reverse("user_grant", kwargs={"pk": person.pk}), given).status_code == 404
    assert not person.grants.exists()


def test_a_place_without_districts_is_asked_nothing_of_them() -> None:
    province = make_province(code="38")
    admin = make_user("Quản trị", roles=[("administrator", "province", province.pk)])
    person = make_user("Ai đó")
    User.objects.filter(pk__in=[admin.pk, person.pk]).update(province=province)
    page = signed_in(admin).get(reverse("user_page", kwargs={"pk": person.pk})).content.decode()
    assert "cấp huyện" not in page
