"""The pages of a changed map: entered with a preview, read by old and new unit, producers placed."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ocop.parties.models import Producer
from ocop.places.models import MapChange
from tests.dossiers.test_places import World
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 7, 2, 3, tzinfo=UTC)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def world(settings):
    settings.MFA_REQUIRED = False
    with time_machine.travel(NOW, tick=False):
        yield World()


def typed(world, share: str = "whole", **more: str) -> dict[str, str]:
    rows = {"cu-TOTAL_FORMS": "2", "cu-INITIAL_FORMS": "0", "cu-0-unit": "Gia Vân", "cu-0-share": share}
    rows |= {"cu-1-unit": "", "cu-1-share": "whole", "document": "NQ 1/NQ-UBTVQH", "on": "2027-07-02"}
    return {**rows, **more}


QUERIES = 16
NEW = {"kind": "xa", "name": "Gia Mới", "code": "98765"}


def test_a_merger_is_looked_at_then_entered(world) -> None:
    client = client_of(world.office)
    assert client.get(reverse("map_enter")).status_code == 200
    seen = client.post(reverse("map_enter"), typed(world, **NEW, xem="1")).content.decode()
    assert "Gia Mới (đơn vị mới)" in seen
    assert "Ghi sắp xếp</span>" in seen
    assert not MapChange.objects.exists()
    answer = client.post(reverse("map_enter"), typed(world, **NEW, ghi="1"))
    change = MapChange.objects.get()
    assert answer.url == reverse("map_change", args=[change.pk])
    page = client.get(answer.url).content.decode()
    assert "toàn bộ xã Gia Vân" in page
    listed = client.get(reverse("producers"), {"xa": change.target_id}).content.decode()
    assert world.producer.name in listed
    assert "nay là xã Gia Mới" in listed
    assert world.producer.name in client.get(reverse("producers"), {"xa": world.old.pk}).content.decode()
    assert world.producer.name not in client.get(reverse("producers"), {"xa": world.other.pk}).content.decode()
    dossiers = client.get(reverse("office_dossiers"), {"xa": change.target_id}).content.decode()
    assert str(world.dossier.product) in dossiers
    client.post(reverse("map_undo", args=[change.pk]), {"reason": "Ghi nhầm"})
    change.refresh_from_db()
    assert change.undone_at
    assert "Ghi nhầm" in client.get(reverse("map_change", args=[change.pk])).content.decode()


def test_a_preview_with_faults_says_them_and_offers_no_entry(world) -> None:
    seen = client_of(world.office).post(reverse("map_enter"), typed(world, xem="1")).content.decode()
    assert "Mã đơn vị mới gồm 5 chữ số." in seen
    assert "Ghi sắp xếp</span>" not in seen


def test_a_producer_of_a_parted_commune_is_placed_on_the_worklist(world) -> None:
    client = client_of(world.office)
    client.post(reverse("map_enter"), typed(world, "part", target="Gia Hòa", ghi="1"))
    page = client.get(reverse("map_worklist")).content.decode()
    assert world.producer.name in page
    assert "(ở lại)" in page
    client.post(reverse("map_place", args=[world.producer.pk]), {"new": world.other.pk, "reason": "Thôn Đông"})
    assert Producer.objects.get(pk=world.producer.pk).commune == world.other
    assert "Không chủ thể nào chờ" in client.get(reverse("map_worklist")).content.decode()


def test_the_old_officer_reads_the_worklist_and_a_neighbour_finds_nothing_on_it(world) -> None:
    client_of(world.office).post(reverse("map_enter"), typed(world, "part", target="Gia Hòa", ghi="1"))
    assert world.producer.name in client_of(world.officer).get(reverse("map_worklist")).content.decode()
    assert world.producer.name not in client_of(world.neighbour).get(reverse("map_worklist")).content.decode()
    wanted = {"new": world.other.pk, "reason": "Thôn Đông"}
    assert client_of(world.officer).post(reverse("map_place", args=[world.producer.pk]), wanted).status_code == 404


@pytest.mark.parametrize("name", ["map_changes", "map_worklist"])
def test_the_lists_open_for_officials_of_the_place_only(world, name: str) -> None:
    for who, status in ((world.office, 200), (world.admin, 200), (world.officer, 200)):
        assert client_of(who).get(reverse(name)).status_code == status
    assert client_of(world.dossier.created_by).get(reverse(name)).status_code == 404
    assert client_of(world.officer).get(reverse("map_enter")).status_code == 404


def test_the_worklist_takes_the_same_queries_for_more_producers(world, django_assert_num_queries) -> None:
    client = client_of(world.office)
    client.post(reverse("map_enter"), typed(world, "part", target="Gia Hòa", ghi="1"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("map_worklist"))
    for number in range(3):
        make_producer(f"Cơ sở {number}", commune=world.old)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("map_worklist"))


def test_two_provinces_become_one_on_their_own_page(world) -> None:
    far = make_province("Thanh Hoá", code="38")
    client = client_of(world.office)
    assert "Ghi sắp xếp tỉnh" in client.get(reverse("map_changes")).content.decode()
    rows = {"cu-TOTAL_FORMS": "2", "cu-INITIAL_FORMS": "0", "cu-0-unit": world.home.pk, "cu-1-unit": far.pk}
    typed_in = rows | {"document": "NQ 9/2027/QH16", "on": "2027-07-02", "kind": "tinh", "name": "Ninh Thanh"}
    wrong = client.post(reverse("map_enter_provinces"), typed_in | {"xem": "1"}).content.decode()
    assert "Mã đơn vị mới gồm 2 chữ số." in wrong
    assert "NQ 9/2027/QH16" in wrong
    seen = client.post(reverse("map_enter_provinces"), typed_in | {"code": "39", "xem": "1"}).content.decode()
    assert "tỉnh Ninh Thanh (đơn vị mới)" in seen
    answer = client.post(reverse("map_enter_provinces"), typed_in | {"code": "39", "ghi": "1"})
    change = MapChange.objects.get()
    assert answer.url == reverse("map_change", args=[change.pk])
    page = client.get(answer.url).content.decode()
    assert "2 xã, phường theo sang đơn vị nhận" in page
    assert page.count('<th scope="row">') == 2
    assert "nay là xã Gia Vân, tỉnh Ninh Thanh" in client.get(reverse("producers")).content.decode()
    assert change.summary in client.get(reverse("map_changes")).content.decode()
    assert client_of(world.officer).get(reverse("map_enter_provinces")).status_code == 404


def test_a_commune_of_another_province_is_found_where_that_province_is_chosen(world) -> None:
    far = make_province("Thanh Hoá", code="38")
    make_commune("Nga Sơn", province=far)
    client = client_of(world.office)
    coming = typed(world, "whole", kind="xa", name="Nga Sơn", code="98765") | {"cu-0-unit": "Nga Sơn"}
    assert "Không có xã, phường nào tên như vậy" in client.post(reverse("map_enter"), coming).content.decode()
    client.post(reverse("map_enter"), coming | {"out_of": far.pk, "ghi": "1"})
    assert MapChange.objects.get().target.parent == world.home


def test_a_commune_that_leaves_hands_its_producers_over(world) -> None:
    far = make_province("Thanh Hoá", code="38")
    client = client_of(world.office)
    going = typed(world, "whole", kind="xa", name="Gia Vân", code="98765", into=str(far.pk), ghi="1")
    client.post(reverse("map_enter"), going)
    target = MapChange.objects.get().target
    assert target.parent == far
    assert "xã Gia Vân, tỉnh Thanh Hoá</option>" in client.get(reverse("map_worklist")).content.decode()
    client.post(reverse("map_place", args=[world.producer.pk]), {"new": target.pk, "reason": "NQ 9/2027"})
    assert Producer.objects.get(pk=world.producer.pk).commune == target
