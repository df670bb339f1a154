"""Certificates: who may see which, and what each is worth on a day, in rows and in SQL."""

from datetime import date

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.base.dates import local_date
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.places import in_unit as dossiers_in_unit
from ocop.dossiers.queries.procedure import reaching
from ocop.places.models import Unit
from ocop.places.queries import unit_choices
from ocop.recognition.checks.measure import FROM
from ocop.recognition.checks.validity import Event, Standing, standing_on
from ocop.recognition.models import Certificate, CertificateEvent
from ocop.recognition.states import CertificateStatus

S = CertificateStatus
PRODUCERS = (Role.PRODUCER, Role.PRODUCER_HELPER)
COMMUNES = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
PROVINCIALS = (
    Role.PROVINCIAL_OFFICE,
    Role.SIGNING_LEADER,
    Role.PROGRAMME_OFFICER,
    Role.INSPECTOR,
    Role.AUDITOR,
)
READERS = (*PRODUCERS, *COMMUNES, *PROVINCIALS)


def visible_to(user: User) -> QuerySet[Certificate]:
    """The certificates `user` may see; agrees with ``recognition.view_certificate``."""
    if not user.is_active:
        return Certificate.objects.none()
    return Certificate.objects.filter(
        Q(dossier__product__producer__in=user.scope_ids(Scope.PRODUCER, *PRODUCERS))
        | Q(dossier__commune__in=user.scope_ids(Scope.COMMUNE, *COMMUNES))
        | reaching(user, *PROVINCIALS, prefix="dossier__")
    )


def in_unit(rows: QuerySet[Certificate], unit_id: int) -> QuerySet[Certificate]:
    """Those of a commune, old or of today, as its dossiers are read by it."""
    return rows.filter(dossier__in=dossiers_in_unit(Dossier.objects.order_by(), unit_id).values("pk"))


def units_of(rows: QuerySet[Certificate]) -> list[Unit]:
    """The communes by which a list of certificates may be read."""
    named = rows.order_by().values_list("dossier__commune", "product__producer__commune").distinct()
    return unit_choices({key for pair in named for key in pair})


def get_certificate(pk: int) -> Certificate | None:
    """One certificate with its decision, its events and what its page names."""
    return _whole().filter(pk=pk).first()


def certificate_of_dossier(dossier_id: int) -> Certificate | None:
    """The certificate that a dossier led to."""
    return _whole().filter(dossier=dossier_id).first()


def standing(certificate: Certificate, day: date | None = None) -> Standing | None:
    """What the certificate is worth on `day` (today in Viet Nam); reads its prefetched events."""
    events = [Event(row.kind, row.effective_on, row.until) for row in certificate.events.all()]
    return standing_on(day or today(), certificate.issued_on, certificate.valid_until, events)


def measures_open(certificate: Certificate) -> list[str]:
    """The decisions that fit what the certificate is worth today."""
    worth = standing(certificate)
    return [kind for kind, fitting in FROM.items() if worth is not None and worth.status in fitting]


def with_status(certificates: QuerySet[Certificate], day: date | None = None) -> QuerySet[Certificate]:
    """`certificates` with `status` and `last_day` of `day` as columns, to filter and count by: `standing_on` in SQL
    (a test holds the two together)."""
    on = day or today()
    known = CertificateEvent.objects.filter(certificate=OuterRef("pk"), effective_on__lte=on)
    pause = known.filter(kind__in=("suspended", "restored")).order_by("-effective_on", "-pk")
    extended = known.filter(kind="extended").order_by().values("certificate").annotate(last=Max("until"))
    rows = certificates.annotate(
        extended_to=Coalesce(Subquery(extended.values("last")[:1]), F("valid_until"), output_field=DateField()),
        pause_kind=Subquery(pause.values("kind")[:1]),
        pause_until=Subquery(pause.values("until")[:1]),
    )
    still = Q(pause_until=None) | Q(pause_until__gte=on)
    return rows.annotate(
        status=Case(
            When(Exists(known.filter(kind="revoked")), then=Value(S.REVOKED.value)),
            When(Exists(known.filter(kind="replaced")), then=Value(S.REPLACED.value)),
            When(Q(extended_to__lt=on) & Q(valid_until__lt=on), then=Value(S.EXPIRED.value)),
            When(Q(pause_kind="suspended") & still, then=Value(S.SUSPENDED.value)),
            When(Q(valid_until__lt=on), then=Value(S.EXTENDED.value)),
            default=Value(S.VALID.value),
            output_field=CharField(),
        )
    )


def in_force(product_id: int, day: date) -> QuerySet[Certificate]:
    """Certificates of a product that a new one replaces: neither revoked nor replaced before."""
    ended = CertificateEvent.objects.filter(certificate=OuterRef("pk"), kind__in=("revoked", "replaced"))
    rows = Certificate.objects.filter(product=product_id, issued_on__lte=day)
    return rows.filter(~Exists(ended)).order_by("pk")


def today() -> date:
    """The calendar day in Viet Nam."""
    return local_date(timezone.now())


def _whole() -> QuerySet[Certificate]:
    events = CertificateEvent.objects.select_related("by").order_by("effective_on", "pk")
    return Certificate.objects.select_related(
        "decision__signer",
        "decision__province",
        "decision__district",
        "dossier__district",
        "dossier__product__producer",
        "dossier__commune__parent",
        "dossier__round",
        "file",
        "issued_by",
    ).prefetch_related(Prefetch("events", events))
