"""What the record is about in these tests: people and rows that need no table."""

from dataclasses import dataclass

from ocop.audit.models import Head


@dataclass(frozen=True)
class Person:
    """Like a user: a key and a name."""

    pk: int
    name: str

    def __str__(self) -> str:
        return self.name


AN = Person(7, "Nguyễn Văn An")


def thing(pk: int = 1) -> Head:
    """Any row that can be told about; it is never saved."""
    return Head(pk=pk, number=3, digest="")
