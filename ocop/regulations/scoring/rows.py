"""Marks as they stand in a database (one row per box ticked) → sheets the engine reads."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from ocop.regulations.ruleset import CriteriaSheet, Points
from ocop.regulations.scoring.shapes import Ballot

MarkRow = tuple[Any, Any, int | None]  # product, member, id of the option ticked (none: no box, 0 points)


def option_marks(sheet: CriteriaSheet) -> dict[int, tuple[str, Points]]:
    """id of option → (code of criterion, points), whole points as plain integers, which rank fastest."""
    return {
        option.id: (rule.code, option.points.numerator if option.points.denominator == 1 else option.points)
        for rule in sheet.criteria
        for option in rule.options
        if option.id is not None
    }


def ballots_from_rows(
    rows: Iterable[MarkRow], marks: Mapping[int, tuple[str, Points]], chairs: frozenset[Any] = frozenset()
) -> Iterator[tuple[Any, list[Ballot]]]:
    """(product, sheets) for rows sorted by product and member; `chairs` holds the members who chair."""
    for product, of_product in groupby(rows, itemgetter(0)):
        ballots = []
        for member, of_member in groupby(of_product, itemgetter(1)):
            ticked = [option for _, _, option in of_member if option is not None]
            ballots.append(Ballot(member, dict(map(marks.__getitem__, ticked)), member in chairs))
        yield product, ballots
