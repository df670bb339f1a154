"""Who may do what in the recognition. The office assembles, only the signing leader judges and decides."""

from typing import Any

from ocop.accounts.permissions import Permission, holds_role
from ocop.accounts.roles import Role
from ocop.recognition.queries.certificates import COMMUNES, PROVINCIALS
from ocop.recognition.queries.certificates import READERS as CERTIFICATE_READERS
from ocop.recognition.queries.ministry import READERS as MINISTRY_READERS
from ocop.recognition.queries.proposals import DRAFT_READERS, LATE_READERS, LEADERS
from ocop.recognition.states import ProposalState

OFFICE = (Role.PROVINCIAL_OFFICE,)


def _visible(user: Any, proposal: Any) -> bool:
    """The office and the auditor at any time, the leader once submitted, others once decided."""
    if holds_role(user, DRAFT_READERS, proposal):
        return True
    if proposal.state == ProposalState.DRAFT:
        return False
    return proposal.state == ProposalState.DECIDED or holds_role(user, LEADERS, proposal)


def _left_the_office(user: Any, proposal: Any) -> bool:
    """A draft is the office's alone."""
    return proposal.state != ProposalState.DRAFT


TABLE = (
    Permission(
        "recognition.view_proposal",
        "Xem tờ trình",
        (*DRAFT_READERS, *LEADERS, *LATE_READERS),
        _visible,
        "Lãnh đạo: từ khi trình; cán bộ chương trình, kiểm tra: sau khi có quyết định",
    ),
    Permission("recognition.create_proposal", "Lập tờ trình", OFFICE),
    Permission("recognition.edit_proposal", "Thêm, bớt sản phẩm trong tờ trình", OFFICE),
    Permission("recognition.submit_proposal", "Trình lãnh đạo", OFFICE),
    Permission("recognition.recall_proposal", "Rút tờ trình", OFFICE),
    Permission(
        "recognition.give_verdict",
        "Phê duyệt, từ chối, trả lại từng sản phẩm",
        LEADERS,
        _left_the_office,
        "Khi đã trình",
    ),
    Permission(
        "recognition.decide_proposal",
        "Ban hành quyết định, cấp giấy chứng nhận",
        LEADERS,
        _left_the_office,
        "Khi đã trình",
    ),
    Permission("recognition.view_certificate", "Xem giấy chứng nhận và diễn biến", CERTIFICATE_READERS),
    Permission("recognition.view_register", "Xem danh sách giấy chứng nhận, xuất Excel", (*COMMUNES, *PROVINCIALS)),
    Permission("recognition.view_ministry", "Xem đề nghị Bộ đánh giá 5 sao", MINISTRY_READERS),
    Permission("recognition.record_ministry_outcome", "Ghi kết quả của Bộ", OFFICE),
    Permission("recognition.settle_ministry_outcome", "Quyết định theo kết quả của Trung ương", LEADERS),
)
