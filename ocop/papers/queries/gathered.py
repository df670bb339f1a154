"""What a gathering gives: the data of one paper, and whether it is time for it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Gathered:
    """`data` by the names of the fields; an empty value is a gap. `not_yet` says why it is too early. `number` is the
    one that the record already carries; `authority` and `signer` come before those of the settings."""

    data: dict[str, Any]
    not_yet: str = ""
    subject: str = ""
    dated_on: date | None = None
    number: str = ""
    authority: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = field(default=())
