"""A merger, a renaming and a part-merger: what is read, who may act, what is decided, what is taken back."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from ocop.accounts.queries import users_with, visible_to
from ocop.audit.models import Entry
from ocop.base.errors import Conflict, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.dossiers.actions.drafting import open_dossier
from ocop.dossiers.actions.places import change_map, place_producer, take_back
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import visible_to as dossiers_visible_to
from ocop.dossiers.queries.places import concerned, in_unit
from ocop.dossiers.states import DossierState
from ocop.notices.models import Notice
from ocop.parties.models import Placement, Producer
from ocop.parties.queries import in_unit as producers_in_unit
from ocop.parties.queries import to_place
from ocop.places.models import Succession, Unit
from ocop.places.queries import families, heirs_on, ids_named, lineages, reach_of, unit_today
from ocop.places.spec import ChangeFacts, Share, Source
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province
from tests.factories.products import make_product

pytestmark = pytest.mark.django_db
DAY = date(2027, 7, 1)
EVE, ON = datetime(2027, 6, 30, 3, tzinfo=UTC), datetime(2027, 7, 1, 3, tzinfo=UTC)


class World:
    """Two communes with an officer each, a producer and a dossier at the desk of the first."""

    def __init__(self) -> None:
        self.home = make_province()
        self.old, self.other = make_commune("Gia Vân"), make_commune("Gia Hòa")
        self.office = make_user(roles=[("provincial_office", "province", self.home.pk)])
        self.admin = make_user(roles=[("administrator", "province", self.home.pk)])
        self.officer = make_user(roles=[("commune_officer", "commune", self.old.pk)])
        self.neighbour = make_user(roles=[("commune_officer", "commune", self.other.pk)])
        self.producer = make_producer(commune=self.old)
        self.dossier = make_dossier(product=make_product(producer=self.producer), state=DossierState.AT_COMMUNE)

    def facts(self, *shares: Share, **given: object) -> ChangeFacts:
        sources = tuple(Source(unit, share) for unit, share in zip((self.old, self.other), shares, strict=False))
        named = {"kind": "xa", "name": "Gia Mới", "code": "98765"} if "target" not in given else {}
        return ChangeFacts(document="NQ 1/NQ-UBTVQH", on=DAY, sources=sources, **{**named, **given})

    def enter(self, *shares: Share, **given: object):
        with time_machine.travel(EVE, tick=False):
            return change_map(by=self.office, province=self.home, facts=self.facts(*shares, **given))


def again(user):
    """The user as read by the next request."""
    return type(user).objects.get(pk=user.pk)


def sees(user, dossier: Dossier) -> bool:
    user = again(user)
    listed = dossiers_visible_to(user).filter(pk=dossier.pk).exists()
    assert listed is user.has_perm("dossiers.view", Dossier.objects.get(pk=dossier.pk))  # list and permission agree
    return listed


class TestWholeMerger:
    def test_nothing_changes_before_the_day(self) -> None:
        world = World()
        change = world.enter(Share.WHOLE, Share.WHOLE)
        with time_machine.travel(EVE, tick=False):
            assert unit_today(Unit.objects.get(pk=world.old.pk)) == world.old
            assert sees(world.officer, world.dossier)
            assert not sees(world.neighbour, world.dossier)
            assert reach_of(change.target_id) == {change.target_id}

    def test_from_the_day_on_roles_reach_the_whole_new_unit(self) -> None:
        world = World()
        change = world.enter(Share.WHOLE, Share.WHOLE)
        with time_machine.travel(ON, tick=False):
            assert sees(world.officer, world.dossier)
            assert sees(world.neighbour, world.dossier)
            assert visible_to(again(world.neighbour)).filter(pk=world.producer.pk).exists()
            for unit in (world.old, world.other, change.target):
                assert set(users_with("commune_officer", "commune", unit.pk)) == {world.officer, world.neighbour}
            assert not sees(make_user(roles=[("commune_officer", "commune", make_commune("Xa").pk)]), world.dossier)
            newcomer = make_user(roles=[("commune_officer", "commune", change.target_id)])
            assert sees(newcomer, world.dossier)

    def test_old_records_keep_their_unit_and_lists_read_by_either(self) -> None:
        world = World()
        change = world.enter(Share.WHOLE, Share.WHOLE)
        with time_machine.travel(ON, tick=False):
            world.dossier.refresh_from_db()
            assert world.dossier.commune == world.old
            every = Dossier.objects.all()
            assert list(in_unit(every, world.old.pk)) == list(in_unit(every, change.target_id)) == [world.dossier]
            assert not in_unit(every, world.other.pk).exists()
            assert list(producers_in_unit(Producer.objects.all(), change.target_id)) == [world.producer]
            assert ids_named("xã Gia Mới") == {world.old.pk, world.other.pk, change.target_id}
            assert lineages([world.old.pk]) == {world.old.pk: change.target}

    def test_a_new_dossier_begins_in_the_new_unit(self) -> None:
        world = World()
        change = world.enter(Share.WHOLE)
        by = make_user(roles=[("producer", "producer", world.producer.pk)])
        with time_machine.travel(ON, tick=False):
            dossier = open_dossier(by=by, product=make_product("Mật ong", producer=world.producer))
            assert dossier.commune == change.target

    def test_each_role_that_yields_is_in_the_record_and_told(self) -> None:
        world = World()
        world.enter(Share.WHOLE, Share.WHOLE)
        assert Entry.objects.filter(action="accounts.grant_yields").count() == 2
        assert set(Notice.objects.filter(kind="places.grant_yields").values_list("to", flat=True)) == {
            world.officer.pk,
            world.neighbour.pk,
        }

    def test_a_merger_of_a_merged_unit_is_followed_to_its_end(self) -> None:
        world = World()
        change = world.enter(Share.WHOLE)
        last = make_commune("Cuối", valid_from=date(2028, 1, 1))
        Succession.objects.create(old=change.target, new=last, extent="whole", on=date(2028, 1, 1))
        assert heirs_on([world.old.pk], date(2028, 1, 1)) == {world.old.pk: last.pk}
        assert families([world.old.pk], date(2028, 1, 1))[world.old.pk] == {world.old.pk, change.target_id, last.pk}
        assert heirs_on([world.old.pk], date(2027, 12, 31)) == {world.old.pk: change.target_id}

    def test_renaming_keeps_the_code(self) -> None:
        world = World()
        change = world.enter(Share.WHOLE, name="Gia Vân Mới", code=world.old.code)
        assert (change.target.code, change.target.name) == (world.old.code, "Gia Vân Mới")
        world.old.refresh_from_db()
        assert world.old.valid_to == date(2027, 6, 30)

    def test_merging_into_a_unit_that_goes_on_makes_none(self) -> None:
        world = World()
        before = Unit.objects.count()
        change = world.enter(Share.WHOLE, target=world.other)
        assert (Unit.objects.count(), change.target) == (before, world.other)
        with time_machine.travel(ON, tick=False):
            assert sees(world.neighbour, world.dossier)


class TestPartMerger:
    def test_until_decided_only_the_office_and_the_old_officer_see_the_producer(self) -> None:
        world = World()
        change = world.enter(Share.PART, target=world.other)
        with time_machine.travel(EVE, tick=False):
            assert not to_place(Producer.objects.all()).exists()
        with time_machine.travel(ON, tick=False):
            assert list(to_place(Producer.objects.all())) == [world.producer]
            assert sees(world.officer, world.dossier)
            assert sees(world.office, world.dossier)
            assert not sees(world.neighbour, world.dossier)
            assert not in_unit(Dossier.objects.all(), change.target_id).exists()

    def test_the_administrators_are_asked_about_roles(self) -> None:
        world = World()
        world.enter(Share.PART, target=world.other)
        notice = Notice.objects.get(kind="places.ask_grants")
        assert notice.to == world.admin
        assert str(world.officer) in notice.body
        assert not Entry.objects.filter(action="accounts.grant_yields").exists()

    def test_a_placed_producer_takes_its_open_dossiers_along(self) -> None:
        world = World()
        world.enter(Share.PART, target=world.other)
        with time_machine.travel(ON, tick=False):
            done = place_producer(by=world.office, producer=world.producer, new=world.other, reason="Thôn Đông")
            assert (done.old, done.new) == (world.old, world.other)
            world.dossier.refresh_from_db()
            assert world.dossier.commune == world.other
            assert sees(world.neighbour, world.dossier)
            assert not sees(world.officer, world.dossier)
            assert not to_place(Producer.objects.all()).exists()
            assert list(producers_in_unit(Producer.objects.all(), world.old.pk)) == [world.producer]
            assert Entry.objects.filter(action="dossiers.follow_producer").count() == 1

    def test_a_past_dossier_keeps_its_unit_and_is_found_by_the_new_one(self) -> None:
        world = World()
        Dossier.objects.filter(pk=world.dossier.pk).update(state=DossierState.CONCLUDED)
        world.enter(Share.PART, target=world.other)
        with time_machine.travel(ON, tick=False):
            place_producer(by=world.office, producer=world.producer, new=world.other, reason="Thôn Đông")
            world.dossier.refresh_from_db()
            assert world.dossier.commune == world.old
            every = Dossier.objects.all()
            assert list(in_unit(every, world.old.pk)) == list(in_unit(every, world.other.pk)) == [world.dossier]

    def test_a_producer_may_stay_where_the_old_unit_lives_on(self) -> None:
        world = World()
        world.enter(Share.PART, target=world.other)
        with time_machine.travel(ON, tick=False):
            place_producer(by=world.office, producer=world.producer, new=world.old, reason="Thôn Đoài")
            assert not to_place(Producer.objects.all()).exists()
            assert Placement.objects.get().new == world.old

    def test_a_split_unit_ends_and_is_no_choice(self) -> None:
        world = World()
        world.enter(Share.LAST_PART, target=world.other)
        with time_machine.travel(ON, tick=False), pytest.raises(Refused, match="không phải nơi kế thừa"):
            place_producer(by=world.office, producer=world.producer, new=world.old, reason="Thôn Đoài")

    @pytest.mark.parametrize("who", ["officer", "neighbour", "admin"])
    def test_only_the_office_decides(self, who: str) -> None:
        world = World()
        world.enter(Share.PART, target=world.other)
        with time_machine.travel(ON, tick=False), pytest.raises(NotAllowed):
            place_producer(by=getattr(world, who), producer=world.producer, new=world.other, reason="Thôn")

    def test_a_decision_has_a_reason_and_is_made_once_from_the_day_on(self) -> None:
        world = World()
        world.enter(Share.PART, target=world.other)
        given = {"by": world.office, "producer": world.producer, "new": world.other}
        with time_machine.travel(EVE, tick=False), pytest.raises(Refused, match="tính đến hôm nay"):
            place_producer(reason="Thôn Đông", **given)
        with time_machine.travel(ON, tick=False):
            with pytest.raises(ReasonMissing):
                place_producer(reason=" ", **given)
            place_producer(by=world.office, producer=world.producer, new=world.old, reason="Ở lại")
            with pytest.raises(Conflict):
                place_producer(reason="Thôn Đông", **given)


class TestEntering:
    @pytest.mark.parametrize("who", ["officer", "neighbour"])
    def test_a_commune_does_not_change_the_map(self, who: str) -> None:
        world = World()
        with pytest.raises(NotAllowed):
            change_map(by=getattr(world, who), province=world.home, facts=world.facts(Share.WHOLE))

    def test_another_province_s_office_does_not(self) -> None:
        world = World()
        stranger = make_user(roles=[("provincial_office", "province", make_province("Xa", code="40").pk)])
        with pytest.raises(NotAllowed):
            change_map(by=stranger, province=world.home, facts=world.facts(Share.WHOLE))

    def test_faults_are_said_together_and_nothing_is_written(self) -> None:
        world = World()
        facts = ChangeFacts(document="", on=DAY, sources=(), code="12")
        with pytest.raises(NotReady) as refusal:
            change_map(by=world.office, province=world.home, facts=facts)
        assert {finding.where for finding in refusal.value.findings} == {"document", "sources", "kind", "name", "code"}
        assert not Succession.objects.exists()

    def test_the_preview_counts_whom_it_concerns(self) -> None:
        world = World()
        found = concerned(world.old.pk)
        assert (found.producers, found.under_way, found.ended, found.officers) == (1, 1, 0, 1)


class TestUndoing:
    def test_a_mistaken_entry_is_taken_back_whole(self) -> None:
        world = World()
        change = world.enter(Share.WHOLE, Share.WHOLE)
        with time_machine.travel(ON, tick=False):
            done = take_back(by=world.office, change=change, reason="Ghi nhầm")
            assert done.undone_at
            assert not Succession.objects.exists()
            assert not Unit.objects.filter(name="Gia Mới").exists()
            assert Unit.objects.get(pk=world.old.pk).valid_to is None
            assert not sees(world.neighbour, world.dossier)
            again_entered = change_map(by=world.office, province=world.home, facts=world.facts(Share.WHOLE))
            assert again_entered.target.name == "Gia Mới"

    def test_not_once_a_producer_was_placed(self) -> None:
        world = World()
        change = world.enter(Share.PART, target=world.other)
        with time_machine.travel(ON, tick=False):
            place_producer(by=world.office, producer=world.producer, new=world.other, reason="Thôn Đông")
            with pytest.raises(Conflict, match="Đã xác định"):
                take_back(by=world.office, change=change, reason="Ghi nhầm")

    def test_not_once_a_dossier_was_begun_across(self) -> None:
        world = World()
        change = world.enter(Share.WHOLE, target=world.other)
        by = make_user(roles=[("producer", "producer", world.producer.pk)])
        with time_machine.travel(ON, tick=False):
            open_dossier(by=by, product=make_product("Mật ong", producer=world.producer))
            with pytest.raises(Conflict, match="đã lập hồ sơ"):
                take_back(by=world.office, change=change, reason="Ghi nhầm")

    def test_it_takes_a_reason_and_the_office(self) -> None:
        world = World()
        change = world.enter(Share.WHOLE)
        with pytest.raises(ReasonMissing):
            take_back(by=world.office, change=change, reason=" ")
        with pytest.raises(NotAllowed):
            take_back(by=world.officer, change=change, reason="Ghi nhầm")
