"""How long a certificate holds, and what it is worth on a given day (Điều 4.3, 8, 12.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ocop.recognition.states import CertificateStatus

S = CertificateStatus


@dataclass(frozen=True)
class Event:
    """One row of what happened to a certificate; `until` is the last day of an extension or suspension."""

    kind: str
    effective_on: date
    until: date | None = None


@dataclass(frozen=True)
class Standing:
    """What a certificate is worth on a day. `since` is the first day of this status; `until` the last day on which
    the certificate may still be used, as known that day (None: it may not be used)."""

    status: CertificateStatus
    since: date
    until: date | None = None

    @property
    def in_force(self) -> bool:
        """Whether packs may carry the stars on that day."""
        return self.status in (S.VALID, S.EXTENDED)


def last_day(issued_on: date, end: date) -> date:
    """The last day of a term of months, the day of issue counted: 36 months from 15/05/2025 end with 14/05/2028.

    `end` is the day of the last month that corresponds to the day of issue. Where that month has no such day
    (29 February), its last day still counts. The law says "36 tháng kể từ ngày ban hành"; counting the first day
    never shows a certificate as valid for longer than anybody may hold it to be.
    """
    return end if end.day != issued_on.day else end - timedelta(days=1)


def standing_on(day: date, issued_on: date, valid_until: date, events: Iterable[Event]) -> Standing | None:
    """What a certificate is worth on `day`; None before it was issued.

    Revocation is final; a certificate replaced by a new one of the same product stays replaced; the end of validity
    outweighs a suspension, since then there is nothing left to suspend.
    """
    if day < issued_on:
        return None
    known = sorted((event for event in events if event.effective_on <= day), key=lambda event: event.effective_on)
    for kind, status in (("revoked", S.REVOKED), ("replaced", S.REPLACED)):
        ended = next((event for event in known if event.kind == kind), None)
        if ended is not None:
            return Standing(status, ended.effective_on)
    extended = max((e.until for e in known if e.kind == "extended" and e.until), default=valid_until)
    until = max(valid_until, extended)
    if day > until:
        return Standing(S.EXPIRED, until + timedelta(days=1))
    pause = next((event for event in reversed(known) if event.kind in ("suspended", "restored")), None)
    if pause is not None and pause.kind == "suspended" and (pause.until is None or day <= pause.until):
        return Standing(S.SUSPENDED, pause.effective_on)
    if day > valid_until:
        return Standing(S.EXTENDED, valid_until + timedelta(days=1), until)
    return Standing(S.VALID, issued_on, until)
