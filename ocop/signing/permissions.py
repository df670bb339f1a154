"""Who may do what in signing. A personal key is its owner's alone; leader and office use the agency's."""

from typing import Any

from ocop.accounts.permissions import Permission
from ocop.accounts.roles import Role
from ocop.signing.queries import READERS, SIGNERS
from ocop.signing.spec import Kind

OFFICE = (Role.SIGNING_LEADER, Role.PROVINCIAL_OFFICE)


def _own_or_agency(user: Any, profile: Any) -> bool:
    return profile.kind == Kind.AGENCY or (
        profile.owner_id == user.pk and user.has_perm("signing.sign_personal", _Province(profile.province_id))
    )


class _Province:
    """A province as an object of permissions."""

    def __init__(self, pk: int) -> None:
        self.pk = pk

    def access_scopes(self) -> list[tuple[str, int]]:
        """Itself."""
        return [("province", self.pk)]


TABLE = (
    Permission("signing.view", "Xem văn bản ký số, tải bản đã ký", READERS),
    Permission(
        "signing.edit_profile",
        "Khai, ngừng dùng chữ ký số",
        OFFICE,
        _own_or_agency,
        "Chữ ký số cá nhân: chỉ lãnh đạo ký, của chính mình",
    ),
    Permission("signing.open_paper", "Đưa văn bản vào ký số", OFFICE),
    Permission("signing.sign_personal", "Ký số bằng chữ ký cá nhân", SIGNERS[Kind.PERSONAL]),
    Permission("signing.sign_agency", "Ký số của cơ quan", SIGNERS[Kind.AGENCY]),
    Permission("signing.attach", "Tải lên bản đã ký ở nơi khác", OFFICE),
)
