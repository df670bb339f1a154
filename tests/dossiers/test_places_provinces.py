"""Provinces merge or are renamed, a commune passes to another province: what follows, who sees, what is refused."""

import pytest
import time_machine

from ocop.accounts.models import User
from ocop.accounts.queries import visible_to
from ocop.base.errors import Conflict, NotReady, Refused
from ocop.dossiers.actions.drafting import open_dossier
from ocop.dossiers.actions.places import change_map, place_producer, take_back
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.places import concerned, in_unit
from ocop.dossiers.queries.rounds import round_taking
from ocop.dossiers.queries.teams import candidates
from ocop.notices.models import Notice
from ocop.parties.models import Producer
from ocop.parties.queries import to_place
from ocop.places.models import MapChange, Succession, Unit
from ocop.places.queries import home_province, province_today, reach_of, unit_today
from ocop.places.spec import ChangeFacts, Share, Source
from tests.dossiers.test_places import DAY, EVE, ON, World, again, sees
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_round
from tests.factories.places import make_commune, make_province
from tests.factories.products import make_product

pytestmark = pytest.mark.django_db


class Provinces(World):
    """The same two communes of home, and a second province with one of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.next = make_province("Thanh Hoá", code="38")
        self.far = make_commune("Nga Sơn", province=self.next)

    def merge(self, *, by: User | None = None, province: Unit | None = None, **given: object) -> MapChange:
        named = {} if "target" in given else {"kind": "tinh", "name": "Ninh Thanh", "code": "39"}
        sources = given.pop("sources", (self.home, self.next))
        facts = ChangeFacts(
            document="NQ 9/2027/QH16", on=DAY, sources=tuple(Source(unit, Share.WHOLE) for unit in sources),
            of_provinces=True, **{**named, **given},
        )  # fmt: skip
        with time_machine.travel(EVE, tick=False):
            return change_map(by=by or self.office, province=province or self.home, facts=facts)


class TestMerger:
    def test_communes_follow_with_name_and_code_and_old_records_keep_theirs(self) -> None:
        world = Provinces()
        change = world.merge()
        with time_machine.travel(ON, tick=False):
            now = unit_today(Unit.objects.get(pk=world.old.pk))
            assert (now.name, now.code, now.parent) == (world.old.name, world.old.code, change.target)
            assert now.address == "xã Gia Vân, tỉnh Ninh Thanh"
            world.dossier.refresh_from_db()
            assert world.dossier.commune.address == "xã Gia Vân, tỉnh Ninh Bình"
            assert {unit.name for unit in Unit.objects.filter(parent=change.target)} == {
                "Gia Vân",
                "Gia Hòa",
                "Nga Sơn",
            }
            assert reach_of(change.target_id) == {world.home.pk, world.next.pk, change.target_id}
            assert province_today(world.next.pk) == change.target_id
            every = Dossier.objects.all()
            assert list(in_unit(every, world.old.pk)) == list(in_unit(every, now.pk)) == [world.dossier]

    def test_nothing_changes_before_the_day(self) -> None:
        world = Provinces()
        world.merge()
        stranger = make_user(roles=[("provincial_office", "province", world.next.pk)])
        with time_machine.travel(EVE, tick=False):
            assert unit_today(Unit.objects.get(pk=world.old.pk)) == world.old
            assert not sees(stranger, world.dossier)
            assert home_province("37") == world.home

    def test_scopes_follow_from_the_day_on(self) -> None:
        world = Provinces()
        change = world.merge()
        other = make_user(roles=[("provincial_office", "province", world.next.pk)])
        newcomer = make_user(roles=[("provincial_office", "province", change.target_id)])
        with time_machine.travel(ON, tick=False):
            for who in (world.office, other, newcomer, world.officer):
                assert sees(who, world.dossier)
            assert not sees(world.neighbour, world.dossier)
            assert home_province("37") == change.target
            assert again(world.office).has_perm("places.change_map", change.target)
            third = make_user(roles=[("provincial_office", "province", make_province("Xa", code="40").pk)])
            assert not sees(third, world.dossier)

    def test_a_new_dossier_begins_under_the_new_province(self) -> None:
        world = Provinces()
        change = world.merge()
        by = make_user(roles=[("producer", "producer", world.producer.pk)])
        round_ = make_round(province=change.target, year=2027)
        with time_machine.travel(ON, tick=False):
            dossier = open_dossier(by=by, product=make_product("Mật ong", producer=world.producer))
            assert dossier.commune.parent == change.target
            assert round_taking(dossier.commune.province_id or 0, DAY) == round_
            assert Producer.objects.filter(pk__in=visible_to(again(world.office))).get() == world.producer

    def test_people_of_both_provinces_may_be_named_in_a_team(self) -> None:
        world = Provinces()
        change = world.merge()
        theirs = make_user(roles=[("programme_officer", "province", world.next.pk)])
        ours = make_user(roles=[("programme_officer", "province", world.home.pk)])
        User.objects.filter(pk=theirs.pk).update(province=world.next)
        User.objects.filter(pk=ours.pk).update(province=world.home)
        round_ = make_round(province=change.target, year=2027)
        with time_machine.travel(EVE, tick=False):
            assert not candidates(round_).filter(pk__in=[ours.pk, theirs.pk]).exists()
        with time_machine.travel(ON, tick=False):
            assert set(candidates(round_).filter(pk__in=[ours.pk, theirs.pk])) == {ours, theirs}

    def test_a_province_that_goes_on_keeps_its_communes(self) -> None:
        world = Provinces()
        change = world.merge(sources=(world.next,), target=world.home)
        world.old.refresh_from_db()
        assert world.old.valid_to is None
        assert list(Unit.objects.filter(parent=world.home, name="Nga Sơn")) == [
            change.successions.get(old=world.far).new
        ]

    def test_renaming_keeps_the_code(self) -> None:
        world = Provinces()
        change = world.merge(sources=(world.home,), kind="tinh", name="Hoa Lư", code="37")
        with time_machine.travel(ON, tick=False):
            assert home_province("37") == change.target
            assert sees(world.office, world.dossier)

    def test_those_with_a_role_in_a_province_are_told_and_communes_are_not(self) -> None:
        world = Provinces()
        world.merge()
        told = set(Notice.objects.filter(kind="places.grant_yields").values_list("to", flat=True))
        assert told == {world.office.pk, world.admin.pk}

    def test_the_preview_counts_a_whole_province(self) -> None:
        found = concerned(Provinces().home.pk)
        assert (found.producers, found.under_way, found.officers) == (1, 1, 2)


class TestRefused:
    def test_a_province_with_an_office_here_is_not_taken_without_it(self) -> None:
        world = Provinces()
        theirs = make_user(roles=[("provincial_office", "province", world.next.pk)])
        with pytest.raises(Refused, match="ở cả hai tỉnh"):
            world.merge()
        with pytest.raises(Refused, match="ở cả hai tỉnh"):
            world.merge(by=theirs, province=world.next)
        assert not Succession.objects.exists()
        both = make_user(
            roles=[("provincial_office", "province", world.next.pk), ("provincial_office", "province", world.home.pk)]
        )
        assert world.merge(by=both).target.name == "Ninh Thanh"

    def test_a_commune_with_a_later_change_is_named(self) -> None:
        world = Provinces()
        world.enter(Share.WHOLE)
        with pytest.raises(NotReady) as refusal:
            world.merge()
        assert {"xã Gia Mới"} == {row.message.split(":")[0] for row in refusal.value.findings}


class TestUndoing:
    def test_it_is_taken_back_with_all_communes(self) -> None:
        world = Provinces()
        change = world.merge()
        with time_machine.travel(ON, tick=False):
            take_back(by=world.office, change=change, reason="Ghi nhầm")
            assert not Succession.objects.exists()
            assert not Unit.objects.filter(name="Ninh Thanh").exists()
            assert set(Unit.objects.filter(valid_to=None)) == {
                world.home, world.next, world.old, world.other, world.far
            }  # fmt: skip

    def test_not_once_something_was_filed_in_a_commune_of_the_new_province(self) -> None:
        world = Provinces()
        change = world.merge()
        by = make_user(roles=[("producer", "producer", world.producer.pk)])
        with time_machine.travel(ON, tick=False):
            open_dossier(by=by, product=make_product("Mật ong", producer=world.producer))
            with pytest.raises(Conflict):
                take_back(by=world.office, change=change, reason="Ghi nhầm")


class TestACommunePassesToAnotherProvince:
    def pass_over(self, world: Provinces) -> MapChange:
        return world.enter(Share.WHOLE, kind="xa", name="Gia Vân", code=world.old.code, into=world.next)

    def test_its_officer_follows_and_each_producer_is_handed_over(self) -> None:
        world = Provinces()
        change = self.pass_over(world)
        theirs = make_user(roles=[("provincial_office", "province", world.next.pk)])
        with time_machine.travel(ON, tick=False):
            assert change.target.parent == world.next
            assert sees(world.officer, world.dossier)
            assert list(to_place(Producer.objects.all())) == [world.producer]
            assert not sees(theirs, world.dossier)
            place_producer(by=world.office, producer=world.producer, new=change.target, reason="NQ 9/2027")
            world.dossier.refresh_from_db()
            assert world.dossier.commune == change.target
            assert sees(theirs, world.dossier)
            assert not to_place(Producer.objects.all()).exists()
            assert list(in_unit(Dossier.objects.all(), change.target_id)) == [world.dossier]

    def test_a_commune_comes_in_from_a_province_without_an_office_here(self) -> None:
        world = Provinces()
        facts = ChangeFacts(
            document="NQ 9", on=DAY, sources=(Source(world.far, Share.WHOLE),), kind="xa", name="Nga Sơn", code="14999"
        )
        with time_machine.travel(EVE, tick=False):
            change = change_map(by=world.office, province=world.home, facts=facts)
        assert change.target.parent == world.home

    def test_both_offices_may_read_it(self) -> None:
        world = Provinces()
        change = self.pass_over(world)
        theirs = make_user(roles=[("provincial_office", "province", world.next.pk)])
        assert theirs.has_perm("places.view_changes", change)
        assert not theirs.has_perm("places.view_changes", world.home)
