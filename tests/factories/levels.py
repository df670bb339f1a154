"""The years with districts: a province with two of them, a commune in each, and who works at every desk."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.utils import timezone

from ocop.accounts.models import User
from ocop.dossiers.models import Dossier, Round
from ocop.dossiers.states import DossierState
from ocop.places.models import Kind, Level, Unit
from ocop.products.models import Product
from ocop.regulations.models import CriteriaSet
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier, make_round
from tests.factories.parties import make_producer
from tests.factories.places import make_province

FROM, TO = date(2020, 2, 1), date(2025, 6, 30)
OLD = "148/QĐ-TTg"
_numbers = count(1)


@dataclass
class Place:
    """A district with its commune, its people and its round."""

    district: Unit
    commune: Unit
    round: Round
    office: User
    leader: User


@dataclass
class Ground:
    """The province of those years with two districts."""

    province: Unit
    office: User
    leader: User
    auditor: User
    round: Round
    here: Place
    there: Place
    dossiers: list[Dossier] = field(default_factory=list)


def make_ground() -> Ground:
    province = make_province(valid_from=FROM, valid_to=TO)
    round_ = make_round(province=province, year=2024)
    return Ground(
        province,
        make_user("Phạm Văn Tỉnh", roles=[("provincial_office", "province", province.pk)]),
        make_user("Lê Văn Lãnh", roles=[("signing_leader", "province", province.pk)]),
        make_user("Vũ Kiểm", roles=[("auditor", "province", province.pk)]),
        round_,
        _place(province, "Yên Khánh", "375"),
        _place(province, "Gia Viễn", "373"),
    )


def _place(province: Unit, name: str, code: str) -> Place:
    shared = {"province_code": province.code, "district_code": code, "valid_from": FROM, "valid_to": TO}
    district = Unit.objects.create(
        level=Level.DISTRICT, code=code, kind=Kind.DISTRICT, name=name, parent=province, **shared
    )
    commune = Unit.objects.create(
        level=Level.COMMUNE, code=f"8{code}{next(_numbers) % 10}", kind=Kind.COMMUNE, name=name,
        parent=district, **shared,
    )  # fmt: skip
    return Place(
        district,
        commune,
        make_round(province=province, district=district, year=2024, number=1, name=f"Đợt 1 năm 2024, {name}"),
        make_user(f"Văn phòng {name}", roles=[("provincial_office", "district", district.pk)]),
        make_user(f"Lãnh đạo {name}", roles=[("signing_leader", "district", district.pk)]),
    )


def make_old_dossier(ground: Ground, place: Place, state: str, level: str = "district", **fields: object) -> Dossier:
    """A dossier under 148 in `state` at the desk of the district or, gone up, of the province."""
    chosen = CriteriaSet.objects.get(decision__number=OLD, no=6)
    product = Product.objects.create(
        producer=make_producer(commune=place.commune), name=f"Cơm cháy {next(_numbers)} (mẫu)", criteria_set=chosen
    )
    at = place.round if level == "district" else ground.round
    given = {"round": at, "level": level, "district": place.district, "procedure_id": OLD} | fields
    dossier = make_dossier(product=product, state=str(state), **given)
    if level == "province":
        dossier.passages.create(level="district", round=place.round, left_at=timezone.now())
    ground.dossiers.append(dossier)
    return dossier


ALL_STATES = tuple(DossierState)
