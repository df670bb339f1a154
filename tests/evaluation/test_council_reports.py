"""Results straight from the rows, the chair's report, the minutes: right, and with a constant number of queries."""

from fractions import Fraction

import pytest

from ocop.evaluation.actions import conclusions, meeting
from ocop.evaluation.models import AgendaItem
from ocop.evaluation.queries.minutes import minutes_of
from ocop.evaluation.queries.review import result_of, review_of, session_report
from ocop.evaluation.queries.sheets import marks_for_ranking, rank_all
from ocop.regulations.scoring import Regulation
from tests.factories.evaluation import NOTHING, open_hall, send, send_all

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def revealed(count):
    """A session with `count` items, all sheets sent."""
    hall = open_hall(3, count)
    for item in hall.items:
        if item.pk != hall.item.pk:
            meeting.open_item(by=hall.chair, item=item)
        send_all(hall, item)
    return hall


def test_rows_give_the_same_result_as_the_page():
    hall = revealed(2)
    results = rank_all(Regulation())
    assert sorted(results) == [item.pk for item in hall.items]
    for item in hall.items:
        page = result_of(AgendaItem.objects.get(pk=item.pk))
        assert (results[item.pk].average, results[item.pk].stars) == (page.average, page.stars) == (100, 5)


def test_void_and_unsent_sheets_do_not_count_in_the_rows():
    hall = open_hall(3, 1)
    send_all(hall, but=[hall.members[2]])
    meeting.declare_conflict(by=hall.vice, item=hall.item, has_conflict=True, reason="Góp vốn")
    rows = list(marks_for_ranking())
    assert [len(row.ballots) for row in rows] == [1]
    assert [ballot.chair for ballot in rows[0].ballots] == [True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_rows_of_many_items_take_the_same_queries(count, django_assert_num_queries):
    revealed(count)
    list(marks_for_ranking())
    with django_assert_num_queries(3):
        assert len(list(marks_for_ranking())) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_chairs_report_takes_the_same_queries(count, django_assert_num_queries):
    hall = revealed(count)
    session_report(hall.session, hall.chair)
    with django_assert_num_queries(8):
        report = session_report(hall.session, hall.chair)
    assert (report.items, len(report.severity)) == (count, 3)
    assert {row.deviation for row in report.severity} == {Fraction(0)}


def test_the_chairs_report_leaves_out_an_item_with_a_conflict_of_the_chair():
    hall = revealed(2)
    assert session_report(hall.session, hall.chair).items == 2
    meeting.declare_conflict(by=hall.chair, item=hall.item, has_conflict=True, reason="Góp vốn")
    assert session_report(hall.session, hall.chair).items == 1


def test_the_minutes_hold_the_conclusion_and_who_stood_aside():
    hall = open_hall(4, 1)
    meeting.declare_conflict(by=hall.members[3], item=hall.item, has_conflict=True, reason="Anh em")
    item = send_all(hall, but=[hall.members[3]])
    conclusions.conclude_item(by=hall.chair, item=item)
    entry = minutes_of(hall.session, hall.secretary).items[0]
    assert entry.words == ("5 sao, điểm trung bình 100,0.",)
    assert [str(said.member.user) for said in entry.conflicts] == ["Thành viên 4"]
    assert minutes_of(hall.session, hall.members[3]).items[0].words == ()


def test_the_review_lists_every_sheet_and_criterion():
    hall = open_hall(3, 1)
    for user in hall.members:
        send(user, hall.item, {"4.3": NOTHING} if user == hall.vice else None)
    seen = review_of(AgendaItem.objects.get(pk=hall.item.pk))
    assert [(column.name, column.total) for column in seen.columns] == [
        ("Lê Chủ Tịch", 100),
        ("Vũ Phó", 95),
        ("Thành viên 3", 100),
    ]
    row = next(row for row in seen.rows if row.code == "4.3")
    assert (row.marks, row.is_split, row.mean) == ((5, 0, 5), True, Fraction(10, 3))
    assert len(seen.rows) == 32


def test_nothing_is_reviewed_before_the_reveal():
    hall = open_hall(3, 1)
    send_all(hall, but=[hall.chair])
    assert review_of(AgendaItem.objects.get(pk=hall.item.pk)) is None
