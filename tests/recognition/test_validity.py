"""What a certificate is worth on a day: tables of days and events."""

from datetime import date

import pytest

from ocop.base.dates import add_months
from ocop.recognition.checks.validity import Event, Standing, last_day, standing_on
from ocop.recognition.states import CertificateStatus as S

ISSUED, UNTIL = date(2025, 5, 15), date(2028, 5, 14)
EXTENDED = Event("extended", date(2028, 5, 1), date(2028, 11, 10))
SUSPENDED = Event("suspended", date(2026, 3, 1))
RESTORED = Event("restored", date(2026, 4, 1))
REVOKED = Event("revoked", date(2026, 6, 1))
REPLACED = Event("replaced", date(2027, 1, 10))


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        (date(2025, 5, 15), date(2028, 5, 14)),
        (date(2026, 1, 1), date(2028, 12, 31)),
        (date(2026, 12, 31), date(2029, 12, 30)),
        (date(2028, 2, 29), date(2031, 2, 28)),
        (date(2025, 3, 1), date(2028, 2, 29)),
    ],
)
def test_36_months_count_the_day_of_issue(issued: date, expected: date) -> None:
    assert last_day(issued, add_months(issued, 36)) == expected


@pytest.mark.parametrize(
    ("day", "events", "expected"),
    [
        pytest.param(date(2025, 5, 14), [], None, id="the day before issue"),
        pytest.param(ISSUED, [], Standing(S.VALID, ISSUED, UNTIL), id="first day"),
        pytest.param(UNTIL, [], Standing(S.VALID, ISSUED, UNTIL), id="last day"),
        pytest.param(date(2028, 5, 15), [], Standing(S.EXPIRED, date(2028, 5, 15)), id="day after"),
        pytest.param(UNTIL, [EXTENDED], Standing(S.VALID, ISSUED, EXTENDED.until), id="extension known ahead"),
        pytest.param(
            date(2028, 5, 15), [EXTENDED], Standing(S.EXTENDED, date(2028, 5, 15), EXTENDED.until), id="extended"
        ),
        pytest.param(
            EXTENDED.until,
            [EXTENDED],
            Standing(S.EXTENDED, date(2028, 5, 15), EXTENDED.until),
            id="last day of the extension",
        ),
        pytest.param(
            date(2028, 11, 11), [EXTENDED], Standing(S.EXPIRED, date(2028, 11, 11)), id="after the extension"
        ),
        pytest.param(
            date(2028, 4, 30), [EXTENDED], Standing(S.VALID, ISSUED, UNTIL), id="extension not yet in effect"
        ),
        pytest.param(date(2026, 2, 28), [SUSPENDED], Standing(S.VALID, ISSUED, UNTIL), id="before the suspension"),
        pytest.param(
            date(2026, 3, 1), [SUSPENDED], Standing(S.SUSPENDED, date(2026, 3, 1)), id="first day of suspension"
        ),
        pytest.param(
            date(2026, 3, 31), [SUSPENDED, RESTORED], Standing(S.SUSPENDED, date(2026, 3, 1)), id="still suspended"
        ),
        pytest.param(date(2026, 4, 1), [SUSPENDED, RESTORED], Standing(S.VALID, ISSUED, UNTIL), id="restored"),
        pytest.param(
            date(2026, 4, 11),
            [Event("suspended", date(2026, 3, 1), date(2026, 4, 10))],
            Standing(S.VALID, ISSUED, UNTIL),
            id="a suspension with a last day ends by itself",
        ),
        pytest.param(
            date(2026, 4, 10),
            [Event("suspended", date(2026, 3, 1), date(2026, 4, 10))],
            Standing(S.SUSPENDED, date(2026, 3, 1)),
            id="last day of a suspension",
        ),
        pytest.param(
            date(2028, 5, 15), [SUSPENDED], Standing(S.EXPIRED, date(2028, 5, 15)), id="expiry outweighs suspension"
        ),
        pytest.param(date(2026, 5, 31), [REVOKED], Standing(S.VALID, ISSUED, UNTIL), id="before the revocation"),
        pytest.param(date(2026, 6, 1), [REVOKED], Standing(S.REVOKED, date(2026, 6, 1)), id="revoked"),
        pytest.param(
            date(2026, 7, 1),
            [REVOKED, Event("restored", date(2026, 6, 20))],
            Standing(S.REVOKED, date(2026, 6, 1)),
            id="nothing restores what was revoked",
        ),
        pytest.param(date(2030, 1, 1), [REVOKED], Standing(S.REVOKED, date(2026, 6, 1)), id="revoked stays revoked"),
        pytest.param(date(2027, 1, 9), [REPLACED], Standing(S.VALID, ISSUED, UNTIL), id="before the replacement"),
        pytest.param(date(2027, 1, 10), [REPLACED], Standing(S.REPLACED, date(2027, 1, 10)), id="replaced"),
        pytest.param(
            date(2027, 2, 1), [REPLACED, REVOKED], Standing(S.REVOKED, date(2026, 6, 1)), id="revoked before replaced"
        ),
        pytest.param(
            date(2026, 3, 10),
            [RESTORED, SUSPENDED],
            Standing(S.SUSPENDED, date(2026, 3, 1)),
            id="order of rows does not matter",
        ),
    ],
)
def test_standing_on_a_day(day: date, events: list[Event], expected: Standing | None) -> None:
    assert standing_on(day, ISSUED, UNTIL, events) == expected


@pytest.mark.parametrize(("status", "expected"), [(status, status in (S.VALID, S.EXTENDED)) for status in S])
def test_packs_carry_stars_only_while_in_force(status: S, expected: bool) -> None:
    assert Standing(status, ISSUED).in_force is expected
