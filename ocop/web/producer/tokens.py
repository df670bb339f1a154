"""What a page knew when it was opened: the number and a mark of every value, carried in one hidden input.

With it a full page sent back without scripts tells the fields that this person changed from those that merely
travelled along, so an old page never writes over what another device has saved meanwhile.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ocop.base.text import whole
from ocop.dossiers.spec.values import is_empty


def mark(value: Any) -> str:
    """A short mark of a value; nothing given is one and the same."""
    text = json.dumps(None if is_empty(value) else value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def pack(known: Mapping[str, tuple[int, Any]]) -> str:
    """key → (number, value) as one line of text."""
    return ",".join(f"{key}:{number}:{mark(value)}" for key, (number, value) in known.items())


def unpack(text: str) -> dict[str, tuple[int, str]]:
    """key → (number, mark); what is not readable is left out."""
    found = {}
    for part in text.split(","):
        pieces = part.split(":")
        number = whole(pieces[1]) if len(pieces) == 3 else None
        if number is not None:
            found[pieces[0]] = (number, pieces[2])
    return found
