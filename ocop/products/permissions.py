"""Who may see and change products."""

from ocop.accounts.permissions import Permission
from ocop.accounts.roles import Role

FILERS = (Role.PRODUCER, Role.PRODUCER_HELPER)
READERS = (
    *FILERS,
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
    Role.PROVINCIAL_OFFICE,
    Role.SIGNING_LEADER,
    Role.PROGRAMME_OFFICER,
    Role.INSPECTOR,
    Role.AUDITOR,
)

TABLE = (
    Permission("products.view", "Xem sản phẩm", READERS),
    Permission("products.create", "Thêm sản phẩm cho chủ thể", FILERS),
    Permission("products.edit", "Sửa sản phẩm, ảnh, câu chuyện", FILERS),
    Permission(
        "products.view_codes",
        "Xem dãy mã sản phẩm của xã",
        (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.PROVINCIAL_OFFICE, Role.AUDITOR),
    ),
)
