"""States of a session and of an item on its agenda."""

from enum import StrEnum

from ocop.base.moves import Move, MoveTable


class SessionKind(StrEnum):
    """How the council works: it meets, or its members answer in writing."""

    MEETING = "meeting"
    WRITTEN = "written"


KIND_TITLES = {
    SessionKind.MEETING: "Họp",
    SessionKind.WRITTEN: "Lấy ý kiến bằng văn bản",
}


class SessionState(StrEnum):
    """A session of the council."""

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

WRITTEN_TITLES = {
    **SESSION_TITLES,
    SessionState.OPEN: "Đang lấy ý kiến",
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
            needs=("has_agenda", "writing_allowed", "quorum_present"),
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
            needs=("session_open", "quorum_of_sheets", "knockouts_decided", "spread_settled", "opinions_agree"),
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
