"""Who may do what in signing. A personal key is its owner's alone; leader and office use the agency's. Each body's
papers are signed by those who sign for it."""

from typing import Any

from ocop.accounts.permissions import Permission, holds_role
from ocop.accounts.roles import Role
from ocop.signing.queries import COMMUNE_READERS, COUNCIL_READERS, OFFICE, READERS, SIGNERS, SIGNERS_OF
from ocop.signing.spec import Body, Kind


def _own_or_agency(user: Any, profile: Any) -> bool:
    if profile.kind == Kind.AGENCY:
        return holds_role(user, (*OFFICE, *COMMUNE_READERS), profile)
    return bool(profile.owner_id == user.pk)


def _signs_for_the_body(user: Any, thing: Any) -> bool:
    """A paper is signed by those who sign for its body; a batch holds papers, each asked by itself."""
    body = getattr(thing, "body", None)
    return body is None or holds_role(user, SIGNERS_OF[body], thing)


def _brings_for_the_body(user: Any, thing: Any) -> bool:
    """A commune brings its own papers, and nobody else does."""
    own = getattr(thing, "body", None) == Body.COMMUNE
    return holds_role(user, COMMUNE_READERS if own else (*OFFICE, *COUNCIL_READERS), thing)


TABLE = (
    Permission("signing.view", "Xem văn bản ký số, tải bản đã ký", (*READERS, *COUNCIL_READERS, *COMMUNE_READERS)),
    Permission(
        "signing.edit_profile",
        "Khai, ngừng dùng chữ ký số",
        (*SIGNERS[Kind.PERSONAL], Role.COMMUNE_OFFICER),
        _own_or_agency,
        "Chữ ký số cá nhân: của chính mình; của cơ quan: lãnh đạo ký, cơ quan tham mưu, công chức cấp xã",
    ),
    Permission(
        "signing.open_paper",
        "Đưa văn bản vào ký số",
        (*OFFICE, *COUNCIL_READERS, *COMMUNE_READERS),
        _brings_for_the_body,
        "Xã: văn bản của xã; người khác: văn bản không phải của xã",
    ),
    Permission(
        "signing.sign_personal",
        "Ký số bằng chữ ký cá nhân",
        SIGNERS[Kind.PERSONAL],
        _signs_for_the_body,
        "Của UBND tỉnh: lãnh đạo ký; của Hội đồng: Chủ tịch; của cơ quan tham mưu, Tổ tư vấn: cơ quan tham mưu; "
        "của xã: lãnh đạo xã",
    ),
    Permission("signing.sign_agency", "Ký số của cơ quan", SIGNERS[Kind.AGENCY]),
    Permission("signing.attach", "Tải lên bản đã ký ở nơi khác", (*OFFICE, *COMMUNE_READERS)),
)
