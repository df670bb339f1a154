"""The record of a producer: facts, representative, places."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from ocop.audit.models import Entry
from ocop.base.errors import Conflict, NotAllowed, NotReady
from ocop.parties import actions, queries
from ocop.parties.models import Producer, Representative
from ocop.parties.spec import ProducerFacts, RepresentativeFacts, SiteFacts
from tests.factories.accounts import make_user
from tests.factories.parties import make_agency, make_producer, make_representative, make_site
from tests.factories.places import make_commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def sen():
    """A confirmed producer, its person, its helper, its commune's officer and those of another commune."""
    producer, other = make_producer(), make_producer("Cói Xanh")
    return SimpleNamespace(
        producer=producer,
        other=other,
        person=make_user(roles=[("producer", "producer", producer.pk)]),
        helper=make_user(roles=[("producer_helper", "producer", producer.pk)]),
        officer=make_user(roles=[("commune_officer", "commune", producer.commune_id)]),
        outsider=make_user(roles=[("producer", "producer", other.pk)]),
        neighbour=make_user(roles=[("commune_officer", "commune", other.commune_id)]),
    )


def facts_of(producer, **changes):
    names = ProducerFacts.__dataclass_fields__
    return replace(ProducerFacts(**{name: getattr(producer, name) for name in names}), **changes)


@pytest.mark.parametrize("who", ["person", "helper", "officer"])
def test_contact_facts_are_corrected_by_the_producer_its_helper_and_the_commune(sen, who):
    changed = facts_of(sen.producer, address="Thôn Tây", phone="0912 000 111")
    actions.update_producer(by=getattr(sen, who), producer=sen.producer, facts=changed)
    sen.producer.refresh_from_db()
    assert (sen.producer.address, sen.producer.phone) == ("Thôn Tây", "0912000111")
    assert Entry.objects.last().data == {
        "changed": {"address": ["Thôn Đông", "Thôn Tây"], "phone": ["", "0912000111"]}
    }


def test_an_update_that_changes_nothing_leaves_no_entry(sen):
    actions.update_producer(by=sen.person, producer=sen.producer, facts=facts_of(sen.producer))
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("who", ["outsider", "neighbour"])
def test_others_correct_nothing(sen, who):
    by = getattr(sen, who)
    with pytest.raises(NotAllowed):
        actions.update_producer(by=by, producer=sen.producer, facts=facts_of(sen.producer, address="X"))
    with pytest.raises(NotAllowed):
        actions.save_representative(by=by, producer=sen.producer, facts=RepresentativeFacts("X"))
    with pytest.raises(NotAllowed):
        actions.add_site(by=by, producer=sen.producer, facts=SiteFacts("Bán", sen.producer.commune, "X"))
    with pytest.raises(NotAllowed):
        actions.remove_site(by=by, producer=sen.producer, site=make_site(sen.producer))


def test_what_the_commune_confirmed_is_changed_by_the_commune_alone(sen):
    changed = facts_of(sen.producer, name="Tên Mới")
    with pytest.raises(NotReady, match="tên chủ thể"):
        actions.update_producer(by=sen.person, producer=sen.producer, facts=changed)
    assert actions.update_producer(by=sen.officer, producer=sen.producer, facts=changed).name == "Tên Mới"


def test_before_it_is_confirmed_the_producer_corrects_everything(sen):
    Producer.objects.filter(pk=sen.producer.pk).update(state="refused")
    changed = facts_of(sen.producer, name="Tên Mới", commune=sen.other.commune)
    assert actions.update_producer(by=sen.person, producer=sen.producer, facts=changed).commune == sen.other.commune


def test_a_confirmed_producer_does_not_move_to_another_commune(sen):
    changed = facts_of(sen.producer, commune=make_commune("Gia Viễn"))
    with pytest.raises(NotReady, match="không đổi xã"):
        actions.update_producer(by=sen.officer, producer=sen.producer, facts=changed)


def test_a_number_that_another_holds_is_refused(sen):
    changed = facts_of(sen.producer, registration_no=sen.other.registration_no)
    with pytest.raises(Conflict):
        actions.update_producer(by=sen.officer, producer=sen.producer, facts=changed)


def test_the_record_of_a_representative_names_fields_and_not_their_content(sen):
    given = RepresentativeFacts("Trần Văn Lúa", ethnicity="Mường", phone="0912 000 111")
    actions.save_representative(by=sen.person, producer=sen.producer, facts=given)
    assert Representative.objects.get(producer=sen.producer).phone == "0912000111"
    assert Entry.objects.last().data == {"fields": ["full_name", "ethnicity", "phone"]}
    again = replace(given, position="Giám đốc", phone="0912000111")
    actions.save_representative(by=sen.officer, producer=sen.producer, facts=again)
    assert Entry.objects.last().data == {"fields": ["position"]}
    assert Representative.objects.count() == 1


@pytest.mark.parametrize("given", [RepresentativeFacts(" "), RepresentativeFacts("A", phone="12")])
def test_a_representative_with_faults_is_refused(sen, given):
    with pytest.raises(NotReady):
        actions.save_representative(by=sen.person, producer=sen.producer, facts=given)


def test_places_are_added_and_struck_off(sen):
    site = actions.add_site(
        by=sen.helper, producer=sen.producer, facts=SiteFacts("Trồng", sen.producer.commune, "Cánh đồng 3")
    )
    assert list(queries.sites_of(sen.producer)) == [site]
    actions.remove_site(by=sen.person, producer=sen.producer, site=site)
    assert list(queries.sites_of(sen.producer)) == []
    assert list(Entry.objects.values_list("action", flat=True)) == ["parties.add_site", "parties.remove_site"]


def test_a_place_with_faults_or_of_another_is_refused(sen):
    with pytest.raises(NotReady):
        actions.add_site(by=sen.person, producer=sen.producer, facts=SiteFacts(" ", None, ""))
    with pytest.raises(NotAllowed):
        actions.remove_site(by=sen.person, producer=sen.producer, site=make_site(sen.other))


def test_agencies_are_set_once_per_unit(sen):
    unit = sen.producer.commune
    first = actions.save_agency(by=None, unit=unit, name="UBND xã A", short_name="A", symbol="UBND", parent_name="")
    again = actions.save_agency(by=None, unit=unit, name="UBND xã B", short_name="B", symbol="UBND", parent_name="")
    assert (first.pk, queries.agency_of(unit.pk).name) == (again.pk, "UBND xã B")
    assert queries.agency_of(make_agency(sen.other.commune).pk + 1000) is None


def test_producers_are_found_without_accents_and_by_number(sen):
    everything = queries.producers()
    assert list(queries.matching(everything, "sen vang")) == [sen.producer]
    assert list(queries.matching(everything, sen.other.registration_no)) == [sen.other]
    assert queries.registered(f" {sen.other.registration_no} ") == sen.other


def test_who_represents_is_known_without_reading_it(sen):
    make_representative(sen.producer)
    assert (queries.has_representative(sen.producer), queries.has_representative(sen.other)) == (True, False)
    assert queries.with_representative([sen.producer.pk, sen.other.pk]) == {sen.producer.pk}


def test_the_tables_hold_one_number_and_known_states(sen):
    with pytest.raises(IntegrityError, match=r"producer_registration_once|UNIQUE"), transaction.atomic():
        make_producer(registration_no=sen.producer.registration_no)
    with pytest.raises(IntegrityError, match="producer_state_and_names"), transaction.atomic():
        make_producer(state="lost")
