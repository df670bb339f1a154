"""What papers are about, loaded with the scopes by which a person reaches it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ocop.dossiers.models import Dossier, Round
from ocop.evaluation.models import ScoreSheet, Session
from ocop.papers.spec import KINDS, Issuer, Kind, Subject
from ocop.places.models import Unit
from ocop.programme.models import YearReport
from ocop.recognition.checks.measure import MEASURES
from ocop.recognition.models import Certificate, CertificateEvent, MinistryRequest, Proposal
from ocop.supervision.models import InspectedProduct, Inspection
from ocop.supervision.queries.inspections import get_inspection
from ocop.supervision.queries.products import get_product


@dataclass(frozen=True)
class About:
    """A thing with papers: `guarded` is what the domain's own permission is asked of."""

    type: Subject
    pk: int
    record: Any
    guarded: Any
    title: str
    province: Unit
    commune: Unit | None
    producer: Any = None
    is_sample: bool = False
    district: Unit | None = None

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of the thing itself."""
        scopes: Iterable[tuple[str, int]] = self.guarded.access_scopes()
        return scopes

    def issuer_of(self, kind: Kind) -> Issuer:
        """Whose paper it is: a return goes out from the desk that asked, a conclusion from the body that signed."""
        if kind.key == "return_letter":
            last = self.record.supplements.order_by("-at", "-pk").first()
            return Issuer.OFFICE if last and last.desk == "province" else Issuer.COMMUNE
        if kind.key == "inspection_conclusion":
            return Issuer(self.record.concluded_for or kind.issuer)
        return kind.issuer

    def unit_of(self, issuer: Issuer) -> Unit:
        """The place of the body that issues."""
        if issuer == Issuer.DISTRICT and self.district:
            return self.district
        at_commune = issuer in (Issuer.COMMUNE, Issuer.PRODUCER)
        return self.commune if at_commune and self.commune else self.province


def about(subject: str, pk: int) -> About | None:
    """The thing of that type and key."""
    loader = _LOADERS.get(subject)
    return loader(pk) if loader else None


def latest(kind: Kind, province: Unit, count: int) -> list[About]:
    """The newest things of the province that this kind of paper is about."""
    model, path = _PLACES[kind.subject]
    rows = model.objects.filter(**{path: province})
    if kind.sitting:
        rows = rows.filter(kind=kind.sitting)
    keys = rows.order_by("-pk").values_list("pk", flat=True)[:count]
    return [thing for key in keys if (thing := about(kind.subject, key)) is not None]


def about_paper(paper: Any) -> About | None:
    """What an issued paper is about."""
    return about(paper.subject_type, paper.subject_id)


def kinds_about(thing: About) -> list[Kind]:
    """The kinds of papers about it."""
    return [kind for kind in KINDS.values() if kind.subject == thing.type and fits(kind, thing)]


def fits(kind: Kind, thing: About) -> bool:
    """Whether the paper belongs to this kind of session (minutes to a meeting, a summary to written opinions), or to
    this body: a district's report to a district."""
    if thing.type == Subject.REPORT:
        return (kind.issuer == Issuer.DISTRICT) == (thing.district is not None)
    return not kind.sitting or kind.sitting == thing.record.kind


def _dossier(pk: int) -> About | None:
    paths = (
        "product__producer__commune__parent",
        "commune__parent",
        "criteria_set__decision",
        "criteria_set__group__category",
        "round",
        "code",
        "commune_officer",
        "province_officer",
        "reviewer",
    )
    row = Dossier.objects.select_related(*paths).filter(pk=pk).first()
    if row is None or row.commune.parent is None:
        return None
    producer = row.product.producer
    title = f"{row.product.name}, {producer.name}"
    return About(
        Subject.DOSSIER, pk, row, row, title, row.commune.parent, row.commune, producer, bool(producer.is_sample)
    )


def _session(pk: int) -> About | None:
    row = (
        Session.objects.select_related("council__regulation", "council__province", "regulation", "round")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        return None
    sample = _is_sample(row)
    return About(Subject.SESSION, pk, row, row, row.title, row.council.province, None, is_sample=sample)


def _sheet(pk: int) -> About | None:
    paths = (
        "member__user",
        "item__session__council__province",
        "item__session__council__regulation",
        "item__dossier__product__producer",
        "item__dossier__criteria_set__group__category",
        "item__dossier__criteria_set__decision",
        "item__dossier__commune",
        "item__dossier__code",
    )
    row = ScoreSheet.objects.select_related(*paths).filter(pk=pk, void_at=None).exclude(sent_at=None).first()
    if row is None:
        return None
    product = row.item.dossier.product
    sample = bool(product.producer.is_sample)
    title = f"{row.member.user}: {product.name}"
    return About(Subject.SHEET, pk, row, row.item, title, row.item.session.council.province, None, is_sample=sample)


def _proposal(pk: int) -> About | None:
    row = Proposal.objects.select_related("province", "round", "decision").filter(pk=pk).first()
    if row is None:
        return None
    sample = row.items.filter(conclusion__item__dossier__product__producer__is_sample=True).exists()
    return About(Subject.PROPOSAL, pk, row, row, row.title, row.province, None, is_sample=sample)


def _request(pk: int) -> About | None:
    paths = (
        "decision",
        "dossier__product__producer",
        "dossier__commune__parent",
        "dossier__criteria_set__group__category",
        "dossier__criteria_set__decision",
    )
    row = MinistryRequest.objects.select_related(*paths).filter(pk=pk).first()
    if row is None or row.dossier.commune.parent is None:
        return None
    product = row.dossier.product
    return About(
        Subject.REQUEST, pk, row, row, product.name, row.dossier.commune.parent, None,
        is_sample=bool(product.producer.is_sample),
    )  # fmt: skip


def _round(pk: int) -> About | None:
    row = Round.objects.select_related("province", "decision").filter(pk=pk).first()
    if row is None:
        return None
    sample = row.dossiers.filter(product__producer__is_sample=True).exists()
    return About(Subject.ROUND, pk, row, row, row.name, row.province, None, is_sample=sample)


def _certificate(pk: int) -> About | None:
    paths = ("decision__province", "dossier__product__producer", "dossier__commune__parent", "file")
    row = Certificate.objects.select_related(*paths).filter(pk=pk).first()
    if row is None:
        return None
    return About(
        Subject.CERTIFICATE, pk, row, row, f"{row.product_name}, {row.producer_name}", row.decision.province, None,
        is_sample=row.is_sample,
    )  # fmt: skip


def _measure(pk: int) -> About | None:
    paths = ("certificate__decision__province", "certificate__dossier__product__producer",
             "certificate__dossier__commune__parent")  # fmt: skip
    row = CertificateEvent.objects.select_related(*paths).filter(pk=pk, kind__in=MEASURES).first()
    if row is None:
        return None
    paper = row.certificate
    title = f"{row.get_kind_display()}: {paper.product_name}, {paper.producer_name}"
    return About(Subject.MEASURE, pk, row, paper, title, paper.decision.province, None, is_sample=paper.is_sample)


def _report(pk: int) -> About | None:
    row = YearReport.objects.select_related("province", "district__parent").filter(pk=pk).first()
    if row is None:
        return None
    return About(
        Subject.REPORT, pk, row, row, str(row), row.province, None, is_sample=row.opened_by.is_sample,
        district=row.district,
    )  # fmt: skip


def _inspection(pk: int) -> About | None:
    row = get_inspection(pk)
    if row is None:
        return None
    sample = row.products.filter(certificate__is_sample=True).exists()
    return About(Subject.INSPECTION, pk, row, row, row.title, row.province, None, is_sample=sample)


def _inspected(pk: int) -> About | None:
    row = get_product(pk)
    if row is None:
        return None
    paper = row.certificate
    title = f"{paper.product_name}, {paper.producer_name}"
    return About(Subject.INSPECTED, pk, row, row, title, row.inspection.province, None, is_sample=paper.is_sample)


def _is_sample(session: Session) -> bool:
    return bool(session.items.filter(dossier__product__producer__is_sample=True).exists())


_LOADERS: dict[str, Callable[[int], About | None]] = {
    Subject.DOSSIER: _dossier,
    Subject.SESSION: _session,
    Subject.SHEET: _sheet,
    Subject.PROPOSAL: _proposal,
    Subject.REQUEST: _request,
    Subject.ROUND: _round,
    Subject.CERTIFICATE: _certificate,
    Subject.MEASURE: _measure,
    Subject.REPORT: _report,
    Subject.INSPECTION: _inspection,
    Subject.INSPECTED: _inspected,
}
# where the province stands of each type
_PLACES: dict[str, tuple[Any, str]] = {
    Subject.DOSSIER: (Dossier, "commune__parent"),
    Subject.SESSION: (Session, "council__province"),
    Subject.SHEET: (ScoreSheet, "item__session__council__province"),
    Subject.PROPOSAL: (Proposal, "province"),
    Subject.REQUEST: (MinistryRequest, "dossier__commune__parent"),
    Subject.ROUND: (Round, "province"),
    Subject.CERTIFICATE: (Certificate, "decision__province"),
    Subject.MEASURE: (CertificateEvent, "certificate__decision__province"),
    Subject.REPORT: (YearReport, "province"),
    Subject.INSPECTION: (Inspection, "province"),
    Subject.INSPECTED: (InspectedProduct, "inspection__province"),
}
