"""Dossiers read by a unit of the map, old or new, and who is concerned when the map changes."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ocop.accounts.models import Grant, User
from ocop.accounts.roles import Scope
from ocop.dossiers.models import Dossier
from ocop.dossiers.states import DossierState
from ocop.parties.models import Placement, Producer
from ocop.places.models import Unit
from ocop.places.queries import reach_of, unit_choices

UNITS = (Scope.COMMUNE, Scope.PROVINCE)
ENDED = (DossierState.RECOGNISED, DossierState.NOT_RANKED, DossierState.REFUSED, DossierState.WITHDRAWN)
AT_COMMUNE = (DossierState.DRAFT, DossierState.AT_COMMUNE, DossierState.COMMUNE_SIGNING)
"""States in which the commune, or the producer before it, still holds the dossier."""


@dataclass(frozen=True)
class Concerned:
    """How many a change of one old unit touches."""

    producers: int
    under_way: int
    ended: int
    officers: int


def in_unit(dossiers: QuerySet[Dossier], unit_id: int) -> QuerySet[Dossier]:
    """Those of the unit, of all that came wholly into it, and of producers placed there after a part-merger."""
    reach = reach_of(unit_id)
    placed = Placement.objects.filter(new__in=reach).exclude(old__in=reach)
    moved = Q()
    for producer, old in placed.values_list("producer", "old"):
        moved |= Q(product__producer=producer, commune=old)
    return dossiers.filter(Q(commune__in=reach) | moved)


def units_of(dossiers: QuerySet[Dossier]) -> list[Unit]:
    """The communes, old and of today, by which a list may be read."""
    named = dossiers.order_by().values_list("commune", "product__producer__commune").distinct()
    return unit_choices({key for pair in named for key in pair})


def concerned(unit_id: int) -> Concerned:
    """Producers, dossiers and officers of a commune, or of a province with its communes (4 queries)."""
    reach = reach_of(unit_id)
    here = Q(commune__in=reach) | Q(commune__parent__in=reach) | Q(commune__parent__parent__in=reach)
    dossiers = Dossier.objects.filter(here)
    return Concerned(
        producers=Producer.objects.filter(here).count(),
        under_way=dossiers.exclude(state__in=ENDED).count(),
        ended=dossiers.filter(state__in=ENDED).count(),
        officers=officers_of(reach).count(),
    )


def officers_of(unit_ids: Collection[int]) -> QuerySet[User]:
    """Everybody who holds a role in one of these units."""
    held = Grant.objects.filter(Grant.in_force(), scope_kind__in=UNITS, scope_id__in=list(unit_ids))
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("pk")


def grants_in(unit_ids: Collection[int]) -> QuerySet[Grant]:
    """The roles held in these units."""
    held = Grant.objects.filter(Grant.in_force(), scope_kind__in=UNITS, scope_id__in=list(unit_ids))
    return held.select_related("user").order_by("user__sort_key", "pk")


def at_commune_of(producer: Producer) -> QuerySet[Dossier]:
    """The dossiers of a producer that its commune has still to handle."""
    return Dossier.objects.filter(product__producer=producer, state__in=AT_COMMUNE).order_by("pk")


def filed_across(old_ids: Collection[int], new_id: int) -> bool:
    """Whether a producer of an old unit already has a dossier in the new one."""
    return Dossier.objects.filter(commune=new_id, product__producer__commune__in=list(old_ids)).exists()


def stands_on(unit_ids: Collection[int]) -> bool:
    """Whether something was already filed or decided in one of these units."""
    return (
        Dossier.objects.filter(commune__in=unit_ids).exists()
        or Producer.objects.filter(commune__in=unit_ids).exists()
        or Grant.objects.filter(scope_kind__in=UNITS, scope_id__in=unit_ids).exists()
    )
