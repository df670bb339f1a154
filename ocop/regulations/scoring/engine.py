"""From the members' sheets to the rank.

All arithmetic is on whole numbers: every mark and threshold is multiplied by the least common denominator of the
criteria set, so nothing is rounded and nothing is slow. Only `average_shown` is rounded, half up, for the eye.

How many sheets reach each minimum is counted for all minima at once: the marks that minima look at stand side by
side, one byte each, in one long integer; adding 128 less the need to every byte sets its top bit where the mark
reaches the need, and the remainder by 256^n - 1 adds up the sheets, as casting out nines adds up digits.

Which members must look again: those whose total differs from the total of some other member by more than the
limit, that is everyone far enough from the lowest or from the highest total.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from ocop.regulations.ruleset import CriteriaSheet, Points, plain
from ocop.regulations.scoring.shapes import ALL, MEAN, Ballot, Blocked, Knockout, MarkFault, Regulation

TOP_BIT = 128
_chair = attrgetter("chair")


class Result(NamedTuple):
    """The rank of one product; sums are kept in units (points × scale), read them through the properties."""

    ranker: "Ranker"
    ballots: Sequence[Ballot]
    members: int
    knockouts: Sequence[Knockout]
    units: list[int]
    total_units: int
    band: int
    stars: int | None
    granted: Sequence[int]
    unmet: list[int]
    quorum_met: bool

    @property
    def blocked(self) -> tuple[Blocked, ...]:
        """Every minimum that is not met, by star and then in the order of the form."""
        minima, of = self.ranker.minima, len(self.units)
        return tuple(Blocked(*minima[place], self.granted[place], of) for place in self.unmet)

    @property
    def average(self) -> Fraction:
        """Mean of the members' totals, exact."""
        return Fraction(self.total_units, len(self.units) * self.ranker.scale)

    @property
    def average_shown(self) -> str:
        """The average with the decimals of the regulation, half up, with a comma."""
        return show(self.average, self.ranker.regulation.decimals)

    @property
    def spread(self) -> Fraction:
        """Highest total less the lowest."""
        return Fraction(max(self.units) - min(self.units), self.ranker.scale)

    @property
    def must_discuss(self) -> tuple[str, ...]:
        """Names of the members who must look again, in order of name; empty within the limit."""
        limit = self.ranker.spread_units
        low, high = min(self.units), max(self.units)
        if high - low <= limit:
            return ()
        far = (b.member for b, u in zip(self.ballots, self.units, strict=True) if u - low > limit or high - u > limit)
        return tuple(sorted(far))

    @property
    def knocked_out(self) -> bool:
        return bool(self.knockouts)

    @property
    def sheets_counted(self) -> int:
        return len(self.units)

    @property
    def member_totals(self) -> dict[str, Fraction]:
        """member → total of the sheet, as it counts."""
        pairs = zip(self.ballots, self.units, strict=True)
        return {ballot.member: Fraction(units, self.ranker.scale) for ballot, units in pairs}

    @property
    def criterion_means(self) -> dict[str, Fraction]:
        """code → mean of the marks, as they count, in the order of the form."""
        rows = [self.ranker.counted(ballot.marks) for ballot in self.ballots]
        divisor = len(rows) * self.ranker.scale
        return {code: Fraction(sum(row[code] for row in rows), divisor) for code in self.ranker.sheet.codes}


class Ranker:
    """A criteria set and a regulation, made ready once to rank many products.

    `rank` trusts marks that were checked when they were stored; `check` is that check.
    """

    __slots__ = (
        "_allowed", "_bands", "_gates", "_levels", "_masks", "_narrow", "_needs", "_pick", "_plain_gates",
        "_width", "_zeros", "minima", "regulation", "scale", "sheet", "spread_units",
    )  # fmt: skip

    def __init__(self, sheet: CriteriaSheet, regulation: Regulation) -> None:
        self.sheet, self.regulation = sheet, regulation
        levels = {rule.code: rule.levels for rule in sheet.criteria}
        numbers = [*(band.minimum for band in sheet.bands), *(p for some in levels.values() for p in some)]
        scale = self.scale = lcm(*(number.denominator for number in numbers))
        self._levels = {code: _readings(some, scale) for code, some in levels.items()}
        self._allowed = frozenset((code, point) for code, some in self._levels.items() for point in some)
        self._zeros = dict.fromkeys(levels, 0)
        self._bands = sorted((int(band.minimum * scale), band.stars) for band in sheet.bands)
        self.spread_units = regulation.spread_limit * scale
        self._index_minima()

    def _index_minima(self) -> None:
        """Lay out one place per minimum, by star and in the order of the form, then the pairs of conditions."""
        found = [
            (star, order, rule.code, needs)
            for order, rule in enumerate(self.sheet.criteria)
            for star, needs in rule.minima.items()
        ]
        self.minima = [(star, code, needs) for star, _, code, needs in sorted(found)]
        self._needs = [int(needs * self.scale) for _, _, needs in self.minima]
        codes = [code for _, code, _ in self.minima]
        self._gates = []
        for rule in self.sheet.criteria:
            if rule.applies_if_code:
                self._gates.append((len(codes), len(codes) + 1))
                codes += [rule.applies_if_code, rule.code]
        gated = {rule.code for rule in self.sheet.criteria if rule.applies_if_code}
        looked_at = {code for _, code, _ in self.minima} | {rule.applies_if_code for rule in self.sheet.criteria}
        self._plain_gates = not gated & looked_at  # dropping its points is then all there is to do
        self._pick, self._width = _getter(codes), len(codes)
        largest = max((max(levels.values()) for levels in self._levels.values()), default=0)
        self._narrow = self._width > 0 and largest < TOP_BIT
        self._masks: dict[int, tuple[int, int]] = {}

    def rank(self, ballots: Sequence[Ballot], *, members: int, knockouts: Sequence[Knockout] = ()) -> Result:
        """Rank one product. `members` is the size of the council; `ballots` are not empty and checked."""
        regulation = self.regulation
        units, rows = self._read(ballots)
        total, count = sum(units), len(units)
        granted = self._granted(rows, count)
        unmet = self._unmet_of(rows, granted, count)
        band, stars = self._place(total, count, unmet)
        present = count * regulation.quorum.denominator >= members * regulation.quorum.numerator
        if present and regulation.quorum_needs_chair:
            present = any(map(_chair, ballots))
        ranked = stars if present and not knockouts else None
        return Result(self, ballots, members, knockouts, units, total, band, ranked, granted, unmet, present)

    def check(self, ballots: Iterable[Ballot], knockouts: Iterable[Knockout] = ()) -> list[str]:
        """What is wrong with the input, one sentence each; empty where nothing is."""
        faults: list[str] = []
        seen: set[str] = set()
        known: Mapping[str, Any] = self._levels
        allowed = self._allowed
        for ballot in ballots:
            if ballot.member in seen:
                faults.append(f"Thành viên “{ballot.member}” có hai phiếu.")
            seen.add(ballot.member)
            if ballot.marks.items() <= allowed:
                continue
            wrong = [pair for pair in ballot.marks.items() if pair[1] not in known.get(pair[0], ())]
            faults += [f"Phiếu của “{ballot.member}”: {self.mark_fault(code, points)}" for code, points in wrong]
        if not seen:
            faults.append("Chưa có phiếu chấm nào.")
        for item in knockouts:
            if item.criterion is not None and item.criterion not in self._levels:
                faults.append(f"Lý do loại nêu tiêu chí {item.criterion} không có trong bộ {self.sheet.set_no}.")
        return faults

    def mark_fault(self, code: str, points: Points) -> str:
        """Why `points` cannot be given for `code`; empty where they can."""
        levels = self._levels.get(code)
        if levels is None:
            return f"bộ {self.sheet.set_no} không có tiêu chí {code}."
        if points in levels:
            return ""
        allowed = ", ".join(plain(level) for level in self.sheet.criterion(code).levels)
        return f"tiêu chí {code} không có mức {points} điểm (các mức: {allowed})."

    def counted(self, marks: Mapping[str, Points]) -> dict[str, int]:
        """code → units that count, for every criterion of the form, conditions applied."""
        row = dict(self._zeros)
        for code, points in marks.items():
            try:
                row[code] = self._levels[code][points]
            except KeyError:
                raise MarkFault(self.mark_fault(code, points)) from None
        for rule in self.sheet.criteria:
            if rule.applies_if_code and not row[rule.applies_if_code]:
                row[rule.code] = 0
        return row

    def _read(self, ballots: Sequence[Ballot]) -> tuple[list[int], list[tuple[int, ...]]]:
        """Units of every sheet, and of every sheet the marks that minima look at."""
        units, rows = [], []
        pick, gates, whole = self._pick, self._gates, self.scale == 1
        for ballot in ballots:
            marks: Any = ballot.marks
            try:
                total = sum(marks.values())
            except TypeError:  # marks as text
                total = None
            try:
                row = pick(marks)
            except KeyError:  # a criterion left out
                marks = {**self._zeros, **marks}
                row = pick(marks)
            if type(total) is not int or not whole:
                marks = self.counted(marks)
                total, row = sum(marks.values()), pick(marks)
            for condition, place in gates:
                if row[place] and not row[condition]:
                    total, row = self._without(total, row, place, marks)
            units.append(total)
            rows.append(row)
        return units, rows

    def _without(self, total: int, row: Any, place: int, marks: Any) -> tuple[int, Any]:
        """A sheet whose criterion at `place` does not count because its condition fails."""
        if self._plain_gates:
            return total - row[place], row
        counted = self.counted({code: Fraction(points, self.scale) for code, points in marks.items()})
        return sum(counted.values()), self._pick(counted)

    def _granted(self, rows: list[tuple[int, ...]], count: int) -> Sequence[int]:
        """For every minimum the number of sheets that reach it."""
        if not self._narrow or count >= TOP_BIT:
            columns = zip(*rows, strict=True)
            return [sum([mark >= need for mark in column]) for need, column in zip(self._needs, columns, strict=False)]
        masks = self._masks.get(count)
        if masks is None:
            lifts = bytes([*(TOP_BIT - need for need in self._needs), *[0] * (self._width - len(self._needs))])
            tops = bytes([TOP_BIT]) * (self._width * count)
            masks = self._masks[count] = int.from_bytes(lifts * count, "little"), int.from_bytes(tops, "little")
        marks = int.from_bytes(b"".join(map(bytes, rows)), "little")
        reached = ((marks + masks[0]) & masks[1]) >> 7
        return (reached % ((1 << 8 * self._width) - 1)).to_bytes(self._width, "little")

    def _unmet_of(self, rows: list[tuple[int, ...]], granted: Sequence[int], count: int) -> list[int]:
        """Places of the minima that are not met, by star and then in the order of the form."""
        way = self.regulation.minimum_met_by
        if way == MEAN:
            sums = map(sum, zip(*rows, strict=True))
            return [p for p, (need, got) in enumerate(zip(self._needs, sums, strict=False)) if got < need * count]
        least = count if way == ALL else count // 2 + 1
        return [place for place, reached in enumerate(granted[: len(self._needs)]) if reached < least]

    def _place(self, total: int, count: int, unmet: list[int]) -> tuple[int, int]:
        """Band by the average alone, and the rank after the minima."""
        band = stars = self._bands[0][1]
        missed = {self.minima[place][0] for place in unmet}
        cumulative = self.regulation.minima_cumulative
        for minimum, reached in self._bands:
            if total < minimum * count:
                break
            band = reached
            if reached not in missed and not (cumulative and missed and min(missed) < reached):
                stars = reached
        return band, stars


@lru_cache(maxsize=512)
def ranker(sheet: CriteriaSheet, regulation: Regulation) -> Ranker:
    """The ranker of this set and regulation, made once."""
    return Ranker(sheet, regulation)


def rank(
    sheet: CriteriaSheet,
    ballots: Sequence[Ballot],
    *,
    members: int,
    knockouts: Sequence[Knockout] = (),
    regulation: Regulation | None = None,
) -> Result:
    """Check the sheets and rank one product; MarkFault names everything that is wrong."""
    engine = ranker(sheet, regulation or Regulation())
    faults = engine.check(ballots, knockouts)
    if members < len(ballots):
        faults.append(f"Hội đồng có {members} thành viên nhưng có {len(ballots)} phiếu.")
    if sum(ballot.chair for ballot in ballots) > 1:
        faults.append("Có hai phiếu cùng ghi là Chủ tịch Hội đồng.")
    if faults:
        raise MarkFault(" ".join(faults))
    return engine.rank(ballots, members=members, knockouts=knockouts)


def show(value: Fraction, decimals: int) -> str:
    """`value` (not negative) with a comma and so many decimals, half up."""
    shifted = (value * 10**decimals * 2 + 1) // 2
    whole, rest = divmod(int(shifted), 10**decimals)
    return f"{whole},{rest:0{decimals}d}" if decimals else str(whole)


def _readings(levels: Iterable[Fraction], scale: int) -> dict[object, int]:
    """A mark as a number (of any exact type) or as text → units."""
    found: dict[object, int] = {}
    for level in levels:
        found[level] = found[plain(level)] = int(level * scale)
    return found


def _getter(codes: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """The marks of these criteria as a tuple, whatever their number."""
    if not codes:
        return lambda marks: ()
    if len(codes) == 1:
        only = codes[0]
        return lambda marks: (marks[only],)
    return itemgetter(*codes)
