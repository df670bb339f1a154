"""Who reads the rules: every official. The criteria themselves are law; producers meet them in their self-score.

A draft is made by the province's programme office and put in force by somebody who had no hand in it.
"""

from typing import Any

from ocop.accounts.permissions import Permission
from ocop.accounts.roles import ROLES, Role

_DRAFTERS = (Role.PROVINCIAL_OFFICE, Role.PROGRAMME_OFFICER)
FREEZERS = (Role.SIGNING_LEADER, Role.ADMINISTRATOR)


def _had_no_hand_in_it(user: Any, decision: Any) -> bool:
    """Four eyes: whoever imported, settled or edited a draft does not put it in force."""
    return not decision.drafters.filter(user_id=user.pk).exists()


TABLE = (
    Permission(
        "regulations.view",
        "Xem quyết định, bộ tiêu chí và những chỗ cần đối chiếu",
        tuple(role for role, card in ROLES.items() if card.official),
    ),
    Permission(
        "regulations.edit_calendar",
        "Điều chỉnh ngày nghỉ, ngày làm việc",
        (Role.PROVINCIAL_OFFICE, Role.ADMINISTRATOR),
    ),
    Permission(
        "regulations.view_draft",
        "Xem bản nháp quyết định và kết luận từng chỗ chưa rõ",
        (*_DRAFTERS, *FREEZERS, Role.AUDITOR),
    ),
    Permission("regulations.draft", "Nhập, kết luận, sửa, bỏ bản nháp quyết định", _DRAFTERS),
    Permission(
        "regulations.freeze",
        "Chốt bản nháp, đưa quyết định vào áp dụng",
        FREEZERS,
        _had_no_hand_in_it,
        "không phải người đã nhập, kết luận hoặc sửa bản nháp ấy",
    ),
    Permission(
        "regulations.edit_correspondence",
        "Lập, xác nhận, chốt bảng đối chiếu hai quyết định",
        (Role.PROVINCIAL_OFFICE,),
    ),
)
