"""Who holds a dossier, since when and until when; the timeline in plain words and in office words.

Read from the rows of its moves; the counting itself is `checks.clock`. The clock of the commune runs from the
submission (Điều 7.2), stops while the producer completes the dossier, and counts working days of the calendar with
its overrides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from ocop.base.dates import local_date
from ocop.dossiers.checks.clock import (
    AT_COMMUNE,
    RETURNS,
    Clock,
    IsWorking,
    Stay,
    Step,
    commune_clock,
    days_by_holder,
    received_whole,
    stays,
)
from ocop.dossiers.models import Dossier, DossierMove, SupplementRequest
from ocop.dossiers.models.dossier import DossierKind
from ocop.dossiers.states import Holder, holder_title, words_of
from ocop.regulations.models import Term
from ocop.regulations.queries.calendar import term_end, working_calendar

TERM_KEY, AGAIN_KEY = "commune_review", "renewal_evaluation"
BACKWARD = frozenset({"commune_send_back", "province_return_to_commune", "back_to_review", "leave_council"})
BACKWARD_LATE = frozenset({"take_back_proposal", "evaluate_again", "go_down"})
LEVEL_AFTER = {"go_up": "province", "go_down": "district"}
ENDS = frozenset({"recognise", "notify_unranked", "refuse", "withdraw"})


@dataclass(frozen=True)
class Entry:
    """One line of the timeline: `title` in the words of the reader; `office` in those of the move table."""

    move: str
    title: str
    office: str
    at: datetime
    who: str
    reason: str
    items: tuple[tuple[str, str], ...] = ()

    @property
    def is_backward(self) -> bool:
        """Whether the dossier was sent back."""
        return self.move in RETURNS | BACKWARD | BACKWARD_LATE

    @property
    def is_end(self) -> bool:
        """Whether nothing more is to be done."""
        return self.move in ENDS


class Course:
    """The way of one dossier up to `today`. Reads nothing but what `with_course` has fetched."""

    def __init__(
        self, dossier: Dossier, today: date, is_working: IsWorking, limit: int, again_within: Term | None = None
    ) -> None:
        self.dossier, self.today, self.is_working, self.limit = dossier, today, is_working, limit
        self.again_within = again_within

    @cached_property
    def rows(self) -> list[DossierMove]:
        """The moves, oldest first."""
        return sorted(self.dossier.moves.all(), key=lambda row: (row.at, row.pk))

    @cached_property
    def levels(self) -> list[str]:
        """The level at whose desk each move left the dossier."""
        level, found = "district" if self.dossier.district_id else "province", []
        for row in self.rows:
            level = LEVEL_AFTER.get(row.move, level)
            found.append(level)
        return found

    @cached_property
    def stays(self) -> list[Stay]:
        """Every stretch with one holder."""
        steps = [
            Step(row.move, row.to_state, local_date(row.at), level)
            for row, level in zip(self.rows, self.levels, strict=True)
        ]
        return stays(local_date(self.dossier.created_at), steps, self.today, self.is_working)

    @property
    def now(self) -> Stay:
        """The stretch that lasts."""
        return self.stays[-1]

    @property
    def holder(self) -> Holder:
        """Who has the next act."""
        return self.now.holder

    @property
    def holder_title(self) -> str:
        """The holder in the words of the law."""
        return holder_title(self.holder, self.now.level)

    @property
    def days_here(self) -> int:
        """Working days the dossier has been with its holder."""
        return self.now.days

    @cached_property
    def clock(self) -> Clock | None:
        """The commune's term; none where the decision gives it none."""
        return None if not self.limit else commune_clock(self.stays, self.limit, self.is_working)

    @property
    def deadline(self) -> date | None:
        """The day by which the holder must act: the commune's by the law, the producer's as asked, the others' by
        the round."""
        if self.holder in AT_COMMUNE:
            return self.clock.deadline if self.clock else None
        if self.holder == Holder.PRODUCER:
            return self.open_supplement.due_on if self.open_supplement else None
        if self.holder in (Holder.NOBODY, Holder.MINISTRY):
            return None
        finish = self.dossier.round.finish_by if self.dossier.round else None
        return min((day for day in (finish, self.again_due) if day), default=None)

    @cached_property
    def again_due(self) -> date | None:
        """The last day on which a re-evaluation must be finished (45 days from the whole dossier, Điều 7.6.g); None
        where no such term runs."""
        since = received_whole(self.stays) if self.again_within and self.dossier.kind == DossierKind.AGAIN else None
        if since is None or self.again_within is None:
            return None
        return term_end(since, self.again_within, self.is_working)

    @property
    def again_days_left(self) -> int | None:
        """Days left of that term; below 0 when overdue."""
        return (self.again_due - self.today).days if self.again_due else None

    @property
    def commune_days_left(self) -> int | None:
        """Working days the commune has left; None where the dossier is not there."""
        return self.clock.left if self.holder in AT_COMMUNE and self.clock else None

    @cached_property
    def open_supplement(self) -> SupplementRequest | None:
        """What the producer is asked to complete."""
        return next((row for row in self.dossier.supplements.all() if row.answered_at is None), None)

    @property
    def days_by_holder(self) -> list[tuple[str, int]]:
        """Working days with each holder in all."""
        return [(holder_title(holder, level), days) for (holder, level), days in days_by_holder(self.stays).items()]

    def entries(self) -> list[Entry]:
        """The timeline, latest first."""
        requests = sorted(self.dossier.supplements.all(), key=lambda row: (row.at, row.pk))
        found = []
        for row, level in zip(self.rows, self.levels, strict=True):
            asked = requests.pop(0) if row.move in RETURNS and requests else None
            items = tuple((item.title, item.reason) for item in asked.items.all()) if asked else ()
            title, said = words_of(row.move, level)
            who = str(row.by) if row.by else "Hệ thống"
            found.append(Entry(row.move, said or title, title, row.at, who, row.reason, items))
        return found[::-1]


def with_course(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """`dossiers` with all that a `Course` reads (3 more queries)."""
    moves = DossierMove.objects.select_related("by")
    supplements = SupplementRequest.objects.prefetch_related("items")
    return dossiers.select_related("round", "criteria_set").prefetch_related(
        Prefetch("moves", moves), Prefetch("supplements", supplements)
    )


def courses(
    dossiers: Iterable[Dossier], today: date | None = None, calendar: Callable[[date], bool] | None = None
) -> list[Course]:
    """The courses of `dossiers`, which came from `with_course` (2 queries for calendar and terms)."""
    day = today or local_date(timezone.now())
    is_working = calendar or working_calendar()
    rows = list(dossiers)
    found = {(row.decision_id, row.key): row for row in _terms({row.criteria_set.decision_id for row in rows})}

    def course(row: Dossier) -> Course:
        decision = row.criteria_set.decision_id
        commune, again = found.get((decision, TERM_KEY)), found.get((decision, AGAIN_KEY))
        return Course(row, day, is_working, commune.amount if commune else 0, again)

    return [course(row) for row in rows]


def course_of(dossier: Dossier, today: date | None = None) -> Course:
    """The course of one dossier."""
    return courses([dossier], today)[0]


def term_limits(decision_ids: Iterable[int]) -> dict[int, int]:
    """decision → working days the commune has."""
    return {row.decision_id: row.amount for row in _terms(decision_ids) if row.key == TERM_KEY}


def _terms(decision_ids: Iterable[int]) -> QuerySet[Term]:
    return Term.objects.filter(decision__in=list(decision_ids), key__in=(TERM_KEY, AGAIN_KEY))
