"""A province with one commune's desk, its own office, a round with its team, and a filed dossier."""

from dataclasses import dataclass

from django.utils import timezone

from ocop.accounts.models import User
from ocop.dossiers.checks.desk import MATTERS
from ocop.dossiers.models import CommuneReport, Dossier, ItemCheck, Round
from ocop.dossiers.queries.content import loaded
from ocop.dossiers.queries.desks import checklist
from ocop.dossiers.states import DossierState
from ocop.places.models import Unit
from tests.factories.accounts import make_grant, make_user
from tests.factories.dossiers import make_dossier, make_round
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province
from tests.factories.products import make_product


@dataclass
class Desk:
    """The people around one dossier."""

    province: Unit
    commune: Unit
    round: Round
    producer: User
    officer: User
    leader: User
    office: User
    member: User
    auditor: User
    dossier: Dossier


def make_desk(
    state: str = DossierState.AT_COMMUNE,
    *,
    name: str = "Cơm cháy chà bông (mẫu)",
    commune_name: str = "Yên Khánh",
    set_no: int = 6,
    in_round: bool = False,
    province: Unit | None = None,
    round: Round | None = None,
) -> Desk:
    """A filed dossier in `state` with everyone who may touch it; a reviewer where the team has it."""
    province = province or make_province()
    commune = make_commune(commune_name, province=province)
    producer = make_producer("Hợp tác xã Sao Mai (mẫu)", commune=commune)
    round_ = round or make_round(province=province)
    owner = make_user("Đinh Thị Mai", roles=[("producer", "producer", producer.pk)])
    officer = make_user("Phạm Văn Xã", roles=[("commune_officer", "commune", commune.pk)])
    leader = make_user("Lê Thị Phường", roles=[("commune_leader", "commune", commune.pk)])
    office = make_user("Trần Thị Sở", roles=[("provincial_office", "province", province.pk)])
    member = make_user("Vũ Văn Tư", roles=[("advisory_team", "round", round_.pk)])
    auditor = make_user("Hoàng Kiểm", roles=[("auditor", "province", province.pk)])
    product = make_product(name, producer=producer, set_no=set_no)
    reviewed = state in (DossierState.IN_REVIEW, DossierState.READY)
    dossier = make_dossier(
        product=product,
        state=state,
        round=round_ if in_round or reviewed else None,
        by=owner,
        filled=True,
        reviewer=member if reviewed else None,
    )
    return Desk(province, commune, round_, owner, officer, leader, office, member, auditor, loaded(dossier.pk))


def check_everything(desk: Desk) -> None:
    """Every item of the completeness list found in order."""
    now = timezone.now()
    ItemCheck.objects.bulk_create(
        ItemCheck(dossier=desk.dossier, item=line.item, is_ok=True, version=1, by=desk.officer, at=now)
        for line in checklist(desk.dossier)
    )


def write_matters(desk: Desk) -> None:
    """The four local matters assessed."""
    CommuneReport.objects.create(
        dossier=desk.dossier,
        written_by=desk.officer,
        written_at=timezone.now(),
        **dict.fromkeys(MATTERS, "Đúng như chủ thể khai."),
    )


def second_member(desk: Desk, full_name: str = "Đỗ Thị Tổ") -> User:
    """Another member of the round's team."""
    user = make_user(full_name)
    make_grant(user, "advisory_team", "round", desk.round.pk)
    return user
