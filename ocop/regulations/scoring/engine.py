"""From the members' sheets to the rank.

All arithmetic is on whole numbers: every mark and threshold is multiplied by the least common denominator of the
criteria set, so nothing is rounded and nothing is slow. Only `average_shown` is rounded, half up, for the eye.

Which members must look again: those whose total differs from the total of some other member by more than the
limit, that is everyone far enough from the lowest or from the highest total.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import itemgetter
from typing import Any, NamedTuple

from ocop.regulations.ruleset import CriteriaSheet, Points, plain
from ocop.regulations.scoring.shapes import ALL, MEAN, Ballot, Blocked, Knockout, MarkFault, Regulation


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
    blocked: tuple[Blocked, ...]
    quorum_met: bool

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
        "_bands", "_columns", "_gates", "_levels", "_pick", "_quick", "_zeros",
        "minima", "regulation", "scale", "sheet", "spread_units",
    )  # fmt: skip

    def __init__(self, sheet: CriteriaSheet, regulation: Regulation) -> None:
        self.sheet, self.regulation = sheet, regulation
        levels = {rule.code: rule.levels for rule in sheet.criteria}
        numbers = [*(band.minimum for band in sheet.bands), *(p for some in levels.values() for p in some)]
        scale = self.scale = lcm(*(number.denominator for number in numbers))
        self._levels = {code: _readings(some, scale) for code, some in levels.items()}
        self._zeros = dict.fromkeys(levels, 0)
        self._bands = sorted((int(band.minimum * scale), band.stars) for band in sheet.bands)
        self.spread_units = regulation.spread_limit * scale
        self._index()

    def _index(self) -> None:
        """Which criteria need a look of their own: those with a minimum and those that count on a condition."""
        gates = [(rule.applies_if_code, rule.code) for rule in self.sheet.criteria if rule.applies_if_code]
        watched = {code for pair in gates for code in pair}
        watched |= {rule.code for rule in self.sheet.criteria if rule.minima}
        codes = [code for code in self.sheet.codes if code in watched]
        place = {code: index for index, code in enumerate(codes)}
        self._gates = [(place[condition], place[code]) for condition, code in gates]
        self._pick = _getter(codes)
        form_order = {code: index for index, code in enumerate(self.sheet.codes)}
        flat = sorted(
            (star, form_order[rule.code], rule.code, needs)
            for rule in self.sheet.criteria
            for star, needs in rule.minima.items()
        )
        self.minima = [(star, code, needs) for star, _, code, needs in flat]
        rank_of = {(star, code): index for index, (star, code, _) in enumerate(self.minima)}
        columns = []
        for code in codes:
            found = [(int(n * self.scale), rank_of[s, code]) for s, c, n in self.minima if c == code]
            if found:
                columns.append((place[code], sorted(found)))
        self._columns = columns
        self._quick = self.scale == 1

    def rank(self, ballots: Sequence[Ballot], *, members: int, knockouts: Sequence[Knockout] = ()) -> Result:
        """Rank one product. `members` is the size of the council; `ballots` are not empty and checked."""
        units, rows = self._read(ballots)
        total, count = sum(units), len(units)
        blocked = self._unmet(rows, count)
        band, stars = self._place(total, count, {item.star for item in blocked})
        present = count * self.regulation.quorum.denominator >= members * self.regulation.quorum.numerator
        if present and self.regulation.quorum_needs_chair:
            present = any(ballot.chair for ballot in ballots)
        ranked = stars if present and not knockouts else None
        return Result(self, ballots, members, knockouts, units, total, band, ranked, blocked, present)

    def check(self, ballots: Iterable[Ballot], knockouts: Iterable[Knockout] = ()) -> list[str]:
        """What is wrong with the input, one sentence each; empty where nothing is."""
        faults: list[str] = []
        seen: set[str] = set()
        for ballot in ballots:
            if ballot.member in seen:
                faults.append(f"Thành viên “{ballot.member}” có hai phiếu.")
            seen.add(ballot.member)
            for code, points in ballot.marks.items():
                fault = self.mark_fault(code, points)
                if fault:
                    faults.append(f"Phiếu của “{ballot.member}”: {fault}")
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
        pick, gates, quick = self._pick, self._gates, self._quick
        for ballot in ballots:
            marks: Any = ballot.marks
            try:
                total = sum(marks.values())
                row = pick(marks)
            except (KeyError, TypeError):  # a criterion left out, or marks as text
                total = None
            if not quick or type(total) is not int:
                marks = self.counted(marks)
                total, row = sum(marks.values()), pick(marks)
            for condition, code in gates:
                if not row[condition] and row[code]:
                    total -= row[code]
                    row = (*row[:code], 0, *row[code + 1 :])
            units.append(total)
            rows.append(row)
        return units, rows

    def _unmet(self, rows: list[tuple[int, ...]], count: int) -> tuple[Blocked, ...]:
        """Every minimum not met, by star and then in the order of the form."""
        way = self.regulation.minimum_met_by
        pivot = 0 if way == ALL else count - count // 2 - 1
        factor = count if way == MEAN else 1
        found = []
        columns = list(zip(*rows, strict=True))
        for place, needs in self._columns:
            column = sorted(columns[place])
            reached = sum(column) if way == MEAN else column[pivot]
            if reached < needs[-1][0] * factor:
                found += [
                    (order, count - bisect_left(column, need)) for need, order in needs if reached < need * factor
                ]
        found.sort()
        return tuple(Blocked(*self.minima[order], granted, count) for order, granted in found)

    def _place(self, total: int, count: int, missed: set[int]) -> tuple[int, int]:
        """Band by the average alone, and the rank after the minima."""
        band = stars = self._bands[0][1]
        for minimum, rank_stars in self._bands:
            if total < minimum * count:
                break
            band = rank_stars
            if rank_stars not in missed and not (
                self.regulation.minima_cumulative and any(star < rank_stars for star in missed)
            ):
                stars = rank_stars
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
    if not codes:
        return lambda marks: ()
    if len(codes) == 1:
        only = codes[0]
        return lambda marks: (marks[only],)
    return itemgetter(*codes)
