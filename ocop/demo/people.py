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
VOTING = tuple(row[0] for row in COUNCIL if row[2] != "secretary")
