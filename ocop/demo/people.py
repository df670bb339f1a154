"""The people of the sample province. All are invented; every account is marked as sample data."""

from dataclasses import dataclass

from ocop.accounts.roles import Role

PASSWORD = "Ocop-Ninh-Binh-2026"  # noqa: S105 - printed on purpose; production refuses to start with sample accounts


@dataclass(frozen=True)
class Person:
    """An account. `commune` is the code of the unit its grants reach, where they reach one."""

    username: str
    full_name: str
    roles: tuple[Role, ...] = ()
    commune: str = ""


OFFICIALS = (
    Person("quantri", "Đỗ Minh Quân (mẫu)", (Role.ADMINISTRATOR,)),
    Person("canbo.yenkhanh", "Phạm Thị Lan (mẫu)", (Role.COMMUNE_OFFICER,), "14560"),
    Person("lanhdao.yenkhanh", "Vũ Văn Hòa (mẫu)", (Role.COMMUNE_LEADER,), "14560"),
    Person("canbo.yenmac", "Trịnh Thị Thu (mẫu)", (Role.COMMUNE_OFFICER,), "14743"),
    Person("lanhdao.yenmac", "Lê Đình Phúc (mẫu)", (Role.COMMUNE_LEADER,), "14743"),
    Person("canbo.giavan", "Đinh Thị Hạnh (mẫu)", (Role.COMMUNE_OFFICER,), "14488"),
    Person("lanhdao.giavan", "Hoàng Văn Bách (mẫu)", (Role.COMMUNE_LEADER,), "14488"),
    Person("vanphong", "Nguyễn Thu Hà (mẫu)", (Role.PROVINCIAL_OFFICE,)),
    Person("totuvan", "Bùi Quang Huy (mẫu)"),
    Person("totuvan2", "Tạ Thị Nga (mẫu)"),
    Person("lanhdao.tinh", "Trần Đức Thành (mẫu)", (Role.SIGNING_LEADER,)),
    Person("chuongtrinh", "Lương Thị Mai (mẫu)", (Role.PROGRAMME_OFFICER,)),
    Person("kiemtra", "Ngô Văn Sơn (mẫu)", (Role.INSPECTOR,)),
    Person("kiemtoan", "Phan Anh Tú (mẫu)", (Role.AUDITOR,)),
)

# username, name, seat, position, agency
COUNCIL = (
    ("chutich", "Nguyễn Hữu Lộc (mẫu)", "chair", "Phó Chủ tịch UBND tỉnh", "UBND tỉnh Ninh Bình"),
    ("phochutich", "Đặng Thị Vân (mẫu)", "vice_chair", "Giám đốc Sở", "Sở Nông nghiệp và Môi trường"),
    ("uyvien1", "Lê Quốc Bảo (mẫu)", "member", "Phó Giám đốc Sở", "Sở Công Thương"),
    ("uyvien2", "Phạm Thu Trang (mẫu)", "member", "Phó Giám đốc Sở", "Sở Y tế"),
    ("uyvien3", "Trần Văn Khải (mẫu)", "member", "Trưởng phòng", "Sở Khoa học và Công nghệ"),
    ("uyvien4", "Hoàng Thị Yến (mẫu)", "member", "Trưởng phòng", "Sở Văn hóa, Thể thao và Du lịch"),
    ("thuky", "Mai Xuân Trường (mẫu)", "secretary", "Chuyên viên", "Văn phòng Điều phối"),
)
# The closed season of 2024: username, name, role, kind of scope. Their roles lapsed on 30/06/2025.
SEASON_OFFICIALS = (
    ("canbo.yenninh", "Vũ Thị Ngân (mẫu)", Role.COMMUNE_OFFICER, "commune"),
    ("lanhdao.yenninh", "Phạm Văn Khoa (mẫu)", Role.COMMUNE_LEADER, "commune"),
    ("vanphong.yk", "Lã Thị Hương (mẫu)", Role.PROVINCIAL_OFFICE, "district"),
    ("lanhdao.yk", "Nguyễn Văn Dũng (mẫu)", Role.SIGNING_LEADER, "district"),
    ("totuvan.yk", "Đỗ Văn Thắng (mẫu)", "", ""),
)
# username, name, seat, position, agency
DISTRICT_COUNCIL = (
    ("yk.chutich", "Trương Văn Hải (mẫu)", "chair", "Phó Chủ tịch UBND huyện", "UBND huyện Yên Khánh"),
    ("yk.phochutich", "Đào Thị Liên (mẫu)", "vice_chair", "Trưởng phòng", "Phòng Nông nghiệp và PTNT"),
    ("yk.uyvien1", "Bùi Văn Chiến (mẫu)", "member", "Trưởng phòng", "Phòng Kinh tế và Hạ tầng"),
    ("yk.uyvien2", "Mai Thị Cúc (mẫu)", "member", "Trưởng phòng", "Phòng Y tế"),
    ("yk.thuky", "Lê Văn Toàn (mẫu)", "secretary", "Chuyên viên", "Phòng Nông nghiệp và PTNT"),
)
# who reads, and keeps, the records of the province before the merger
ARCHIVE = (
    ("vanphong", Role.PROVINCIAL_OFFICE),
    ("chuongtrinh", Role.PROGRAMME_OFFICER),
    ("kiemtra", Role.INSPECTOR),
    ("kiemtoan", Role.AUDITOR),
)
VOTING = tuple(row[0] for row in COUNCIL if row[2] != "secretary")
