"""What may follow what, as plain data: the tables in every `states.py` are made of these.

No Django here; `ocop.base.flow` performs the moves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Move:
    """One permitted step of a record.

    `target` None means that the state stays (the step is a fact with a row of its own, such as a return for
    completion). `needs` names guards that must find nothing; `reason` makes the stated reason compulsory;
    `internal` steps are consequences that an action of an upper floor draws, and that action has asked the
    permission. `said` is what the producer reads in the timeline.
    """

    name: str
    sources: tuple[StrEnum, ...]
    target: StrEnum | None
    title: str
    said: str = ""
    needs: tuple[str, ...] = ()
    reason: bool = False
    internal: bool = False


@dataclass(frozen=True)
class MoveTable:
    """All moves of one kind of record. `app` is the prefix of the permissions: "dossiers.submit"."""

    app: str
    record: str
    initial: StrEnum
    moves: tuple[Move, ...]
    titles: Mapping[Any, str] = field(default_factory=dict)

    def find(self, name: str) -> Move:
        """The move called `name`; KeyError where the table has none."""
        for move in self.moves:
            if move.name == name:
                return move
        raise KeyError(f"{self.record}: no move {name!r}")

    def open_from(self, state: str) -> tuple[Move, ...]:
        """The moves that may start in `state`."""
        return tuple(move for move in self.moves if state in move.sources)

    def reachable(self) -> set[str]:
        """Every state that some chain of moves reaches from the first one."""
        seen: set[str] = set()
        todo: list[str] = [self.initial]
        while todo:
            state = todo.pop()
            if state not in seen:
                seen.add(state)
                todo.extend(move.target for move in self.open_from(state) if move.target is not None)
        return seen


def names(moves: Iterable[Move]) -> list[str]:
    """The names of `moves`, in order."""
    return [move.name for move in moves]
