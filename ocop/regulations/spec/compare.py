"""Two rule sets side by side: set by set, criterion by criterion, what was added, what is gone, what is other."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from typing import TypeVar

from ocop.base.text import fold
from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, plain

Thing = TypeVar("Thing")

ADDED, GONE = "added", "gone"
CODE, PART, POINTS, OPTIONS, MINIMA, WORDING, CONDITIONS = (
    "code", "part", "points", "options", "minima", "wording", "conditions",
)  # fmt: skip
KINDS = {
    ADDED: "Thêm",
    GONE: "Bỏ",
    CODE: "Đổi ký hiệu",
    PART: "Chuyển phần",
    POINTS: "Điểm tối đa",
    OPTIONS: "Các mức điểm",
    MINIMA: "Mức tối thiểu của hạng sao",
    WORDING: "Lời văn",
    CONDITIONS: "Điều kiện, loại, dừng",
}
LIKE = 0.7  # how like two names are (0 to 1) for their criteria to be one and the same under another sign
LIKE_SAME_CODE = 0.4  # a name may change more where the sign stays


@dataclass(frozen=True, slots=True)
class Change:
    """One difference of a criterion; `code` is its sign after (before, where it is gone)."""

    kind: str
    code: str
    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class SetChange:
    """The differences of one set; a number is None where that side has no such set."""

    before_no: int | None
    after_no: int | None
    before_name: str
    after_name: str
    changes: tuple[Change, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """(code before, code after) of the criteria that are taken to be the same."""

    @property
    def renamed(self) -> bool:
        return bool(self.before_name and self.after_name) and self.before_name != self.after_name

    @property
    def kinds(self) -> dict[str, int]:
        """How many changes of each kind, kinds in their usual order."""
        found = {kind: sum(change.kind == kind for change in self.changes) for kind in KINDS}
        return {kind: count for kind, count in found.items() if count}


def compare(before: Mapping[int, CriteriaSheet], after: Mapping[int, CriteriaSheet]) -> tuple[SetChange, ...]:
    """Every set of both sides, in the order of the later law, then the sets that are gone."""
    old, new = [before[no] for no in sorted(before)], [after[no] for no in sorted(after)]
    pairs = dict(_match(new, old, lambda sheet: str(sheet.set_no), lambda sheet: sheet.name))
    found = [_set_change(old[pairs[place]] if place in pairs else None, sheet) for place, sheet in enumerate(new)]
    kept = set(pairs.values())
    return (*found, *(_set_change(sheet, None) for place, sheet in enumerate(old) if place not in kept))


def same_criteria(before: CriteriaSheet, after: CriteriaSheet) -> dict[str, str]:
    """code before → code after of the criteria that are taken to be the same."""
    pairs = _match(before.criteria, after.criteria, lambda rule: rule.code, _full_name)
    return {before.criteria[old].code: after.criteria[new].code for old, new in sorted(pairs)}


def _set_change(before: CriteriaSheet | None, after: CriteriaSheet | None) -> SetChange:
    if before is None or after is None:
        return SetChange(
            before.set_no if before else None, after.set_no if after else None,
            before.name if before else "", after.name if after else "",
        )  # fmt: skip
    pairs = same_criteria(before, after)
    changes = tuple(_changes(before, after, pairs))
    return SetChange(before.set_no, after.set_no, before.name, after.name, changes, tuple(pairs.items()))


def _changes(before: CriteriaSheet, after: CriteriaSheet, pairs: Mapping[str, str]) -> Iterator[Change]:
    """In the order of the later form; what is gone comes last."""
    came_from = {new: old for old, new in pairs.items()}
    for rule in after:
        if rule.code in came_from:
            yield from _criterion_changes(before.criterion(came_from[rule.code]), rule)
        else:
            yield Change(ADDED, rule.code, rule.name, after=f"{plain(rule.max_points)} điểm")
    for rule in before:
        if rule.code not in pairs:
            yield Change(GONE, rule.code, rule.name, before=f"{plain(rule.max_points)} điểm")


def _criterion_changes(before: CriterionRule, after: CriterionRule) -> Iterator[Change]:
    views: tuple[tuple[str, Callable[[CriterionRule], str]], ...] = (
        (CODE, lambda rule: rule.code),
        (PART, lambda rule: rule.part),
        (POINTS, lambda rule: plain(rule.max_points)),
        (OPTIONS, _ladder),
        (MINIMA, _minima),
        (WORDING, _official if _has_official(before) and _has_official(after) else _short),
        (CONDITIONS, _conditions),
    )
    for kind, view in views:
        old, new = view(before), view(after)
        if old != new:
            yield Change(kind, after.code, after.name, old, new)


def _ladder(rule: CriterionRule) -> str:
    """The points of the options; cases are told apart."""
    cases: dict[str | None, list[str]] = {}
    for option in rule.options:
        cases.setdefault(option.case, []).append(plain(option.points))
    return "; ".join((f"{case}: " if case else "") + " / ".join(points) for case, points in cases.items())


def _minima(rule: CriterionRule) -> str:
    return ", ".join(f"{star} sao: {plain(points)}" for star, points in sorted(rule.minima.items()))


def _has_official(rule: CriterionRule) -> bool:
    return bool(rule.official_text)


def _official(rule: CriterionRule) -> str:
    """The very words of the decision."""
    return "\n".join([rule.official_text, *(option.wording for option in rule.options)])


def _short(rule: CriterionRule) -> str:
    """Our short wording, where one side has no other."""
    return "\n".join([rule.name, rule.guidance, *(option.label for option in rule.options)])


def _conditions(rule: CriterionRule) -> str:
    told = (
        *rule.requirements,
        *rule.reject_if,
        *rule.stop_if,
        rule.applies_only_if,
        *(text for _, text in rule.cases),
    )
    return "\n".join(text for text in told if text)


def _full_name(rule: CriterionRule) -> str:
    """The name with the group it stands in: "Ngoại hình: Tạp chất"."""
    return f"{rule.parent_name}: {rule.name}" if rule.parent_name else rule.name


def _match(
    left: Sequence[Thing], right: Sequence[Thing], code: Callable[[Thing], str], name: Callable[[Thing], str]
) -> Iterable[tuple[int, int]]:
    """Pairs of places, the likest first: no thing stands in two pairs."""
    mine, theirs = [_bare(name(row)) for row in left], [_bare(name(row)) for row in right]
    scored: list[tuple[Fraction, int, int]] = []
    for place, row in enumerate(left):
        for other, column in enumerate(right):
            same_code = code(row) == code(column)
            like = _like(mine[place], theirs[other], LIKE_SAME_CODE if same_code else LIKE)
            if like is not None:
                # of equally like ones the one with the same sign, then the one that stands nearest
                near = Fraction(1, 1 + abs(place - other)) / 1000
                scored.append((like + (Fraction(1, 20) if same_code else 0) + near, place, other))
    pairs: dict[int, int] = {}
    for _, place, other in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if place not in pairs and other not in pairs.values():
            pairs[place] = other
    return pairs.items()


def _like(mine: str, theirs: str, least: float) -> Fraction | None:
    """How like two names are; None where less than `least`."""
    if mine == theirs:
        return Fraction(1)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return None
    ratio = matcher.ratio()
    return Fraction(ratio).limit_denominator(1000) if ratio >= least else None


def _bare(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(name)))
