"""A decision as read from a file → the plain rows that decisions are loaded from; what a file does not say is
carried over from an earlier decision, and said to be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ocop.base.text import fold
from ocop.regulations.spec.decision import BandDraft, DecisionDraft, PlaceDraft
from ocop.regulations.spec.shapes import (
    BANDS,
    CARRIED,
    EVIDENCE,
    GENERAL,
    KEEP,
    PLACES,
    ROUNDS,
    TERMS,
    Fault,
    Node,
    OptionDraft,
    SheetDraft,
)
from ocop.regulations.spec.sheet import number

LONGEST_NAME = 300
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known from the decision before: `content` in the form of the data files, our own short wording."""

    number: str
    content: Mapping[str, Any]
    sets: Mapping[int, Mapping[str, Any]]
    """number of set → examples, sample_units, place in the classification"""
    labels: Mapping[tuple[int, str, int], tuple[Decimal, str, str]]
    """(set, criterion, option) → points, short label, official text; empty where the one before is another law"""


def decision_rows(draft: DecisionDraft, earlier: Earlier) -> tuple[Row, list[Row], list[Fault]]:
    """(content, sets, faults) as `fill_decision` takes them; the faults name what was carried over."""
    places, faults = _places(draft, earlier)
    sets = [_set(sheet, place, draft, earlier) for sheet, place in zip(draft.sheets, places, strict=True)]
    bands, band_faults = _bands(draft.bands, earlier)
    content = {
        "stars": bands,
        "terms": earlier.content["terms"],
        "rounds": earlier.content["rounds"],
        "categories": _categories(draft.sheets, places),
        "evidence": _evidence(earlier.content["evidence"], draft),
        "hard_to_change": _same_names(earlier.content["hard_to_change"], draft),
        "faults": [],
    }
    carried = [
        _carried(part, what, earlier)
        for part, what in (
            (TERMS, f"{len(content['terms'])} thời hạn"), (ROUNDS, f"{len(content['rounds'])} đợt đánh giá"),
            (EVIDENCE, f"{len(content['evidence'])} loại minh chứng"), (GENERAL, "Mẫu mã sản phẩm"),
        )
    ]  # fmt: skip
    return content, sets, [*faults, *band_faults, *carried]


def _carried(part: str, what: str, earlier: Earlier, place: str = "thân quyết định", as_read: str = "") -> Fault:
    """What nobody has read in the file: it follows the decision before until somebody confirms it."""
    return Fault(CARRIED, place, f"{what} lấy theo Quyết định {earlier.number}.", as_read, KEEP, code=part)


def _bands(found: list[BandDraft], earlier: Earlier) -> tuple[list[Row], list[Fault]]:
    known = {row["stars"]: row for row in earlier.content["stars"]}
    if not found:
        return list(known.values()), [_carried(BANDS, "Tệp không ghi hạng sao;", earlier)]
    rows = [
        {
            "stars": band.stars, "from": band.minimum, "clause": band.clause, "certificate": bool(band.level),
            "level": band.level, "recognised_by": known.get(band.stars, {}).get("recognised_by", ""),
        }
        for band in sorted(found, key=lambda band: band.stars)
    ]  # fmt: skip
    told = any(row["recognised_by"] for row in rows)
    return rows, [_carried(BANDS, "Thẩm quyền công nhận từng hạng sao", earlier)] if told else []


def _places(draft: DecisionDraft, earlier: Earlier) -> tuple[list[PlaceDraft], list[Fault]]:
    """Where each set stands: by the classification of the file, which lists the sets in the same order."""
    if len(draft.classification) == len(draft.sheets):
        return draft.classification, []
    what = "Phân loại sản phẩm của tệp không khớp số bộ tiêu chí;"
    as_read = f"{len(draft.classification)} dòng phân loại, {len(draft.sheets)} bộ"
    other = PlaceDraft("Chưa phân loại", "Chưa phân loại", "", ())
    known = {no: row["place"] for no, row in earlier.sets.items()}
    fault = _carried(PLACES, what, earlier, "Phụ lục I", as_read)
    return [known.get(sheet.no, other) for sheet in draft.sheets], [fault]


def _categories(sheets: list[SheetDraft], places: list[PlaceDraft]) -> list[Row]:
    found: dict[str, dict[str, list[Row]]] = {}
    for sheet, place in zip(sheets, places, strict=True):
        link = {"set": sheet.no, "ministries": list(place.ministries)}
        found.setdefault(place.category, {}).setdefault(place.group, []).append(link)
    return [
        {
            "name": name[:LONGEST_NAME],
            "groups": [{"name": group[:LONGEST_NAME], "sets": sets} for group, sets in groups.items()],
        }
        for name, groups in found.items()
    ]


def _set(sheet: SheetDraft, place: PlaceDraft, draft: DecisionDraft, earlier: Earlier) -> Row:
    known = earlier.sets.get(sheet.no, {})
    units = known.get("sample_units", 0)
    if draft.sample_units is not None:
        excepted = draft.no_samples and draft.no_samples in fold(place.category)
        units = 0 if excepted else draft.sample_units
    return {
        "set": sheet.no, "code": f"{sheet.no:02d}", "name": sheet.name[:LONGEST_NAME],
        "subgroup": place.subgroup[:LONGEST_NAME], "sample_units": units, "rejected_if": sheet.rejected_if,
        "examples": known.get("examples", []), "faults": [],
        "parts": [_part(sheet, part, earlier) for part in sheet.parts],
    }  # fmt: skip


def _part(sheet: SheetDraft, part: Node, earlier: Earlier) -> Row:
    return {**_head(part), "sections": [_node(sheet, node, earlier) for node in part.children]}


def _node(sheet: SheetDraft, node: Node, earlier: Earlier) -> Row:
    row = _head(node)
    if node.children:
        return {**row, "criteria": [_node(sheet, child, earlier) for child in node.children]}
    if not row["max"]:
        row["max"] = Decimal(1)  # a criterion has points; the doubt about how many stands among the findings
    condition = {"text": node.applies_only_if[:LONGEST_NAME], "above_zero": node.applies_if_code}
    return {
        **row,
        "guidance": "\n".join(node.guidance),
        "evidence_notes": node.evidence_notes,
        "requirements": node.requirements,
        "reject_if": node.reject_if,
        "stop_if": node.stop_if,
        **({"applies_only_if": condition} if node.applies_only_if else {}),
        "cases": node.cases,
        "options_inferred": node.options_inferred,
        "options": [_option(sheet, node, no, option, earlier) for no, option in enumerate(node.options, start=1)],
    }


def _head(node: Node) -> Row:
    return {
        "code": node.code, "name": node.name[:LONGEST_NAME], "max": node.max or Decimal(0), "official": node.text,
    }  # fmt: skip


def _option(sheet: SheetDraft, node: Node, order: int, option: OptionDraft, earlier: Earlier) -> Row:
    points = option.points if option.points is not None else Decimal(0)
    as_printed = number(option.printed) == points or node.options_inferred
    return {
        "points": points, "label": _label(option, points, earlier.labels.get((sheet.no, node.code, order))),
        "star": option.star, "case": option.case, "printed": None if as_printed else option.printed[:10],
        "official": option.text,
    }  # fmt: skip


def _label(option: OptionDraft, points: Decimal, known: tuple[Decimal, str, str] | None) -> str:
    """The short label of the version before, unless the points or the official words are others now."""
    if known and known[0] == points and known[2] in {"", option.text}:
        return known[1]
    return option.label


def _evidence(kinds: list[Row], draft: DecisionDraft) -> list[Row]:
    return [{**row, "proves": _same_names(row["proves"], draft)} for row in kinds]


def _same_names(names: list[str], draft: DecisionDraft) -> list[str]:
    """The names of criteria of the draft that are written like `names`, signs and accents aside."""
    known = {_bare(name) for name in names}
    return sorted({node.name[:LONGEST_NAME] for node in _leaves(draft) if _bare(node.name) in known})


def _leaves(draft: DecisionDraft) -> Iterator[Node]:
    for sheet in draft.sheets:
        yield from sheet.leaves()


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(name))
