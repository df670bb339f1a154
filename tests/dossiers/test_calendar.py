"""A swap announced after a term began: the last day is counted anew, and the commune is told."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from ocop.audit.models import Entry
from ocop.base.errors import NotAllowed, NotReady, ReasonMissing
from ocop.dossiers.actions.calendar import settle_day, settle_swap, unsettle_day
from ocop.dossiers.models import DossierMove
from ocop.dossiers.queries.calendar import running_terms, shifts_if
from ocop.dossiers.states import DossierState
from ocop.notices.models import Notice
from ocop.regulations.models import DayOverride
from ocop.regulations.queries.calendar import knows_swaps, year_days
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 16, 2, tzinfo=UTC)


@pytest.fixture
def at_commune():
    with time_machine.travel(NOW, tick=False):
        dossier = make_dossier(state=DossierState.AT_COMMUNE)
        if not dossier.moves.exists():
            DossierMove.objects.create(
                dossier=dossier, move="submit", from_state="draft", to_state="at_commune", at=NOW, by=None
            )
        dossier.officer = make_user(roles=[("commune_officer", "commune", dossier.commune_id)])
        dossier.office = make_user(roles=[("provincial_office", "province", dossier.commune.parent_id)])
        yield dossier


def _last_day(dossier) -> date:
    return running_terms()[dossier.pk][1]


def test_a_swap_announced_late_moves_the_term_and_tells_the_commune(at_commune) -> None:
    before = _last_day(at_commune)
    swap = {"day_off": date(2026, 11, 23), "worked": date(2026, 12, 12)}
    assert [row.dossier.pk for row in shifts_if({date(2026, 11, 23): False, date(2026, 12, 12): True})] == [
        at_commune.pk
    ]
    assert _last_day(at_commune) == before  # looking changes nothing
    moved = settle_swap(by=at_commune.office, reason="Hoán đổi", document="123/TB", **swap)
    assert [(row.before, row.after) for row in moved] == [(before, _last_day(at_commune))]
    assert moved[0].after > before
    notice = Notice.objects.get(to=at_commune.officer, kind="dossiers.term_moved")
    assert "123/TB" in notice.body
    assert before.strftime("%d/%m/%Y") in notice.body
    assert Entry.objects.filter(action="regulations.set_day").count() == 2


def test_a_swap_taken_back_gives_both_days_and_the_term_back(at_commune) -> None:
    before = _last_day(at_commune)
    settle_swap(
        by=at_commune.office, day_off=date(2026, 11, 23), worked=date(2026, 12, 12), reason="Hoán đổi", document="1/TB"
    )
    moved = unsettle_day(by=at_commune.office, day=date(2026, 12, 12))
    assert not DayOverride.objects.exists()
    assert [row.after for row in moved] == [before]


def test_a_day_outside_the_term_moves_nothing(at_commune) -> None:
    assert (
        settle_day(by=at_commune.office, day=date(2027, 6, 1), is_working=False, reason="Bão", document="1/CĐ") == []
    )
    assert not Notice.objects.filter(kind="dossiers.term_moved").exists()


@pytest.mark.parametrize(
    ("day_off", "worked", "said"),
    [
        (date(2026, 11, 24), date(2026, 12, 12), "vốn đã là ngày nghỉ"),
        (date(2026, 11, 23), date(2026, 12, 10), "vốn đã là ngày làm việc"),
    ],
)
def test_a_swap_that_swaps_nothing_is_refused(at_commune, day_off: date, worked: date, said: str) -> None:
    with pytest.raises(NotReady) as refusal:
        settle_swap(by=at_commune.office, day_off=day_off, worked=worked, reason="Hoán đổi", document="1/TB")
    assert said in refusal.value.findings[0].message
    assert not DayOverride.objects.exists()


def test_only_the_office_settles_days_and_names_the_document(at_commune) -> None:
    day = {"day": date(2026, 11, 23), "is_working": False, "reason": "Bão"}
    with pytest.raises(NotAllowed):
        settle_day(by=at_commune.officer, document="1/CĐ", **day)
    with pytest.raises(ReasonMissing, match="số văn bản"):
        settle_day(by=at_commune.office, document=" ", **day)


def test_the_year_says_what_is_official_and_what_was_entered(at_commune) -> None:
    assert not knows_swaps(2027)
    settle_swap(
        by=at_commune.office, day_off=date(2027, 4, 29), worked=date(2027, 5, 8), reason="Hoán đổi", document="1/TB"
    )
    assert knows_swaps(2027)
    days = {row.day: row for row in year_days(2027)}
    assert (days[date(2027, 4, 29)].is_settled, days[date(2027, 4, 29)].is_working) == (True, False)
    assert (days[date(2027, 5, 8)].is_settled, days[date(2027, 5, 8)].is_working) == (True, True)
    assert (days[date(2027, 2, 6)].is_settled, days[date(2027, 2, 6)].name) == (False, "Tết Nguyên Đán")
    assert {row.day for row in year_days(2026) if row.is_working} == {date(2026, 8, 22)}
