"""The roles, each with what its holder does in words an auditor can read.

The keys stand in the database and never change.
"""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a grant reaches."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    PRODUCER = "producer"
    COUNCIL = "council"
    ROUND = "round"


SCOPE_TITLES = {
    Scope.PROVINCE: "cả tỉnh",
    Scope.DISTRICT: "một huyện (quy trình ba cấp)",
    Scope.COMMUNE: "một xã, phường",
    Scope.PRODUCER: "một chủ thể",
    Scope.COUNCIL: "một Hội đồng",
    Scope.ROUND: "một đợt đánh giá",
}


class Role(StrEnum):
    """Keys of the roles."""

    PRODUCER = "producer"
    PRODUCER_HELPER = "producer_helper"
    COMMUNE_OFFICER = "commune_officer"
    COMMUNE_LEADER = "commune_leader"
    PROVINCIAL_OFFICE = "provincial_office"
    ADVISORY_TEAM = "advisory_team"
    COUNCIL_MEMBER = "council_member"
    COUNCIL_SECRETARY = "council_secretary"
    COUNCIL_CHAIR = "council_chair"
    SIGNING_LEADER = "signing_leader"
    PROGRAMME_OFFICER = "programme_officer"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class RoleCard:
    """A role: its title, what its holder does, the scope of its grants, and whether a second factor is
    required (of those who decide, sign or administer)."""

    key: Role
    title: str
    description: str
    scope: Scope
    needs_mfa: bool = False
    official: bool = True
    in_district: str = ""
    """Title of the role where it is granted in a district; empty where it is not granted there."""

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The kinds of scope in which it is granted."""
        return (self.scope, Scope.DISTRICT) if self.in_district else (self.scope,)

    def title_in(self, scope: str) -> str:
        """The title of the role in a scope of this kind."""
        return self.in_district if scope == Scope.DISTRICT and self.in_district else self.title


_CARDS = (
    RoleCard(
        Role.PRODUCER,
        "Chủ thể",
        "Lập, nộp và theo dõi hồ sơ sản phẩm của chủ thể mình; quản lý kho minh chứng.",
        Scope.PRODUCER,
        official=False,
    ),
    RoleCard(
        Role.PRODUCER_HELPER,
        "Người giúp chủ thể",
        "Nhập hồ sơ thay chủ thể khi chủ thể đã đồng ý; không được nộp thay.",
        Scope.PRODUCER,
        official=False,
    ),
    RoleCard(
        Role.COMMUNE_OFFICER,
        "Công chức cấp xã",
        "Tiếp nhận, kiểm tra hồ sơ của xã, đánh giá bốn nội dung, trả lại có lý do, soạn Mẫu 03.",
        Scope.COMMUNE,
    ),
    RoleCard(
        Role.COMMUNE_LEADER,
        "Lãnh đạo UBND cấp xã",
        "Duyệt báo cáo Mẫu 03 và đề nghị tỉnh đánh giá; không chấm điểm.",
        Scope.COMMUNE,
        needs_mfa=True,
    ),
    RoleCard(
        Role.PROVINCIAL_OFFICE,
        "Cơ quan tham mưu cấp tỉnh",
        "Lập đợt, tiếp nhận hồ sơ của tỉnh, phân công, lập Hội đồng và phiên họp, trình lãnh đạo.",
        Scope.PROVINCE,
        needs_mfa=True,
        in_district="Cơ quan tham mưu cấp huyện",
    ),
    RoleCard(
        Role.ADVISORY_TEAM,
        "Tổ tư vấn",
        "Đánh giá minh chứng từng tiêu chí, khảo sát thực tế, đề nghị kiểm nghiệm, lập báo cáo.",
        Scope.ROUND,
    ),
    RoleCard(
        Role.COUNCIL_MEMBER,
        "Ủy viên Hội đồng",
        "Kê khai xung đột lợi ích, chấm phiếu của mình, xem kết quả khi mọi phiếu đã gửi.",
        Scope.COUNCIL,
        needs_mfa=True,
    ),
    RoleCard(
        Role.COUNCIL_SECRETARY,
        "Thư ký Hội đồng",
        "Chuẩn bị phiên họp, điểm danh, theo dõi tiến độ gửi phiếu, lập kết luận.",
        Scope.COUNCIL,
        needs_mfa=True,
    ),
    RoleCard(
        Role.COUNCIL_CHAIR,
        "Chủ tịch Hội đồng",
        "Điều hành phiên họp, chấm phiếu, yêu cầu xem lại, kết luận và công bố kết quả.",
        Scope.COUNCIL,
        needs_mfa=True,
    ),
    RoleCard(
        Role.SIGNING_LEADER,
        "Lãnh đạo UBND tỉnh",
        "Phê duyệt, từ chối hoặc trả lại từng sản phẩm; ban hành quyết định và giấy chứng nhận.",
        Scope.PROVINCE,
        needs_mfa=True,
        in_district="Lãnh đạo UBND cấp huyện",
    ),
    RoleCard(
        Role.PROGRAMME_OFFICER,
        "Cán bộ chương trình",
        "Theo dõi kế hoạch, chỉ tiêu và kết quả của chương trình trong tỉnh.",
        Scope.PROVINCE,
    ),
    RoleCard(
        Role.INSPECTOR,
        "Cán bộ kiểm tra, giám sát",
        "Lập cuộc kiểm tra sản phẩm đã công nhận, ghi biên bản tại cơ sở, dự thảo kết luận.",
        Scope.PROVINCE,
    ),
    RoleCard(
        Role.AUDITOR,
        "Kiểm toán, thanh tra",
        "Đọc toàn bộ hồ sơ và nhật ký trong tỉnh; không thay đổi gì.",
        Scope.PROVINCE,
    ),
    RoleCard(
        Role.ADMINISTRATOR,
        "Quản trị hệ thống",
        "Cấp và thu hồi vai trò, đặt lại mật khẩu, quản lý lịch và tham số; không xử lý hồ sơ.",
        Scope.PROVINCE,
        needs_mfa=True,
    ),
)
ROLES: dict[Role, RoleCard] = {card.key: card for card in _CARDS}
