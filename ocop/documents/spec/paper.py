"""A whole paper: its head by Nghị định 30/2020/NĐ-CP, its blocks, who signs, who receives it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ocop.documents.spec.blocks import Block


@dataclass(frozen=True)
class Head:
    """The head. Without `issuer` it is a citizen's form: the motto stands alone in the middle. `subject` is the
    "V/v" of a letter, in place of `kind` and `title`."""

    issuer: str = ""
    parent: str = ""
    number: str = ""
    place_date: str = ""
    kind: str = ""
    title: str = ""
    subject: str = ""
    form: str = ""


@dataclass(frozen=True)
class PaperText:
    """What both typesetters print."""

    head: Head
    blocks: Sequence[Block]
    sign: Sequence[str] = ()
    signer: str = ""
    recipients: Sequence[str] = ()
    landscape: bool = False
    meta: dict[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """Plain data."""
        return {**asdict(self), "blocks": list(self.blocks)}
