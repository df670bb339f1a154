"""Plain shapes of signing: kinds, places on a page, and what an inspection found. Millimetres from the lower left."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

POINTS = 72 / 25.4


class Kind(StrEnum):
    """Whose signature it is. A paper carries the person's first, then the agency's (Nghị định 30/2020, Điều 5)."""

    PERSONAL = "personal"
    AGENCY = "agency"


class Form(StrEnum):
    """Where the signatures stand: in the signing block, or in the corner of what is attached."""

    PAPER = "paper"
    ATTACHMENT = "attachment"


class Body(StrEnum):
    """Whose paper it is, and with that who signs it first."""

    PROVINCE = "province"
    OFFICE = "office"
    TEAM = "team"
    COUNCIL = "council"
    COMMUNE = "commune"


class ProviderKind(StrEnum):
    """Where the private key lies."""

    PKCS12 = "pkcs12"
    TOKEN = "token"  # noqa: S105 - a kind of device
    REMOTE = "remote"


@dataclass(frozen=True)
class Box:
    """A rectangle on a page (counted from 0)."""

    page: int
    left: float
    bottom: float
    width: float
    height: float

    def points(self) -> tuple[int, int, int, int]:
        """Left, bottom, right, top as PDF counts."""
        edges = (self.left, self.bottom, self.left + self.width, self.bottom + self.height)
        left, bottom, right, top = (round(edge * POINTS) for edge in edges)
        return left, bottom, right, top


@dataclass(frozen=True)
class Block:
    """The signing block of a paper: the middle of its column, the height free between title and name."""

    page: int
    centre: float
    bottom: float
    top: float


@dataclass(frozen=True)
class Sheet:
    """Width and height of a page."""

    width: float
    height: float


@dataclass(frozen=True)
class Secret:
    """What unlocks a key for one act; never written down in clear (docs/adr/0007)."""

    pin: str = field(repr=False)
    otp: str = field(default="", repr=False)
    key_file: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Holder:
    """What a certificate says of itself."""

    name: str
    organisation: str
    issuer: str
    serial: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    usages: frozenset[str] | None
    """Key usages; None where the certificate does not limit them."""


@dataclass(frozen=True)
class Found:
    """One signature of a file, as an inspection found it."""

    name: str
    organisation: str
    issuer: str
    serial: str
    fingerprint: str
    field: str
    signed_at: str | None
    stamped_at: str | None
    stamp_trusted: bool
    intact: bool
    trusted: bool
    changed: str
    """What came after: "", "signatures", "validation", "forms", "notes", "content", "unknown"."""
    whole: bool
    expired: bool
    """The certificate was out of its days when it signed."""
    expired_now: bool
    revoked: str
    """"yes", "no" or "unknown" (no list of revoked certificates at hand)."""
    page: int | None = None


@dataclass(frozen=True)
class Inspection:
    """All that an inspection of a file found; `fault` where it could not be inspected."""

    fault: str = ""
    signatures: tuple[Found, ...] = ()
    pages: int = 0
    roots: int = 0
