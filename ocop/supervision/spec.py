"""What an inspection looks at and what may follow from it, as data; each matter names its clause.

The list is the law's (Điều 8.1 and 9.3 of Quyết định 26/2026/QĐ-TTg; the province's plan of 2024, II.6), the words are
short. A supervision with plans and routes of its own adds matters here, not elsewhere.
"""

from dataclasses import dataclass
from enum import StrEnum

LAW = "Quyết định 26/2026/QĐ-TTg"
REVOCATION = "revocation"
"""Key of the term of Điều 8.4 among the figures of the decision."""


class InspectionKind(StrEnum):
    """Điều 9.2.a: after recognition, periodic and, where needed, unannounced."""

    PERIODIC = "periodic"
    UNANNOUNCED = "unannounced"


KIND_TITLES = {InspectionKind.PERIODIC: "Định kỳ", InspectionKind.UNANNOUNCED: "Đột xuất"}


class Part(StrEnum):
    """Where a matter of the checklist comes from; all but the last must be answered."""

    FIXED = "fixed"
    RANK = "rank"
    OTHER = "other"


PART_TITLES = {
    Part.FIXED: "Nội dung kiểm tra chung",
    Part.RANK: "Tiêu chí giữ hạng sao",
    Part.OTHER: "Tiêu chí khác đã chứng nhận",
}


class Found(StrEnum):
    """What was found of one matter."""

    KEPT = "kept"
    CHANGED = "changed"
    NOT_APPLICABLE = "not_applicable"


FOUND_TITLES = {Found.KEPT: "Đúng", Found.CHANGED: "Không đúng", Found.NOT_APPLICABLE: "Không áp dụng"}


@dataclass(frozen=True)
class Matter:
    """One thing that is looked at with every product, whatever its criteria say."""

    key: str
    title: str
    look: str
    clause: str


MATTERS = (
    Matter("producing", "Còn sản xuất sản phẩm", "Cơ sở hoạt động, có lô hàng mới", "Điều 8.1.đ"),
    Matter("mark", "Sử dụng nhãn hiệu OCOP, hạng sao", "Đúng sản phẩm, đúng hạng, giấy còn hiệu lực",
           "Điều 9.3.b, Điều 8.1.d"),
    Matter("promotion", "Thông tin, quảng bá sản phẩm", "Đúng nội dung đã được công nhận", "Điều 9.3.b"),
    Matter("label", "Ghi nhãn hàng hóa", "Đủ, đúng thông tin: tên, thành phần, khối lượng, hạn dùng, nơi sản xuất",
           "Điều 8.1.c"),
    Matter("packaging", "Bao bì", "Đúng mẫu trong hồ sơ, sạch, phù hợp sản phẩm", "Điều 9.3.a"),
    Matter("traceability", "Tem, truy xuất nguồn gốc", "Mã quét được, dẫn tới đúng sản phẩm, lô hàng", "Điều 9.3.a"),
    Matter("quality", "Chất lượng so với công bố", "Phiếu kiểm nghiệm còn giá trị, đúng tiêu chuẩn công bố",
           "Điều 8.1.c"),
    Matter("food_safety", "An toàn thực phẩm", "Giấy chứng nhận, cam kết còn hiệu lực; điều kiện của cơ sở",
           "Điều 8.1.c"),
    Matter("environment", "Bảo vệ môi trường", "Thủ tục môi trường, xử lý nước thải, chất thải", "Điều 8.1.c"),
    Matter("property", "Sở hữu trí tuệ", "Nhãn hiệu, chỉ dẫn địa lý dùng đúng, còn hiệu lực", "Điều 8.1.c"),
)  # fmt: skip


class Outcome(StrEnum):
    """What the conclusion says of one product."""

    KEEPS = "keeps"
    REMEDY = "remedy"
    SUSPEND = "suspend"
    REVOKE = "revoke"


OUTCOME_TITLES = {
    Outcome.KEEPS: "Duy trì: tiếp tục sử dụng giấy chứng nhận",
    Outcome.REMEDY: "Khắc phục trong thời hạn",
    Outcome.SUSPEND: "Đề nghị tạm dừng giấy chứng nhận",
    Outcome.REVOKE: "Đề nghị thu hồi giấy chứng nhận",
}
SHORT_OUTCOMES = {
    Outcome.KEEPS: "Duy trì",
    Outcome.REMEDY: "Phải khắc phục",
    Outcome.SUSPEND: "Đề nghị tạm dừng",
    Outcome.REVOKE: "Đề nghị thu hồi",
}
# the measure on the certificate that an outcome proposes (recognition)
MEASURES = {Outcome.SUSPEND: "suspended", Outcome.REVOKE: "revoked"}


@dataclass(frozen=True)
class Ground:
    """A case of Điều 8.1 in which a certificate is revoked."""

    letter: str
    text: str

    @property
    def clause(self) -> str:
        """ "điểm b khoản 1 Điều 8 Quyết định 26/2026/QĐ-TTg"."""
        return f"điểm {self.letter} khoản 1 Điều 8 {LAW}"


GROUNDS = {
    ground.letter: ground
    for ground in (
        Ground("a", "Cung cấp thông tin, tài liệu không trung thực hoặc giả mạo hồ sơ"),
        Ground("b", "Không còn đáp ứng các tiêu chí theo kết luận kiểm tra, giám sát"),
        Ground("c", "Vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, sở hữu trí tuệ, ghi nhãn"),
        Ground("d", "Sử dụng nhãn hiệu OCOP không đúng quy định, gây nhầm lẫn"),
        Ground("đ", "Không còn hoạt động sản xuất sản phẩm OCOP"),
        Ground("e", "Trường hợp khác theo kết luận, đề nghị của cơ quan nhà nước có thẩm quyền"),
    )
}
