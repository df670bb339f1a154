"""The shapes that describe a kind of paper."""

from dataclasses import dataclass
from enum import StrEnum

from ocop.accounts.roles import Role


class Issuer(StrEnum):
    """Whose paper it is; its head comes from the settings of that body."""

    PRODUCER = "producer"
    COMMUNE = "commune"
    OFFICE = "office"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNCIL = "council"
    TEAM = "team"


ISSUER_TITLES = {
    Issuer.PRODUCER: "Chủ thể",
    Issuer.COMMUNE: "UBND cấp xã",
    Issuer.OFFICE: "Cơ quan tham mưu cấp tỉnh",
    Issuer.DISTRICT: "UBND cấp huyện",
    Issuer.PROVINCE: "UBND cấp tỉnh",
    Issuer.COUNCIL: "Hội đồng",
    Issuer.TEAM: "Tổ tư vấn",
}


class Subject(StrEnum):
    """What a paper is about."""

    DOSSIER = "dossier"
    SESSION = "session"
    SHEET = "sheet"
    PROPOSAL = "proposal"
    REQUEST = "request"
    ROUND = "round"
    CERTIFICATE = "certificate"
    MEASURE = "measure"
    REPORT = "report"
    INSPECTION = "inspection"
    INSPECTED = "inspected"


class Numbering(StrEnum):
    """Where the number comes from: none, the row of numbers of the agency, or the record that already has one."""

    NONE = "none"
    SERIES = "series"
    RECORD = "record"


@dataclass(frozen=True)
class Field:
    """Something that a paper says. `where` is the sentence that tells where to enter it."""

    name: str
    label: str
    where: str = ""
    required: bool = True


@dataclass(frozen=True)
class Kind:
    """A kind of paper. `abbr` stands in the symbol ("QĐ"); `needs` is the permission on the thing itself that a
    reader must hold besides the role."""

    key: str
    title: str
    subject: Subject
    issuer: Issuer
    fields: tuple[Field, ...]
    readers: tuple[Role, ...]
    issuers: tuple[Role, ...]
    needs: str
    when: str
    numbering: Numbering = Numbering.NONE
    abbr: str = ""
    personal: bool = False
    form: str = ""
    recipients: tuple[str, ...] = ()
    sitting: str = ""
    """Papers of one kind of session only: "meeting" or "written"."""
    acts: str = ""
    """The permission on the thing that an issuer must hold besides, where reading it is not enough."""
    district: bool = False
    """Whether its roles also count where granted in a district."""


SETTINGS = "Vào Văn bản → Thiết lập, mục {issuer}."
# what stands at the head and the end of every paper of an agency
HEAD_FIELDS = (
    Field("co_quan_chu_quan", "Cơ quan chủ quản", SETTINGS, required=False),
    Field("co_quan", "Tên cơ quan ban hành", SETTINGS),
    Field("so_ky_hieu", "Số, ký hiệu", "Số được cấp khi phát hành.", required=False),
    Field("dia_danh_ngay", "Địa danh, ngày tháng", SETTINGS),
    Field("quyen_han_ky", "Quyền hạn, chức vụ của người ký", SETTINGS),
    Field("nguoi_ky", "Họ tên người ký", SETTINGS),
    Field("noi_nhan", "Nơi nhận", SETTINGS, required=False),
)
