"""States of an inspection and of the minutes of one product."""

from enum import StrEnum

from ocop.base.moves import Move, MoveTable


class InspectionState(StrEnum):
    """Cuộc kiểm tra, from its plan to its signed conclusion."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_WAY = "under_way"
    CONCLUDING = "concluding"
    CONCLUDED = "concluded"


INSPECTION_TITLES = {
    InspectionState.DRAFT: "Đang lập",
    InspectionState.SUBMITTED: "Đã trình, chờ quyết định",
    InspectionState.UNDER_WAY: "Đang kiểm tra",
    InspectionState.CONCLUDING: "Chờ ký kết luận",
    InspectionState.CONCLUDED: "Đã kết luận",
}

INSPECTION_TABLE = MoveTable(
    app="supervision",
    record="inspection",
    initial=InspectionState.DRAFT,
    titles=INSPECTION_TITLES,
    moves=(
        Move(
            "submit_inspection",
            (InspectionState.DRAFT,),
            InspectionState.SUBMITTED,
            "Trình quyết định kiểm tra",
            needs=("plan_is_whole",),
        ),
        Move(
            "return_inspection",
            (InspectionState.SUBMITTED,),
            InspectionState.DRAFT,
            "Trả lại để sửa",
            reason=True,
        ),
        Move(
            "decide_inspection",
            (InspectionState.SUBMITTED,),
            InspectionState.UNDER_WAY,
            "Ban hành quyết định kiểm tra",
            needs=("plan_is_whole",),
        ),
        Move(
            "submit_conclusion",
            (InspectionState.UNDER_WAY,),
            InspectionState.CONCLUDING,
            "Trình dự thảo kết luận",
            needs=("minutes_are_closed", "conclusion_is_whole"),
        ),
        Move(
            "return_conclusion",
            (InspectionState.CONCLUDING,),
            InspectionState.UNDER_WAY,
            "Trả lại dự thảo kết luận",
            reason=True,
        ),
        Move(
            "sign_conclusion",
            (InspectionState.CONCLUDING,),
            InspectionState.CONCLUDED,
            "Ký kết luận kiểm tra",
            needs=("minutes_are_closed", "conclusion_is_whole"),
        ),
    ),
)


class MinutesState(StrEnum):
    """Biên bản of one product: written on the spot, then closed."""

    WRITING = "writing"
    CLOSED = "closed"


MINUTES_TITLES = {MinutesState.WRITING: "Đang ghi", MinutesState.CLOSED: "Đã khép"}

MINUTES_TABLE = MoveTable(
    app="supervision",
    record="minutes",
    initial=MinutesState.WRITING,
    titles=MINUTES_TITLES,
    moves=(
        Move(
            "close_minutes",
            (MinutesState.WRITING,),
            MinutesState.CLOSED,
            "Khép biên bản",
            needs=("minutes_are_whole",),
        ),
        Move(
            "reopen_minutes",
            (MinutesState.CLOSED,),
            MinutesState.WRITING,
            "Mở lại biên bản",
            reason=True,
        ),
    ),
)
