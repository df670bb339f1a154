"""Who held a dossier, for how long, and the commune's term (Điều 7.2, Quyết định 26/2026/QĐ-TTg).

The commune has 15 working days from receipt; the day of receipt is not counted. A return for completion stops the
clock at the end of that day, the producer's answer starts it again, and the days already used stay used. A dossier
that the province hands back starts a new term on that day, for the law gives none. Pure: dates come in already as
days of Viet Nam.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ocop.base.dates import add_working_days, working_days_between
from ocop.dossiers.states import HOLDERS, DossierState, Holder

RETURNS = frozenset({"commune_return", "province_return"})
AT_COMMUNE = frozenset({Holder.COMMUNE, Holder.COMMUNE_LEADER})
OF_A_LEVEL = frozenset({Holder.PROVINCE, Holder.TEAM, Holder.COUNCIL, Holder.LEADER})
TERM_STARTS = frozenset({"submit", "province_return_to_commune"})

IsWorking = Callable[[date], bool]


@dataclass(frozen=True)
class Step:
    """One row of the record of moves."""

    move: str
    to_state: str
    on: date
    level: str = "province"


@dataclass(frozen=True)
class Stay:
    """A stretch of days with one holder; `until` is None while it lasts, `days` are working days up to today."""

    holder: Holder
    since: date
    until: date | None
    days: int
    opened_by: str
    level: str = "province"


class ClockState(StrEnum):
    """How the commune's term stands."""

    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True)
class Clock:
    """The commune's term: working days used of `limit`, the last day (none while paused or done)."""

    state: ClockState
    started: date
    limit: int
    used: int
    deadline: date | None

    @property
    def left(self) -> int:
        """Working days left; below 0 when overdue."""
        return self.limit - self.used

    @property
    def is_late(self) -> bool:
        """Whether more days than the term were used."""
        return self.used > self.limit


def stays(created: date, steps: Iterable[Step], today: date, is_working: IsWorking) -> list[Stay]:
    """Every stretch with one holder at one level, oldest first; the first is the producer's drafting."""
    found: list[Stay] = []
    holder, since, opened_by, level = Holder.PRODUCER, created, "", ""
    for step in steps:
        following = holder_after(step)
        level = level or step.level
        if following == holder and (step.level == level or following not in OF_A_LEVEL):
            continue
        found.append(Stay(holder, since, step.on, working_days_between(since, step.on, is_working), opened_by, level))
        holder, since, opened_by, level = following, step.on, step.move, step.level
    end = None if holder != Holder.NOBODY else since
    days = working_days_between(since, end or today, is_working)
    return [*found, Stay(holder, since, end, days, opened_by, level or "province")]


def holder_after(step: Step) -> Holder:
    """Who has the next act once `step` is taken."""
    return Holder.PRODUCER if step.move in RETURNS else HOLDERS[DossierState(step.to_state)]


def days_by_holder(found: Iterable[Stay]) -> dict[tuple[Holder, str], int]:
    """Working days with each holder at each level in all, in order of first appearance."""
    total: dict[tuple[Holder, str], int] = {}
    for stay in found:
        if stay.holder != Holder.NOBODY:
            key = stay.holder, stay.level if stay.holder in OF_A_LEVEL else ""
            total[key] = total.get(key, 0) + stay.days
    return total


def commune_clock(found: Sequence[Stay], limit: int, is_working: IsWorking) -> Clock | None:
    """The commune's term from the stays; None before submission. `limit` in working days."""
    term, ended = _last_term(found)
    if not term:
        return None
    used = sum(stay.days for stay in term if stay.holder in AT_COMMUNE)
    if ended:
        return Clock(ClockState.DONE, term[0].since, limit, used, None)
    if term[-1].holder not in AT_COMMUNE:
        return Clock(ClockState.PAUSED, term[0].since, limit, used, None)
    run = _trailing_run(term)
    left = limit - used + sum(stay.days for stay in run)
    deadline = add_working_days(run[0].since, max(left, 0), is_working)
    return Clock(ClockState.RUNNING, term[0].since, limit, used, deadline)


def received_whole(found: Sequence[Stay]) -> date | None:
    """The day on which the level that has the dossier received it whole: what the commune sent, or what the producer
    completed since; None where it is not with a level, or waits for its producer."""
    since = None
    for stay in found:
        if stay.holder not in OF_A_LEVEL:
            since = None
        elif since is None:
            since = stay.since
    return since


def _last_term(found: Iterable[Stay]) -> tuple[list[Stay], bool]:
    """The stays of the commune's last term with the pauses within it, and whether it is over."""
    term: list[Stay] = []
    ended = False
    for stay in found:
        if stay.opened_by in TERM_STARTS:
            term, ended = [stay], False
        elif term and not ended:
            ended = stay.holder not in AT_COMMUNE and stay.opened_by != "commune_return"
            term = term if ended else [*term, stay]
    return term, ended


def _trailing_run(term: Sequence[Stay]) -> list[Stay]:
    """The stays at the commune since the last pause."""
    run: list[Stay] = []
    for stay in reversed(term):
        if stay.holder not in AT_COMMUNE:
            break
        run.insert(0, stay)
    return run
