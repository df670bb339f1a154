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


QUERIES = 15
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
