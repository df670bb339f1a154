"""Who may do what in the recognition. The office assembles, only the signing leader judges and decides."""

from typing import Any

from ocop.accounts.permissions import Permission, holds_role
from ocop.accounts.roles import Role
from ocop.recognition.queries.certificates import COMMUNES, PROVINCIALS
from ocop.recognition.queries.certificates import READERS as CERTIFICATE_READERS
from ocop.recognition.queries.ministry import READERS as MINISTRY_READERS
from ocop.recognition.queries.old_results import EDITORS as OLD_RESULT_EDITORS
from ocop.recognition.queries.proposals import DRAFT_READERS, LATE_READERS, LEADERS
from ocop.recognition.states import ProposalState

OFFICE = (Role.PROVINCIAL_OFFICE,)


def _visible(user: Any, proposal: Any) -> bool:
    """The office itself and the auditor at any time, the leader once submitted, others once decided; the province's
    office sees what its districts have submitted."""
    if holds_role(user, DRAFT_READERS, proposal, district=True):
        return True
    if holds_role(user, (Role.AUDITOR,), proposal, oversees=True):
        return True
    if proposal.state == ProposalState.DRAFT:
        return False
    late = (*DRAFT_READERS, *LEADERS)
    return proposal.state == ProposalState.DECIDED or holds_role(user, late, proposal, district=True, oversees=True)


def _left_the_office(user: Any, proposal: Any) -> bool:
    """A draft is the office's alone."""
    return proposal.state != ProposalState.DRAFT


def _not_the_ministers(user: Any, certificate: Any) -> bool:
    """Who gave a certificate takes it back: the Minister's is not the province's to stop."""
    return certificate.decision.authority != "ministry"


TABLE = (
    Permission(
        "recognition.view_proposal",
        "Xem tờ trình",
        (*DRAFT_READERS, *LEADERS, *LATE_READERS),
        _visible,
        "Lãnh đạo: từ khi trình; cán bộ chương trình, kiểm tra: sau khi có quyết định",
        district=True,
        oversees=True,
    ),
    Permission("recognition.create_proposal", "Lập tờ trình", OFFICE, district=True),
    Permission("recognition.edit_proposal", "Thêm, bớt sản phẩm trong tờ trình", OFFICE, district=True),
    Permission("recognition.submit_proposal", "Trình lãnh đạo", OFFICE, district=True),
    Permission("recognition.recall_proposal", "Rút tờ trình", OFFICE, district=True),
    Permission(
        "recognition.give_verdict",
        "Phê duyệt, từ chối, trả lại từng sản phẩm",
        LEADERS,
        _left_the_office,
        "Khi đã trình",
        district=True,
    ),
    Permission(
        "recognition.decide_proposal",
        "Ban hành quyết định, cấp giấy chứng nhận",
        LEADERS,
        _left_the_office,
        "Khi đã trình",
        district=True,
    ),
    Permission(
        "recognition.view_certificate",
        "Xem giấy chứng nhận và diễn biến",
        CERTIFICATE_READERS,
        district=True,
        oversees=True,
    ),
    Permission(
        "recognition.decide_certificate",
        "Tạm dừng, khôi phục, thu hồi giấy chứng nhận",
        LEADERS,
        _not_the_ministers,
        "Giấy do Bộ cấp: không",
        district=True,
    ),
    Permission(
        "recognition.view_register",
        "Xem danh sách giấy chứng nhận, xuất Excel",
        (*COMMUNES, *PROVINCIALS),
        district=True,
        oversees=True,
    ),
    Permission("recognition.view_ministry", "Xem đề nghị Bộ đánh giá 5 sao", MINISTRY_READERS, oversees=True),
    Permission("recognition.record_ministry_outcome", "Ghi kết quả của Bộ", OFFICE),
    Permission("recognition.settle_ministry_outcome", "Quyết định theo kết quả của Trung ương", LEADERS),
    Permission("recognition.view_switch", "Xem ai giữ được hạng sao theo quy định mới", (*COMMUNES, *PROVINCIALS)),
    Permission("recognition.view_product_switch", "Xem một sản phẩm theo quy định mới", CERTIFICATE_READERS),
    Permission(
        "recognition.run_switch",
        "Tính ai giữ được hạng sao cho xã, đợt, tỉnh",
        (*COMMUNES, Role.PROVINCIAL_OFFICE, Role.PROGRAMME_OFFICER),
    ),
    Permission("recognition.edit_old_result", "Nhập, sửa kết quả cũ từ biên bản giấy", OLD_RESULT_EDITORS),
)
