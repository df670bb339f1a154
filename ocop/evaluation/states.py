"""States of a session and of an item on its agenda."""

from enum import StrEnum

from ocop.base.moves import Move, MoveTable


class SessionState(StrEnum):
    """A meeting of the council."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


SESSION_TITLES = {
    SessionState.PLANNED: "Chuẩn bị",
    SessionState.OPEN: "Đang họp",
    SessionState.CLOSED: "Đã kết thúc, chờ công bố",
    SessionState.PUBLISHED: "Đã công bố kết quả",
}

SESSION_TABLE = MoveTable(
    app="evaluation",
    record="session",
    initial=SessionState.PLANNED,
    titles=SESSION_TITLES,
    moves=(
        Move(
            "open_session",
            (SessionState.PLANNED,),
            SessionState.OPEN,
            "Khai mạc phiên họp",
            needs=("has_agenda", "quorum_present"),
        ),
        Move(
            "close_session",
            (SessionState.OPEN,),
            SessionState.CLOSED,
            "Kết thúc phiên họp",
            needs=("all_items_concluded",),
        ),
        Move("reopen_session", (SessionState.CLOSED,), SessionState.OPEN, "Họp tiếp", reason=True),
        Move("publish_session", (SessionState.CLOSED,), SessionState.PUBLISHED, "Công bố kết quả"),
    ),
)


class ItemState(StrEnum):
    """A dossier on the agenda. Progress within "scoring" is computed from the sheets, never stored."""

    WAITING = "waiting"
    SCORING = "scoring"
    REVIEWING = "reviewing"
    CONCLUDED = "concluded"
    POSTPONED = "postponed"


ITEM_TITLES = {
    ItemState.WAITING: "Chưa mở",
    ItemState.SCORING: "Đang chấm",
    ItemState.REVIEWING: "Đã đủ phiếu, đang xem xét",
    ItemState.CONCLUDED: "Đã kết luận",
    ItemState.POSTPONED: "Lùi sang phiên khác",
}

ITEM_TABLE = MoveTable(
    app="evaluation",
    record="item",
    initial=ItemState.WAITING,
    titles=ITEM_TITLES,
    moves=(
        Move(
            "open_item",
            (ItemState.WAITING,),
            ItemState.SCORING,
            "Mở chấm điểm",
            needs=("session_open", "conflicts_declared", "item_can_be_scored"),
        ),
        Move(
            "reveal_item",
            (ItemState.SCORING,),
            ItemState.REVIEWING,
            "Mọi phiếu đã gửi",
            needs=("quorum_of_sheets",),
            internal=True,
        ),
        Move(
            "conclude_item",
            (ItemState.REVIEWING,),
            ItemState.CONCLUDED,
            "Kết luận",
            needs=("session_open", "quorum_of_sheets", "knockouts_decided", "spread_settled"),
        ),
        Move(
            "reopen_item",
            (ItemState.CONCLUDED,),
            ItemState.REVIEWING,
            "Xem xét lại kết luận",
            needs=("session_open",),
            reason=True,
        ),
        Move(
            "postpone_item",
            (ItemState.WAITING, ItemState.SCORING, ItemState.REVIEWING),
            ItemState.POSTPONED,
            "Lùi sang phiên khác",
            reason=True,
        ),
    ),
)
