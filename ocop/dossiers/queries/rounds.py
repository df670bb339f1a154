"""Reads of evaluation rounds: the law's days of a year, the round that takes dossiers now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.base.dates import local_date
from ocop.dossiers.models import Dossier, Passage, Round
from ocop.dossiers.states import DossierState, RoundState
from ocop.places.models import Unit
from ocop.places.queries import unit_by_id
from ocop.regulations.models import Decision
from ocop.regulations.models.decision import NATIONAL, PROVINCE
from ocop.regulations.queries.decisions import RoundDates, current_decision, round_dates

READERS = (
    Role.PROVINCIAL_OFFICE,
    Role.ADVISORY_TEAM,
    Role.SIGNING_LEADER,
    Role.PROGRAMME_OFFICER,
    Role.AUDITOR,
)
ONE_DAY = timedelta(days=1)
SOON = timedelta(days=60)


@dataclass(frozen=True)
class RoundPlan:
    """A round of the law in one year: the days before which communes propose and the council finishes."""

    number: int
    year: int
    opens_on: date
    propose_by: date
    finish_by: date
    clause: str

    @property
    def name(self) -> str:
        """ "Đợt 2 năm 2026"."""
        return f"Đợt {self.number} năm {self.year}"


@dataclass(frozen=True)
class Office:
    """Whose desk somebody serves: the province's, or that of a district in it."""

    province: Unit
    district: Unit | None = None

    @property
    def unit(self) -> Unit:
        """The province or the district itself."""
        return self.district or self.province


def rounds_visible_to(user: User) -> QuerySet[Round]:
    """The rounds `user` may see; agrees with the permission ``dossiers.view_rounds``."""
    if not user.is_active:
        return Round.objects.none()
    own = Q(pk__in=user.scope_ids(Scope.ROUND, *READERS))
    here = Q(district__in=user.scope_ids(Scope.DISTRICT, *READERS))
    found = own | here | Q(province__in=user.scope_ids(Scope.PROVINCE, *READERS))
    return Round.objects.filter(found).select_related("district")


def province_of(user: User, *roles: Role) -> Unit | None:
    """The province in which the user holds one of `roles`; of several the one in force, whose work goes on."""
    return _newest(user.scope_ids(Scope.PROVINCE, *roles))


def office_of(user: User, *roles: Role) -> Office | None:
    """The province, else the district, in which the user holds one of `roles`."""
    province = province_of(user, *roles)
    if province is not None:
        return Office(province)
    district = _newest(user.scope_ids(Scope.DISTRICT, *roles))
    return Office(district.parent, district) if district is not None and district.parent else None


def _newest(ids: set[int]) -> Unit | None:
    units = (unit for unit in map(unit_by_id, sorted(ids)) if unit is not None)
    return max(units, key=lambda unit: (unit.valid_to is None, unit.valid_to), default=None)


def plans(decision: Decision, year: int) -> list[RoundPlan]:
    """The province's rounds of `year` by the law. Each opens when the one before stops taking proposals, the first
    on 1 January."""
    found: list[RoundPlan] = []
    for dates in _of_level(decision, year, PROVINCE):
        opens_on = found[-1].propose_by if found else date(year, 1, 1)
        propose_by, finish_by = dates.last_request_day + ONE_DAY, dates.last_finish_day + ONE_DAY
        found.append(RoundPlan(dates.no, year, opens_on, propose_by, finish_by, dates.clause))
    return found


def missing_plans(province: Unit, year: int, decision: Decision | None = None) -> list[RoundPlan]:
    """The rounds of the law that the province has not made yet for `year`."""
    law = decision or current_decision(date(year, 12, 31)) or current_decision(today())
    if law is None:
        return []
    made = set(Round.objects.filter(province=province, district=None, year=year).values_list("number", flat=True))
    return [plan for plan in plans(law, year) if plan.number not in made]


def plans_due(province: Unit, day: date) -> list[RoundPlan]:
    """The rounds of the law that are not over, begin within two months and are not made yet."""
    found = [plan for year in (day.year, day.year + 1) for plan in missing_plans(province, year)]
    return [plan for plan in found if plan.finish_by > day and plan.opens_on <= day + SOON]


def ministry_round(decision: Decision, day: date) -> RoundDates | None:
    """The ministry's round that still takes a request of `day` (Điều 5.2)."""
    coming = [row for year in (day.year, day.year + 1) for row in _of_level(decision, year, NATIONAL)]
    in_time = [row for row in coming if day <= row.last_request_day]
    return min(in_time, key=lambda row: row.last_request_day, default=None)


def round_taking(province: Unit | int, day: date, district_id: int | None = None) -> Round | None:
    """The open round of the province (the district) that a proposal of `day` belongs to: the first whose last day is
    not over; the latest open one where all are over."""
    province_id = province if isinstance(province, int) else province.pk
    own = Q(district=district_id) if district_id else Q(district=None, province=province_id)
    open_rounds = Round.objects.filter(own, state=RoundState.OPEN).order_by("communes_propose_by")
    found = list(open_rounds)
    return next((row for row in found if day < row.communes_propose_by), found[-1] if found else None)


def next_number(province: Unit, year: int, district: Unit | None = None) -> int:
    """The number of an extra round: after those of the law and those already made."""
    law = current_decision(today())
    by_law = [plan.number for plan in plans(law, year)] if law else []
    made = Round.objects.filter(province=province, district=district, year=year).values_list("number", flat=True)
    if district is not None:
        by_law = []
    return max([*by_law, *made], default=0) + 1


def dossiers_of(round_: Round) -> QuerySet[Dossier]:
    """The dossiers of a round: those assigned to it and, while it is the open one that takes dossiers, also those of
    the province that are filed but in no round yet; and those that went on from it to the next level."""
    mine = Q(round=round_) | Q(pk__in=Passage.objects.filter(round=round_).values("dossier"))
    taking = round_taking(round_.province_id, today(), round_.district_id)
    if taking is not None and taking.pk == round_.pk:
        waiting = (DossierState.DRAFT, DossierState.WITHDRAWN)
        level, place = ("district", "district") if round_.district_id else ("province", "commune__parent")
        unit = round_.district_id or round_.province_id
        mine |= Q(round=None, level=level, **{place: unit}) & ~Q(state__in=waiting)
    return Dossier.objects.filter(mine).exclude(state=DossierState.DRAFT)


def years_of(rounds: Iterable[Round]) -> list[int]:
    """The years of `rounds`, latest first."""
    return sorted({row.year for row in rounds}, reverse=True)


def today() -> date:
    """The calendar day in Viet Nam."""
    return local_date(timezone.now())


def _of_level(decision: Decision, year: int, level: str) -> list[RoundDates]:
    return [row for row in round_dates(decision, year) if row.level == level]


def round_counts(rounds: Iterable[Round]) -> dict[int, tuple[int, int]]:
    """round → (dossiers, of them ended or gone on to the next level)."""
    ended = (DossierState.RECOGNISED, DossierState.NOT_RANKED, DossierState.REFUSED, DossierState.WITHDRAWN)
    rows = Dossier.objects.filter(round__in=list(rounds)).exclude(state=DossierState.DRAFT).order_by()
    found = rows.values_list("round").annotate(n=Count("pk"), done=Count("pk", filter=Q(state__in=ended)))
    counts = {pk: (n, done) for pk, n, done in found}
    gone = Passage.objects.filter(round__in=list(rounds)).exclude(dossier__round=F("round")).order_by()
    for pk, n in gone.values_list("round").annotate(n=Count("pk")):
        here, done = counts.get(pk, (0, 0))
        counts[pk] = (here + n, done + n)
    return counts
