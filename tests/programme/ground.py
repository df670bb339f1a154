"""Two districts and another province in 2024, each with a dossier that was filed, evaluated and recognised."""

from dataclasses import dataclass
from datetime import UTC, datetime

import time_machine

from ocop.accounts.models import User
from ocop.dossiers.models import Dossier
from ocop.dossiers.states import DossierState
from ocop.papers.actions.settings import set_letterhead
from ocop.papers.queries.letterheads import Head
from ocop.papers.spec import Issuer
from ocop.places.models import Unit
from ocop.programme.actions import open_report, set_targets, write_report
from ocop.programme.models import YearReport
from ocop.programme.spec import SECTIONS, TargetFacts
from ocop.recognition.actions.decisions import decide_proposal
from ocop.recognition.actions.proposals import create_proposal, submit_proposal
from ocop.recognition.actions.verdicts import approve_rest
from ocop.recognition.models import PublishedRecognition
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier, make_round, make_supplement
from tests.factories.levels import FROM, Ground, Place, make_ground, make_old_dossier
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province
from tests.factories.products import make_product
from tests.factories.recognition import decision_facts, leader_of, make_result, office_of
from tests.recognition.test_three_levels import decided

IN_2024 = datetime(2024, 9, 2, 3, tzinfo=UTC)
TEXTS = {row.key: f"Nội dung {row.title.lower()}." for row in SECTIONS}
TARGETS = (TargetFacts("Sản phẩm mới", "30", "recognised_first"), TargetFacts("Làng nghề", "01", "", "01"))


@dataclass
class World:
    """The ground with those who report on it."""

    ground: Ground
    programme: User
    elsewhere: User

    @property
    def here(self) -> Place:
        """The district that is looked at."""
        return self.ground.here


def build() -> World:
    """All of it, on a day of 2024."""
    with time_machine.travel(IN_2024, tick=False):
        ground = make_ground()
        for place in (ground.here, ground.there):
            dossier = _judged(ground, place, 3)
            make_supplement(dossier, "page:san-pham")
            make_supplement_again(dossier)
            _judged(ground, place, 2)
            decided(ground, place)
        other = make_province("Hà Nam", code="35", valid_from=FROM)
        _neighbour(other)
        province = ground.province.pk
        _published(ground)
        return World(
            ground,
            make_user("Lương Thị Chương Trình", roles=[("programme_officer", "province", province)]),
            make_user("Người tỉnh khác", roles=[("programme_officer", "province", other.pk)]),
        )


def make_supplement_again(dossier: Dossier) -> None:
    """The first request is answered, the province's desk asks once more: two requests, one dossier."""
    dossier.supplements.update(answered_at=IN_2024)
    make_supplement(dossier, "page:san-pham", desk="province")
    dossier.supplements.update(answered_at=IN_2024)


def _judged(ground: Ground, place: Place, stars: int) -> Dossier:
    dossier = make_old_dossier(ground, place, DossierState.CONCLUDED)
    dossier.moves.create(
        move="commune_forward", from_state="commune_signing", to_state="at_province", at=IN_2024, by=place.office
    )
    make_result(stars, dossier=dossier)
    return dossier


def _neighbour(province: Unit) -> None:
    """A product recognised in another province."""
    round_ = make_round(province=province, year=2024)
    product = make_product("Chuối ngự (mẫu)", producer=make_producer(commune=make_commune("Nhân Hậu",
                           province=province, valid_from=FROM)))  # fmt: skip
    dossier = make_dossier(product=product, state=DossierState.CONCLUDED, round=round_)
    make_result(4, dossier=dossier)
    proposal = submit_proposal(by=office_of(province), proposal=create_proposal(by=office_of(province), round=round_))
    approve_rest(by=leader_of(province), proposal=proposal)
    decide_proposal(by=leader_of(province), proposal=proposal, facts=decision_facts())


def _published(ground: Ground) -> None:
    rows = [
        (ground.province.name, "Yên Khánh", 2023, 3, "high"),
        (ground.province.name, "Gia Viễn", 2023, None, "medium"),
        (ground.province.name, "Yên Khánh", 2024, 4, "low"),
        (ground.province.name, "Yên Khánh", None, 4, "high"),
        ("Hà Nam", "Yên Khánh", 2023, 3, "high"),
    ]
    for number, (province, district, year, stars, confidence) in enumerate(rows, start=1):
        PublishedRecognition.objects.create(
            row=number, product_name=f"Sản phẩm {number}", province_name=province, district_name=district, year=year,
            stars=stars, confidence=confidence, source="https://example.org",
        )  # fmt: skip


def whole_report(world: World, *, district: bool) -> YearReport:
    """A report of 2024 with nothing missing, and its signer set."""
    by = world.here.office if district else world.programme
    unit = world.here.district if district else world.ground.province
    issuer, office = (Issuer.DISTRICT, by) if district else (Issuer.OFFICE, world.ground.office)
    set_letterhead(by=office, unit=unit, issuer=issuer, kind="", head=Head(signer="Đặng Thị Ký"))
    report = open_report(by=by, unit=unit, year=2024)
    write_report(by=by, report=report, texts=TEXTS, seen=0)
    set_targets(by=by, report=report, rows=TARGETS, seen=report.version)
    return report
