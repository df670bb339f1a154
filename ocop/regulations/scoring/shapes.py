"""What goes into the engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from ocop.regulations.ruleset import Points

MAJORITY, ALL, MEAN = "majority", "all", "mean"
WAYS_TO_MEET = (MAJORITY, ALL, MEAN)


class MarkFault(ValueError):
    """A mark, a member or a knock-out that the criteria set does not know; the text says which, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Regulation:
    """The settings of a council's working regulation on which the law is silent, with their defaults.

    `quorum` is the least share of the council that must have sent a sheet; `spread_limit` the points by which two
    totals may differ; `minimum_met_by` says when a star minimum is met: more than half of the sheets grant it
    ("majority"), every sheet does ("all"), or the mean of the marks reaches it ("mean"); `decimals` is only how
    an average is shown; with `minima_cumulative` a rank also needs the minima of all lower ranks.
    """

    quorum: Fraction = Fraction(3, 4)
    quorum_needs_chair: bool = True
    spread_limit: Fraction = Fraction(10)
    minimum_met_by: str = MAJORITY
    decimals: int = 1
    minima_cumulative: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.quorum <= 1:
            raise ValueError("quorum must be above 0 and at most 1")
        if self.spread_limit < 0:
            raise ValueError("spread_limit must not be negative")
        if self.minimum_met_by not in WAYS_TO_MEET:
            raise ValueError(f"minimum_met_by must be one of {WAYS_TO_MEET}")
        if not 0 <= self.decimals <= 6:
            raise ValueError("decimals must be 0 to 6")


class Ballot(NamedTuple):
    """One member's sheet: code of criterion → points granted; a missing criterion is 0."""

    member: str
    marks: Mapping[str, Points]
    chair: bool = False


class Knockout(NamedTuple):
    """A finding of the council that ends the evaluation without a rank; no criterion where the dossier is refused."""

    reason: str
    criterion: str | None = None


class Blocked(NamedTuple):
    """A star minimum that is not met: `granted_by` of `of` sheets reach the points it `needs`."""

    star: int
    criterion: str
    needs: Fraction
    granted_by: int
    of: int
