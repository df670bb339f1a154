"""The one choke point of every move, tried on producers."""

from enum import StrEnum

import pytest

from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing
from ocop.base.findings import Finding
from ocop.base.flow import Flow
from ocop.base.moves import Move, MoveTable
from ocop.parties.models import Producer
from ocop.parties.states import TABLE
from tests.factories.parties import make_producer

pytestmark = pytest.mark.django_db


class Someone:
    """Holds the permissions it was made with."""

    pk = None

    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return perm in self.permissions


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"


@pytest.fixture
def producer() -> Producer:
    return make_producer(state="pending")


def reload_state(producer: Producer) -> str:
    return Producer.objects.get(pk=producer.pk).state


def test_a_stranger_moves_nothing(producer: Producer) -> None:
    with pytest.raises(NotAllowed):
        Flow(TABLE).move(producer, "confirm_producer", by=Someone())
    with pytest.raises(NotAllowed):
        Flow(TABLE).move(producer, "confirm_producer", by=None)
    assert reload_state(producer) == "pending"
    assert producer.moves.count() == 0


def test_a_move_needs_its_reason(producer: Producer) -> None:
    with pytest.raises(ReasonMissing, match="Hãy ghi lý do"):
        Flow(TABLE).move(producer, "refuse_producer", by=Someone("parties.refuse_producer"), reason="  ")
    assert reload_state(producer) == "pending"


def test_a_move_starts_only_from_its_states(producer: Producer) -> None:
    with pytest.raises(IllegalMove, match="Chờ xã xác nhận"):
        Flow(TABLE).move(producer, "register_again", by=Someone("parties.register_again"))


def test_the_state_in_the_database_decides_not_the_one_in_hand(producer: Producer) -> None:
    Producer.objects.filter(pk=producer.pk).update(state="confirmed")
    with pytest.raises(IllegalMove):
        Flow(TABLE).move(producer, "refuse_producer", by=Someone("parties.refuse_producer"), reason="vì")


def test_guards_say_what_is_missing(producer: Producer) -> None:
    table = MoveTable(
        app="parties",
        record="producer",
        initial=Door.SHUT,
        moves=(Move("enter", ("pending",), Door.OPEN, "Vào", needs=("key",)),),  # type: ignore[arg-type]
    )
    flow = Flow(table, {"key": lambda record: [Finding("key", "Điều 1", "Thiếu chìa khóa.")]})
    with pytest.raises(NotReady, match="Thiếu chìa khóa") as refused:
        flow.move(producer, "enter", by=Someone("parties.enter"))
    assert [finding.code for finding in refused.value.findings] == ["key"]


def test_a_guard_without_a_function_is_refused_at_start() -> None:
    table = MoveTable(
        app="x", record="x", initial=Door.SHUT, moves=(Move("m", (Door.SHUT,), Door.OPEN, "M", needs=("nobody",)),)
    )
    with pytest.raises(ValueError, match="nobody"):
        Flow(table)


def test_the_buttons_are_the_moves_one_may_start(producer: Producer) -> None:
    flow = Flow(TABLE)
    assert [move.name for move in flow.possible(producer, Someone("parties.confirm_producer"))] == ["confirm_producer"]
    assert flow.possible(producer, Someone()) == []
