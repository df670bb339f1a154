"""Reads the facts of a year out of dossiers, conclusions, certificates and what was published before.

The place is that of the year: a province with those that had come into it by the last day counted, a district with
the dossiers that went through it. What happened after the last day counted is left out, so that a report on an old
year says the same whenever it is drawn up, as far as the record allows.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from ocop.base.dates import local_date
from ocop.dossiers.checks.clock import AT_COMMUNE, OF_A_LEVEL
from ocop.dossiers.models import Dossier, DossierMove, SupplementRequest
from ocop.dossiers.queries.timeline import courses, with_course
from ocop.dossiers.states import holder_title
from ocop.evaluation.models import Conclusion
from ocop.places.models import Unit
from ocop.places.queries import provinces_within
from ocop.programme.indicators import Asked, Event, Facts, Held, Inspected, Measure, Published, Stay, What
from ocop.programme.models import YearReport
from ocop.programme.queries.reports import today
from ocop.programme.wording import ministry_outcome
from ocop.recognition.models import Certificate, CertificateEvent, MinistryRequest, PublishedRecognition
from ocop.recognition.queries.certificates import with_status
from ocop.supervision.models import ProductConclusion
from ocop.supervision.states import InspectionState

_MOVES = {"commune_forward": What.FORWARDED, "go_up": What.SENT_UP, "withdraw": What.WITHDRAWN}
_OWN_DESKS = ("commune", "district")
_SOUND = ("high", "medium")
_OF = ("commune", "product__producer", "criteria_set__group")


@dataclass(frozen=True)
class Reach:
    """Which dossiers a report counts, from the first day to the last."""

    province: int
    district: int | None
    provinces: frozenset[int]
    year: int
    as_of: date

    def dossiers(self, prefix: str = "") -> Q:
        """The condition on a dossier; `prefix` leads to it."""
        if self.district:
            return Q(**{f"{prefix}district": self.district})
        found = Q()
        for path in ("commune__parent", "commune__parent__parent", "district__parent"):
            found |= Q(**{f"{prefix}{path}__in": self.provinces})
        return found

    def counts(self, day: date) -> bool:
        """Whether `day` is counted: in the year, and over by the last day."""
        return day.year == self.year and day <= self.as_of


def reach_of(report: YearReport) -> Reach:
    """The place and time of a report."""
    as_of = min(date(report.year, 12, 31), today())
    provinces = frozenset() if report.district_id else frozenset(provinces_within(report.province_id, as_of))
    return Reach(report.province_id, report.district_id, provinces, report.year, as_of)


def facts_of(report: YearReport) -> Facts:
    """All facts of the year (a constant number of queries)."""
    reach = reach_of(report)
    events = [*_filed(reach), *_moved(reach), *_returned(reach), *_concluded(reach), *_recognised(reach)]
    return Facts(
        year=reach.year,
        as_of=reach.as_of,
        district=reach.district is not None,
        events=tuple(events),
        held=tuple(_held(reach)),
        measures=tuple(_measures(reach)),
        inspected=tuple(_inspected(reach)),
        asked=tuple(_asked(reach)),
        stays=tuple(_stays(reach)),
        published=tuple(_published(reach, report)),
    )


def _event(what: What, moment: datetime | date, dossier: Dossier, stars: int | None = 0) -> Event:
    on = local_date(moment) if isinstance(moment, datetime) else moment
    producer = dossier.product.producer
    group = dossier.criteria_set.group.name
    return Event(what, on, dossier.pk, _name(dossier.commune), dossier.kind, producer.legal_form, group, stars or 0)


def _name(commune: Unit) -> str:
    """ "Xã Yên Khánh", as it stands alone in a cell."""
    said = commune.full_name
    return said[0].upper() + said[1:]


def _filed(reach: Reach) -> list[Event]:
    rows = Dossier.objects.filter(reach.dossiers(), submitted_at__isnull=False, **_about(reach, "submitted_at"))
    return [_event(What.FILED, row.submitted_at, row) for row in rows.select_related(*_OF) if row.submitted_at]


def _about(reach: Reach, column: str) -> dict[str, Any]:
    """Narrows a moment to the year in Viet Nam."""
    return {f"{column}__date__gte": date(reach.year, 1, 1), f"{column}__date__lte": reach.as_of}


def _moved(reach: Reach) -> list[Event]:
    rows = DossierMove.objects.filter(reach.dossiers("dossier__"), move__in=_MOVES, **_about(reach, "at"))
    rows = rows.select_related(*(f"dossier__{path}" for path in _OF))
    return [_event(_MOVES[row.move], row.at, row.dossier) for row in rows]


def _returned(reach: Reach) -> list[Event]:
    rows = SupplementRequest.objects.filter(reach.dossiers("dossier__"), **_about(reach, "at"))
    if reach.district:
        rows = rows.filter(desk__in=_OWN_DESKS)
    rows = rows.select_related(*(f"dossier__{path}" for path in _OF))
    return [_event(What.RETURNED, row.at, row.dossier) for row in rows]


def _concluded(reach: Reach) -> list[Event]:
    """The last conclusion on each dossier: a district's by its own council, a province's by the highest that sat."""
    rows = Conclusion.objects.filter(reach.dossiers("item__dossier__"), **_about(reach, "published_at"))
    if reach.district:
        rows = rows.filter(item__session__council__district=reach.district)
    rows = rows.select_related(*(f"item__dossier__{path}" for path in _OF)).order_by("published_at", "pk")
    made = [_event(What.CONCLUDED, row.published_at, row.item.dossier, row.stars) for row in rows if row.published_at]
    return list({event.dossier: event for event in made}.values())


def _certificates(reach: Reach) -> Any:
    return Certificate.objects.filter(reach.dossiers("dossier__"), issued_on__lte=reach.as_of)


def _recognised(reach: Reach) -> list[Event]:
    """Those of the year and of the year before."""
    rows = _certificates(reach).filter(issued_on__year__in=(reach.year - 1, reach.year))
    rows = rows.select_related(*(f"dossier__{path}" for path in _OF))
    return [_event(What.RECOGNISED, row.issued_on, row.dossier, row.stars) for row in rows]


def _held(reach: Reach) -> list[Held]:
    rows: QuerySet[Any] = with_status(_certificates(reach), reach.as_of).select_related("dossier__commune")
    return [Held(row.stars, row.status, max(row.valid_until, row.extended_to), _name(row.dossier.commune))
            for row in rows]  # fmt: skip


def _measures(reach: Reach) -> list[Measure]:
    rows = CertificateEvent.objects.filter(
        reach.dossiers("certificate__dossier__"),
        kind__in=("suspended", "restored", "revoked"),
        effective_on__year=reach.year,
        effective_on__lte=reach.as_of,
    ).select_related("certificate")
    return [
        Measure(row.get_kind_display(), row.kind, row.effective_on, row.certificate.number,
                row.certificate.product_name, row.decision_no, row.reason)
        for row in rows.order_by("effective_on", "pk")
    ]  # fmt: skip


def _inspected(reach: Reach) -> list[Inspected]:
    rows = ProductConclusion.objects.filter(
        reach.dossiers("product__certificate__dossier__"),
        product__inspection__state=InspectionState.CONCLUDED,
        product__inspection__concluded_on__year=reach.year,
        product__inspection__concluded_on__lte=reach.as_of,
    ).select_related("product__inspection")
    return [
        Inspected(row.product.inspection_id, row.product.inspection.get_kind_display(), row.get_outcome_display())
        for row in rows.order_by("pk")
    ]


def _asked(reach: Reach) -> list[Asked]:
    rows = MinistryRequest.objects.filter(
        reach.dossiers("dossier__"), requested_on__year=reach.year, requested_on__lte=reach.as_of
    ).select_related("dossier__product")
    return [
        Asked(row.dossier.product.name, row.number, row.requested_on, row.outcome_stars or 0, _outcome(reach, row))
        for row in rows.order_by("requested_on", "pk")
    ]


def _outcome(reach: Reach, row: MinistryRequest) -> str:
    """What came by the last day counted."""
    if row.outcome_on is None or row.outcome_on > reach.as_of:
        return ""
    return ministry_outcome(row.outcome_stars or 0, row.outcome_no, row.outcome_on)


def _stays(reach: Reach) -> list[Stay]:
    """Days at each desk that was left in the year, all stretches at that desk together."""
    moved = DossierMove.objects.filter(reach.dossiers("dossier__"), **_about(reach, "at")).values("dossier")
    rows = with_course(Dossier.objects.filter(pk__in=moved)).order_by("pk")
    found = []
    for course in courses(rows, reach.as_of):
        days: dict[str, int] = {}
        for stay in course.stays:
            if stay.until is None or not reach.counts(stay.until) or not _is_ours(reach, stay):
                continue
            desk = holder_title(stay.holder, stay.level if stay.holder in OF_A_LEVEL else "")
            days[desk] = days.get(desk, 0) + stay.days
        found += [Stay(desk, course.dossier.pk, number) for desk, number in days.items()]
    return found


def _is_ours(reach: Reach, stay: Any) -> bool:
    """Desks of officials only; a district answers for its communes and itself."""
    if stay.holder in AT_COMMUNE:
        return True
    return stay.holder in OF_A_LEVEL and (reach.district is None or stay.level == "district")


def _published(reach: Reach, report: YearReport) -> list[Published]:
    """Recognitions published before this system whose year and place the source names."""
    rows = PublishedRecognition.objects.filter(year__in=(reach.year - 1, reach.year), confidence__in=_SOUND)
    names = Unit.objects.filter(pk__in=reach.provinces or {report.province_id}).values_list("name", flat=True)
    rows = rows.filter(province_name__in=list(names))
    if report.district is not None:
        rows = rows.filter(district_name=report.district.name)
    return [Published(row.year or 0, row.stars or 0) for row in rows.order_by("row")]
