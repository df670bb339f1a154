"""A criteria set as plain frozen data: what the ranking engine reads. No database, no Django."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

Points = Decimal | int | str | Fraction


def exact(points: Points) -> Fraction:
    """`points` without loss; text as "2" or "0.5"."""
    return Fraction(points)


def plain(points: Points) -> str:
    """The shortest decimal writing of a mark: "2", "0.5"; a fraction where no decimal is exact."""
    value = Fraction(points)
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content of a decision in one canonical writing."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode())


def sha256(content: bytes) -> str:
    """The hash of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class OptionRule:
    """One box of a criterion: the points it gives and the rank it is the least for (the asterisks)."""

    order: int
    points: Fraction
    label: str
    star_minimum: int | None = None
    case: str | None = None
    id: int | None = None
    official_text: str = ""
    """As the decision prints it; empty where only our short label is known."""

    @property
    def wording(self) -> str:
        """What a printed sheet says here."""
        return self.official_text or self.label


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """A criterion that is marked, with everything the form prints about it."""

    code: str
    part: str
    name: str
    max_points: Fraction
    order: int
    options: tuple[OptionRule, ...]
    section_code: str = ""
    section_name: str = ""
    parent_code: str = ""
    parent_name: str = ""
    guidance: str = ""
    requirements: tuple[str, ...] = ()
    reject_if: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = ()
    evidence_notes: tuple[str, ...] = ()
    applies_only_if: str = ""
    applies_if_code: str = ""
    """Code of the criterion that must be above 0 for this one to count (5.2 counts only with a story, 5.1)."""
    cases: tuple[tuple[str, str], ...] = ()
    note: str = ""
    fixed: bool = False
    """Not changed at will (legal form, who represents, place): offered last when the engine looks for a lift."""
    id: int | None = None
    official_text: str = ""
    """As the decision prints it; empty where only our short name is known."""

    @property
    def levels(self) -> tuple[Fraction, ...]:
        """Every mark that may be given, ascending; 0 is always one (no option met)."""
        return tuple(sorted({Fraction(0), *(option.points for option in self.options)}))

    @property
    def minima(self) -> dict[int, Fraction]:
        """star → the least points that rank asks for here."""
        found: dict[int, Fraction] = {}
        for option in self.options:
            star = option.star_minimum
            if star is not None and (star not in found or option.points < found[star]):
                found[star] = option.points
        return found


@dataclass(frozen=True, slots=True)
class StarBand:
    """A rank and the average from which it is reached; the band ends where the next begins."""

    stars: int
    minimum: Fraction
    certificate: bool = False
    level: str = ""
    recognised_by: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class PartRule:
    """A part of the form (A, B, C) with the most it can give."""

    code: str
    name: str
    max_points: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class CriteriaSheet:
    """One criteria set of one decision; criteria stand in the order of the form. Compared by identity."""

    decision: str
    decision_hash: str
    set_no: int
    name: str
    criteria: tuple[CriterionRule, ...]
    bands: tuple[StarBand, ...]
    parts: tuple[PartRule, ...] = ()
    sample_units: int = 0
    rejected_if: tuple[str, ...] = ()
    id: int | None = None

    def __iter__(self) -> Iterator[CriterionRule]:
        return iter(self.criteria)

    def criterion(self, code: str) -> CriterionRule:
        """The criterion with this code; KeyError where the form has none."""
        for rule in self.criteria:
            if rule.code == code:
                return rule
        raise KeyError(code)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(rule.code for rule in self.criteria)

    @property
    def highest_band(self) -> StarBand:
        return max(self.bands, key=lambda band: band.stars)
