"""What an entry holds, and that it can only be added."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from ocop.audit.actions import record
from ocop.audit.models import AppendOnlyError, Entry, Head
from ocop.audit.queries import entries_about, entries_matching
from tests.audit.factories import AN, thing

pytestmark = pytest.mark.django_db


@time_machine.travel("2026-09-01T03:00:00+00:00", tick=False)
def test_an_entry_says_who_did_what_to_what_and_when():
    data = {"points": Decimal("71.5"), "due": date(2026, 9, 30), "note": "đủ"}
    entry = record("dossiers.submit", by=AN, subject=thing(5), data=data)
    entry.refresh_from_db()
    assert (entry.number, entry.at, entry.recorded_at) == (1, *[datetime(2026, 9, 1, 3, tzinfo=UTC)] * 2)
    assert (entry.actor_id, entry.actor_name, entry.action) == (7, "Nguyễn Văn An", "dossiers.submit")
    assert (entry.subject_type, entry.subject_id, entry.subject_name) == ("audit.head", "5", "3 dòng")
    assert str(entry) == "1. Nguyễn Văn An: dossiers.submit 3 dòng"
    assert entry.data == {"points": "71.5", "due": "2026-09-30", "note": "đủ"}


def test_the_system_acts_under_its_own_name():
    entry = record("certificates.expire", by=None, subject=thing())
    assert (entry.actor_id, entry.actor_name) == (None, "Hệ thống")


def test_history_keeps_the_moment_when_it_happened():
    then = datetime(2019, 12, 3, 1, tzinfo=UTC)
    with time_machine.travel("2026-09-01T03:00:00+00:00", tick=False):
        entry = record("recognition.import", by=AN, subject=thing(), at=then)
    assert (entry.at, entry.recorded_at) == (then, datetime(2026, 9, 1, 3, tzinfo=UTC))


def test_entries_about_a_thing_are_its_own_latest_first():
    for pk, action in ((1, "a"), (2, "b"), (1, "c")):
        record(action, by=AN, subject=thing(pk))
    assert [entry.action for entry in entries_about(thing(1))] == ["c", "a"]


def test_the_auditor_narrows_by_person_act_kind_and_time():
    with time_machine.travel("2026-09-01T03:00:00+00:00", tick=False):
        record("a", by=AN, subject=thing())
    with time_machine.travel("2026-09-02T03:00:00+00:00", tick=False):
        record("b", by=None, subject=thing())
    noon = datetime(2026, 9, 1, 12, tzinfo=UTC)
    asked = [
        {},
        {"actor_id": 7},
        {"action": "b"},
        {"subject_type": "places.unit"},
        {"since": noon},
        {"until": noon},
    ]
    found = [[entry.action for entry in entries_matching(**question)] for question in asked]
    assert found == [["b", "a"], ["a"], ["b"], [], ["b"], ["a"]]


def test_an_act_that_fails_leaves_no_entry():
    def fail() -> None:
        with transaction.atomic():
            record("a", by=AN, subject=thing())
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    entry = record("b", by=AN, subject=thing())
    assert (entry.number, Entry.objects.count()) == (1, 1)


def test_a_record_costs_three_queries(django_assert_num_queries):
    record("a", by=AN, subject=thing())
    with django_assert_num_queries(5):  # lock, insert, move the end; a savepoint around them in the test
        record("b", by=AN, subject=thing())


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.update(action="x"),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(data={}),
        lambda entry: Entry.objects.bulk_update([entry], ["action"]),
        lambda entry: Entry.objects.bulk_create([entry]),
        lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"action": "x"}),
        lambda entry: Entry._base_manager.all().delete(),
    ],
)
def test_what_is_recorded_cannot_be_changed_or_removed(change):
    entry = record("a", by=AN, subject=thing())
    with pytest.raises(AppendOnlyError, match="chỉ được ghi thêm"):
        change(entry)
    assert [known.action for known in Entry.objects.all()] == ["a"]


def test_a_copy_of_an_entry_cannot_take_its_place():
    entry = record("a", by=AN, subject=thing())
    copy = Entry(pk=entry.pk, number=entry.number, action="x", digest="y", at=entry.at, recorded_at=entry.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_the_chain_has_one_end():
    with pytest.raises(IntegrityError), transaction.atomic():
        Head.objects.create(pk=2, number=0, digest="")
