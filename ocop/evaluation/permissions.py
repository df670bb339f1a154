"""Who may do what in the evaluation: the advisory team's half and the council's half.

Nobody with a declared conflict of interest reads anything of that item, whatever other role they hold. A member reads
an item only after declaring none. The auditor and the office read sheets and results only once the session is
published: the blindness of the council holds against everybody.
"""

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.roles import Role
from ocop.dossiers.models import Dossier
from ocop.dossiers.states import DossierState
from ocop.evaluation.models import AgendaItem, Session
from ocop.evaluation.queries.seats import declared_conflict, member_of, table_of
from ocop.evaluation.states import ItemState, SessionState

OFFICE = Role.PROVINCIAL_OFFICE
MEMBER, SECRETARY, CHAIR = Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR
SEATED = (MEMBER, SECRETARY, CHAIR)
REVEALED = (ItemState.REVIEWING, ItemState.CONCLUDED)


def reads_item(user: User, item: AgendaItem) -> bool:
    """Declared no conflict; someone without a seat (the auditor) has none to declare."""
    if item.state == ItemState.POSTPONED:
        return False
    said = declared_conflict(user, item)
    return said is False or (said is None and member_of(user, item.session.council_id) is None)


def reads_review(user: User, item: AgendaItem) -> bool:
    """Members once all sheets are sent, others once the session is published; never with a conflict."""
    if item.state not in REVEALED:
        return False
    said = declared_conflict(user, item)
    if member_of(user, item.session.council_id) is not None:
        return said is False
    return said is None and item.session.state == SessionState.PUBLISHED


def leads(user: User, item: AgendaItem) -> bool:
    """The chair, or the vice chair who leads where the chair has a conflict."""
    leader = table_of(item).leader
    return leader is not None and leader.member.user_id == user.pk


def leads_or_keeps(user: User, item: AgendaItem) -> bool:
    """Whoever leads the item, or the secretary, without a conflict."""
    member = member_of(user, item.session.council_id)
    if member is None or declared_conflict(user, item):
        return False
    return member.role == "secretary" or leads(user, item)


def takes_off(user: User, item: AgendaItem) -> bool:
    """In the council whoever leads or keeps the item; the office only before it opens."""
    if member_of(user, item.session.council_id) is not None:
        return leads_or_keeps(user, item)
    return item.state == ItemState.WAITING and not declared_conflict(user, item)


def sits(user: User, item: AgendaItem) -> bool:
    """Holds a seat of this council today."""
    return member_of(user, item.session.council_id) is not None


def sits_clear(user: User, item: AgendaItem) -> bool:
    """Holds a seat and has declared no conflict."""
    return sits(user, item) and declared_conflict(user, item) is False


def votes_clear(user: User, item: AgendaItem) -> bool:
    """Holds a voting seat and has declared no conflict."""
    member = member_of(user, item.session.council_id)
    return member is not None and member.votes and declared_conflict(user, item) is False


def reads_severity(user: User, session: Session) -> bool:
    """The chair at any time (the report holds revealed items only), the auditor after publication."""
    return session.state == SessionState.PUBLISHED or member_of(user, session.council_id) is not None


def is_filed(user: User, dossier: Dossier) -> bool:
    """A draft is its producer's alone; officials are not even told that there is one."""
    return dossier.state != DossierState.DRAFT


def is_in_review(user: User, dossier: Dossier) -> bool:
    """The advisory team has the dossier."""
    return dossier.state == DossierState.IN_REVIEW


def reviews(user: User, dossier: Dossier) -> bool:
    """The team has it, and this member was given it."""
    return dossier.state == DossierState.IN_REVIEW and dossier.reviewer_id == user.pk


def takes_samples(user: User, dossier: Dossier) -> bool:
    """At the province, before the council."""
    return dossier.state in (DossierState.AT_PROVINCE, DossierState.IN_REVIEW, DossierState.READY)


CLEAR = "đã kê khai không xung đột lợi ích"
LEADING = "điều hành mục đó (Phó Chủ tịch khi Chủ tịch có xung đột lợi ích)"
AFTER = "thành viên: khi mọi phiếu đã gửi và không xung đột lợi ích; người khác: sau khi công bố"

TEAM: tuple[Permission, ...] = (
    Permission("evaluation.view_team_desk", "Xem bàn làm việc của Tổ tư vấn", (Role.ADVISORY_TEAM,)),
    Permission(
        "evaluation.view_assessment",
        "Xem đánh giá của Tổ tư vấn",
        (Role.ADVISORY_TEAM, OFFICE, Role.SIGNING_LEADER, Role.AUDITOR),
        is_filed,
        "Khi hồ sơ đã nộp",
        district=True,
        oversees=True,
    ),
    Permission(
        "evaluation.assess",
        "Đánh giá từng tiêu chí, khảo sát, đề nghị kiểm nghiệm",
        (Role.ADVISORY_TEAM,),
        is_in_review,
        "Khi Tổ tư vấn đang đánh giá",
    ),
    Permission(
        "evaluation.finish_assessment",
        "Hoàn thành báo cáo của Tổ tư vấn",
        (Role.ADVISORY_TEAM,),
        reviews,
        "Người được giao, khi Tổ tư vấn đang đánh giá",
    ),
    Permission(
        "evaluation.receive_samples",
        "Ghi nhận mẫu sản phẩm",
        (OFFICE, Role.ADVISORY_TEAM),
        takes_samples,
        "Từ khi xã đề nghị đến trước phiên Hội đồng",
        district=True,
    ),
)

COUNCIL: tuple[Permission, ...] = (
    Permission(
        "evaluation.view_council",
        "Xem Hội đồng, quy chế",
        (*SEATED, OFFICE, Role.SIGNING_LEADER, Role.AUDITOR),
        district=True,
        oversees=True,
    ),
    Permission("evaluation.manage_regulation", "Lập bản quy chế hoạt động", (OFFICE,), district=True),
    Permission("evaluation.create_council", "Lập Hội đồng", (OFFICE,), district=True),
    Permission("evaluation.replace_member", "Thay thành viên Hội đồng", (OFFICE,), district=True),
    Permission("evaluation.dissolve_council", "Kết thúc nhiệm vụ Hội đồng", (OFFICE,), district=True),
    Permission(
        "evaluation.view_session",
        "Xem chương trình, tiến độ phiên họp",
        (*SEATED, OFFICE, Role.SIGNING_LEADER, Role.AUDITOR),
        district=True,
        oversees=True,
    ),
    Permission("evaluation.plan_session", "Lập phiên họp, xếp chương trình", (OFFICE, SECRETARY), district=True),
    Permission("evaluation.take_attendance", "Điểm danh", (SECRETARY, CHAIR)),
    Permission("evaluation.open_session", "Khai mạc phiên họp", (SECRETARY, CHAIR)),
    Permission("evaluation.close_session", "Kết thúc phiên họp", (SECRETARY, CHAIR)),
    Permission("evaluation.reopen_session", "Họp tiếp", (CHAIR,)),
    Permission("evaluation.publish_session", "Công bố kết quả phiên họp", (CHAIR,)),
    Permission("evaluation.declare_conflict", "Kê khai xung đột lợi ích", SEATED, sits, "là thành viên"),
    Permission(
        "evaluation.view_item",
        "Xem hồ sơ, minh chứng của mục",
        (*SEATED, Role.AUDITOR),
        reads_item,
        CLEAR,
        oversees=True,
    ),
    Permission("evaluation.open_item", "Mở chấm điểm", SEATED, leads_or_keeps, f"{LEADING} hoặc thư ký"),
    Permission(
        "evaluation.postpone_item",
        "Lùi mục sang phiên khác",
        (*SEATED, OFFICE),
        takes_off,
        f"{LEADING} hoặc thư ký; cơ quan tham mưu chỉ khi mục chưa mở",
        district=True,
    ),
    Permission("evaluation.score", "Chấm phiếu của mình", SEATED, votes_clear, CLEAR),
    Permission(
        "evaluation.view_review",
        "Xem phiếu, kết quả của mục",
        (*SEATED, OFFICE, Role.SIGNING_LEADER, Role.AUDITOR),
        reads_review,
        AFTER,
        district=True,
        oversees=True,
    ),
    Permission("evaluation.ask_recheck", "Yêu cầu xem lại phiếu", SEATED, leads, LEADING),
    Permission("evaluation.answer_recheck", "Trả lời yêu cầu xem lại", SEATED, votes_clear, CLEAR),
    Permission("evaluation.propose_knockout", "Đề xuất loại", SEATED, sits_clear, CLEAR),
    Permission("evaluation.confirm_knockout", "Xác nhận loại", SEATED, leads, LEADING),
    Permission("evaluation.lift_knockout", "Bỏ kết luận loại", SEATED, leads, LEADING),
    Permission("evaluation.conclude_item", "Kết luận", SEATED, leads_or_keeps, f"{LEADING} hoặc thư ký"),
    Permission("evaluation.reopen_item", "Xem xét lại kết luận", SEATED, leads, LEADING),
    Permission(
        "evaluation.view_severity",
        "Xem mức chấm của thành viên, sản phẩm sát ngưỡng",
        (CHAIR, Role.AUDITOR),
        reads_severity,
        "Kiểm toán: sau khi công bố",
        oversees=True,
    ),
)


TABLE = (*TEAM, *COUNCIL)
