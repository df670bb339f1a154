"""What a check of a legal rule returns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the rule wants it.

    `code` names the rule, `clause` the place in the law, `message` says in Vietnamese what is missing and how
    to mend it, `where` the part of the form or record that it stands on.
    """

    code: str
    clause: str
    message: str
    where: str = ""
    blocking: bool = True
