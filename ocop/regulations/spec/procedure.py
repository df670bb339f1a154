"""What a procedure says: its levels in order, who recognises which stars, what goes up, how long old files have.

Pure: read from the frozen content of a `Procedure`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from ocop.base.dates import show_long


class Level(StrEnum):
    """Whose desk or council."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    NATIONAL = "national"


LEVEL_TITLES = {
    Level.COMMUNE: "cấp xã",
    Level.DISTRICT: "cấp huyện",
    Level.PROVINCE: "cấp tỉnh",
    Level.NATIONAL: "cấp trung ương",
}
KIND_TITLES = {"first": "lần đầu", "upgrade": "nâng hạng", "again": "phân hạng lại"}
AGAIN_BY = {
    "writing": "Lấy ý kiến bằng văn bản; họp khi ý kiến khác nhau hoặc phức tạp",
    "meeting_or_writing": "Họp hoặc lấy ý kiến bằng văn bản",
    "meeting": "Họp",
}


@dataclass(frozen=True)
class LevelRule:
    """One level: which stars it recognises, and from how many points a result goes to the next."""

    level: Level
    council: bool
    recognises: tuple[int, ...]
    goes_up_from: Fraction | None
    authority: str
    task: str
    clause: str

    @property
    def title(self) -> str:
        """ "cấp huyện"."""
        return LEVEL_TITLES[self.level]

    @property
    def stars_shown(self) -> str:
        """ "3, 4 sao"; empty for a level that recognises nothing."""
        return f"{', '.join(map(str, self.recognises))} sao" if self.recognises else ""


@dataclass(frozen=True)
class Transition:
    """Until when files lodged under the rule before are finished under it."""

    filed_before: date
    kinds: tuple[str, ...]
    days: int
    clause: str
    last_day: date

    @property
    def kinds_shown(self) -> str:
        """ "lần đầu, nâng hạng"."""
        return ", ".join(KIND_TITLES[kind] for kind in self.kinds)


@dataclass(frozen=True)
class Rules:
    """A whole procedure. `filed_until` is the last day on which it takes new files."""

    number: str
    title: str
    dated: date
    in_force_from: date
    in_force_to: date | None
    filed_until: date | None
    criteria: str
    code_pattern: str
    code_of: Level
    code_clause: str
    validity_months: int
    again_by: str
    again_clause: str
    source: str
    levels: tuple[LevelRule, ...]
    transitions: tuple[Transition, ...]

    def takes(self, day: date) -> bool:
        """Whether a file lodged on `day` is evaluated under it."""
        return self.in_force_from <= day and (self.filed_until is None or day <= self.filed_until)

    @property
    def in_writing(self) -> bool:
        """Whether the council re-evaluates by written opinion."""
        return self.again_by == "writing"

    @property
    def allows_writing(self) -> bool:
        """Whether a council may re-evaluate by written opinion."""
        return self.again_by in ("writing", "meeting_or_writing")

    @property
    def again_shown(self) -> str:
        """How the council re-evaluates, in words."""
        return AGAIN_BY[self.again_by]

    @property
    def councils(self) -> tuple[LevelRule, ...]:
        """The levels with a council, lowest first."""
        return tuple(rule for rule in self.levels if rule.council)

    @property
    def has_district(self) -> bool:
        """Whether a district takes part."""
        return any(rule.level == Level.DISTRICT for rule in self.levels)

    def level(self, name: str) -> LevelRule:
        """One level; KeyError where it takes no part."""
        for rule in self.levels:
            if rule.level == name:
                return rule
        raise KeyError(f"{self.number}: no level {name!r}")

    @property
    def asked(self) -> LevelRule:
        """The level that the commune asks to evaluate: the one after its own."""
        return self.levels[1]

    @property
    def law(self) -> str:
        """ "Quyết định số 148/QĐ-TTg ngày 24 tháng 02 năm 2023 của Thủ tướng Chính phủ"."""
        return f"Quyết định số {self.number} {show_long(self.dated)} của Thủ tướng Chính phủ"

    def above(self, name: str) -> LevelRule | None:
        """The council above a level, if any."""
        councils = self.councils
        place = next(index for index, rule in enumerate(councils) if rule.level == name)
        return councils[place + 1] if place + 1 < len(councils) else None

    def below(self, name: str) -> LevelRule | None:
        """The council below a level, if any."""
        councils = self.councils
        place = next(index for index, rule in enumerate(councils) if rule.level == name)
        return councils[place - 1] if place else None

    def without_district(self) -> "Rules":
        """The same for a place that has no district (any more): the province does what the district would."""
        gone = [rule for rule in self.levels if rule.level == Level.DISTRICT]
        if not gone:
            return self
        kept = []
        for rule in self.levels:
            if rule.level == Level.PROVINCE:
                rule = replace(rule, recognises=tuple(sorted({*gone[0].recognises, *rule.recognises})))
            if rule.level != Level.DISTRICT:
                kept.append(rule)
        return replace(self, levels=tuple(kept), code_of=Level.COMMUNE)


def read_procedure(content: Mapping[str, Any]) -> Rules:
    """The rules from plain data; days may be dates or ISO text."""
    begins = _day(content["in_force_from"])
    assert begins is not None
    dated = _day(content["dated"])
    assert dated is not None
    return Rules(
        number=content["number"],
        title=content["title"],
        dated=dated,
        in_force_from=begins,
        in_force_to=_day(content.get("in_force_to")),
        filed_until=_day(content.get("filed_until")),
        criteria=content["criteria"],
        code_pattern=content["product_code"]["pattern"],
        code_of=Level(content["product_code"]["of"]),
        code_clause=content["product_code"]["clause"],
        validity_months=content["validity"]["amount"],
        again_by=content["again_by"],
        again_clause=content.get("again_clause", "Quy trình đánh giá"),
        source=content["source"],
        levels=tuple(_level(row) for row in content["levels"]),
        transitions=tuple(_transition(row, begins) for row in content["transitions"]),
    )


def _level(row: Mapping[str, Any]) -> LevelRule:
    points = row.get("goes_up_from")
    return LevelRule(
        level=Level(row["level"]),
        council=row["council"],
        recognises=tuple(row["recognises"]),
        goes_up_from=None if points is None else Fraction(points),
        authority=row["authority"],
        task=row["task"],
        clause=row["clause"],
    )


def _transition(row: Mapping[str, Any], begins: date) -> Transition:
    before = _day(row["filed_before"])
    assert before is not None
    return Transition(
        filed_before=before,
        kinds=tuple(row["kinds"]),
        days=row["days"],
        clause=row["clause"],
        last_day=begins + timedelta(days=row["days"]),
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None
