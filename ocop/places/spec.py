"""A change of the map as it is entered: one receiving unit and what it is made of. Plain data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Share(StrEnum):
    """How much of an old unit goes into the receiving one, and whether the old one lives on."""

    WHOLE = "whole"
    PART = "part"
    LAST_PART = "last_part"


SHARE_TITLES = {
    Share.WHOLE: "toàn bộ",
    Share.PART: "một phần, đơn vị cũ còn lại",
    Share.LAST_PART: "phần còn lại, đơn vị cũ kết thúc",
}


SHARE_WORDS = {Share.WHOLE: "toàn bộ", Share.PART: "một phần", Share.LAST_PART: "phần còn lại của"}


@dataclass(frozen=True)
class Source:
    """An old unit of the map and its share."""

    unit: Any
    share: Share


@dataclass(frozen=True)
class ChangeFacts:
    """One item of a resolution. `target` is a unit of the map that goes on, or None where a new one begins with
    `kind`, `name` and `code`; a new commune lies in the province `into`, the one that enters the change where it is
    None. `of_provinces`: provinces go into a province, and their communes with them."""

    document: str
    on: date
    sources: tuple[Source, ...]
    target: Any = None
    kind: str = ""
    name: str = ""
    code: str = ""
    note: str = ""
    into: Any = None
    of_provinces: bool = False
