"""Producers as a person may see them, and who helps whom."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from ocop.accounts.models import Grant, HelperConsent, ProducerMove, User
from ocop.accounts.queries.people import users_with
from ocop.accounts.roles import Role, Scope
from ocop.parties.models import Placement, Producer
from ocop.parties.queries import producers
from ocop.parties.states import ProducerState
from ocop.places.models import Unit
from ocop.places.queries import unit_choices

# Who may see a producer; the permission table says the same by taking it from here. The advisory team and the
# council see what the frozen dossier says of it.
PRODUCER_READERS: tuple[Role, ...] = (
    Role.PRODUCER,
    Role.PRODUCER_HELPER,
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
    Role.PROVINCIAL_OFFICE,
    Role.SIGNING_LEADER,
    Role.PROGRAMME_OFFICER,
    Role.INSPECTOR,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)


def visible_to(user: User) -> QuerySet[Producer]:
    """The producers that `user` may see."""
    return producers().filter(_covered(user, PRODUCER_READERS)) if user.is_active else producers().none()


def units_of(found: QuerySet[Producer]) -> list[Unit]:
    """The communes, old and of today, by which a list of `found` may be read."""
    now = found.order_by().values_list("commune", flat=True).distinct()
    left = Placement.objects.filter(producer__in=found.order_by().values("pk")).values_list("old", flat=True)
    return unit_choices({*now, *left})


def waiting_for(user: User) -> QuerySet[Producer]:
    """Producers that wait for `user` to confirm them, the oldest first."""
    found = producers().filter(_covered(user, (Role.COMMUNE_OFFICER,)), state=ProducerState.PENDING)
    return found.order_by("created_at", "pk")


def own_producers(user: User) -> QuerySet[Producer]:
    """The producers for which `user` acts or helps."""
    return producers().filter(pk__in=user.scope_ids(Scope.PRODUCER, Role.PRODUCER, Role.PRODUCER_HELPER))


def people_of(producer: Producer) -> QuerySet[User]:
    """The active accounts that act for the producer; helpers are not among them."""
    return users_with(Role.PRODUCER, Scope.PRODUCER, producer.pk)


def history(producer: Producer) -> QuerySet[ProducerMove]:
    """The steps of its confirmation, the first first."""
    return ProducerMove.objects.filter(producer=producer).select_related("by").order_by("at", "pk")


def consents_of(producer: Producer) -> QuerySet[HelperConsent]:
    """Everyone who helps or has helped, the latest first."""
    found = HelperConsent.objects.filter(producer=producer)
    return found.select_related("producer__commune", "helper", "recorded_by", "ended_by", "grant")


def consent_by_id(pk: int) -> HelperConsent | None:
    """One consent with its producer."""
    return HelperConsent.objects.select_related("producer__commune", "helper", "grant").filter(pk=pk).first()


def helping(user: User, producer: Producer) -> HelperConsent | None:
    """The consent by which `user` types for `producer` today; for the banner "Bạn đang nhập giúp …"."""
    today = timezone.localdate()
    found = HelperConsent.objects.filter(
        Grant.in_force("grant__"),
        helper=user,
        producer=producer,
        ended_at=None,
        starts_on__lte=today,
        until__gte=today,
    )
    return found.select_related("producer").first()


def _covered(user: User, roles: tuple[Role, ...]) -> Q:
    return (
        Q(pk__in=user.scope_ids(Scope.PRODUCER, *roles))
        | Q(commune_id__in=user.scope_ids(Scope.COMMUNE, *roles))
        | Q(commune__parent_id__in=user.scope_ids(Scope.PROVINCE, *roles))
        | Q(commune__parent__parent_id__in=user.scope_ids(Scope.PROVINCE, *roles))
    )
