"""Reviewed files → rows. A decision is loaded once and frozen; loading again changes nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.audit.actions import Actor
from ocop.base.text import fold
from ocop.regulations.actions.decisions import close
from ocop.regulations.models import (
    Category,
    CriteriaSet,
    Criterion,
    Decision,
    EvidenceKind,
    EvidenceUse,
    FinderExample,
    Group,
    Heading,
    Option,
    RoundTemplate,
    SourceFault,
    StarBand,
    Term,
)

DATA = Path(__file__).resolve().parent.parent / "data"
Row = Mapping[str, Any]


def load_reference_data(*, by: Actor | None = None) -> list[Decision]:
    """Load every decision that comes with the system and is not there yet."""
    folders = sorted(path.parent for path in DATA.glob("*/decision.yaml"))
    return [load_decision(by=by, folder=folder) for folder in folders]


@transaction.atomic
def load_decision(*, by: Actor | None, folder: Path) -> Decision:
    """The decision whose files lie in `folder`, loaded and frozen if it is not there yet."""
    content = _read(folder / "decision.yaml")
    known = Decision.objects.filter(number=content["number"]).order_by("version").first()
    if known:
        return known
    decision = Decision.objects.create(
        number=content["number"],
        title=content["title"],
        dated=content["dated"],
        in_force_from=content["in_force_from"],
        in_force_to=content.get("in_force_to"),
        replaces=[
            {**row, "dated": str(row["dated"]), "last_day": str(row["last_day"])} for row in content["replaces"]
        ],
        product_code_pattern=content["product_code"]["pattern"],
        product_code_note=content["product_code"]["note"],
        source=content["source"],
    )
    files = sorted(path for path in folder.glob("*.yaml") if path.name != "decision.yaml")
    fill_decision(decision, content, [_read(path) for path in files])
    close(decision)
    return decision


def fill_decision(decision: Decision, content: Row, sets: Sequence[Row]) -> dict[int, CriteriaSet]:
    """Write the rows of an empty draft; its sets by number. The caller holds the transaction."""
    _load_figures(decision, content)
    rows = _load_classification(decision, content["categories"], sets)
    _load_criteria(rows, sets, frozenset(content["hard_to_change"]))
    _load_evidence(decision, content["evidence"])
    _load_faults(decision, content["faults"], sets, rows)
    return rows


@lru_cache(maxsize=128)
def _read(path: Path) -> Any:
    """A file as plain data, read once in a process (tests load the rules after every flush)."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), loader)  # noqa: S506 - a safe loader


def _load_figures(decision: Decision, content: Row) -> None:
    StarBand.objects.bulk_create(
        StarBand(
            decision=decision, stars=row["stars"], minimum=row["from"], certificate=row["certificate"],
            level=row.get("level", ""), recognised_by=row.get("recognised_by", ""), clause=row["clause"],
        )
        for row in content["stars"]
    )  # fmt: skip
    Term.objects.bulk_create(Term(decision=decision, **row) for row in content["terms"])
    RoundTemplate.objects.bulk_create(_round(decision, row) for row in content["rounds"])


def _round(decision: Decision, row: Row) -> RoundTemplate:
    request_day, request_month = map(int, row["requests_before"].split("/"))
    finish_day, finish_month = map(int, row["finish_before"].split("/"))
    return RoundTemplate(
        decision=decision, level=row["level"], no=row["round"], clause=row["clause"],
        request_day=request_day, request_month=request_month,
        finish_day=finish_day, finish_month=finish_month, years_later=row["years_later"],
    )  # fmt: skip


def _load_classification(decision: Decision, categories: list[Row], sets: Sequence[Row]) -> dict[int, CriteriaSet]:
    """Categories, groups and sets; the sets by number."""
    by_no = {row["set"]: row for row in sets}
    groups, made = [], []
    for order, row in enumerate(categories, start=1):
        category = Category.objects.create(decision=decision, order=order, name=row["name"])
        for number, item in enumerate(row["groups"], start=1):
            groups.append(Group(category=category, order=number, name=item["name"]))
            made += [_set(decision, groups[-1], by_no[link["set"]], link["ministries"]) for link in item["sets"]]
    Group.objects.bulk_create(groups)
    rows = {row.no: row for row in CriteriaSet.objects.bulk_create(sorted(made, key=lambda row: row.no))}
    FinderExample.objects.bulk_create(
        FinderExample(criteria_set=rows[row["set"]], text=text, text_folded=fold(text))
        for row in sets
        for text in row["examples"]
    )
    return rows


def _set(decision: Decision, group: Group, row: Row, ministries: list[str]) -> CriteriaSet:
    return CriteriaSet(
        decision=decision, group=group, no=row["set"], code=row["code"], name=row["name"],
        name_folded=fold(row["name"]), subgroup=row.get("subgroup", ""), ministries=ministries,
        sample_units=row["sample_units"], rejected_if=row["rejected_if"],
    )  # fmt: skip


class _Tree:
    """Walks the forms and gathers headings, criteria and options in the order they are printed."""

    def __init__(self, fixed: frozenset[str]) -> None:
        self.fixed = fixed
        self.headings: dict[int, list[Heading]] = defaultdict(list)  # by depth, so that parents are stored first
        self.criteria: list[Criterion] = []
        self.options: list[Option] = []

    def add_set(self, criteria_set: CriteriaSet, parts: list[Row]) -> None:
        lines, leaves = count(1), count(1)
        for part in parts:
            top = self._heading(criteria_set, None, (part,), next(lines))
            for section in part["sections"]:
                self._node(top, (part, section), lines, leaves)

    def _node(self, above: Heading, chain: tuple[Row, ...], lines: Iterator[int], leaves: Iterator[int]) -> None:
        node = chain[-1]
        if "criteria" not in node:
            self._criterion(above, chain, next(leaves))
            return
        heading = self._heading(above.criteria_set, above, chain, next(lines))
        for child in node["criteria"]:
            self._node(heading, (*chain, child), lines, leaves)

    def _heading(
        self, criteria_set: CriteriaSet, parent: Heading | None, chain: tuple[Row, ...], order: int
    ) -> Heading:
        row = chain[-1]
        heading = Heading(
            criteria_set=criteria_set, parent=parent, order=order, code=row["code"], name=row["name"],
            max_points=row["max"], official_text=row.get("official", ""),
        )  # fmt: skip
        self.headings[len(chain)].append(heading)
        return heading

    def _criterion(self, above: Heading, chain: tuple[Row, ...], order: int) -> None:
        part, section, row = chain[0], chain[1], chain[-1]
        parent = chain[-2] if len(chain) > 3 else {"code": "", "name": ""}
        condition = row.get("applies_only_if", {"text": "", "above_zero": ""})
        criterion = Criterion(
            criteria_set=above.criteria_set, heading=above, order=order, code=row["code"], part=part["code"],
            section_code=section["code"], section_name=section["name"],
            parent_code=parent["code"], parent_name=parent["name"],
            name=row["name"], name_folded=fold(row["name"]), max_points=row["max"],
            guidance=row.get("guidance", ""), evidence_notes=row.get("evidence_notes", []),
            requirements=row.get("requirements", []), reject_if=row.get("reject_if", []),
            stop_if=row.get("stop_if", []), applies_only_if=condition["text"],
            applies_if_code=condition["above_zero"], cases=row.get("cases", {}),
            options_inferred=row.get("options_inferred", False), hard_to_change=row["name"] in self.fixed,
            note=row.get("note", ""), official_text=row.get("official", ""),
        )  # fmt: skip
        self.criteria.append(criterion)
        self.options += [
            Option(
                criterion=criterion, order=number, points=option["points"], label=option["label"],
                star_minimum=option.get("star"), case=option.get("case"), printed=option.get("printed"),
                official_text=option.get("official", ""),
            )
            for number, option in enumerate(row["options"], start=1)
        ]  # fmt: skip


def _load_criteria(rows: dict[int, CriteriaSet], sets: Sequence[Row], fixed: frozenset[str]) -> None:
    tree = _Tree(fixed)
    for row in sets:
        tree.add_set(rows[row["set"]], row["parts"])
    for _, headings in sorted(tree.headings.items()):
        Heading.objects.bulk_create(headings)
    Criterion.objects.bulk_create(tree.criteria)
    Option.objects.bulk_create(tree.options)


def _load_evidence(decision: Decision, rows: list[Row]) -> None:
    if not rows:
        return
    kinds = EvidenceKind.objects.bulk_create(
        EvidenceKind(decision=decision, order=order, key=row["key"], name=row["name"], needed=row["needed"])
        for order, row in enumerate(rows, start=1)
    )
    named: dict[str, list[int]] = {}
    criteria = Criterion.objects.filter(criteria_set__decision=decision).order_by("pk")
    for pk, name in criteria.values_list("pk", "name"):
        named.setdefault(name, []).append(pk)
    EvidenceUse.objects.bulk_create(
        EvidenceUse(kind=kind, criterion_id=criterion)
        for kind, row in zip(kinds, rows, strict=True)
        for name in row["proves"]
        for criterion in named[name]
    )


def _load_faults(decision: Decision, general: list[Row], sets: Sequence[Row], rows: dict[int, CriteriaSet]) -> None:
    found: list[tuple[CriteriaSet | None, Row]] = [(None, fault) for fault in general]
    found += [(rows[row["set"]], fault) for row in sets for fault in row["faults"]]
    SourceFault.objects.bulk_create(
        SourceFault(
            decision=decision,
            criteria_set=criteria_set,
            criterion_code=fault["criterion"] or "",
            accepts=fault.get("accepts", ""),
            text=fault["text"],
        )
        for criteria_set, fault in found
    )
