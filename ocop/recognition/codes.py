"""The signed code printed on a certificate: who holds our public key can check it without asking us.

The token is one digit of stars, the last day of validity as yyyymmdd, and the signature over the three lines code,
stars, last day (`ocop.documents.codes`). It tells what was printed, not what has happened since: today's status is on
the page that the QR opens.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from ocop.documents.codes import sign, verify

_TOKEN = re.compile(r"([1-5])(\d{4})(\d{2})(\d{2})([A-Za-z0-9_-]+)", re.ASCII)


@dataclass(frozen=True)
class Printed:
    """What a genuine token says of its certificate on the day it was printed."""

    stars: int
    valid_until: date


def make_token(code: str, stars: int, valid_until: date) -> str:
    """The token that belongs to this code, these stars and this last day."""
    return f"{stars}{valid_until:%Y%m%d}{sign(_signed_text(code, stars, valid_until))}"


def read_token(code: str, token: str) -> Printed | None:
    """What our own token says; None where it was not made by us for this code."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    try:
        printed = Printed(int(found[1]), date(int(found[2]), int(found[3]), int(found[4])))
    except ValueError:
        return None
    return printed if verify(_signed_text(code, printed.stars, printed.valid_until), found[5]) else None


def code_url(code: str, token: str) -> str:
    """The whole address that the QR holds; its shape is final, because it is printed."""
    return f"{settings.SITE_URL.rstrip('/')}/c/{code}/{token}"


def _signed_text(code: str, stars: int, valid_until: date) -> str:
    return f"{code}\n{stars}\n{valid_until:%Y-%m-%d}"
