"""What the form specification is made of."""

from dataclasses import dataclass
from enum import StrEnum

FIRST, UPGRADE, AGAIN = "first", "upgrade", "again"
EVERY = (FIRST, UPGRADE, AGAIN)
RENEWING = (UPGRADE, AGAIN)
# what each kind is for, in the producer's words
KIND_HELP = {
    FIRST: "Sản phẩm chưa có sao OCOP.",
    UPGRADE: "Đã có sao, nay muốn lên hạng cao hơn.",
    AGAIN: "Giấy chứng nhận sắp hết hạn 36 tháng.",
}


class Kind(StrEnum):
    """How a field is typed, checked and shown."""

    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    CHANGE = "change"


@dataclass(frozen=True)
class Field:
    """One item of the form.

    `required` and `kinds` name kinds of dossier. A field with a `source` ("producer.name") is not typed here but
    taken from that record, where it is changed; `personal` marks data of a person, `sensitive` what the law on
    personal data calls so.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    clause: str = "Mẫu 02, Phụ lục III"
    required: tuple[str, ...] = ()
    kinds: tuple[str, ...] = EVERY
    choices: tuple[tuple[str, str], ...] = ()
    source: str = ""
    unit: str = ""
    personal: bool = False
    sensitive: bool = False
    limit: int = 4000

    @property
    def typed(self) -> bool:
        """Filled in within the dossier itself."""
        return not self.source

    @property
    def item(self) -> str:
        """Its name in requests for completion."""
        return f"field:{self.key}"


@dataclass(frozen=True)
class Section:
    """Fields under one heading of the paper form."""

    title: str
    fields: tuple[Field, ...]
    intro: str = ""


@dataclass(frozen=True)
class Page:
    """One screen of the guided form."""

    key: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    kinds: tuple[str, ...] = EVERY

    @property
    def fields(self) -> tuple[Field, ...]:
        """All its fields, in order."""
        return tuple(field for section in self.sections for field in section.fields)

    @property
    def item(self) -> str:
        """Its name in requests for completion."""
        return f"page:{self.key}"
