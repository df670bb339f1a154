"""What the record says of a year, as plain facts: things that happened to dossiers, certificates as they stood."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class What(StrEnum):
    """What happens to a dossier, as far as a report counts it."""

    FILED = "filed"
    RETURNED = "returned"
    FORWARDED = "forwarded"
    SENT_UP = "sent_up"
    WITHDRAWN = "withdrawn"
    CONCLUDED = "concluded"
    RECOGNISED = "recognised"


@dataclass(frozen=True)
class Event:
    """One thing that happened to a dossier; `stars` are those of a conclusion or certificate (0: not ranked)."""

    what: What
    on: date
    dossier: int
    commune: str
    kind: str
    form: str
    group: str
    stars: int = 0


@dataclass(frozen=True)
class Held:
    """A certificate as it stood on the last day that is counted."""

    stars: int
    status: str
    last_day: date
    commune: str

    @property
    def in_force(self) -> bool:
        """Whether packs might carry the stars that day."""
        return self.status in ("valid", "extended")


@dataclass(frozen=True)
class Measure:
    """A decision of the year on a certificate that exists: suspension, restoration, revocation."""

    title: str
    kind: str
    on: date
    number: str
    product: str
    decision: str
    reason: str


@dataclass(frozen=True)
class Inspected:
    """What the conclusion of an inspection says of one product; `outcome` in words."""

    inspection: int
    kind: str
    outcome: str


@dataclass(frozen=True)
class Asked:
    """A request to the ministry for five stars; `outcome` in words, empty while none has come."""

    product: str
    number: str
    on: date
    stars: int
    outcome: str


@dataclass(frozen=True)
class Stay:
    """Working days in all that a dossier was at a desk which it left in the year."""

    desk: str
    dossier: int
    days: int


@dataclass(frozen=True)
class Published:
    """A recognition published before this system; `stars` 0 where the source does not say."""

    year: int
    stars: int


@dataclass(frozen=True)
class Facts:
    """All that the figures of a year are computed from. `as_of` is the last day counted; `events` are those of the
    year and of the year before."""

    year: int
    as_of: date
    district: bool = False
    events: tuple[Event, ...] = ()
    held: tuple[Held, ...] = ()
    measures: tuple[Measure, ...] = ()
    inspected: tuple[Inspected, ...] = ()
    asked: tuple[Asked, ...] = ()
    stays: tuple[Stay, ...] = ()
    published: tuple[Published, ...] = ()
