"""States of a proposal to the leader and of a certificate."""

from enum import StrEnum

from ocop.base.moves import Move, MoveTable


class ProposalState(StrEnum):
    """A list laid before the signing leader (tờ trình)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DECIDED = "decided"


PROPOSAL_TITLES = {
    ProposalState.DRAFT: "Đang lập",
    ProposalState.SUBMITTED: "Đã trình, chờ quyết định",
    ProposalState.DECIDED: "Đã quyết định",
}

PROPOSAL_TABLE = MoveTable(
    app="recognition",
    record="proposal",
    initial=ProposalState.DRAFT,
    titles=PROPOSAL_TITLES,
    moves=(
        Move(
            "submit_proposal",
            (ProposalState.DRAFT,),
            ProposalState.SUBMITTED,
            "Trình lãnh đạo",
            needs=("has_items",),
        ),
        Move(
            "recall_proposal",
            (ProposalState.SUBMITTED,),
            ProposalState.DRAFT,
            "Rút tờ trình",
            reason=True,
        ),
        Move(
            "decide_proposal",
            (ProposalState.SUBMITTED,),
            ProposalState.DECIDED,
            "Ban hành quyết định",
            needs=("every_item_has_verdict",),
        ),
    ),
)


class CertificateStatus(StrEnum):
    """What the public page says today; computed from dates and the facts of the certificate."""

    VALID = "valid"
    EXPIRED = "expired"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"


STATUS_TITLES = {
    CertificateStatus.VALID: "ĐANG CÓ HIỆU LỰC",
    CertificateStatus.EXPIRED: "ĐÃ HẾT HẠN",
    CertificateStatus.EXTENDED: "ĐƯỢC GIA HẠN",
    CertificateStatus.SUSPENDED: "ĐANG TẠM DỪNG",
    CertificateStatus.REVOKED: "ĐÃ THU HỒI",
    CertificateStatus.REPLACED: "ĐÃ ĐƯỢC THAY THẾ",
}
