"""People at the desks: the advisory team of a round, officers to choose from."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from ocop.accounts.models import Grant, User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import ROLES, Role, Scope
from ocop.dossiers.models import Dossier, Round
from ocop.dossiers.states import DossierState
from ocop.places.queries import province_families

# the auditor changes nothing, so sits in no team
OFFICIAL = tuple(card.key for card in ROLES.values() if card.official and card.key != Role.AUDITOR)
_ON_HAND = Q(state=DossierState.IN_REVIEW)


def team_grants(round: Round) -> QuerySet[Grant]:
    """The seats of the round's advisory team with their holders, in the order of appointment."""
    held = Grant.objects.filter(Grant.in_force(), role=Role.ADVISORY_TEAM, scope_kind=Scope.ROUND, scope_id=round.pk)
    return held.select_related("user").order_by("granted_at", "pk")


def team_of(round: Round) -> list[User]:
    """The members of the round's advisory team."""
    return [grant.user for grant in team_grants(round) if grant.user.is_active]


def loads(round: Round) -> dict[int, tuple[int, int]]:
    """member → (dossiers under review, dossiers given in all) within the round."""
    rows = Dossier.objects.filter(round=round, reviewer__isnull=False).order_by().values_list("reviewer")
    return {pk: (now, total) for pk, now, total in rows.annotate(now=Count("pk", filter=_ON_HAND), n=Count("pk"))}


def candidates(round: Round) -> QuerySet[User]:
    """Officials of the province who are not in the team yet."""
    held = Grant.objects.filter(Grant.in_force(), role__in=OFFICIAL).values("user_id")
    taken = [grant.user_id for grant in team_grants(round)]
    alike = province_families([round.province_id])[round.province_id]
    found = User.objects.filter(is_active=True, province_id__in=alike, pk__in=held)
    return found.exclude(pk__in=taken).order_by("sort_key", "pk")


def commune_officers(dossier: Dossier) -> list[User]:
    """Who may be named in charge at the commune."""
    return list(users_with(Role.COMMUNE_OFFICER, Scope.COMMUNE, dossier.commune_id))


def province_officers(dossier: Dossier) -> list[User]:
    """Who may be named in charge at the office that has the dossier."""
    return list(users_with(Role.PROVINCIAL_OFFICE, Scope(dossier.desk[0]), dossier.desk[1]))


def named(people: Iterable[User]) -> list[tuple[str, str]]:
    """(key, name) pairs for a choice."""
    return [(str(user.pk), str(user)) for user in people]
