"""Inspections that wait for somebody."""

from django.db.models import Count, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.supervision.models import Inspection
from ocop.supervision.queries.inspections import LEADERS, PLANNERS, listed
from ocop.supervision.states import InspectionState, MinutesState


def drafts_of(user: User) -> QuerySet[Inspection]:
    """Plans that `user` has begun and still to lay before the leader."""
    provinces = user.scope_ids(Scope.PROVINCE, *PLANNERS)
    return _oldest(Inspection.objects.filter(province__in=provinces, created_by=user, state=InspectionState.DRAFT))


def waiting_for_decision(user: User) -> QuerySet[Inspection]:
    """Plans that lie before `user` as the leader."""
    provinces = user.scope_ids(Scope.PROVINCE, *LEADERS)
    return _oldest(Inspection.objects.filter(province__in=provinces, state=InspectionState.SUBMITTED))


def waiting_for_conclusion(user: User) -> QuerySet[Inspection]:
    """Conclusions that `user` may sign for the office or the province."""
    provinces = user.scope_ids(Scope.PROVINCE, Role.PROVINCIAL_OFFICE, *LEADERS)
    return _oldest(Inspection.objects.filter(province__in=provinces, state=InspectionState.CONCLUDING))


def of_inspector(user: User) -> QuerySet[Inspection]:
    """Inspections under way on whose team `user` stands, with how many minutes are still open."""
    provinces = user.scope_ids(Scope.PROVINCE, Role.INSPECTOR)
    rows = Inspection.objects.filter(province__in=provinces, state=InspectionState.UNDER_WAY)
    rows = rows.filter(pk__in=Inspection.objects.filter(team__user=user).values("pk"))
    return rows.annotate(
        total=Count("products"),
        unwritten=Count("products", filter=Q(products__minutes__state=MinutesState.WRITING)),
    ).order_by("ends_on", "pk")


def _oldest(rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
    return listed(rows).order_by("starts_on", "pk")
