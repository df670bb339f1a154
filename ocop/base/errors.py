"""Refusals that a person can read. Actions raise them, doors show them beside what was asked."""

from collections.abc import Sequence

from ocop.base.findings import Finding


class Refused(Exception):
    """An action that may not happen; `str()` is the Vietnamese sentence to show."""


class NotAllowed(Refused):
    """The person has no right to it. Doors answer as if the thing did not exist."""


class IllegalMove(Refused):
    """The record is not in a state in which this step is possible."""


class ReasonMissing(Refused):
    """A step that needs a reason was asked without one."""


class Conflict(Refused):
    """Somebody else changed the same thing meanwhile."""


class NotReady(Refused):
    """A rule is not met; `findings` say which and how to mend it."""

    def __init__(self, findings: Sequence[Finding], message: str = "") -> None:
        self.findings = tuple(findings)
        super().__init__(message or " ".join(finding.message for finding in self.findings))
