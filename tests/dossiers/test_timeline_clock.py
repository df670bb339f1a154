"""The commune's 15 working days and who held a dossier, by tables of cases (Điều 7.2)."""

from datetime import date, datetime, time, timedelta

import pytest

from ocop.base.dates import HANOI
from ocop.dossiers.checks.clock import (
    Clock,
    ClockState,
    Stay,
    Step,
    commune_clock,
    days_by_holder,
    received_whole,
    stays,
)
from ocop.dossiers.models import Dossier, DossierMove
from ocop.dossiers.queries.timeline import course_of, with_course
from ocop.dossiers.states import DossierState as S
from ocop.dossiers.states import Holder
from ocop.web.office.rows import place_of
from tests.factories.desks import make_desk

LIMIT = 15
# Tết Bính Ngọ: 16–20/02/2026 off; 30/04 and 01/05 off
TET = {date(2026, 2, day) for day in range(16, 21)} | {date(2026, 4, 30), date(2026, 5, 1)}


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in TET


def course(*steps: tuple[str, str, date], today: date) -> list[Stay]:
    return stays(date(2026, 1, 2), [Step(*step) for step in steps], today, is_working)


def clock(*steps: tuple[str, str, date], today: date) -> Clock | None:
    return commune_clock(course(*steps, today=today), LIMIT, is_working)


SUBMITTED = ("submit", S.AT_COMMUNE, date(2026, 11, 2))


def test_a_draft_has_no_clock() -> None:
    assert clock(today=date(2026, 1, 9)) is None


def test_a_draft_is_with_its_producer() -> None:
    assert course(today=date(2026, 1, 9)) == [Stay(Holder.PRODUCER, date(2026, 1, 2), None, 5, "")]


@pytest.mark.parametrize(
    ("submitted", "deadline"),
    [
        pytest.param(date(2026, 11, 2), date(2026, 11, 23), id="a Monday: three weeks later"),
        pytest.param(date(2026, 11, 6), date(2026, 11, 27), id="a Friday: the weekend does not count"),
        pytest.param(date(2026, 11, 7), date(2026, 11, 27), id="a Saturday counts from Monday"),
        pytest.param(date(2026, 2, 13), date(2026, 3, 13), id="over Tết: five days off push the end"),
        pytest.param(date(2026, 2, 17), date(2026, 3, 13), id="received within Tết"),
        pytest.param(date(2026, 4, 29), date(2026, 5, 22), id="over 30/4 and 1/5"),
        pytest.param(date(2026, 1, 30), date(2026, 2, 27), id="over the end of a month and Tết"),
    ],
)
def test_the_last_day_is_the_fifteenth_working_day_after_receipt(submitted: date, deadline: date) -> None:
    found = clock(("submit", S.AT_COMMUNE, submitted), today=submitted)
    assert found == Clock(ClockState.RUNNING, submitted, LIMIT, 0, deadline)


def test_the_day_of_receipt_is_not_counted() -> None:
    found = clock(SUBMITTED, today=date(2026, 11, 3))
    assert found is not None
    assert (found.used, found.left) == (1, 14)


def test_on_the_last_day_it_is_not_late_and_the_day_after_it_is() -> None:
    last = clock(SUBMITTED, today=date(2026, 11, 23))
    after = clock(SUBMITTED, today=date(2026, 11, 24))
    assert last is not None
    assert after is not None
    assert (last.left, last.is_late) == (0, False)
    assert (after.left, after.is_late) == (-1, True)
    assert after.deadline == date(2026, 11, 23)


def test_the_leaders_days_are_the_communes_days() -> None:
    prepared = ("commune_prepare", S.COMMUNE_SIGNING, date(2026, 11, 12))
    found = clock(SUBMITTED, prepared, today=date(2026, 11, 16))
    assert found is not None
    assert (found.used, found.deadline) == (10, date(2026, 11, 23))


def test_while_the_producer_completes_the_clock_stands_still() -> None:
    returned = ("commune_return", S.AT_COMMUNE, date(2026, 11, 5))
    early = clock(SUBMITTED, returned, today=date(2026, 11, 6))
    late = clock(SUBMITTED, returned, today=date(2026, 12, 30))
    assert early == late == Clock(ClockState.PAUSED, date(2026, 11, 2), LIMIT, 3, None)


def test_the_answer_starts_the_clock_again_with_the_days_left() -> None:
    returned = ("commune_return", S.AT_COMMUNE, date(2026, 11, 5))
    answered = ("resubmit", S.AT_COMMUNE, date(2026, 11, 20))
    found = clock(SUBMITTED, returned, answered, today=date(2026, 11, 23))
    assert found == Clock(ClockState.RUNNING, date(2026, 11, 2), LIMIT, 4, date(2026, 12, 8))


def test_two_pauses_add_up() -> None:
    steps = [
        SUBMITTED,
        ("commune_return", S.AT_COMMUNE, date(2026, 11, 5)),
        ("resubmit", S.AT_COMMUNE, date(2026, 11, 9)),
        ("commune_return", S.AT_COMMUNE, date(2026, 11, 11)),
        ("resubmit", S.AT_COMMUNE, date(2026, 11, 13)),
    ]
    found = clock(*steps, today=date(2026, 11, 16))
    assert found is not None
    assert (found.used, found.deadline) == (6, date(2026, 11, 27))


def test_a_return_and_its_answer_on_one_day_cost_nothing() -> None:
    steps = [
        SUBMITTED,
        ("commune_return", S.AT_COMMUNE, date(2026, 11, 5)),
        ("resubmit", S.AT_COMMUNE, date(2026, 11, 5)),
    ]
    found = clock(*steps, today=date(2026, 11, 5))
    assert found is not None
    assert (found.used, found.deadline) == (3, date(2026, 11, 23))


def test_forwarding_ends_the_term() -> None:
    steps = [
        SUBMITTED,
        ("commune_prepare", S.COMMUNE_SIGNING, date(2026, 11, 10)),
        ("commune_forward", S.AT_PROVINCE, date(2026, 11, 12)),
    ]
    assert clock(*steps, today=date(2026, 12, 31)) == Clock(ClockState.DONE, date(2026, 11, 2), LIMIT, 8, None)


def test_a_completion_asked_by_the_province_does_not_touch_the_communes_term() -> None:
    steps = [
        SUBMITTED,
        ("commune_prepare", S.COMMUNE_SIGNING, date(2026, 11, 10)),
        ("commune_forward", S.AT_PROVINCE, date(2026, 11, 12)),
        ("province_return", S.AT_PROVINCE, date(2026, 11, 13)),
        ("resubmit", S.AT_PROVINCE, date(2026, 11, 20)),
    ]
    assert clock(*steps, today=date(2026, 11, 30)) == Clock(ClockState.DONE, date(2026, 11, 2), LIMIT, 8, None)
    assert course(*steps, today=date(2026, 11, 23))[-1] == Stay(
        Holder.PROVINCE, date(2026, 11, 20), None, 1, "resubmit"
    )


def test_a_dossier_handed_back_by_the_province_begins_a_new_term() -> None:
    steps = [
        SUBMITTED,
        ("commune_prepare", S.COMMUNE_SIGNING, date(2026, 11, 10)),
        ("commune_forward", S.AT_PROVINCE, date(2026, 11, 12)),
        ("province_return_to_commune", S.AT_COMMUNE, date(2026, 11, 16)),
    ]
    found = clock(*steps, today=date(2026, 11, 17))
    assert found == Clock(ClockState.RUNNING, date(2026, 11, 16), LIMIT, 1, date(2026, 12, 7))


def test_withdrawing_ends_the_term_also_within_a_pause() -> None:
    steps = [
        SUBMITTED,
        ("commune_return", S.AT_COMMUNE, date(2026, 11, 5)),
        ("withdraw", S.WITHDRAWN, date(2026, 11, 9)),
    ]
    assert clock(*steps, today=date(2026, 12, 31)) == Clock(ClockState.DONE, date(2026, 11, 2), LIMIT, 3, None)


def test_a_late_desk_keeps_its_first_last_day_when_the_leader_takes_over() -> None:
    prepared = ("commune_prepare", S.COMMUNE_SIGNING, date(2026, 11, 27))
    found = clock(SUBMITTED, prepared, today=date(2026, 11, 30))
    assert found is not None
    assert (found.left, found.deadline) == (-5, date(2026, 11, 23))


def test_the_days_with_each_holder_add_up_over_returns() -> None:
    steps = [
        SUBMITTED,
        ("commune_return", S.AT_COMMUNE, date(2026, 11, 5)),
        ("resubmit", S.AT_COMMUNE, date(2026, 11, 9)),
        ("commune_prepare", S.COMMUNE_SIGNING, date(2026, 11, 11)),
    ]
    found = course(*steps, today=date(2026, 11, 12))
    assert days_by_holder(found) == {
        (Holder.PRODUCER, ""): 211,
        (Holder.COMMUNE, ""): 5,
        (Holder.COMMUNE_LEADER, ""): 1,
    }


FORWARD = ("commune_forward", S.AT_PROVINCE, date(2026, 11, 10))
RETURNED = ("province_return", S.AT_PROVINCE, date(2026, 11, 16))
ANSWERED = ("resubmit", S.AT_PROVINCE, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("steps", "since"),
    [
        pytest.param((SUBMITTED,), None, id="Điều 7.6.g: at the commune it does not run"),
        pytest.param((SUBMITTED, FORWARD), date(2026, 11, 10), id="Điều 7.6.g: from what the commune sent"),
        pytest.param((SUBMITTED, FORWARD, RETURNED), None, id="Điều 7.6.g: not whole while it is completed"),
        pytest.param((SUBMITTED, FORWARD, RETURNED, ANSWERED), date(2026, 11, 20), id="Điều 7.6.g: whole again"),
        pytest.param(
            (SUBMITTED, FORWARD, ("province_accept", S.IN_REVIEW, date(2026, 11, 12))),
            date(2026, 11, 10),
            id="Điều 7.6.g: the desks of the province share it",
        ),
        pytest.param(
            (SUBMITTED, FORWARD, ("recognise", S.RECOGNISED, date(2026, 12, 1))), None, id="Điều 7.6.g: done"
        ),
    ],
)
def test_the_45_days_run_from_the_whole_dossier(steps, since) -> None:
    assert received_whole(course(*steps, today=date(2026, 12, 2))) == since


@pytest.mark.parametrize(
    ("kind", "forwarded", "due"),
    [
        pytest.param("again", date(2026, 9, 1), date(2026, 10, 16), id="Điều 7.6.g: 45 days"),
        pytest.param("again", date(2026, 9, 2), date(2026, 10, 19), id="Điều 7.6.g: a Saturday rolls to Monday"),
        pytest.param("again", date(2027, 1, 1), date(2027, 2, 15), id="Điều 7.6.g: after Tết 2027"),
        pytest.param("first", date(2026, 9, 1), None, id="Điều 7.6: a first evaluation has no such term"),
    ],
)
@pytest.mark.django_db
def test_a_re_evaluation_is_due_after_45_days_and_says_so_in_lists(kind, forwarded, due) -> None:
    desk = make_desk(S.AT_PROVINCE)
    Dossier.objects.filter(pk=desk.dossier.pk).update(kind=kind)
    at = datetime.combine(forwarded, time(9), HANOI)
    DossierMove.objects.filter(dossier=desk.dossier).update(at=at - timedelta(days=3))
    DossierMove.objects.create(
        dossier=desk.dossier, move="commune_forward", from_state=S.COMMUNE_SIGNING, to_state=S.AT_PROVINCE, at=at
    )
    late = (due or forwarded) + timedelta(days=1)
    found = course_of(with_course(Dossier.objects.filter(pk=desk.dossier.pk)).get(), late)
    assert found.again_due == due
    assert found.again_days_left == (-1 if due else None)
    label, tone = place_of(found)
    assert ("quá hạn 1 ngày" in label) == bool(due)
    assert (tone == "lacquer") == bool(due)
