"""Who may do what to a dossier: the filing half (producers) and the desks."""

from typing import Any

from ocop.accounts.permissions import Permission, holds_role
from ocop.accounts.roles import Role
from ocop.dossiers.queries import EARLY_READERS, INSPECTED, LATE_READERS, has_open_supplement
from ocop.dossiers.queries.procedure import is_at_first_desk
from ocop.dossiers.queries.rounds import READERS
from ocop.dossiers.states import OPEN_FOR_COMPLETION, WITHDRAWABLE, DossierState

FILERS = (Role.PRODUCER, Role.PRODUCER_HELPER)
LISTERS = (
    Role.PROVINCIAL_OFFICE,
    Role.ADVISORY_TEAM,
    Role.SIGNING_LEADER,
    Role.PROGRAMME_OFFICER,
    Role.AUDITOR,
)
ASSIGNABLE = (*OPEN_FOR_COMPLETION, DossierState.COMMUNE_SIGNING, DossierState.READY)


def _visible(user: Any, dossier: Any) -> bool:
    """A draft is the producer's alone (the auditor reads all); an inspector sees what was recognised."""
    if holds_role(user, EARLY_READERS, dossier, district=True, oversees=True):
        return True
    if dossier.state == DossierState.DRAFT:
        return False
    return holds_role(user, LATE_READERS, dossier, district=True, oversees=True) or dossier.state in INSPECTED


def _is_draft(user: Any, dossier: Any) -> bool:
    return dossier.state == DossierState.DRAFT


def _is_open_to_edit(user: Any, dossier: Any) -> bool:
    if dossier.state == DossierState.DRAFT:
        return True
    return dossier.state in OPEN_FOR_COMPLETION and has_open_supplement(dossier)


def _awaits_completion(user: Any, dossier: Any) -> bool:
    return dossier.state in OPEN_FOR_COMPLETION and has_open_supplement(dossier)


def _is_withdrawable(user: Any, dossier: Any) -> bool:
    return dossier.state in WITHDRAWABLE


FILING = (
    Permission(
        "dossiers.view",
        "Xem hồ sơ",
        (*EARLY_READERS, *LATE_READERS, Role.INSPECTOR),
        _visible,
        "Hồ sơ chưa nộp chỉ chủ thể, người giúp và kiểm toán xem; cán bộ kiểm tra xem hồ sơ đã công nhận",
        district=True,
        oversees=True,
    ),
    Permission("dossiers.open_dossier", "Lập hồ sơ cho sản phẩm", FILERS),
    Permission(
        "dossiers.edit",
        "Soạn, sửa hồ sơ",
        FILERS,
        _is_open_to_edit,
        "Khi chưa nộp, hoặc khi có yêu cầu bổ sung (chỉ các mục được nêu)",
    ),
    Permission("dossiers.discard", "Xóa bản soạn chưa nộp", (Role.PRODUCER,), _is_draft, "Khi chưa nộp"),
    Permission("dossiers.submit", "Nộp hồ sơ", (Role.PRODUCER,), _is_draft, "Khi chưa nộp"),
    Permission(
        "dossiers.resubmit", "Nộp bổ sung", (Role.PRODUCER,), _awaits_completion, "Khi có yêu cầu bổ sung đang mở"
    ),
    Permission(
        "dossiers.withdraw", "Rút hồ sơ", (Role.PRODUCER,), _is_withdrawable, "Từ khi nộp đến trước phiên Hội đồng"
    ),
    Permission("dossiers.view_vault", "Xem kho minh chứng", (*FILERS, Role.AUDITOR)),
    Permission("dossiers.edit_vault", "Thêm, thay, bỏ minh chứng", FILERS),
)


def _is_at_commune(user: Any, dossier: Any) -> bool:
    return dossier.state == DossierState.AT_COMMUNE


def _is_being_assigned(user: Any, dossier: Any) -> bool:
    return dossier.state in ASSIGNABLE


def _is_open_to_return(user: Any, dossier: Any) -> bool:
    """The team asks for completion only while it reviews; the office also at intake."""
    return dossier.state == DossierState.IN_REVIEW or holds_role(
        user, (Role.PROVINCIAL_OFFICE,), dossier, district=True
    )


def _stands_above_commune(user: Any, dossier: Any) -> bool:
    """What the district sent up, the province does not hand to the commune over its head."""
    return is_at_first_desk(dossier)


def _is_filed(user: Any, dossier: Any) -> bool:
    return dossier.state != DossierState.DRAFT


DESKS = (
    Permission(
        "dossiers.examine",
        "Xem hồ sơ ở bàn xử lý",
        (*LATE_READERS, Role.AUDITOR),
        _is_filed,
        "Khi hồ sơ đã nộp",
        district=True,
        oversees=True,
    ),
    Permission("dossiers.view_commune_desk", "Xem bàn làm việc của xã", (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)),
    Permission(
        "dossiers.check_items",
        "Kiểm tra từng mục, soạn Mẫu 03",
        (Role.COMMUNE_OFFICER,),
        _is_at_commune,
        "Khi hồ sơ ở bàn công chức xã",
    ),
    Permission(
        "dossiers.assign_commune_officer",
        "Phân công công chức thụ lý",
        (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER),
        _is_at_commune,
        "Khi hồ sơ ở bàn công chức xã",
    ),
    Permission("dossiers.commune_return", "Xã trả lại để bổ sung", (Role.COMMUNE_OFFICER,)),
    Permission("dossiers.commune_prepare", "Trình lãnh đạo xã", (Role.COMMUNE_OFFICER,)),
    Permission("dossiers.commune_send_back", "Lãnh đạo xã yêu cầu xem lại", (Role.COMMUNE_LEADER,)),
    Permission(
        "dossiers.commune_forward", "Duyệt và đề nghị tỉnh (cấp huyện khi quy trình có huyện)", (Role.COMMUNE_LEADER,)
    ),
    Permission(
        "dossiers.view_province_desk",
        "Xem bàn làm việc của tỉnh",
        (Role.PROVINCIAL_OFFICE, Role.AUDITOR),
        district=True,
    ),
    Permission("dossiers.view_list", "Xem danh sách hồ sơ của tỉnh", LISTERS, district=True, oversees=True),
    Permission(
        "dossiers.province_return",
        "Tỉnh đề nghị bổ sung",
        (Role.PROVINCIAL_OFFICE, Role.ADVISORY_TEAM),
        _is_open_to_return,
        "Tổ tư vấn chỉ khi đang đánh giá",
        district=True,
    ),
    Permission(
        "dossiers.province_return_to_commune",
        "Chuyển lại xã",
        (Role.PROVINCIAL_OFFICE,),
        _stands_above_commune,
        "Cấp tiếp nhận hồ sơ từ xã",
        district=True,
    ),
    Permission("dossiers.province_accept", "Tiếp nhận, giao Tổ tư vấn", (Role.PROVINCIAL_OFFICE,), district=True),
    Permission("dossiers.back_to_review", "Chuyển lại Tổ tư vấn", (Role.PROVINCIAL_OFFICE,), district=True),
    Permission(
        "dossiers.assign_people",
        "Xếp đợt, phân công cán bộ và Tổ tư vấn",
        (Role.PROVINCIAL_OFFICE,),
        _is_being_assigned,
        "Từ khi nộp đến trước phiên Hội đồng",
        district=True,
    ),
    Permission("dossiers.view_rounds", "Xem đợt đánh giá", READERS, district=True, oversees=True),
    Permission("dossiers.create_round", "Lập đợt đánh giá", (Role.PROVINCIAL_OFFICE,), district=True),
    Permission("dossiers.edit_round", "Sửa đợt đánh giá", (Role.PROVINCIAL_OFFICE,), district=True),
    Permission("dossiers.open_round", "Mở đợt đánh giá", (Role.PROVINCIAL_OFFICE,), district=True),
    Permission("dossiers.close_round", "Đóng đợt đánh giá", (Role.PROVINCIAL_OFFICE,), district=True),
    Permission("dossiers.manage_team", "Lập Tổ tư vấn của đợt", (Role.PROVINCIAL_OFFICE,), district=True),
    Permission(
        "dossiers.view_calendar",
        "Xem lịch làm việc",
        (Role.PROVINCIAL_OFFICE, Role.ADMINISTRATOR, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AUDITOR),
    ),
)

TABLE = FILING + DESKS
