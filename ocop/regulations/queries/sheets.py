"""Criteria sets as the engine reads them, kept in memory once frozen."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.db import connection

from ocop.regulations.models import CriteriaSet, Criterion, Decision, Heading, Option, StarBand
from ocop.regulations.queries.imports import draft_by_number
from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, OptionRule, PartRule, plain
from ocop.regulations.ruleset import StarBand as Band

_kept: dict[tuple[str, int, str], dict[int, CriteriaSheet]] = {}


def decision_sheets(decision: Decision) -> dict[int, CriteriaSheet]:
    """number of set → criteria set. A frozen decision is read from the database once in a process."""
    if not decision.is_frozen:
        return _read(decision)
    key = (str(connection.settings_dict["NAME"]), decision.pk, decision.content_hash)
    if key not in _kept:
        _kept[key] = _read(decision)
    return _kept[key]


def criteria_sheet(criteria_set: CriteriaSet) -> CriteriaSheet:
    """The rules of this criteria set."""
    return decision_sheets(criteria_set.decision)[criteria_set.no]


def sheets_by_number(number: str) -> dict[int, CriteriaSheet] | None:
    """The criteria sets of the newest frozen version of a decision; None where there is no such decision."""
    decision = Decision.objects.frozen().filter(number=number).order_by("-version").first()
    return decision_sheets(decision) if decision else None


def export_criteria(number: str, *, draft: bool = False) -> dict[str, Any] | None:
    """The criteria of a decision as plain data: leaf criteria in the order of the form, points as text. With
    `draft` those of its newest draft, whose hash is empty; None where there is none."""
    decision = draft_by_number(number) if draft else None
    sheets = sheets_by_number(number) if not draft else (decision_sheets(decision) if decision else None)
    if sheets is None:
        return None
    ordered = [sheets[no] for no in sorted(sheets)]
    return {
        "decision": number,
        "hash": ordered[0].decision_hash if ordered else "",
        "sets": [_export_set(sheet) for sheet in ordered],
    }


def _export_set(sheet: CriteriaSheet) -> dict[str, Any]:
    return {
        "no": sheet.set_no,
        "name": sheet.name,
        "criteria": [
            {
                "code": rule.code,
                "part": rule.part,
                "max": plain(rule.max_points),
                "options": [
                    {"points": plain(option.points), "star_minimum": option.star_minimum, "case": option.case}
                    for option in rule.options
                ],
            }
            for rule in sheet.criteria
        ],
    }


def _read(decision: Decision) -> dict[int, CriteriaSheet]:
    options: dict[int, list[OptionRule]] = defaultdict(list)
    for option in Option.objects.filter(criterion__criteria_set__decision=decision).order_by("criterion", "order"):
        options[option.criterion_id].append(_option(option))
    criteria: dict[int, list[CriterionRule]] = defaultdict(list)
    for row in Criterion.objects.filter(criteria_set__decision=decision).order_by("order"):
        criteria[row.criteria_set_id].append(_criterion(row, tuple(options[row.pk])))
    parts: dict[int, list[PartRule]] = defaultdict(list)
    for part in Heading.objects.filter(criteria_set__decision=decision, parent=None).order_by("order"):
        parts[part.criteria_set_id].append(PartRule(part.code, part.name, Fraction(part.max_points)))
    bands = star_bands(decision)
    return {
        row.no: CriteriaSheet(
            decision=decision.number,
            decision_hash=decision.content_hash,
            set_no=row.no,
            name=row.name,
            criteria=tuple(criteria[row.pk]),
            bands=bands,
            parts=tuple(parts[row.pk]),
            sample_units=row.sample_units,
            rejected_if=tuple(row.rejected_if),
            id=row.pk,
        )
        for row in CriteriaSet.objects.filter(decision=decision)
    }


def star_bands(decision: Decision) -> tuple[Band, ...]:
    """The ranks of a decision, lowest first."""
    rows: Iterable[StarBand] = decision.star_bands.order_by("stars")
    return tuple(
        Band(row.stars, Fraction(row.minimum), row.certificate, row.level, row.recognised_by, row.clause)
        for row in rows
    )


def _option(row: Option) -> OptionRule:
    return OptionRule(
        row.order, Fraction(row.points), row.label, row.star_minimum, row.case, row.pk, row.official_text
    )


def _criterion(row: Criterion, options: tuple[OptionRule, ...]) -> CriterionRule:
    return CriterionRule(
        code=row.code, part=row.part, name=row.name, max_points=Fraction(row.max_points), order=row.order,
        options=options, section_code=row.section_code, section_name=row.section_name,
        parent_code=row.parent_code, parent_name=row.parent_name, guidance=row.guidance,
        requirements=tuple(row.requirements), reject_if=tuple(row.reject_if), stop_if=tuple(row.stop_if),
        evidence_notes=tuple(row.evidence_notes), applies_only_if=row.applies_only_if,
        applies_if_code=row.applies_if_code, cases=tuple(sorted(row.cases.items())), note=row.note,
        fixed=row.hard_to_change, id=row.pk, official_text=row.official_text,
    )  # fmt: skip
