"""Reads of dossiers. Here: which dossiers a person may see at all; the rest by subject."""

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.dossiers.models import Dossier, SupplementRequest
from ocop.dossiers.queries.procedure import reaching
from ocop.dossiers.states import DossierState

# who reads from the first word, who only what was filed, who only what was recognised
EARLY_READERS = (Role.PRODUCER, Role.PRODUCER_HELPER, Role.AUDITOR)
LATE_READERS = (
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
    Role.PROVINCIAL_OFFICE,
    Role.ADVISORY_TEAM,
    Role.SIGNING_LEADER,
    Role.PROGRAMME_OFFICER,
)
INSPECTED = (DossierState.RECOGNISED,)


def visible_to(user: User) -> QuerySet[Dossier]:
    """The dossiers `user` may see; agrees with the permission ``dossiers.view``."""
    if not user.is_active:
        return Dossier.objects.none()
    filed = ~Q(state=DossierState.DRAFT)
    shown = _covered(user, EARLY_READERS) | (_covered(user, LATE_READERS) & filed)
    return Dossier.objects.filter(shown | (_covered(user, (Role.INSPECTOR,)) & Q(state__in=INSPECTED)))


def _covered(user: User, roles: tuple[Role, ...]) -> Q:
    """Dossiers covered by a grant of one of `roles`, as `Dossier.access_scopes` says it."""
    return (
        Q(product__producer__in=user.scope_ids(Scope.PRODUCER, *roles))
        | Q(commune__in=user.scope_ids(Scope.COMMUNE, *roles))
        | reaching(user, *roles)
        | Q(round__in=user.scope_ids(Scope.ROUND, *roles))
    )


def open_supplement(dossier: Dossier) -> SupplementRequest | None:
    """The request for completion the producer still has to answer, if any."""
    return dossier.supplements.filter(answered_at=None).prefetch_related("items").first()


def has_open_supplement(dossier: Dossier) -> bool:
    """Whether the producer holds the dossier for completion."""
    return dossier.supplements.filter(answered_at=None).exists()
