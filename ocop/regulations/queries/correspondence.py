"""Correspondences of two decisions as the engine and the officer read them."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet

from ocop.regulations.models import Criterion, Decision
from ocop.regulations.models.correspondence import Correspondence, CorrespondenceRow
from ocop.regulations.models.decision import FROZEN
from ocop.regulations.queries.sheets import decision_sheets
from ocop.regulations.scoring.shapes import Regulation
from ocop.regulations.scoring.switch import Switch
from ocop.regulations.spec.correspondence import Match, faults, propose, whole_faults

Pair = tuple[int, int]  # number of the set before, number of the set after


@dataclass(frozen=True)
class SetPair:
    """Two sets that are compared, and how far the officer has come."""

    before_no: int
    after_no: int
    before_name: str
    after_name: str
    rows: int
    alone: int
    doubts: int
    open: int


def correspondences() -> QuerySet[Correspondence]:
    """All of them, newest first."""
    return Correspondence.objects.select_related("before", "after").order_by("-pk")


def correspondence_by_id(pk: int) -> Correspondence | None:
    """One of them."""
    return correspondences().filter(pk=pk).first()


def frozen_between(before: Decision, after: Decision) -> Correspondence | None:
    """The newest frozen version for this pair."""
    return correspondences().filter(before=before, after=after, status=FROZEN).order_by("-version").first()


def frozen_to(after: Decision) -> list[Correspondence]:
    """The newest frozen version of every pair that leads to `after`."""
    found: dict[int, Correspondence] = {}
    for row in correspondences().filter(after=after, status=FROZEN).order_by("version"):
        found[row.before_id] = row
    return list(found.values())


def set_pairs(correspondence: Correspondence) -> list[SetPair]:
    """Every pair of sets with its counts, in one query."""
    counted = correspondence.rows.values(
        "set_before__no", "set_after__no", "set_before__name", "set_after__name"
    ).annotate(
        rows=Count("pk"),
        alone=Count("pk", filter=Q(kind="none")),
        doubts=Count("pk", filter=~Q(doubt="")),
        open=Count("pk", filter=Q(confirmed_at=None)),
    )
    return [
        SetPair(
            row["set_before__no"], row["set_after__no"], row["set_before__name"], row["set_after__name"],
            row["rows"], row["alone"], row["doubts"], row["open"],
        )
        for row in counted.order_by("set_after__no", "set_before__no")
    ]  # fmt: skip


def rows_of(correspondence: Correspondence, before_no: int, after_no: int) -> list[CorrespondenceRow]:
    """The rows of one pair of sets with their criteria and boxes."""
    rows = correspondence.rows.filter(set_before__no=before_no, set_after__no=after_no)
    wanted = rows.select_related("before", "after", "confirmed_by", "set_before", "set_after")
    return list(wanted.prefetch_related("before__options", "after__options").order_by("order"))


def row_by_id(pk: int) -> CorrespondenceRow | None:
    """One row with both its criteria."""
    rows = CorrespondenceRow.objects.select_related(
        "correspondence__before", "correspondence__after", "before", "after", "set_before", "set_after"
    )
    return rows.filter(pk=pk).first()


def matches(correspondence: Correspondence) -> dict[Pair, list[Match]]:
    """(set before, set after) → its rows as plain data, in their order."""
    found: dict[Pair, list[Match]] = defaultdict(list)
    columns = ("set_before__no", "set_after__no", "before__code", "after__code", "kind", "options", "note", "doubt")
    for row in correspondence.rows.order_by("order").values_list(*columns):
        found[row[0], row[1]].append(match_of(*row[2:]))
    return dict(found)


def match_of(before: Any, after: Any, kind: str, options: dict[str, Any], note: str, doubt: str) -> Match:
    """Columns of a row → plain data."""
    carried = {int(place): tuple(others) for place, others in options.items()}
    return Match(before or "", after or "", kind, carried, note, doubt)


def content(correspondence: Correspondence) -> dict[str, Any]:
    """What the hash is taken of: both decisions with their hashes, and every row."""
    return {
        "before": [correspondence.before.number, correspondence.before.content_hash],
        "after": [correspondence.after.number, correspondence.after.content_hash],
        "version": correspondence.version,
        "rows": [
            [*pair, row.before, row.after, row.kind, sorted((k, list(v)) for k, v in row.options.items()), row.note,
             row.doubt]
            for pair, rows in sorted(matches(correspondence).items())
            for row in rows
        ],
    }  # fmt: skip


def findings(correspondence: Correspondence) -> list[str]:
    """What keeps a draft from being frozen, one sentence each."""
    before, after = decision_sheets(correspondence.before), decision_sheets(correspondence.after)
    found = []
    by_pair = matches(correspondence)
    for (old, new), rows in by_pair.items():
        said = [text for row in rows for text in faults(row, before[old], after[new])]
        said += whole_faults(rows, after[new])
        found += [f"Bộ {new}: {text}" for text in said]
    found += [f"Bộ {no} chưa được đối chiếu." for no in after if no not in {new for _, new in by_pair}]
    return found


def proposals(before: Decision, after: Decision) -> dict[Pair, tuple[Match, ...]]:
    """What the system proposes: sets of the same number, criteria by name and place."""
    old, new = decision_sheets(before), decision_sheets(after)
    return {(no, no): propose(old[no], new[no]) for no in sorted(new) if no in old}


def criteria_keys(decision: Decision) -> dict[tuple[int, str], int]:
    """(set, code) → key of the criterion."""
    rows = Criterion.objects.filter(criteria_set__decision=decision)
    return {(no, code): pk for pk, no, code in rows.values_list("pk", "criteria_set__no", "code")}


class Switches:
    """The switches of one frozen correspondence, each made when first asked for."""

    def __init__(self, correspondence: Correspondence) -> None:
        self.correspondence = correspondence
        self.before, self.after = decision_sheets(correspondence.before), decision_sheets(correspondence.after)
        self._matches = matches(correspondence)
        self._target: dict[int, int] = {}
        for old, new in sorted(self._matches):
            self._target.setdefault(old, new)
        self.between = lru_cache(maxsize=512)(self._between)

    def target(self, before_no: int, after_no: int | None = None) -> int | None:
        """The set after that a product of `before_no` goes to; `after_no` where the product names one it can go to."""
        if after_no is not None and (before_no, after_no) in self._matches:
            return after_no
        return self._target.get(before_no)

    def _between(self, before_no: int, after_no: int, regulation: Regulation) -> Switch:
        return Switch(self.before[before_no], self.after[after_no], self._matches[before_no, after_no], regulation)

    def matches_of(self, before_no: int, after_no: int) -> list[Match]:
        """The rows of one pair of sets."""
        return self._matches[before_no, after_no]
