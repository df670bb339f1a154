"""Drafts made from official files: what they are compared with, what about them is still open."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from ocop.base.findings import Finding
from ocop.regulations.models import Criterion, Decision, ImportFinding, Option, SourceFile
from ocop.regulations.queries.content import content_findings
from ocop.regulations.spec.decision import PlaceDraft
from ocop.regulations.spec.rows import Earlier
from ocop.regulations.spec.shapes import CARRIED


def draft_by_number(number: str) -> Decision | None:
    """The newest draft of a decision."""
    return Decision.objects.filter(number=number, status="draft").order_by("-version").first()


def import_findings(decision: Decision) -> QuerySet[ImportFinding]:
    """What the import left to settle, in the order of the file."""
    return ImportFinding.objects.filter(decision=decision).select_related("settled_by").order_by("order")


def freeze_findings(decision: Decision) -> list[Finding]:
    """Everything that keeps a draft from being put in force: what is not settled, and what does not add up."""
    unsettled = [
        Finding(
            code="regulations.unsettled", clause="Phụ lục II", where=row.place,
            message=f"Chưa kết luận: {_where(row)}{row.what}",
        )
        for row in import_findings(decision).filter(settled_at=None)
    ]  # fmt: skip
    return [*unsettled, *content_findings(decision)]


def replaced_decisions(decision: Decision) -> list[tuple[Decision, date]]:
    """The frozen decisions whose effect `decision` ends, every version, with the last day of each."""
    days = {row["number"]: date.fromisoformat(row["last_day"]) for row in decision.replaces}
    rows = Decision.objects.frozen().filter(number__in=days).order_by("number", "version")
    return [(row, days[row.number]) for row in rows]


def left_in_force(decision: Decision) -> list[Decision]:
    """Other decisions that would go on beside `decision`: frozen, with no last day, and not replaced by it."""
    told = {row["number"] for row in decision.replaces}
    rows = Decision.objects.frozen().filter(in_force_to=None).exclude(number=decision.number).order_by("number")
    newest = {row.number: row for row in rows.order_by("number", "version") if row.number not in told}
    return list(newest.values())


def earlier_rules(number: str) -> Earlier | None:
    """What a new draft takes over where its file is silent: the version before of the same decision, else the
    newest law; None where there is no law yet."""
    frozen = Decision.objects.frozen().order_by("-in_force_from", "-version")
    before = frozen.filter(number=number).first() or frozen.first()
    if before is None:
        return None
    return Earlier(
        number=before.number,
        content={
            "stars": [_band(row) for row in before.star_bands.values()],
            "terms": list(before.terms.order_by("id").values("key", "amount", "unit", "clause", "text")),
            "rounds": [_round(row) for row in before.rounds.values()],
            "evidence": _evidence(before),
            "hard_to_change": _fixed(before),
        },
        sets=_sets(before),
        labels=_labels(before) if before.number == number else {},
    )


def _where(row: ImportFinding) -> str:
    has_code = row.code and row.kind != CARRIED
    parts = [f"bộ {row.set_no}" if row.set_no else "", f"tiêu chí {row.code}" if has_code else ""]
    told = ", ".join(part for part in parts if part)
    return f"{told}: " if told else ""


def _band(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("stars", "clause", "certificate", "level", "recognised_by")
    return {"from": row["minimum"], **{name: row[name] for name in names}}


def _round(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "level": row["level"], "round": row["no"], "clause": row["clause"], "years_later": row["years_later"],
        "requests_before": f"{row['request_day']}/{row['request_month']}",
        "finish_before": f"{row['finish_day']}/{row['finish_month']}",
    }  # fmt: skip


def _evidence(decision: Decision) -> list[dict[str, Any]]:
    proves: dict[int, set[str]] = defaultdict(set)
    kinds = decision.evidence_kinds.order_by("order")
    for kind_id, name in kinds.values_list("pk", "criteria__name"):
        if name:
            proves[kind_id].add(name)
    return [
        {"key": kind.key, "name": kind.name, "needed": kind.needed, "proves": sorted(proves[kind.pk])}
        for kind in kinds
    ]


def _fixed(decision: Decision) -> list[str]:
    rows = Criterion.objects.filter(criteria_set__decision=decision, hard_to_change=True)
    return sorted(set(rows.values_list("name", flat=True)))


def _sets(decision: Decision) -> dict[int, dict[str, Any]]:
    rows = decision.sets.select_related("group__category").prefetch_related("examples")
    return {
        row.no: {
            "examples": [example.text for example in row.examples.all()],
            "sample_units": row.sample_units,
            "place": PlaceDraft(row.group.category.name, row.group.name, row.subgroup, tuple(row.ministries)),
        }
        for row in rows
    }


def _labels(decision: Decision) -> dict[tuple[int, str, int], tuple[Decimal, str, str]]:
    rows = Option.objects.filter(criterion__criteria_set__decision=decision).values_list(
        "criterion__criteria_set__no", "criterion__code", "order", "points", "label", "official_text"
    )
    return {(no, code, order): (points, label, text) for no, code, order, points, label, text in rows}


def source_file_of(decision: Decision) -> SourceFile | None:
    """The official file that was read, if it was kept."""
    return SourceFile.objects.filter(decision=decision).first()


def source_facts(decision: Decision) -> SourceFile | None:
    """The same without its bytes, for a page that names it."""
    return SourceFile.objects.filter(decision=decision).defer("content").first()
