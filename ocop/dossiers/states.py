"""States of a dossier and every step it may take (Điều 7, 8, Quyết định 26/2026/QĐ-TTg).

A request for completion is a record with a reason, not a state: while one is open, the producer holds the dossier.
"""

from enum import StrEnum

from ocop.base.moves import Move, MoveTable


class DossierState(StrEnum):
    """Where the dossier stands."""

    DRAFT = "draft"
    AT_COMMUNE = "at_commune"
    COMMUNE_SIGNING = "commune_signing"
    AT_PROVINCE = "at_province"
    IN_REVIEW = "in_review"
    READY = "ready"
    AT_COUNCIL = "at_council"
    CONCLUDED = "concluded"
    PROPOSED = "proposed"
    AT_MINISTRY = "at_ministry"
    RECOGNISED = "recognised"
    NOT_RANKED = "not_ranked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


S = DossierState

OFFICE_TITLES = {
    S.DRAFT: "Đang soạn, chưa nộp",
    S.AT_COMMUNE: "Xã kiểm tra",
    S.COMMUNE_SIGNING: "Chờ lãnh đạo xã duyệt",
    S.AT_PROVINCE: "Tỉnh tiếp nhận",
    S.IN_REVIEW: "Tổ tư vấn đánh giá",
    S.READY: "Sẵn sàng trình Hội đồng",
    S.AT_COUNCIL: "Hội đồng đánh giá",
    S.CONCLUDED: "Đã có kết luận Hội đồng",
    S.PROPOSED: "Trình lãnh đạo tỉnh",
    S.AT_MINISTRY: "Đề nghị Bộ đánh giá 5 sao",
    S.RECOGNISED: "Đã công nhận",
    S.NOT_RANKED: "Không đủ điểm công nhận",
    S.REFUSED: "Không công nhận",
    S.WITHDRAWN: "Đã rút",
}

PRODUCER_TITLES = {
    S.DRAFT: "CHƯA NỘP",
    S.AT_COMMUNE: "Xã đang kiểm tra hồ sơ",
    S.COMMUNE_SIGNING: "Lãnh đạo xã đang duyệt",
    S.AT_PROVINCE: "Tỉnh đã nhận đề nghị của xã",
    S.IN_REVIEW: "Tổ tư vấn của tỉnh đang đánh giá",
    S.READY: "Chờ Hội đồng họp",
    S.AT_COUNCIL: "Hội đồng đang đánh giá",
    S.CONCLUDED: "Hội đồng đã kết luận, đang trình lãnh đạo tỉnh",
    S.PROPOSED: "Đang trình lãnh đạo tỉnh",
    S.AT_MINISTRY: "Tỉnh đã đề nghị Bộ đánh giá 5 sao",
    S.RECOGNISED: "Đã được công nhận",
    S.NOT_RANKED: "Đã có kết quả: chưa đủ điểm để công nhận",
    S.REFUSED: "Không được công nhận",
    S.WITHDRAWN: "Đã rút hồ sơ",
}


class Holder(StrEnum):
    """Who has the next act."""

    PRODUCER = "producer"
    COMMUNE = "commune"
    COMMUNE_LEADER = "commune_leader"
    PROVINCE = "province"
    TEAM = "team"
    COUNCIL = "council"
    LEADER = "leader"
    MINISTRY = "ministry"
    NOBODY = "nobody"


HOLDERS = {
    S.DRAFT: Holder.PRODUCER,
    S.AT_COMMUNE: Holder.COMMUNE,
    S.COMMUNE_SIGNING: Holder.COMMUNE_LEADER,
    S.AT_PROVINCE: Holder.PROVINCE,
    S.IN_REVIEW: Holder.TEAM,
    S.READY: Holder.PROVINCE,
    S.AT_COUNCIL: Holder.COUNCIL,
    S.CONCLUDED: Holder.PROVINCE,
    S.PROPOSED: Holder.LEADER,
    S.AT_MINISTRY: Holder.MINISTRY,
    S.RECOGNISED: Holder.NOBODY,
    S.NOT_RANKED: Holder.NOBODY,
    S.REFUSED: Holder.NOBODY,
    S.WITHDRAWN: Holder.NOBODY,
}

HOLDER_TITLES = {
    Holder.PRODUCER: "Chủ thể",
    Holder.COMMUNE: "Công chức cấp xã",
    Holder.COMMUNE_LEADER: "Lãnh đạo UBND cấp xã",
    Holder.PROVINCE: "Cơ quan tham mưu cấp tỉnh",
    Holder.TEAM: "Tổ tư vấn",
    Holder.COUNCIL: "Hội đồng",
    Holder.LEADER: "Lãnh đạo UBND tỉnh",
    Holder.MINISTRY: "Bộ Nông nghiệp và Môi trường",
    Holder.NOBODY: "Đã xong",
}

# the words that differ at a district's desk (three levels)
DISTRICT = "district"
DISTRICT_OFFICE_TITLES = {S.AT_PROVINCE: "Huyện tiếp nhận", S.PROPOSED: "Trình lãnh đạo huyện"}
DISTRICT_PRODUCER_TITLES = {
    S.AT_PROVINCE: "Huyện đã nhận đề nghị của xã",
    S.IN_REVIEW: "Tổ tư vấn của huyện đang đánh giá",
    S.CONCLUDED: "Hội đồng đã kết luận, đang trình lãnh đạo huyện",
    S.PROPOSED: "Đang trình lãnh đạo huyện",
}
DISTRICT_HOLDER_TITLES = {
    Holder.PROVINCE: "Cơ quan tham mưu cấp huyện",
    Holder.TEAM: "Tổ tư vấn của huyện",
    Holder.COUNCIL: "Hội đồng cấp huyện",
    Holder.LEADER: "Lãnh đạo UBND huyện",
}
# move -> (title for the office, words for the producer)
DISTRICT_WORDS = {
    "commune_forward": ("Duyệt và đề nghị huyện", "Xã đã có báo cáo và đề nghị huyện đánh giá."),
    "province_return": ("Đề nghị bổ sung", "Huyện đề nghị bạn bổ sung hồ sơ."),
    "province_return_to_commune": ("Chuyển lại xã", "Huyện chuyển hồ sơ lại xã để hoàn thiện."),
    "province_accept": ("Tiếp nhận, giao Tổ tư vấn", "Huyện đã tiếp nhận hồ sơ và giao Tổ tư vấn đánh giá."),
    "conclude": ("Công bố kết luận", "Hội đồng cấp huyện đã kết luận; kết quả đang trình lãnh đạo huyện."),
    "propose": ("Trình lãnh đạo huyện", "Kết quả đã được trình lãnh đạo huyện."),
    "evaluate_again": ("Yêu cầu đánh giá lại", "Lãnh đạo huyện yêu cầu Hội đồng đánh giá lại."),
    "recognise": ("Huyện công nhận", "Huyện đã công nhận sản phẩm; giấy chứng nhận đã được cấp."),
}


def office_title(state: str, level: str) -> str:
    """The state in office words, at the level that has the dossier."""
    own = DISTRICT_OFFICE_TITLES if level == DISTRICT else {}
    return own.get(S(state), OFFICE_TITLES[S(state)])


def producer_title(state: str, level: str) -> str:
    """The state in the producer's words."""
    own = DISTRICT_PRODUCER_TITLES if level == DISTRICT else {}
    return own.get(S(state), PRODUCER_TITLES[S(state)])


def holder_title(holder: Holder, level: str) -> str:
    """Who has the next act, in the words of the law."""
    own = DISTRICT_HOLDER_TITLES if level == DISTRICT else {}
    return own.get(holder, HOLDER_TITLES[holder])


def words_of(move: str, level: str) -> tuple[str, str]:
    """(title, words for the producer) of a move at a level."""
    step = TABLE.find(move)
    return DISTRICT_WORDS.get(move, (step.title, step.said)) if level == DISTRICT else (step.title, step.said)


OPEN_FOR_COMPLETION = (S.AT_COMMUNE, S.AT_PROVINCE, S.IN_REVIEW)
WITHDRAWABLE = (S.AT_COMMUNE, S.COMMUNE_SIGNING, S.AT_PROVINCE, S.IN_REVIEW, S.READY)

TABLE = MoveTable(
    app="dossiers",
    record="dossier",
    initial=S.DRAFT,
    titles=OFFICE_TITLES,
    moves=(
        Move("submit", (S.DRAFT,), S.AT_COMMUNE, "Nộp hồ sơ", "Bạn đã nộp hồ sơ cho xã.", needs=("complete",)),
        Move(
            "resubmit",
            OPEN_FOR_COMPLETION,
            None,
            "Nộp bổ sung",
            "Bạn đã nộp phần bổ sung.",
            needs=("supplement_answered", "complete"),
        ),
        Move("withdraw", WITHDRAWABLE, S.WITHDRAWN, "Rút hồ sơ", "Hồ sơ đã được rút.", reason=True),
        Move(
            "commune_return",
            (S.AT_COMMUNE,),
            None,
            "Trả lại để bổ sung",
            "Xã đề nghị bạn bổ sung hồ sơ.",
            needs=("no_open_supplement",),
            reason=True,
        ),
        Move(
            "commune_prepare",
            (S.AT_COMMUNE,),
            S.COMMUNE_SIGNING,
            "Trình lãnh đạo xã",
            "Xã đã kiểm tra xong và trình lãnh đạo duyệt.",
            needs=("no_open_supplement", "items_checked", "matters_assessed"),
        ),
        Move(
            "commune_send_back",
            (S.COMMUNE_SIGNING,),
            S.AT_COMMUNE,
            "Yêu cầu xem lại",
            "Lãnh đạo xã yêu cầu công chức xem lại.",
            reason=True,
        ),
        Move(
            "commune_forward",
            (S.COMMUNE_SIGNING,),
            S.AT_PROVINCE,
            "Duyệt và đề nghị tỉnh",
            "Xã đã có báo cáo (Mẫu 03) và đề nghị tỉnh đánh giá.",
        ),
        Move(
            "province_return",
            (S.AT_PROVINCE, S.IN_REVIEW),
            None,
            "Đề nghị bổ sung",
            "Tỉnh đề nghị bạn bổ sung hồ sơ.",
            needs=("no_open_supplement",),
            reason=True,
        ),
        Move(
            "province_return_to_commune",
            (S.AT_PROVINCE,),
            S.AT_COMMUNE,
            "Chuyển lại xã",
            "Tỉnh chuyển hồ sơ lại xã để hoàn thiện.",
            needs=("no_open_supplement",),
            reason=True,
        ),
        Move(
            "province_accept",
            (S.AT_PROVINCE,),
            S.IN_REVIEW,
            "Tiếp nhận, giao Tổ tư vấn",
            "Tỉnh đã tiếp nhận hồ sơ và giao Tổ tư vấn đánh giá.",
            needs=("no_open_supplement",),
        ),
        Move(
            "team_finish",
            (S.IN_REVIEW,),
            S.READY,
            "Tổ tư vấn báo cáo xong",
            "Tổ tư vấn đã đánh giá xong; hồ sơ chờ Hội đồng họp.",
            needs=("no_open_supplement",),
            internal=True,
        ),
        Move(
            "back_to_review",
            (S.READY,),
            S.IN_REVIEW,
            "Chuyển lại Tổ tư vấn",
            "Hồ sơ được chuyển lại Tổ tư vấn để làm rõ.",
            reason=True,
        ),
        Move(
            "enter_council",
            (S.READY,),
            S.AT_COUNCIL,
            "Đưa vào phiên họp",
            "Hồ sơ đã vào chương trình phiên họp Hội đồng.",
            internal=True,
        ),
        Move(
            "leave_council",
            (S.AT_COUNCIL,),
            S.READY,
            "Đưa ra khỏi phiên họp",
            "Hồ sơ được lùi sang phiên họp khác.",
            reason=True,
            internal=True,
        ),
        Move(
            "conclude",
            (S.AT_COUNCIL,),
            S.CONCLUDED,
            "Công bố kết luận",
            "Hội đồng đã kết luận; kết quả đang trình lãnh đạo tỉnh.",
            internal=True,
        ),
        Move(
            "propose",
            (S.CONCLUDED,),
            S.PROPOSED,
            "Trình lãnh đạo",
            "Kết quả đã được trình lãnh đạo tỉnh.",
            internal=True,
        ),
        Move(
            "take_back_proposal",
            (S.PROPOSED,),
            S.CONCLUDED,
            "Rút khỏi tờ trình",
            "Kết quả được rút khỏi danh sách trình để hoàn thiện.",
            reason=True,
            internal=True,
        ),
        Move(
            "evaluate_again",
            (S.PROPOSED, S.AT_MINISTRY),
            S.READY,
            "Yêu cầu đánh giá lại",
            "Lãnh đạo tỉnh yêu cầu Hội đồng đánh giá lại.",
            reason=True,
            internal=True,
        ),
        Move(
            "go_up",
            (S.PROPOSED,),
            S.AT_PROVINCE,
            "Chuyển lên tỉnh",
            "Huyện đã phê duyệt kết quả và chuyển hồ sơ lên tỉnh đánh giá.",
            internal=True,
        ),
        Move(
            "go_down",
            (S.PROPOSED, S.AT_MINISTRY),
            S.CONCLUDED,
            "Chuyển lại huyện",
            "Kết quả ở tỉnh chưa đạt hạng của tỉnh; huyện xét công nhận theo kết quả của huyện.",
            reason=True,
            internal=True,
        ),
        Move(
            "recognise",
            (S.PROPOSED, S.AT_MINISTRY),
            S.RECOGNISED,
            "Công nhận",
            "Sản phẩm được công nhận; giấy chứng nhận đã được cấp.",
            internal=True,
        ),
        Move(
            "request_ministry",
            (S.PROPOSED,),
            S.AT_MINISTRY,
            "Đề nghị Bộ đánh giá",
            "Kết quả từ 90 điểm: tỉnh đã phê duyệt và đề nghị Bộ đánh giá 5 sao.",
            internal=True,
        ),
        Move(
            "notify_unranked",
            (S.PROPOSED,),
            S.NOT_RANKED,
            "Thông báo kết quả",
            "Kết quả dưới 50 điểm hoặc chưa đạt mức tối thiểu 3 sao: không cấp giấy chứng nhận.",
            internal=True,
        ),
        Move(
            "refuse",
            (S.PROPOSED, S.AT_MINISTRY),
            S.REFUSED,
            "Không công nhận",
            "Sản phẩm không được công nhận.",
            reason=True,
            internal=True,
        ),
    ),
)


class RoundState(StrEnum):
    """States of an evaluation round."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


ROUND_TITLES = {
    RoundState.PLANNED: "Dự kiến",
    RoundState.OPEN: "Đang mở",
    RoundState.CLOSED: "Đã đóng",
}

ROUND_TABLE = MoveTable(
    app="dossiers",
    record="round",
    initial=RoundState.PLANNED,
    titles=ROUND_TITLES,
    moves=(
        Move("open_round", (RoundState.PLANNED, RoundState.CLOSED), RoundState.OPEN, "Mở đợt"),
        Move("close_round", (RoundState.OPEN,), RoundState.CLOSED, "Đóng đợt", reason=True),
    ),
)
