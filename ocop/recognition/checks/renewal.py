"""When a re-evaluation is filed: not earlier than 180 and not later than 120 days before the certificate ends
(Điều 7.6.a, Quyết định 26/2026/QĐ-TTg)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """How the time for filing stands."""

    EARLY = "early"
    OPEN = "open"
    LATE = "late"
    OVER = "over"


@dataclass(frozen=True)
class Window:
    """The first and the last day for filing, and the last day of the certificate."""

    opens: date
    closes: date
    ends: date

    def stage(self, day: date) -> Stage:
        """How it stands on `day`; both ends of the window belong to it."""
        if day < self.opens:
            return Stage.EARLY
        if day <= self.closes:
            return Stage.OPEN
        return Stage.LATE if day <= self.ends else Stage.OVER
