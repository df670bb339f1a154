"""Requests to the ministry and what came of them."""

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.dossiers.queries.procedure import in_provinces
from ocop.dossiers.states import DossierState
from ocop.recognition.models import MinistryRequest

READERS = (Role.PROVINCIAL_OFFICE, Role.SIGNING_LEADER, Role.PROGRAMME_OFFICER, Role.AUDITOR)
_PATHS = (
    "dossier__product__producer",
    "dossier__commune__parent",
    "dossier__criteria_set__group",
    "dossier__criteria_set__decision",
    "dossier__code",
    "dossier__round",
    "dossier__district",
    "decision__province",
    "by",
)


def visible_to(user: User) -> QuerySet[MinistryRequest]:
    """The requests `user` may see; agrees with ``recognition.view_ministry``."""
    if not user.is_active:
        return MinistryRequest.objects.none()
    provinces = user.scope_ids(Scope.PROVINCE, *READERS)
    return MinistryRequest.objects.filter(in_provinces(provinces, "dossier__")).select_related(*_PATHS)


def get_request(pk: int) -> MinistryRequest | None:
    """One request, for a door to ask the permission of."""
    return MinistryRequest.objects.select_related(*_PATHS).filter(pk=pk).first()


def awaiting_ministry(user: User) -> QuerySet[MinistryRequest]:
    """Requests whose outcome `user` as the provincial office has to record when it comes."""
    provinces = user.scope_ids(Scope.PROVINCE, Role.PROVINCIAL_OFFICE)
    return MinistryRequest.objects.filter(in_provinces(provinces, "dossier__"), outcome="").order_by("requested_on")


def awaiting_leader(user: User) -> QuerySet[MinistryRequest]:
    """Requests that fell below 90 points: `user` as the signing leader says what follows."""
    provinces = user.scope_ids(Scope.PROVINCE, Role.SIGNING_LEADER)
    at_ministry = Q(outcome="below", dossier__state=DossierState.AT_MINISTRY)
    return MinistryRequest.objects.filter(at_ministry, in_provinces(provinces, "dossier__")).order_by("outcome_on")
