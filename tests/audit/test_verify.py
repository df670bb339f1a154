"""Tampering behind the back of the application is found, and the first broken entry named."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from ocop.audit.actions import DayNotOverError, record, seal_day
from ocop.audit.models import Entry, Seal, canonical
from ocop.audit.queries import Break, ChainReport, seals, verify_chain
from tests.audit.factories import AN, thing

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 9, 1, 16, 30, tzinfo=UTC)  # 23:30 in Hà Nội


@pytest.fixture
def record_of_three_days():
    """Six entries, one every twelve hours from 23:30 on 01/09/2026; clock left at the last."""
    with time_machine.travel(FIRST, tick=False) as clock:
        for index in range(6):
            clock.move_to(FIRST + index * timedelta(hours=12))
            data = {"index": index, "ratio": 0.1, "large": 1e22, "none": None, "list": [1, "hai"]}
            record(f"act.{index}", by=AN, subject=thing(index + 1), data=data)
        yield clock


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_empty_record_is_intact():
    assert verify_chain() == ChainReport(entries=0, seals=0, broken=None)


def test_an_untouched_record_is_intact(record_of_three_days):
    seal_day(date(2026, 9, 2))
    report = verify_chain()
    assert (report, report.intact) == (ChainReport(entries=6, seals=1, broken=None), True)


EDITED = "nội dung hoặc dấu vết đã bị sửa"
ALTERED = [
    ("actor_name", "Người khác"),
    ("actor_id", 8),
    ("action", "act.x"),
    ("subject_id", "99"),
    ("subject_name", "khác"),
    ("subject_type", "places.unit"),
    ("data", '{"index": 9}'),
    ("at", "2026-09-01 00:00:00+00"),
    ("recorded_at", "2026-09-01 00:00:00+00"),
    ("digest", "f" * 64),
]


@pytest.mark.parametrize(("column", "value"), ALTERED, ids=[column for column, _ in ALTERED])
def test_a_changed_column_is_found(record_of_three_days, column, value):
    sql(f"update audit_entry set {column} = %s where number = 3", value)  # noqa: S608
    assert verify_chain() == ChainReport(entries=2, seals=0, broken=Break(3, EDITED))


def test_a_changed_entry_with_a_digest_of_its_own_breaks_the_next(record_of_three_days):
    sql("update audit_entry set action = 'act.x' where number = 3")
    forged = Entry.objects.get(number=3).expected_digest(Entry.objects.get(number=2).digest)
    sql("update audit_entry set digest = %s where number = 3", forged)
    assert verify_chain().broken == Break(4, EDITED)


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("delete from audit_entry where number = 2", Break(2, "dòng này đã bị xoá")),
        ("delete from audit_entry where number >= 5", Break(5, "dòng này đã bị xoá ở cuối chuỗi")),
        ("update audit_head set digest = 'x'", Break(6, "dấu vết cuối chuỗi đã bị sửa")),
        ("update audit_head set number = 4", Break(4, "dấu vết cuối chuỗi đã bị sửa")),
        ("delete from audit_head", Break(1, "dòng này được chèn vào ngoài chuỗi")),
    ],
)
def test_removed_entries_and_a_moved_end_are_found(record_of_three_days, statement, broken):
    sql(statement)
    assert verify_chain().broken == broken


def test_an_entry_slipped_in_is_found(record_of_three_days):
    Entry.objects.create(number=7, action="x", digest="y", at=FIRST, recorded_at=FIRST, actor_name="")
    assert verify_chain().broken == Break(7, "dòng này được chèn vào ngoài chuỗi")


def test_a_seal_closes_what_was_recorded_up_to_midnight_in_viet_nam(record_of_three_days):
    first, second = seal_day(date(2026, 9, 1)), seal_day(date(2026, 9, 3))
    assert [(seal.first, seal.last, seal.count) for seal in (first, second)] == [(1, 1, 1), (2, 5, 4)]
    assert list(seals()) == [second, first]


def test_a_day_is_sealed_once_and_only_after_it_has_ended(record_of_three_days):
    seal = seal_day(date(2026, 9, 2))
    assert (seal_day(date(2026, 9, 2)), seal_day(date(2026, 9, 1)), Seal.objects.count()) == (seal, None, 1)
    with pytest.raises(DayNotOverError, match="Ngày 04/09/2026 chưa hết"):
        seal_day(date(2026, 9, 4))


def test_a_day_without_entries_needs_no_seal():
    assert seal_day(date(2026, 1, 1)) is None


def test_history_brought_in_later_does_not_touch_a_sealed_day(record_of_three_days):
    seal_day(date(2026, 9, 2))
    record("recognition.import", by=AN, subject=thing(), at=FIRST)
    assert verify_chain() == ChainReport(entries=7, seals=1, broken=None)


@pytest.mark.parametrize("change", ["digest = 'x'", "day = '2026-08-30'", "first = 2, count = count - 1"])
def test_a_changed_seal_is_found(record_of_three_days, change):
    seal_day(date(2026, 9, 2))
    sql(f"update audit_seal set {change}")  # noqa: S608
    assert "không khớp niêm phong ngày" in verify_chain().broken.reason


def test_a_record_rewritten_from_the_start_does_not_match_its_seal(record_of_three_days):
    seal_day(date(2026, 9, 2))
    sql("update audit_entry set action = 'act.x' where number = 1")
    digest = "0" * 64
    for entry in Entry.objects.all():
        digest = entry.expected_digest(digest)
        sql("update audit_entry set digest = %s where number = %s", digest, entry.number)
    sql("update audit_head set digest = %s", digest)
    assert verify_chain().broken == Break(1, "không khớp niêm phong ngày 02/09/2026")


def test_the_command_says_that_the_record_is_intact(record_of_three_days, capsys):
    call_command("seal_audit")
    call_command("verify_audit")
    sealed, verified = capsys.readouterr().out.splitlines()
    assert sealed.startswith("Đã niêm phong 03/09/2026: 5 dòng: ")
    assert verified == "Nhật ký nguyên vẹn: 6 dòng, 1 ngày đã niêm phong."


def test_the_command_fails_with_the_first_broken_entry(record_of_three_days):
    sql("update audit_entry set action = 'x' where number = 4")
    with pytest.raises(CommandError) as failure:
        call_command("verify_audit")
    assert (str(failure.value), failure.value.returncode) == (
        f"Nhật ký KHÔNG nguyên vẹn tại dòng 4: {EDITED}. 3 dòng trước đó đúng.",
        1,
    )


def test_numbers_that_databases_write_in_different_ways_become_text():
    assert canonical({"a": 0.5, "b": 1e22, "c": float("nan"), "d": 3}) == {
        "a": "0.5",
        "b": "1e+22",
        "c": "NaN",
        "d": 3,
    }


def test_a_check_takes_the_same_queries_for_a_short_and_a_longer_record(django_assert_num_queries):
    for size in (1, 9):
        for _ in range(size):
            record("a", by=AN, subject=thing())
        with django_assert_num_queries(5):
            assert verify_chain().intact
