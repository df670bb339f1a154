"""Who reads the rules: every official. The criteria themselves are law; producers meet them in their self-score."""

from ocop.accounts.permissions import Permission
from ocop.accounts.roles import ROLES

TABLE = (
    Permission(
        "regulations.view",
        "Xem quyết định, bộ tiêu chí và những chỗ cần đối chiếu",
        tuple(role for role, card in ROLES.items() if card.official),
    ),
)
