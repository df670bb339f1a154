"""What the first page shows: the acts that wait for this person, most urgent first."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Todo:
    """One act that waits. `tone` is plain, gold (soon) or lacquer (late); `count` stands for a group of them."""

    title: str
    detail: str
    url: str
    action: str
    tone: str = "plain"
    due: date | None = None
    count: int = 1
