"""What is asked of a producer, its representative and its places: plain data, filled by forms and tests."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class ProducerFacts:
    """The facts of a producer. `commune` is a unit of the map."""

    name: str
    legal_form: str
    registration_no: str
    commune: Any
    address: str
    registered_on: date | None = None
    registration_office: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


# Facts that the commune vouches for when it confirms; after that only the commune changes them.
IDENTITY = ("name", "legal_form", "registration_no", "registered_on", "registration_office", "commune")


@dataclass(frozen=True)
class RepresentativeFacts:
    """The legal representative; ethnicity and disability are sensitive personal data."""

    full_name: str
    position: str = ""
    sex: str = ""
    ethnicity: str = ""
    has_disability: bool = False
    residence: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class SiteFacts:
    """A place where the producer makes, grows or sells."""

    purpose: str
    commune: Any
    address: str


def tidy_registration_no(text: str) -> str:
    """The number as it is stored: capitals, no white space, so that one number has one writing."""
    return "".join(text.split()).upper()


def tidy_phone(text: str) -> str:
    """Digits only, +84 as 0."""
    digits = "".join(char for char in text if char.isdecimal())
    return f"0{digits[2:]}" if text.strip().startswith("+84") else digits
