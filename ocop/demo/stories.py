"""The dossiers of the sample province: invented producers and products, each with the stage it stands at.

Nothing here is a real producer: every name ends with "(mẫu)" and every producer is marked as sample data.
"""

from dataclasses import dataclass

# How far a story goes; each stage contains those before it.
STAGES = ("intake", "review", "council", "recognised")


@dataclass(frozen=True)
class Story:
    """One dossier. `claims` is the rank the producer claims, `scores` what the council's marks come to; `misses`
    are criteria left below a star minimum; `ends` names the point at which the story stands."""

    key: str
    producer: str
    form: str
    person: str
    product: str
    set_no: int
    commune: str
    ends: str
    claims: int = 3
    scores: int = 3
    spare: int = 3
    misses: tuple[str, ...] = ()
    sex: str = "female"
    kind: str = "first"


# The closed season of 2024 under 148/QĐ-TTg: 3 stars by the district, 4 by the province, 5 by the ministry, none.
SEASON = (
    Story("mien-dong", "HTX Đồng Bãi (mẫu)", "cooperative", "Phạm Thị Bãi (mẫu)", "Miến dong (mẫu)", 6, "14560",
          "recognised", claims=3, scores=3),
    Story("gao-bac-thom", "HTX Lúa Vàng (mẫu)", "cooperative", "Trần Văn Vàng (mẫu)", "Gạo bắc thơm (mẫu)", 3, "14560",
          "recognised", claims=4, scores=4, sex="male"),
    Story("cha-ca", "Công ty TNHH Biển Bạc (mẫu)", "enterprise", "Lê Thị Bạc (mẫu)", "Chả cá (mẫu)", 8, "14560",
          "recognised", claims=5, scores=5, spare=1),
    Story("mut-bi", "Hộ Ông Thuận (mẫu)", "family_household", "Ngô Văn Thuận (mẫu)", "Mứt bí (mẫu)", 5, "14560",
          "recognised", claims=3, scores=2, sex="male"),
)  # fmt: skip

STORIES = (
    Story("nep-hat-cau", "HTX Đồng Nội (mẫu)", "cooperative", "Đinh Thị Mơ (mẫu)", "Gạo nếp hạt cau (mẫu)", 3, "14560",
          "draft", claims=3),
    Story("com-chay", "HTX Sao Mai (mẫu)", "cooperative", "Phạm Văn Sáng (mẫu)", "Cơm cháy chà bông (mẫu)", 6, "14560",
          "filled", claims=4, sex="male"),
    Story("nem-chua", "Cơ sở Bến Đò (mẫu)", "production_household", "Lê Thị Bến (mẫu)", "Nem chua (mẫu)", 8, "14560",
          "at_commune", claims=4),
    Story("mat-ong", "Tổ hợp tác Hoa Rừng (mẫu)", "cooperative_group", "Bùi Văn Rừng (mẫu)", "Mật ong hoa nhãn (mẫu)",
          4, "14560", "commune_returned", sex="male"),
    Story("ruou-nep", "Tổ hợp tác Ven Sông (mẫu)", "cooperative_group", "Trần Thị Sông (mẫu)", "Rượu nếp (mẫu)", 14,
          "14560", "commune_signing"),
    Story("mam-tep", "Hộ Bà Tám (mẫu)", "family_household", "Nguyễn Thị Tám (mẫu)", "Mắm tép (mẫu)", 9, "14488",
          "at_province"),
    Story("tinh-bot-nghe", "HTX Dược liệu Đồi Sim (mẫu)", "cooperative", "Hà Thị Sim (mẫu)", "Tinh bột nghệ (mẫu)", 18,
          "14560", "in_review", claims=4),
    Story("bot-rau-ma", "HTX Rau Sạch Bãi Bồi (mẫu)", "cooperative", "Vũ Thị Bồi (mẫu)", "Bột rau má (mẫu)", 7,
          "14743", "province_returned"),
    Story("theu-ren", "Công ty TNHH Chỉ Lụa (mẫu)", "enterprise", "Chu Thị Lụa (mẫu)", "Thêu ren khăn trải (mẫu)", 21,
          "14488", "ready", claims=4),
    Story("homestay", "Hội Du lịch cộng đồng Bến Sen (mẫu)", "tourism_body", "Đinh Văn Sen (mẫu)",
          "Du lịch cộng đồng Bến Sen (mẫu)", 26, "14488", "ready", sex="male"),
    Story("tra-hoa-vang", "HTX Trà Núi Đính (mẫu)", "cooperative", "Quách Thị Đính (mẫu)", "Trà hoa vàng (mẫu)", 12,
          "14560", "scoring", claims=4, scores=4),
    Story("gio-lua", "Hộ Ông Giáp (mẫu)", "family_household", "Phan Văn Giáp (mẫu)", "Giò lụa (mẫu)", 8, "14743",
          "reviewing", claims=3, scores=3, sex="male"),
    Story("banh-da", "HTX Làng Nghề Phú Xuân (mẫu)", "cooperative", "Tống Thị Xuân (mẫu)", "Bánh đa vừng (mẫu)", 6,
          "14560", "waiting"),
    Story("dua-say", "Công ty TNHH Nắng Hạ (mẫu)", "enterprise", "Lưu Thị Hạ (mẫu)", "Dứa sấy dẻo (mẫu)", 7, "14743",
          "proposed", claims=4, scores=4, spare=2),
    Story("tuong-nep", "Hộ Bà Lành (mẫu)", "family_household", "Đỗ Thị Lành (mẫu)", "Tương nếp (mẫu)", 9, "14488",
          "proposed", claims=4, scores=4, misses=("1.5",)),
    Story("keo-lac", "Hộ Ông Bình (mẫu)", "family_household", "Ngô Văn Bình (mẫu)", "Kẹo lạc (mẫu)", 5, "14560",
          "proposed", claims=3, scores=2, sex="male"),
    Story("tra-sen", "HTX Đầm Vân (mẫu)", "cooperative", "Hoàng Thị Vân (mẫu)", "Trà sen ướp xổi (mẫu)", 12, "14488",
          "recognised", claims=4, scores=4),
    Story("com-lang", "HTX Cốm Thơm (mẫu)", "cooperative", "Dương Thị Thơm (mẫu)", "Cốm làng (mẫu)", 6, "14560",
          "recognised", claims=3, scores=3),
    Story("yen-sao", "Công ty CP Yến Biển Kim (mẫu)", "enterprise", "Lâm Văn Kim (mẫu)", "Yến sào chưng (mẫu)", 8,
          "14743", "at_ministry", claims=5, scores=5, sex="male"),
    Story("tinh-dau", "Cơ sở Hương Núi (mẫu)", "production_household", "Cao Thị Núi (mẫu)", "Tinh dầu sả (mẫu)", 20,
          "14743", "refused", claims=3, scores=3),
)  # fmt: skip

# Re-evaluations, which the council decides in writing.
AGAIN = (
    Story("mien-rong", "HTX Rong Biển (mẫu)", "cooperative", "Bùi Thị Rong (mẫu)", "Miến rong (mẫu)", 6, "14560",
          "answered", claims=3, scores=3, kind="again"),
    Story("bot-sen", "HTX Sen Cổ (mẫu)", "cooperative", "Vũ Văn Sen (mẫu)", "Bột sen (mẫu)", 6, "14488",
          "asked", claims=3, scores=3, sex="male", kind="again"),
)  # fmt: skip
