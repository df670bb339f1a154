"""What a signed conclusion leaves to be done: measures for the leader, remedies to be looked at, and until when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.base.dates import show
from ocop.recognition.models import Certificate, CertificateEvent
from ocop.recognition.queries.certificates import PRODUCERS, with_status
from ocop.regulations.queries.calendar import term_end, terms_of, working_calendar
from ocop.regulations.queries.decisions import current_decision
from ocop.supervision.models import ProductConclusion
from ocop.supervision.queries.inspections import INSPECTABLE, LEADERS, PLANNERS
from ocop.supervision.spec import GROUNDS, MEASURES, REVOCATION, Outcome
from ocop.supervision.states import InspectionState

_PATHS = (
    "product__inspection__province",
    "product__certificate__decision",
    "product__certificate__dossier__product",
    "product__certificate__dossier__commune",
)
FOLLOWERS = (*LEADERS, Role.PROVINCIAL_OFFICE)


@dataclass(frozen=True)
class Proposed:
    """A measure that a conclusion proposes. `due`: the last day of Điều 8.4, where it is a revocation; `kind`: the
    event of the certificate; `by_province`: whether it is the provincial leader's to decide (Điều 8.2)."""

    conclusion: ProductConclusion
    kind: str
    due: date | None
    by_province: bool

    @property
    def certificate(self) -> Certificate:
        """The certificate it is about."""
        return self.conclusion.product.certificate

    @property
    def basis(self) -> str:
        """What a decision on the certificate cites."""
        row = self.conclusion.product.inspection
        ground = GROUNDS.get(self.conclusion.ground)
        cited = f"Kết luận kiểm tra số {row.conclusion_no} ngày {show(row.concluded_on)}" if row.concluded_on else ""
        return "; ".join(part for part in (cited, ground.clause if ground else "") if part)


def open_proposals(rows: QuerySet[ProductConclusion]) -> list[Proposed]:
    """Of `rows` the measures that nobody has decided or declined, the earliest last day first (constant queries)."""
    certificates: QuerySet[Any] = with_status(Certificate.objects.all())
    worth = certificates.filter(Q(status__in=INSPECTABLE))
    later = CertificateEvent.objects.filter(
        certificate=OuterRef("product__certificate"), signed_on__gte=OuterRef("product__inspection__concluded_on")
    )
    suspended = Q(outcome=Outcome.SUSPEND) & Exists(later.filter(kind__in=("suspended", "revoked")))
    revoked = Q(outcome=Outcome.REVOKE) & Exists(later.filter(kind="revoked"))
    found = rows.filter(
        outcome__in=list(MEASURES),
        declined_at=None,
        product__inspection__state=InspectionState.CONCLUDED,
        product__certificate__in=worth.values("pk"),
    ).exclude(suspended | revoked)
    made = _with_due(found.select_related(*_PATHS).order_by("product__inspection__concluded_on", "pk"))
    return sorted(made, key=lambda row: row.due or date.max)


def last_day_to_revoke(concluded_on: date, calendar: Callable[[date], bool] | None = None) -> date | None:
    """The end of the term of Điều 8.4 that a conclusion of this day sets running; none without a law that has one."""
    law = current_decision(concluded_on)
    period = next((term for term in terms_of(law) if term.key == REVOCATION), None) if law else None
    return term_end(concluded_on, period, calendar) if period else None


def _with_due(rows: Iterable[ProductConclusion]) -> list[Proposed]:
    calendar = working_calendar()
    ends: dict[date, date | None] = {}
    found = []
    for row in rows:
        day = row.product.inspection.concluded_on
        due = None
        if row.outcome == Outcome.REVOKE and day is not None:
            if day not in ends:
                ends[day] = last_day_to_revoke(day, calendar)
            due = ends[day]
        by_province = row.product.certificate.decision.authority != "ministry"
        found.append(Proposed(row, MEASURES[Outcome(row.outcome)], due, by_province))
    return found


def proposals_for(user: User) -> list[Proposed]:
    """Those that wait for `user` as the leader, or that the office follows."""
    provinces = user.scope_ids(Scope.PROVINCE, *FOLLOWERS)
    if not provinces:
        return []
    return open_proposals(ProductConclusion.objects.filter(product__inspection__province__in=provinces))


def proposal_on(certificate: Certificate, kind: str = "") -> Proposed | None:
    """The measure of `kind` that a conclusion proposes for this certificate and that is still open."""
    rows = open_proposals(ProductConclusion.objects.filter(product__certificate=certificate))
    return next((row for row in rows if kind in ("", row.kind)), None)


def proposal_of(conclusion: ProductConclusion) -> Proposed | None:
    """The measure that this conclusion proposes, while it is open."""
    return next(iter(open_proposals(ProductConclusion.objects.filter(pk=conclusion.pk))), None)


def remedies_for(user: User) -> list[ProductConclusion]:
    """Remedies that are still to be seen: for those who inspect in the province, and for the producer."""
    provinces = user.scope_ids(Scope.PROVINCE, *PLANNERS)
    producers = user.scope_ids(Scope.PRODUCER, *PRODUCERS)
    if not provinces and not producers:
        return []
    own = Q(product__certificate__dossier__product__producer__in=producers)
    rows = ProductConclusion.objects.filter(Q(product__inspection__province__in=provinces) | own)
    rows = rows.filter(outcome=Outcome.REMEDY, remedied_on=None, product__inspection__state=InspectionState.CONCLUDED)
    return list(rows.select_related(*_PATHS).order_by("remedy_by", "pk"))
