"""Which criterion of an earlier law is which of a later one, and which box may be which: proposing and checking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ocop.base.text import fold
from ocop.regulations.ruleset import CriteriaSheet, CriterionRule
from ocop.regulations.spec.compare import same_criteria

SAME, NARROWER, PARTLY, NONE = "same", "narrower", "partly", "none"
KINDS = {
    SAME: "như nhau",
    NARROWER: "quyết định sau chặt hơn",
    PARTLY: "giao nhau một phần",
    NONE: "không có ở bên kia",
}


@dataclass(frozen=True, slots=True)
class Match:
    """A criterion of the earlier law (`before`) and the one of the later (`after`) that it tells of; a code is empty
    where that side has none. `options`: place of the box before (0: none met) → places of the boxes after that may
    be true of the same product (0: none). A box that is not listed tells nothing."""

    before: str
    after: str
    kind: str
    options: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    note: str = ""
    doubt: str = ""


def propose(before: CriteriaSheet, after: CriteriaSheet) -> tuple[Match, ...]:
    """A draft in the order of the later form, what is gone last: criteria by name and place, boxes carried only
    where label and points agree."""
    pairs = same_criteria(before, after)
    came_from = {new: old for old, new in pairs.items()}
    found = [
        _pair(before.criterion(came_from[rule.code]), rule) if rule.code in came_from else Match("", rule.code, NONE)
        for rule in after
    ]
    return (*found, *(Match(rule.code, "", NONE) for rule in before if rule.code not in pairs))


def faults(match: Match, before: CriteriaSheet, after: CriteriaSheet) -> list[str]:
    """What is wrong with a row, one sentence each; empty where it can stand."""
    found = []
    if not match.before and not match.after:
        found.append("Dòng phải nêu tiêu chí của ít nhất một bên.")
    if match.before and match.before not in before.codes:
        found.append(f"Bộ trước không có tiêu chí {match.before}.")
    if match.after and match.after not in after.codes:
        found.append(f"Bộ sau không có tiêu chí {match.after}.")
    if match.kind not in KINDS:
        found.append(f"Mức giống nhau phải là một trong: {', '.join(KINDS)}.")
    if (match.kind == NONE) == bool(match.before and match.after):
        found.append("“Không có ở bên kia” là khi chỉ một bên có tiêu chí; các mức khác cần tiêu chí của cả hai bên.")
    return found or _option_faults(match, before, after)


def whole_faults(matches: Iterable[Match], after: CriteriaSheet) -> list[str]:
    """Whether every criterion of the later form stands in exactly one row."""
    codes = [match.after for match in matches if match.after]
    twice = [f"Tiêu chí {code} được đối chiếu hai lần." for code in after.codes if codes.count(code) > 1]
    return twice + [f"Tiêu chí {code} chưa được đối chiếu." for code in after.codes if code not in codes]


def _option_faults(match: Match, before: CriteriaSheet, after: CriteriaSheet) -> list[str]:
    if match.kind == NONE:
        return ["Tiêu chí chỉ có ở một bên thì không chuyển mức nào."] if match.options else []
    most = len(before.criterion(match.before).options)
    highest = len(after.criterion(match.after).options)
    found = [f"Tiêu chí {match.before} không có mức thứ {place}." for place in match.options if not 0 <= place <= most]
    for place, others in match.options.items():
        if not others:
            found.append(f"Mức {place} của {match.before}: ghi ít nhất một mức của {match.after}, hoặc bỏ hẳn.")
        if any(not 0 <= other <= highest for other in others):
            found.append(f"Mức {place} của {match.before}: tiêu chí {match.after} chỉ có mức từ 0 đến {highest}.")
    return found


def _pair(old: CriterionRule, new: CriterionRule) -> Match:
    same = {option.order: _same_box(option.label, option.points, new) for option in old.options}
    carried = {place: (other,) for place, other in same.items() if other}
    if len(carried) == len(old.options):
        return Match(old.code, new.code, SAME, {0: (0,), **carried})
    return Match(old.code, new.code, PARTLY, carried)


def _same_box(label: str, points: object, rule: CriterionRule) -> int:
    """The place of the box with this label and these points; 0 where there is none."""
    fits = [option.order for option in rule.options if option.points == points and fold(option.label) == fold(label)]
    return fits[0] if len(fits) == 1 else 0
