"""How a product scored under one law would rank under another: the worst and the best that its marks allow.

A mark is carried to every box of the later form that may be true of the same product; what the correspondence does
not tell is unknown, from no box at all to the highest. Ranks never fall when a mark rises, so ranking the lowest and
the highest boxes bounds every rank between. The council's quorum was settled at the time and is not asked again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, OptionRule, Points
from ocop.regulations.scoring.engine import Result, ranker
from ocop.regulations.scoring.shapes import Ballot, Blocked, MarkFault, Regulation
from ocop.regulations.spec.correspondence import Match

KEEPS, MAY, LOSES = "keeps", "may", "loses"
MINIMUM, POINTS = "minimum", "points"
Span = tuple[Points, Points]


class Need(NamedTuple):
    """What must be shown or done to keep the rank: `criterion` at `option` or above. `why` is a star minimum or the
    points missing; `open`: the marks do not tell, it may be so already and only has to be proved."""

    criterion: CriterionRule
    option: OptionRule
    why: str
    star: int
    open: bool


class Outlook(NamedTuple):
    """The rank of today and the two ends of what it may become."""

    switch: "Switch"
    stars: int
    worst: Result
    best: Result

    @property
    def worst_stars(self) -> int:
        return self.worst.stars or 0

    @property
    def best_stars(self) -> int:
        return self.best.stars or 0

    @property
    def verdict(self) -> str:
        if self.worst_stars >= self.stars:
            return KEEPS
        return MAY if self.best_stars >= self.stars else LOSES

    @property
    def unmet(self) -> tuple[Blocked, ...]:
        """The minima up to the rank of today that fail in the worst case."""
        return tuple(item for item in self.worst.blocked if item.star <= self.stars)

    @property
    def gap(self) -> Fraction:
        """Points missing for the rank of today in the worst case."""
        return max(self.switch.threshold(self.stars) - self.worst.average, Fraction(0))

    @property
    def needs(self) -> tuple[Need, ...]:
        """What keeps the rank of today for sure; empty where it is kept already."""
        return () if self.verdict == KEEPS else tuple(_Plan(self).steps())


class _Row(NamedTuple):
    """One criterion of the later form; `spans` gives for every mark of `before` the lowest and highest now."""

    after: str
    before: str
    gate: str
    spans: Mapping[Any, Span]
    unknown: Span


class Switch:
    """Two criteria sets, their correspondence and a regulation, made ready once for many products."""

    __slots__ = ("_needed", "_rows", "after", "before", "engine")

    def __init__(
        self,
        before: CriteriaSheet,
        after: CriteriaSheet,
        matches: Iterable[Match],
        regulation: Regulation | None = None,
    ) -> None:
        eased = replace(regulation or Regulation(), quorum=Fraction(1, 1000), quorum_needs_chair=False)
        self.before, self.after, self.engine = before, after, ranker(after, eased)
        found = {match.after: match for match in matches if match.after}
        self._rows = [_row(before, rule, found.get(rule.code)) for rule in after]
        self._needed = {band.stars: band.minimum for band in after.bands}

    def threshold(self, stars: int) -> Fraction:
        """The average from which `stars` are reached; 0 for a rank the later law does not know."""
        return self._needed.get(stars, Fraction(0))

    def outlook(self, ballots: Sequence[Ballot], stars: int) -> Outlook:
        """`ballots` are the sheets of the earlier law, `stars` the rank they gave."""
        pairs = [self._carry(ballot.marks) for ballot in ballots]
        names = [(ballot.member, ballot.chair) for ballot in ballots]
        worst = [Ballot(name, low, chair) for (name, chair), (low, _) in zip(names, pairs, strict=True)]
        best = [Ballot(name, high, chair) for (name, chair), (_, high) in zip(names, pairs, strict=True)]
        rank = self.engine.rank
        return Outlook(self, stars, rank(worst, members=len(worst)), rank(best, members=len(best)))

    def _carry(self, marks: Mapping[str, Points]) -> tuple[dict[str, Points], dict[str, Points]]:
        low, high = {}, {}
        for after, before, gate, spans, unknown in self._rows:
            if not before or (gate and not marks.get(gate)):
                low[after], high[after] = unknown
                continue
            try:
                low[after], high[after] = spans[marks.get(before, 0)]
            except KeyError:
                raise MarkFault(f"Tiêu chí {before} không có mức {marks[before]} điểm.") from None
        return low, high


def readable(marks: Mapping[str, Points]) -> dict[str, Points]:
    """Marks as stored (text) → as the engine reads them fastest: whole points as integers."""
    return {code: _read(points) for code, points in marks.items()}


@lru_cache(maxsize=4096)
def _read(points: Points | str) -> Points:
    """A form has some dozen different points; a province's sheets have millions of marks."""
    return _short(Fraction(points))


def _short(points: Fraction) -> Points:
    return points.numerator if points.denominator == 1 else points


def _row(before: CriteriaSheet, rule: CriterionRule, match: Match | None) -> _Row:
    unknown = (0, _short(max(rule.levels)))
    if match is None or not match.before or not match.options:
        return _Row(rule.code, "", "", {}, unknown)
    old = before.criterion(match.before)
    spans: dict[Any, Span] = {}
    for level in old.levels:
        places = {option.order for option in old.options if option.points == level}
        if not level:
            places.add(0)  # no box and a box of 0 points cannot be told apart in marks
        spans[_short(level)] = _span(rule, match, places, unknown)
    return _Row(rule.code, old.code, old.applies_if_code, spans, unknown)


def _span(rule: CriterionRule, match: Match, places: Iterable[int], unknown: Span) -> Span:
    """The lowest and highest points of every box that one of `places` may have become."""
    points = {0: Fraction(0), **{option.order: option.points for option in rule.options}}
    told = [match.options.get(place) for place in places]
    if any(not others for others in told):
        return unknown
    reached = [points[other] for others in told for other in others or ()]
    return _short(min(reached)), _short(max(reached))


class _Plan:
    """The steps from the worst case to the rank of today: minima first, then points, what is only unproved first."""

    def __init__(self, outlook: Outlook) -> None:
        self.outlook, self.sheet = outlook, outlook.switch.after
        self.low = [dict(ballot.marks) for ballot in outlook.worst.ballots]
        self.high = [ballot.marks for ballot in outlook.best.ballots]

    def steps(self) -> Iterator[Need]:
        yield from self._minima()
        yield from self._points()

    @cached_property
    def _possible(self) -> frozenset[tuple[int, str]]:
        """The minima that only the worst case misses."""
        failed = {(item.star, item.criterion) for item in self.outlook.best.blocked}
        return frozenset((item.star, item.criterion) for item in self.outlook.unmet) - failed

    def _minima(self) -> Iterator[Need]:
        highest: dict[str, Blocked] = {}
        for item in self.outlook.unmet:
            if item.criterion not in highest or item.needs > highest[item.criterion].needs:
                highest[item.criterion] = item
        for item in sorted(highest.values(), key=lambda item: self.sheet.criterion(item.criterion).order):
            rule = self.sheet.criterion(item.criterion)
            condition = rule.applies_if_code
            if condition and condition not in highest and not all(row[condition] for row in self.low):
                first = self.sheet.criterion(condition)
                yield self._raise(first, first.levels[1], MINIMUM, item.star, self._is_open(first, first.levels[1]))
            yield self._raise(rule, item.needs, MINIMUM, item.star, (item.star, item.criterion) in self._possible)

    def _points(self) -> Iterator[Need]:
        """The fewest criteria, unproved ones before those to be improved, those not changed at will last."""
        missing = self._missing()
        # twice: what a first step makes count (a story) is offered in the second
        for open_, fixed in ((True, False), (True, True), (False, False), (False, True)) * 2:
            if missing <= 0:
                return
            for rule, top in self._largest(open_, fixed):
                if missing <= 0:
                    return
                enough = (level for level in rule.levels if level <= top and self._gain(rule, level) >= missing)
                level = next(enough, top)
                missing -= self._gain(rule, level)
                yield self._raise(rule, level, POINTS, self.outlook.stars, open_)

    def _missing(self) -> Fraction:
        engine = self.outlook.switch.engine
        ballots = [Ballot(str(number), marks) for number, marks in enumerate(self.low)]
        average = engine.rank(ballots, members=len(ballots)).average
        return self.outlook.switch.threshold(self.outlook.stars) - average

    def _largest(self, open_: bool, fixed: bool) -> list[tuple[CriterionRule, Fraction]]:
        """The criteria that can give something, most first, each with the level it can reach."""
        found = []
        for rule in self.sheet:
            if rule.fixed != fixed or not self._counts(rule):
                continue
            reach = Fraction(max(row[rule.code] for row in self.high)) if open_ else max(rule.levels)
            gain = self._gain(rule, reach)
            if gain > 0:
                found.append((-gain, rule.order, rule, reach))
        return [(rule, reach) for _, _, rule, reach in sorted(found, key=lambda item: item[:2])]

    def _counts(self, rule: CriterionRule) -> bool:
        return not rule.applies_if_code or all(row[rule.applies_if_code] for row in self.low)

    def _gain(self, rule: CriterionRule, level: Fraction) -> Fraction:
        marks: list[Any] = [row[rule.code] for row in self.low]
        to: Any = _short(level)  # whole numbers add up many times faster
        return Fraction(sum([to - mark for mark in marks if mark < to]), len(marks))

    def _is_open(self, rule: CriterionRule, level: Fraction) -> bool:
        return all(Fraction(row[rule.code]) >= level for row in self.high)

    def _raise(self, rule: CriterionRule, level: Fraction, why: str, star: int, open_: bool) -> Need:
        for row in self.low:
            row[rule.code] = _short(max(Fraction(row[rule.code]), level))
        option = next(option for option in rule.options if option.points == level)
        return Need(rule, option, why, star, open_)
