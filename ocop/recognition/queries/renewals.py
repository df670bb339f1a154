"""Certificates that near their end without a dossier for the time after: who is to be told, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Scope
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.places import ENDED
from ocop.dossiers.spec import AGAIN, EVERY, UPGRADE
from ocop.recognition.checks.renewal import Stage, Window
from ocop.recognition.models import Certificate
from ocop.recognition.queries.certificates import COMMUNES, PRODUCERS, in_force, today, with_status
from ocop.recognition.states import CertificateStatus
from ocop.regulations.queries.calendar import terms_of
from ocop.regulations.queries.decisions import current_decision

EARLIEST, LATEST = "renewal_earliest", "renewal_latest"


@dataclass(frozen=True)
class Renewal:
    """A certificate to be followed by a re-evaluation, with the time for filing and how it stands."""

    certificate: Certificate
    window: Window
    stage: Stage


def renewals(rows: QuerySet[Certificate], day: date | None = None) -> list[Renewal]:
    """Those of `rows` whose time for filing has begun and of whose product no dossier is under way, the earliest end
    first; the law in force on `day` gives the window (a constant number of queries)."""
    on = day or today()
    decision = current_decision(on)
    terms = {row.key: row.amount for row in terms_of(decision)} if decision else {}
    if EARLIEST not in terms or LATEST not in terms:
        return []
    begun = Dossier.objects.filter(product=OuterRef("product"), created_at__gt=OuterRef("issued_at"))
    near = rows.filter(valid_until__gte=on, valid_until__lte=on - timedelta(days=terms[EARLIEST]))
    free = near.filter(~Exists(begun.exclude(state__in=ENDED).exclude(pk=OuterRef("dossier"))))
    valid: QuerySet[Any] = with_status(free, on).filter(Q(status=CertificateStatus.VALID))
    found = valid.select_related("product__producer", "dossier__commune").order_by(F("valid_until"), "pk")
    return [_renewal(row, terms, on) for row in found]


def renewals_of(user: User, day: date | None = None) -> list[Renewal]:
    """Those that `user` is to act on: of their own producers, or of the communes at whose desk they sit."""
    producers = user.scope_ids(Scope.PRODUCER, *PRODUCERS)
    communes = user.scope_ids(Scope.COMMUNE, *COMMUNES)
    if not producers and not communes:
        return []
    own = Q(product__producer__in=producers) | Q(product__producer__commune__in=communes)
    return renewals(Certificate.objects.filter(own), day)


def kinds_offered(product_id: int) -> tuple[str, ...]:
    """The kinds of dossier open to a product, the likeliest first: without a certificate every one; with one no first
    evaluation (Mẫu 01), and the re-evaluation before the upgrade once it nears its end."""
    own = in_force(product_id, today())
    if not own.exists():
        return EVERY
    ends = not own.filter(valid_until__gte=today()).exists() or renewals(own)
    return (AGAIN, UPGRADE) if ends else (UPGRADE, AGAIN)


def _renewal(row: Certificate, terms: dict[str, int], day: date) -> Renewal:
    end = row.valid_until
    window = Window(end + timedelta(days=terms[EARLIEST]), end + timedelta(days=terms[LATEST]), end)
    return Renewal(row, window, window.stage(day))
