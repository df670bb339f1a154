"""A producer registers itself; floods and known numbers are held back without telling whose they are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ocop.accounts.actions import registration
from ocop.accounts.models import Attempt, User
from ocop.audit.models import Entry
from ocop.base.errors import Conflict, NotReady, Refused
from ocop.notices.models import Notice
from ocop.parties.models import Producer
from ocop.parties.spec import ProducerFacts
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.parties import make_producer

pytestmark = pytest.mark.django_db


def register(town, origin="10.0.0.1", account=None, **changes):
    given = {
        "name": "HTX Dệt Lụa",
        "legal_form": "cooperative",
        "registration_no": " 0700 123456 ",
        "commune": town.here,
        "address": "Thôn Thượng",
    }
    account = {"username": "det.lua", "password": PASSWORD, "full_name": "Lê Thị Tơ"} | (account or {})
    facts = ProducerFacts(**(given | changes))
    return registration.register_producer(account=registration.NewAccount(**account), facts=facts, origin=origin)


def test_registration_makes_account_producer_and_role_and_tells_the_commune(town):
    done = register(town)
    producer = Producer.objects.get(registration_no="0700123456")
    assert (done.producer, producer.state, producer.name) == (producer, "pending", "HTX Dệt Lụa")
    assert [(grant.role, grant.scope_id) for grant in done.user.active_grants] == [("producer", producer.pk)]
    assert (done.user.province, done.user.must_change_password) == (town.province, False)
    assert list(Notice.objects.filter(kind="parties.registered").values_list("to_id", flat=True)) == [town.officer.pk]
    assert list(Entry.objects.values_list("action", flat=True)) == [
        "accounts.create_user",
        "parties.add_producer",
        "accounts.grant_role",
    ]


def test_a_known_number_says_nothing_of_its_holder(town):
    with pytest.raises(registration.AlreadyRegistered) as refusal:
        register(town, registration_no=town.coi.registration_no)
    assert str(refusal.value) == "Số đăng ký kinh doanh này đã có trong hệ thống."
    assert User.objects.filter(username="det.lua").count() == 0


def test_the_number_of_a_refused_producer_may_be_used_again(town):
    make_producer(commune=town.here, state="refused", registration_no="0700123456")
    assert register(town).producer.state == "pending"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name": " "}, "name"),
        ({"address": ""}, "address"),
        ({"legal_form": "giant"}, "legal_form"),
        ({"registration_no": "??"}, "registration_no"),
        ({"phone": "123"}, "phone"),
        ({"registered_on": timezone.localdate() + timedelta(days=1)}, "registered_on"),
        ({"commune": None}, "commune"),
    ],
)
def test_faults_are_named_and_nothing_is_kept(town, changes, where):
    with pytest.raises(NotReady) as refusal:
        register(town, **changes)
    assert [finding.where for finding in refusal.value.findings] == [where]
    assert (User.objects.filter(username="det.lua").count(), Producer.objects.count()) == (0, 2)


def test_a_province_is_no_commune_nor_is_one_that_has_ended(town):
    with pytest.raises(NotReady):
        register(town, commune=town.province)
    town.here.valid_to = timezone.localdate() - timedelta(days=1)
    town.here.save()
    with pytest.raises(NotReady):
        register(town, commune=town.here)


def test_a_taken_name_and_a_weak_password_are_refused(town):
    make_user(username="det.lua")
    with pytest.raises(Conflict):
        register(town)
    with pytest.raises(Refused, match="ngắn"):
        register(town, account={"username": "det.lua.2", "password": "ngan"})
    assert Producer.objects.count() == 2


def test_one_network_registers_only_so_often_and_failures_count(town):
    for _ in range(registration.LIMIT):
        with pytest.raises(registration.AlreadyRegistered):
            register(town, registration_no=town.coi.registration_no)
    with pytest.raises(registration.TooMany):
        register(town)
    assert register(town, origin="10.0.0.2").producer.state == "pending"


def test_attempts_are_forgotten_after_the_window_and_hold_no_address(town):
    Attempt.objects.bulk_create(
        Attempt(kind="register", key=registration._digest("10.0.0.1"), at=timezone.now() - timedelta(hours=2))
        for _ in range(registration.LIMIT)
    )
    register(town)
    assert "10.0.0.1" not in "".join(Attempt.objects.values_list("key", flat=True))
    Attempt.objects.update(at=timezone.now() - timedelta(days=2))
    registration.count_attempt(kind="register", origin="x", limit=1, window=timedelta(hours=1))
    assert Attempt.objects.count() == 1
