"""The whole content of a decision as plain data (what its hash is taken of), and whether it adds up."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ocop.base.findings import Finding
from ocop.regulations.models import (
    Category,
    CriteriaSet,
    Criterion,
    Decision,
    EvidenceKind,
    EvidenceUse,
    Heading,
    Option,
    SourceFault,
)
from ocop.regulations.models.decision import BEST_OPTION, SUM
from ocop.regulations.ruleset import plain

# our own additions and technical columns are no part of what the law says
_LEFT_OUT = {"id", "decision", "name_folded", "hard_to_change"}
# columns that came later: where they are empty the content, and so its hash, is what it always was
_LEFT_OUT_EMPTY = {"official_text", "accepts"}


def decision_content(decision: Decision) -> dict[str, Any]:
    """Everything the law says in this version, from the rows; equal content gives an equal hash."""
    return {
        "number": decision.number,
        "version": decision.version,
        "title": decision.title,
        "dated": decision.dated.isoformat(),
        "in_force_from": decision.in_force_from.isoformat(),
        "replaces": decision.replaces,
        **({"reason": decision.reason} if decision.reason else {}),
        "product_code": decision.product_code_pattern,
        "star_bands": _rows(decision.star_bands.order_by("stars")),
        "terms": _rows(decision.terms.order_by("key")),
        "rounds": _rows(decision.rounds.order_by("level", "no")),
        "classification": _classification(decision),
        "sets": _sets(decision),
        "evidence": _evidence(decision),
        "faults": _rows(SourceFault.objects.filter(decision=decision).order_by("id"), "criteria_set__no"),
    }


def content_findings(decision: Decision) -> list[Finding]:
    """What does not add up in a draft: headings against their criteria, best option against the maximum, bands.

    What a known fault of the source accepts as it stands is no finding.
    """
    bands = [] if decision.star_bands.filter(minimum=0).exists() else [_BANDS]
    accepted = set(
        SourceFault.objects.filter(decision=decision)
        .exclude(accepts="")
        .values_list("criteria_set__no", "criterion_code", "accepts")
    )
    found = [*_best_options(decision), *_sums(decision)]
    return [*bands, *(finding for place, finding in found if place not in accepted)]


_BANDS = Finding(
    code="regulations.bands", clause="Điều 3", message="Thiếu hạng sao bắt đầu từ 0 điểm.", where="hạng sao"
)
Placed = tuple[tuple[int, str, str], Finding]


def _best_options(decision: Decision) -> Iterator[Placed]:
    best: dict[int, Decimal] = defaultdict(Decimal)
    rows = Option.objects.filter(criterion__criteria_set__decision=decision).values_list("criterion_id", "points")
    for criterion_id, points in rows:
        best[criterion_id] = max(best[criterion_id], points)
    criteria = Criterion.objects.filter(criteria_set__decision=decision).order_by("criteria_set__no", "order")
    for pk, set_no, code, most in criteria.values_list("pk", "criteria_set__no", "code", "max_points"):
        if best[pk] != most:
            message = f"Mức cao nhất là {plain(best[pk])}, điểm tối đa là {plain(most)}."
            yield (set_no, code, BEST_OPTION), _finding(BEST_OPTION, message, f"bộ {set_no}, tiêu chí {code}")


def _sums(decision: Decision) -> Iterator[Placed]:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    of_decision = {"criteria_set__decision": decision}
    for heading_id, points in Criterion.objects.filter(**of_decision).values_list("heading_id", "max_points"):
        sums[heading_id] += points
    headings = Heading.objects.filter(**of_decision).select_related("criteria_set")
    # last lines first: what is below a heading is summed up before the heading is
    for row in sorted(headings, key=lambda heading: (heading.criteria_set.no, -heading.order)):
        if sums[row.pk] != row.max_points:
            where = f"bộ {row.criteria_set.no}, mục {row.code}"
            message = f"Các tiêu chí cộng được {plain(sums[row.pk])}, mục ghi {plain(row.max_points)}."
            yield (row.criteria_set.no, row.code, SUM), _finding(SUM, message, where)
        if row.parent_id:
            sums[row.parent_id] += row.max_points


def _finding(code: str, message: str, where: str) -> Finding:
    return Finding(code=f"regulations.{code}", clause="Phụ lục II", message=f"{message} ({where})", where=where)


def _classification(decision: Decision) -> list[Any]:
    categories = Category.objects.filter(decision=decision).order_by("order").prefetch_related("groups")
    return [[row.name, [group.name for group in row.groups.all()]] for row in categories]


def _sets(decision: Decision) -> list[dict[str, Any]]:
    options: dict[int, list[dict[str, Any]]] = defaultdict(list)
    of_decision = {"criterion__criteria_set__decision": decision}
    for row in _values(Option.objects.filter(**of_decision).order_by("criterion_id", "order")):
        options[row.pop("criterion_id")].append(_plain(row))
    criteria: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _values(Criterion.objects.filter(criteria_set__decision=decision).order_by("order")):
        key = row["id"]
        row.pop("heading_id")
        criteria[row.pop("criteria_set_id")].append({**_plain(row), "options": options[key]})
    headings: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _values(Heading.objects.filter(criteria_set__decision=decision).order_by("order")):
        row.pop("parent_id")
        headings[row.pop("criteria_set_id")].append(_plain(row))
    found = []
    for row in _values(CriteriaSet.objects.filter(decision=decision).order_by("no"), "group__name", *_SET_FIELDS):
        key = row.pop("id")
        found.append({**row, "headings": headings[key], "criteria": criteria[key]})
    return found


_SET_FIELDS = ("id", "no", "code", "name", "subgroup", "ministries", "sample_units", "rejected_if")


def _evidence(decision: Decision) -> list[dict[str, Any]]:
    return _rows(EvidenceKind.objects.filter(decision=decision).order_by("order"))


def evidence_uses(decision: Decision) -> dict[int, list[int]]:
    """criterion → kinds of evidence that usually prove it, in the order of Mẫu 02."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = EvidenceUse.objects.filter(kind__decision=decision).order_by("kind__order")
    for criterion_id, kind_id in rows.values_list("criterion_id", "kind_id"):
        found[criterion_id].append(kind_id)
    return dict(found)


def _rows(queryset: Any, *instead: str) -> list[dict[str, Any]]:
    """All columns of the rows as plain values, keys to other rows left out (`instead` says what stands for them)."""
    names = [field.name for field in queryset.model._meta.concrete_fields if not field.is_relation]
    return [_plain(row) for row in queryset.values(*names, *instead)]


def _values(queryset: Any, *names: str) -> list[dict[str, Any]]:
    return list(queryset.values(*names))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in row.items() if key not in _LEFT_OUT and (value or key not in _LEFT_OUT_EMPTY)}
    return {key: plain(value) if isinstance(value, Decimal) else value for key, value in kept.items()}
