"""Inspections: who may see which, their teams, and which products may be inspected."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.base.text import fold
from ocop.dossiers.queries.procedure import in_provinces
from ocop.places.models import Unit
from ocop.places.queries import unit_by_id
from ocop.places.queries.lineage import province_today
from ocop.recognition.models import Certificate
from ocop.recognition.queries.certificates import visible_to as certificates_visible_to
from ocop.recognition.queries.certificates import with_status
from ocop.recognition.states import CertificateStatus
from ocop.supervision.models import Inspection, InspectionMove, TeamMember
from ocop.supervision.states import InspectionState, MinutesState

# who plans, who reads from the first line, who once it lies before the leader
PLANNERS = (Role.PROVINCIAL_OFFICE, Role.INSPECTOR)
DRAFT_READERS = (*PLANNERS, Role.AUDITOR)
LEADERS = (Role.SIGNING_LEADER,)
READERS = (*DRAFT_READERS, *LEADERS)
INSPECTABLE = (CertificateStatus.VALID, CertificateStatus.EXTENDED, CertificateStatus.SUSPENDED)


def visible_to(user: User) -> QuerySet[Inspection]:
    """The inspections `user` may see; agrees with ``supervision.view_inspection``."""
    if not user.is_active:
        return Inspection.objects.none()
    shown = Q(province__in=user.scope_ids(Scope.PROVINCE, *DRAFT_READERS))
    shown |= Q(province__in=user.scope_ids(Scope.PROVINCE, *LEADERS)) & ~Q(state=InspectionState.DRAFT)
    return Inspection.objects.filter(shown).select_related("province", "created_by")


def listed(rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """For lists: the latest first, with how many products and how many closed minutes."""
    closed = Q(products__minutes__state=MinutesState.CLOSED)
    rows = rows.annotate(total=Count("products"), closed=Count("products", filter=closed))
    return rows.order_by(Coalesce("decided_on", "starts_on").desc(), "-pk")


def get_inspection(pk: int) -> Inspection | None:
    """One inspection, for a door to ask the permission of."""
    rows = Inspection.objects.select_related("province", "created_by", "decision_by", "conclusion_by")
    return rows.filter(pk=pk).first()


def get_member(pk: int) -> TeamMember | None:
    """One person of a team."""
    return TeamMember.objects.select_related("inspection__province").filter(pk=pk).first()


def team_of(inspection: Inspection) -> list[TeamMember]:
    """The team, its head first."""
    return list(inspection.team.select_related("user"))


def is_on_team(user: User, inspection: Inspection) -> bool:
    """Whether `user` stands in the team that the decision names."""
    return inspection.team.filter(user=user.pk).exists()


def moves_of(inspection: Inspection) -> list[InspectionMove]:
    """What happened to it, in order."""
    return list(inspection.moves.select_related("by"))


def inspectors_of(inspection: Inspection) -> QuerySet[User]:
    """Inspectors of the province who do not stand in the team yet."""
    known = users_with(Role.INSPECTOR, Scope.PROVINCE, inspection.province_id)
    return known.exclude(pk__in=inspection.team.exclude(user=None).values("user"))


def province_for(user: User) -> Unit | None:
    """The province in which `user` plans inspections: the one of today, where they hold roles in several."""
    units = [unit_by_id(key) for key in sorted(user.scope_ids(Scope.PROVINCE, *PLANNERS))]
    found = [unit for unit in units if unit is not None]
    return max(found, key=lambda unit: (unit.valid_to is None, unit.pk), default=None)


def to_inspect(user: User, inspection: Inspection, words: str = "") -> QuerySet[Certificate]:
    """Certificates worth something today, of the province and of the one it was before where `user` keeps its records,
    that the inspection does not look at yet."""
    held = user.scope_ids(Scope.PROVINCE, *PLANNERS)
    then = {key for key in held if province_today(key) == inspection.province_id}
    here = in_provinces({inspection.province_id} | then, prefix="dossier__")
    near = certificates_visible_to(user).filter(here)
    free: QuerySet[Any] = with_status(near.exclude(inspected__inspection=inspection))
    rows = free.filter(Q(status__in=INSPECTABLE))
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    return rows.order_by("sort_key", "pk")
