"""What a dossier says: every field of the form from its record or as typed, the self-score, the papers cited."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.utils import timezone

from ocop.base.dates import local_date
from ocop.base.findings import Finding
from ocop.dossiers.checks import completeness
from ocop.dossiers.checks.completeness import Cited, Filing, Mark
from ocop.dossiers.models import AnswerConflict, Citation, Dossier, SelfMark
from ocop.dossiers.models.dossier import DossierKind
from ocop.dossiers.queries import open_supplement
from ocop.dossiers.spec import Field, fields_for
from ocop.parties.models import Representative
from ocop.parties.states import ProducerState
from ocop.regulations.queries import criteria_sheet, evidence_uses
from ocop.regulations.ruleset import CriteriaSheet

# papers should hold for this long where the dossier stands in no round yet
WITHOUT_ROUND = timedelta(days=90)
_YES_NO = {True: "Có", False: "Không"}


@dataclass(frozen=True)
class Written:
    """A value with the number of its writing, and who wrote it."""

    value: Any
    version: int = 0
    by: str = ""
    by_id: int | None = None


def loaded(dossier_id: int) -> Dossier:
    """The dossier with everything its pages need beside it."""
    return Dossier.objects.select_related(
        "product__producer__commune__parent",
        "product__criteria_set",
        "criteria_set__decision",
        "criteria_set__group__category",
        "commune__parent",
        "round",
        "code",
    ).get(pk=dossier_id)


def sheet_of(dossier: Dossier) -> CriteriaSheet:
    """The rules under which the dossier is filed, for good."""
    return criteria_sheet(dossier.criteria_set)


def written_answers(dossier: Dossier) -> dict[str, Written]:
    """What was typed, by field."""
    return {
        row.field: Written(row.value, row.version, str(row.by), row.by_id)
        for row in dossier.answers.select_related("by")
    }


def record_values(dossier: Dossier) -> dict[str, Any]:
    """The fields that come from the records of the producer, its representative and the product.

    Personal data of the representative are among them: for the producer's own pages and the frozen version; who
    else reads them goes through `parties.queries.representative_for`, which logs it.
    """
    producer = dossier.product.producer
    representative = Representative.objects.filter(producer=producer).first()
    sources = {
        "producer": producer,
        "representative": representative,
        "product": dossier.product,
        "dossier": dossier,
    }
    return {
        item.key: _from_record(item, sources[item.source.partition(".")[0]])
        for item in fields_for(dossier.kind).values()
        if item.source
    }


def _from_record(item: Field, record: Any) -> Any:
    if record is None:
        return None
    name = item.source.partition(".")[2]
    value = getattr(record, name)
    if item.source == "product.criteria_set":
        return f"{value.group.category.name} / {value.group.name} / Bộ {value.no}: {value.name}" if value else None
    if name == "commune":
        return value.address
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, date):
        return value.isoformat()
    shown = getattr(record, f"get_{name}_display", None)
    return str(shown() if shown and value else value) or None


def values_of(dossier: Dossier) -> dict[str, Any]:
    """Every field of the form with its value."""
    typed = {key: written.value for key, written in written_answers(dossier).items()}
    return {**{key: typed.get(key) for key in fields_for(dossier.kind)}, **record_values(dossier)}


def marks_of(dossier: Dossier) -> dict[str, SelfMark]:
    """The self-score by code of criterion."""
    rows = dossier.self_marks.select_related("criterion", "option", "by")
    return {row.criterion.code: row for row in rows}


def chosen_points(marks: dict[str, SelfMark]) -> dict[str, Fraction]:
    """Points by code, as the ranking engine takes them."""
    return {code: Fraction(row.option.points) if row.option else Fraction(0) for code, row in marks.items()}


def citations_of(dossier: Dossier) -> dict[str, list[Citation]]:
    """The papers cited, by code of criterion."""
    found: dict[str, list[Citation]] = defaultdict(list)
    rows = dossier.citations.select_related("criterion", "evidence__file", "evidence__kind").order_by("pk")
    for row in rows:
        found[row.criterion.code].append(row)
    return dict(found)


def usual_kinds(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """The kinds of paper that usually prove each criterion, in words."""
    decision = dossier.criteria_set.decision
    names = dict(decision.evidence_kinds.values_list("pk", "name"))
    uses = evidence_uses(decision)
    return {
        rule.code: tuple(names[kind] for kind in uses.get(rule.id or 0, ())) for rule in sheet_of(dossier).criteria
    }


def needed_until(dossier: Dossier, today: date) -> date:
    """The day up to which papers should hold: the end of the round."""
    return max(dossier.round.finish_by, today) if dossier.round else today + WITHOUT_ROUND


def open_conflicts(dossier: Dossier) -> list[AnswerConflict]:
    """What two devices wrote differently and nobody has chosen yet."""
    return list(dossier.conflicts.filter(resolved_at=None).select_related("by").order_by("pk"))


def filing_of(dossier: Dossier) -> Filing:
    """The dossier as the rules see it."""
    today = local_date(timezone.now())
    marks = marks_of(dossier)
    points = chosen_points(marks)
    return Filing(
        kind=dossier.kind,
        today=today,
        needed_until=needed_until(dossier, today),
        producer_confirmed=dossier.product.producer.state == ProducerState.CONFIRMED,
        sheet=sheet_of(dossier),
        values=values_of(dossier),
        marks={code: Mark(points[code], row.note) for code, row in marks.items()},
        cited={code: tuple(_cited(rows)) for code, rows in citations_of(dossier).items()},
        usual=usual_kinds(dossier),
        unresolved=tuple(row.field for row in open_conflicts(dossier)),
    )


def _cited(rows: Iterable[Citation]) -> Iterable[Cited]:
    return (Cited(row.evidence.title, row.evidence.issued_on, row.evidence.valid_until) for row in rows)


def completeness_of(dossier: Dossier) -> list[Finding]:
    """What is missing or doubtful, blocking ones first."""
    return completeness.check(filing_of(dossier))


def reopened_items(dossier: Dossier) -> frozenset[str] | None:
    """The items that may be changed now: None for all (a draft); after submission those sent back.

    An evidence sent back reopens the criteria that cite it.
    """
    if dossier.state == "draft":
        return None
    request = open_supplement(dossier)
    if request is None:
        return frozenset()
    items = {row.item for row in request.items.all()}
    ids = [int(item.partition(":")[2]) for item in items if item.startswith("evidence:") and item[9:].isdecimal()]
    codes = dossier.citations.filter(evidence__in=ids).values_list("criterion__code", flat=True) if ids else ()
    return frozenset(items | {f"criterion:{code}" for code in codes})


def last_recognised(dossier: Dossier) -> Dossier | None:
    """The dossier on which the product was recognised last: "again" opens with what it said."""
    earlier = Dossier.objects.filter(product=dossier.product_id, state="recognised").exclude(pk=dossier.pk)
    return earlier.order_by("-submitted_at").first()


def kind_title(kind: str) -> str:
    """ "Đánh giá lần đầu" and so on."""
    return str(DossierKind(kind).label)
