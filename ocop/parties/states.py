"""States of a producer: registered, then confirmed by its commune."""

from enum import StrEnum

from ocop.base.moves import Move, MoveTable


class ProducerState(StrEnum):
    """Whether the commune knows the producer."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


TITLES: dict[StrEnum, str] = {
    ProducerState.PENDING: "Chờ xã xác nhận",
    ProducerState.CONFIRMED: "Đã xác nhận",
    ProducerState.REFUSED: "Không xác nhận",
}

TABLE = MoveTable(
    app="parties",
    record="producer",
    initial=ProducerState.PENDING,
    titles=TITLES,
    moves=(
        Move(
            "confirm_producer",
            (ProducerState.PENDING, ProducerState.REFUSED),
            ProducerState.CONFIRMED,
            "Xác nhận chủ thể",
            "Xã đã xác nhận chủ thể.",
        ),
        Move(
            "refuse_producer",
            (ProducerState.PENDING,),
            ProducerState.REFUSED,
            "Không xác nhận",
            "Xã không xác nhận chủ thể.",
            reason=True,
        ),
        Move(
            "register_again",
            (ProducerState.REFUSED,),
            ProducerState.PENDING,
            "Gửi lại đăng ký",
            "Chủ thể đã sửa và gửi lại đăng ký.",
        ),
    ),
)
