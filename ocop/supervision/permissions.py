"""Who may do what in an inspection: the office and inspectors plan, the leader decides, the team writes, who leads
signs. The producer and its commune read what concerns them once it is closed; nobody else."""

from typing import Any

from ocop.accounts.permissions import Permission, holds_role
from ocop.accounts.roles import Role
from ocop.recognition.queries.certificates import COMMUNES, PRODUCERS
from ocop.supervision.queries.inspections import DRAFT_READERS, LEADERS, PLANNERS, READERS, is_on_team
from ocop.supervision.queries.products import minutes_of
from ocop.supervision.states import InspectionState, MinutesState

INSPECTORS = (Role.INSPECTOR,)
SIGNERS = (Role.PROVINCIAL_OFFICE, *LEADERS)
_TEAM_SAID = "Người có tên trong Đoàn kiểm tra"


def _visible(user: Any, inspection: Any) -> bool:
    """The leader sees a plan once it is laid before them."""
    return inspection.state != InspectionState.DRAFT or holds_role(user, DRAFT_READERS, inspection)


def _shown(user: Any, product: Any) -> bool:
    """Producer and commune read the minutes once closed: an unannounced inspection is not told before."""
    if holds_role(user, READERS, product.inspection):
        return _visible(user, product.inspection)
    minutes = minutes_of(product)
    return minutes is not None and minutes.state == MinutesState.CLOSED


def _left_the_office(user: Any, inspection: Any) -> bool:
    return bool(inspection.state != InspectionState.DRAFT)


def _on_the_team(user: Any, thing: Any) -> bool:
    return is_on_team(user, thing.inspection)


TABLE = (
    Permission(
        "supervision.view_inspection", "Xem cuộc kiểm tra", READERS, _visible, "Lãnh đạo: từ khi trình quyết định"
    ),
    Permission(
        "supervision.view_product",
        "Xem biên bản, kết luận kiểm tra về một sản phẩm",
        (*PRODUCERS, *COMMUNES, *READERS),
        _shown,
        "Chủ thể, xã: biên bản khi đã khép, kết luận khi đã ký",
    ),
    Permission("supervision.create_inspection", "Lập cuộc kiểm tra", PLANNERS),
    Permission("supervision.edit_inspection", "Sửa kế hoạch, Đoàn, sản phẩm của cuộc kiểm tra", PLANNERS),
    Permission("supervision.submit_inspection", "Trình quyết định kiểm tra", PLANNERS),
    Permission(
        "supervision.return_inspection", "Trả lại kế hoạch kiểm tra", LEADERS, _left_the_office, "Khi đã trình"
    ),
    Permission(
        "supervision.decide_inspection", "Ban hành quyết định kiểm tra", LEADERS, _left_the_office, "Khi đã trình"
    ),
    Permission("supervision.write_minutes", "Ghi biên bản kiểm tra", INSPECTORS, _on_the_team, _TEAM_SAID),
    Permission("supervision.close_minutes", "Khép biên bản kiểm tra", INSPECTORS, _on_the_team, _TEAM_SAID),
    Permission("supervision.reopen_minutes", "Mở lại biên bản kiểm tra", (Role.PROVINCIAL_OFFICE,)),
    Permission("supervision.conclude_product", "Dự thảo kết luận kiểm tra", INSPECTORS, _on_the_team, _TEAM_SAID),
    Permission("supervision.submit_conclusion", "Trình dự thảo kết luận", INSPECTORS, _on_the_team, _TEAM_SAID),
    Permission("supervision.return_conclusion", "Trả lại dự thảo kết luận", SIGNERS),
    Permission("supervision.sign_conclusion", "Ký kết luận kiểm tra", SIGNERS),
    Permission("supervision.confirm_remedy", "Xác nhận đã khắc phục", PLANNERS),
    Permission("supervision.decline_measure", "Quyết định không tạm dừng, không thu hồi", LEADERS),
)
