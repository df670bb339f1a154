"""Who plays and what the product is. Every name is invented."""

from datetime import date, timedelta
from types import MappingProxyType as Frozen

from django.utils import timezone

from ocop.accounts.actions.roles import give_role, grant_role
from ocop.accounts.actions.users import open_user
from ocop.accounts.models import User
from ocop.accounts.roles import ROLES, Role, Scope
from ocop.places.models import Unit
from tests.factories.places import make_commune, make_province

PASSWORD = "Ca-Canh-Tram-Chim-2026"
BASIS = "Quyết định số 01/QĐ-UBND"

# username -> name and role; the commune's officer is missing: the administrator makes that account on the page
OFFICIALS = Frozen(
    {
        "lanhdao.yenkhanh": ("Vũ Văn Hòa", Role.COMMUNE_LEADER),
        "vanphong": ("Nguyễn Thu Hà", Role.PROVINCIAL_OFFICE),
        "totuvan": ("Bùi Quang Huy", None),
        "chutich": ("Nguyễn Hữu Lộc", None),
        "uyvien1": ("Lê Quốc Bảo", None),
        "uyvien2": ("Phạm Thu Trang", None),
        "thuky": ("Mai Xuân Trường", None),
        "lanhdao.tinh": ("Trần Đức Thành", Role.SIGNING_LEADER),
        "kiemtoan": ("Phan Anh Tú", Role.AUDITOR),
    }
)
OFFICER, OFFICER_NAME = "canbo.yenkhanh", "Phạm Thị Lan"
PRODUCER, PRODUCER_NAME = "htxmaixanh", "HTX Cá cảnh Mai Xanh"
REPRESENTATIVE, REPRESENTATIVE_PHONE = "Đặng Thị Cẩm Nhung", "0912000345"
PRODUCT = "Cá chép cảnh Mai Xanh"
ROUND = "Đợt bổ sung mùa cá"
COUNCIL_NAME = "Hội đồng OCOP mùa cá"
SESSION = "Phiên họp ngày hội cá"

# What the producer claims, by criterion of set 25 (Động vật cảnh): 78 points and every minimum of 4 stars.
CLAIMS = Frozen(
    {
        "1.1": 4, "1.2": 2, "1.3": 2, "1.4": 2, "1.5": 2, "1.6": 1, "2.1": 5, "2.2": 4, "3.1": 3, "3.2": 1, "3.3": 3,
        "3.4": 2, "3.5": 2, "4.1": 4, "4.2": 2, "4.3": 3, "5.1": 5, "5.2": 2, "5.3": 3, "6.1": 3, "6.2": 3, "6.3": 5,
        "7": 7, "8": 5, "9": 3,
    }
)  # fmt: skip
# Where each differs: the team from the claims, the members from the team. Two of three miss 2.1, a minimum of 4 stars;
# the totals are 75, 72 and 64, which is more than 10 points apart.
TEAM = Frozen({"4.1": 3})
MEMBERS = Frozen(
    {
        "chutich": {"2.1": 3},
        "uyvien1": {"2.1": 3, "5.2": 1, "6.1": 1},
        "uyvien2": {"5.3": 1, "6.2": 1, "6.3": 1, "7": 2},
    }
)
RECHECK = Frozen({"6.3": 5, "7": 7})


def found_by_team() -> dict[str, int]:
    """The points that the team finds proven."""
    return {**CLAIMS, **TEAM}


def today() -> date:
    return timezone.localdate()


def in_days(days: int) -> str:
    """A day as a date input takes it."""
    return (today() + timedelta(days=days)).isoformat()


def raise_the_curtain() -> Unit:
    """The province with its communes, and its first administrator; the rest comes about on the pages."""
    province = make_province()
    make_commune("Yên Khánh", province=province, code="14560")
    make_commune("Yên Mô", province=province, code="14746")
    admin = open_user(
        by=None, username="quantri", full_name="Đỗ Minh Quân", password=PASSWORD, province_id=province.pk
    )
    give_role(
        by=None, user=admin, role=Role.ADMINISTRATOR, scope_kind=Scope.PROVINCE, scope_id=province.pk, basis=BASIS
    )
    return province


def open_the_other_accounts(province: Unit) -> None:
    """The accounts that the administrator makes as it was shown once on the page."""
    admin = User.objects.get(username="quantri")
    commune = Unit.objects.get(code="14560")
    for username, (full_name, role) in OFFICIALS.items():
        user = open_user(
            by=admin, username=username, full_name=full_name, password=PASSWORD, province_id=province.pk
        )  # fmt: skip
        if role:
            scope = ROLES[role].scope
            target = commune.pk if scope == Scope.COMMUNE else province.pk
            grant_role(by=admin, user=user, role=role, scope_kind=scope, scope_id=target, basis=BASIS)
