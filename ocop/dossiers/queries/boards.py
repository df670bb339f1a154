"""The figures above a list of dossiers, and loading one dossier for a desk."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.dossiers.models import Dossier, Round
from ocop.dossiers.models.dossier import DossierKind
from ocop.dossiers.queries import visible_to
from ocop.dossiers.queries.desks import WAITING, for_lists, in_stage, stage_counts, with_waiting
from ocop.dossiers.queries.procedure import at_desk_of
from ocop.dossiers.queries.timeline import Course, courses, with_course
from ocop.dossiers.states import DossierState, RoundState

SOON = 3
# days before the end of the 45 days of a re-evaluation at which it presses
AGAIN_SOON = 10


@dataclass(frozen=True)
class Board:
    """The figures of a list: how many in each stage and of each kind, what presses at the communes, the longest
    wait for a completion and how many may go to the council. Days are working days."""

    counts: dict[str, int]
    kinds: list[tuple[str, int]]
    soon: int
    late: int
    longest_wait: int
    ready: int

    @property
    def total(self) -> int:
        """All dossiers of the list."""
        return self.counts[""]

    @property
    def at_commune(self) -> int:
        """Those at the communes."""
        return self.counts["xa"]

    @property
    def waiting(self) -> int:
        """Those their producers complete."""
        return self.counts[WAITING]

    @property
    def pressing_shown(self) -> str:
        """What presses at the communes."""
        late = [f"{self.late} hồ sơ quá hạn"] if self.late else []
        soon = [f"{self.soon} hồ sơ còn dưới {SOON} ngày làm việc"] if self.soon else []
        return " · ".join([*late, *soon])

    @property
    def wait_shown(self) -> str:
        """The longest wait for a completion."""
        return f"lâu nhất {self.longest_wait} ngày" if self.waiting else "không có hồ sơ nào"

    @property
    def kinds_shown(self) -> str:
        """ "30 lần đầu · 8 phân hạng lại · 4 nâng hạng"."""
        words = {"first": "lần đầu", "again": "phân hạng lại", "upgrade": "nâng hạng"}
        return " · ".join(f"{n} {words[kind]}" for kind, n in self.kinds if n)


def board_of(dossiers: QuerySet[Dossier], today: date | None = None) -> Board:
    """The figures of `dossiers`; a constant number of queries."""
    marked = with_waiting(dossiers)
    found = dict(dossiers.order_by().values_list("kind").annotate(n=Count("pk")))
    pressing = courses(with_course(in_stage(marked, "xa")), today)
    left = [course.commune_days_left for course in pressing if course.commune_days_left is not None]
    waits = [course.days_here for course in courses(with_course(in_stage(marked, WAITING)), today)]
    return Board(
        counts=stage_counts(marked),
        kinds=[(kind, found.get(kind, 0)) for kind in DossierKind.values],
        soon=sum(0 <= days < SOON for days in left),
        late=sum(days < 0 for days in left),
        longest_wait=max(waits, default=0),
        ready=dossiers.filter(state=DossierState.READY).count(),
    )


def commune_dossiers(user: User) -> QuerySet[Dossier]:
    """The filed dossiers of the communes at whose desk the user sits."""
    communes = user.scope_ids(Scope.COMMUNE, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
    return visible_to(user).filter(commune__in=communes).exclude(state=DossierState.DRAFT)


def listed_dossiers(user: User) -> QuerySet[Dossier]:
    """The filed dossiers a provincial (district) official may list: those of the province or of their rounds."""
    return visible_to(user).exclude(state=DossierState.DRAFT)


def at_own_desk(user: User) -> QuerySet[Dossier]:
    """The filed dossiers at the desk of the office that the user serves: what it has to do."""
    return listed_dossiers(user).filter(at_desk_of(user, Role.PROVINCIAL_OFFICE, Role.AUDITOR))


def late_again(user: User) -> list[Course]:
    """Re-evaluations at the user's own desk whose 45 days have run out or soon will, the latest first."""
    found = courses(with_course(at_own_desk(user).filter(kind=DossierKind.AGAIN)))
    pressing = [row for row in found if row.again_days_left is not None and row.again_days_left < AGAIN_SOON]
    return sorted(pressing, key=lambda row: row.again_days_left or 0)


def by_urgency(found: list[Course]) -> list[Course]:
    """Those whose days run out first before those that wait for others, then the longest at rest."""

    def urgency(course: Course) -> tuple[int, int, int]:
        left = course.commune_days_left
        if left is None and course.again_days_left is not None and course.again_days_left < AGAIN_SOON:
            left = course.again_days_left
        return (0, left, course.dossier.pk) if left is not None else (1, -course.days_here, course.dossier.pk)

    return sorted(found, key=urgency)


def desk_dossier(pk: int) -> Dossier | None:
    """One dossier with all that a desk's page reads."""
    found = for_lists(with_course(Dossier.objects.filter(pk=pk)))
    return found.select_related("criteria_set__group__category", "created_by").first()


def round_by_id(pk: int) -> Round | None:
    """One round with its province and decision."""
    return Round.objects.select_related("province", "district", "decision").filter(pk=pk).first()


def open_rounds(dossier: Dossier) -> list[Round]:
    """The rounds of the province that a dossier may be put into."""
    kind, unit = dossier.desk
    own = Q(district=unit) if kind == "district" else Q(province=unit, district=None)
    found = Round.objects.filter(own).exclude(state=RoundState.CLOSED)
    return list(found.order_by("communes_propose_by"))
