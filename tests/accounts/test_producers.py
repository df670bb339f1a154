"""The commune and its producers; helpers; the trace of personal data."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.accounts.actions import consents, personal, producers
from ocop.accounts.actions.roles import forget_grants
from ocop.accounts.models import ConsentMeans, Grant, HelperConsent
from ocop.accounts.queries import helping, visible_to
from ocop.accounts.queries.producers import own_producers, waiting_for
from ocop.audit.models import Entry
from ocop.base.errors import Conflict, IllegalMove, NotAllowed, ReasonMissing, Refused
from ocop.notices.models import Notice
from ocop.parties.spec import ProducerFacts
from tests.factories.accounts import make_user
from tests.factories.parties import make_producer, make_representative

pytestmark = pytest.mark.django_db
SYSTEM, PHONE = ConsentMeans.SYSTEM, ConsentMeans.PHONE


def facts(commune, **changes):
    given = {"name": "Hộ Lê Na", "legal_form": "farm", "registration_no": "36A8001234", "address": "Thôn Hạ"}
    return ProducerFacts(commune=commune, **(given | changes))


def consent(town, **changes):
    given = {
        "by": town.person,
        "producer": town.sen,
        "helper": town.stranger,
        "scope_note": "Nhập hồ sơ gạo",
        "means": SYSTEM,
        "until": timezone.localdate() + timedelta(days=90),
    }
    return consents.give_consent(**(given | changes))


def test_the_commune_confirms_and_the_producer_is_told(town):
    town.sen.state = "pending"
    town.sen.save()
    assert list(waiting_for(town.officer)) == [town.sen]
    assert list(waiting_for(town.neighbour)) == []
    row = producers.confirm_producer(by=town.officer, producer=town.sen)
    assert (town.sen.state, row.from_state, row.by) == ("confirmed", "pending", town.officer)
    assert Notice.objects.get(to=town.person).kind == "parties.confirmed"
    assert Entry.objects.last().action == "parties.confirm_producer"


def test_a_refusal_carries_its_reason_and_may_be_mended(town):
    town.sen.state = "pending"
    town.sen.save()
    with pytest.raises(ReasonMissing):
        producers.refuse_producer(by=town.officer, producer=town.sen, reason="")
    producers.refuse_producer(by=town.officer, producer=town.sen, reason="Không có trong địa bàn.")
    assert "Không có trong địa bàn." in Notice.objects.get(to=town.person).body
    with pytest.raises(NotAllowed):
        producers.register_again(by=town.officer, producer=town.sen)
    producers.register_again(by=town.person, producer=town.sen)
    assert town.sen.state == "pending"
    assert Notice.objects.get(to=town.officer).kind == "parties.registered"


def test_a_confirmed_producer_is_neither_refused_nor_confirmed_again(town):
    with pytest.raises(IllegalMove):
        producers.refuse_producer(by=town.officer, producer=town.sen, reason="x")
    with pytest.raises(IllegalMove):
        producers.confirm_producer(by=town.officer, producer=town.sen)


def test_a_number_registered_again_meanwhile_stops_the_one_refused_before(town):
    old = make_producer(commune=town.here, state="refused", registration_no=town.sen.registration_no)
    with pytest.raises(Conflict, match="đã có trong hệ thống"):
        producers.confirm_producer(by=town.officer, producer=old)
    old.refresh_from_db()
    assert (old.state, old.moves.count()) == ("refused", 0)


@pytest.mark.parametrize("who", ["neighbour", "person", "admin", "office", "auditor"])
def test_nobody_else_confirms_or_refuses(town, who):
    waiting = make_producer(commune=town.here, state="pending")
    with pytest.raises(NotAllowed):
        producers.confirm_producer(by=getattr(town, who), producer=waiting)
    with pytest.raises(NotAllowed):
        producers.refuse_producer(by=getattr(town, who), producer=waiting, reason="x")


def test_an_officer_types_a_producer_of_the_own_commune_only(town):
    producer = producers.type_producer(by=town.officer, facts=facts(town.here))
    assert (producer.state, producer.moves.get().by) == ("confirmed", town.officer)
    for who, commune in ((town.officer, town.there), (town.neighbour, town.here), (town.admin, town.here)):
        with pytest.raises(NotAllowed):
            producers.type_producer(by=who, facts=facts(commune, registration_no="X-2222"))
    with pytest.raises(Conflict):
        producers.type_producer(by=town.officer, facts=facts(town.here))


def test_an_account_is_opened_for_a_producer_and_handed_over(town):
    producer = make_producer(commune=town.here)
    given = {"producer": producer, "username": "ho.na", "full_name": "Lê Na"}
    with pytest.raises(NotAllowed):
        producers.open_account(by=town.neighbour, **given)
    handover = producers.open_account(by=town.officer, **given)
    assert handover.user.check_password(handover.password) is True
    assert (handover.user.must_change_password, list(own_producers(handover.user))) == (True, [producer])


def test_the_producer_lets_somebody_type(town):
    given = consent(town)
    forget_grants(town.stranger)
    assert helping(town.stranger, town.sen) == given
    assert town.stranger.has_perm("parties.edit_producer", town.sen) is True
    assert town.stranger.has_perm("parties.register_again", town.sen) is False
    assert town.stranger.has_perm("parties.edit_producer", town.coi) is False
    assert (given.recorded_by, given.grant.until) == (town.person, given.until)
    assert {notice.to for notice in Notice.objects.filter(kind="accounts.consent_given")} == {town.stranger}


def test_an_officer_records_an_agreement_and_may_help_themselves(town):
    given = consent(
        town, by=town.officer, helper=town.officer, means=PHONE, evidence="Gọi 0912… lúc 9h ngày 2/3, ông Lúa đồng ý"
    )
    assert helping(town.officer, town.sen) == given
    assert Notice.objects.get(kind="accounts.consent_given").to == town.person


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"means": PHONE, "evidence": "x"}, Refused),
        ({"means": "guess"}, Refused),
        ({"until": timezone.localdate() - timedelta(days=1)}, Refused),
        ({"until": timezone.localdate() + timedelta(days=400)}, Refused),
    ],
)
def test_consents_with_faults_are_refused(town, changes, error):
    with pytest.raises(error):
        consent(town, **changes)
    assert HelperConsent.objects.count() == 0


def test_an_officer_describes_the_agreement_and_does_not_agree_for_the_producer(town):
    with pytest.raises(Refused):
        consent(town, by=town.officer, means=SYSTEM)
    with pytest.raises(ReasonMissing):
        consent(town, by=town.officer, means=PHONE, evidence=" ")


def test_strangers_the_own_people_and_closed_accounts_are_refused(town):
    for who in (town.neighbour, town.other, town.admin, town.stranger):
        with pytest.raises(NotAllowed):
            consent(town, by=who)
    with pytest.raises(Refused, match="người của chủ thể"):
        consent(town, helper=town.person)
    with pytest.raises(Refused, match="không hoạt động"):
        consent(town, helper=make_user(is_active=False))


def test_nobody_helps_twice_at_once(town):
    consent(town)
    with pytest.raises(Conflict):
        consent(town)


@pytest.mark.parametrize("who", ["person", "officer", "stranger"])
def test_the_producer_its_commune_and_the_helper_end_the_help(town, who):
    given = consent(town)
    by = getattr(town, who)
    forget_grants(by)
    ended = consents.end_consent(by=by, consent=given)
    forget_grants(town.stranger)
    assert (ended.ended_by, helping(town.stranger, town.sen)) == (by, None)
    assert town.stranger.has_perm("parties.edit_producer", town.sen) is False
    assert Grant.objects.get(pk=given.grant_id).end_reason == "Chấm dứt việc giúp chủ thể"
    forget_grants(town.person)
    with pytest.raises(Conflict):
        consents.end_consent(by=town.person, consent=given)


def test_others_do_not_end_it_nor_does_another_helper(town):
    given = consent(town)
    second = make_user()
    consent(town, helper=second)
    for who in (second, town.neighbour, town.other, town.admin):
        forget_grants(who)
        with pytest.raises(NotAllowed):
            consents.end_consent(by=who, consent=given)


def test_help_lapses_by_itself(town):
    given = consent(town)
    past = timezone.localdate() - timedelta(days=1)
    HelperConsent.objects.filter(pk=given.pk).update(starts_on=past, until=past)
    Grant.objects.filter(pk=given.grant_id).update(until=past)
    forget_grants(town.stranger)
    assert helping(town.stranger, town.sen) is None
    assert town.stranger.has_perm("parties.edit_producer", town.sen) is False


def test_the_tables_hold_period_evidence_and_end(town):
    given = consent(town)
    day = given.starts_on - timedelta(days=1)
    for name, change in [
        ("helper_consent_period", {"until": day}),
        ("helper_consent_evidence", {"means": "paper"}),
        ("helper_consent_end_who_when", {"ended_at": timezone.now()}),
    ]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            HelperConsent.objects.filter(pk=given.pk).update(**change)


@pytest.mark.parametrize(("who", "logged"), [("person", 0), ("officer", 1), ("office", 1), ("auditor", 1)])
def test_reading_personal_data_leaves_a_trace_unless_it_is_ones_own(town, who, logged):
    make_representative(town.sen)
    found = personal.read_representative(by=getattr(town, who), producer=town.sen)
    assert found.ethnicity == "Mường"
    entries = Entry.objects.filter(action="parties.view_representative", subject_id=str(town.sen.pk))
    assert entries.count() == logged
    assert all("Mường" not in str(entry.data) for entry in entries)


@pytest.mark.parametrize("who", ["neighbour", "other", "admin", "far_admin", "stranger"])
def test_personal_data_is_closed_to_everybody_else(town, who):
    make_representative(town.sen)
    with pytest.raises(NotAllowed):
        personal.read_representative(by=getattr(town, who), producer=town.sen)
    assert Entry.objects.count() == 0


def test_where_nobody_is_named_nothing_is_logged(town):
    assert personal.read_representative(by=town.officer, producer=town.sen) is None
    assert Entry.objects.count() == 0


def test_everybody_sees_the_producers_of_their_scope_and_no_other(town):
    assert list(visible_to(town.officer)) == [town.sen]
    assert list(visible_to(town.other)) == [town.coi]
    assert list(visible_to(town.office)) == [town.coi, town.sen]
    assert list(visible_to(town.far_admin)) == []
    assert list(visible_to(town.stranger)) == []
