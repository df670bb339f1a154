"""Councils, sessions and sheets. Councils and sessions go through the actions; sheets are filled at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from ocop.accounts.models import User
from ocop.dossiers.models import Dossier, Round
from ocop.dossiers.states import DossierState
from ocop.evaluation.actions import agenda, councils, meeting, sheets
from ocop.evaluation.models import (
    AgendaItem,
    Council,
    CouncilMember,
    CouncilRegulation,
    Mark,
    ScoreSheet,
    Session,
    TeamAssessment,
    TeamFinding,
)
from ocop.places.models import Unit
from ocop.regulations.models import Criterion, Option
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier, make_round
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province
from tests.factories.products import make_product

_numbers = count(1)
BEST, NOTHING = "best", "nothing"


@dataclass
class Hall:
    """A council with the people around it. `members` are all voters, the chair first, then the vice chair."""

    province: Unit
    office: User
    council: Council
    chair: User
    vice: User
    secretary: User
    members: list[User]
    round: Round
    session: Session | None = None
    items: list[AgendaItem] = field(default_factory=list)

    @property
    def item(self) -> AgendaItem:
        return self.items[0]

    def fresh(self, user: User) -> User:
        """The same person, with grants read anew."""
        return User.objects.get(pk=user.pk)


def make_office(province: Unit) -> User:
    return make_user("Phạm Văn Tỉnh", roles=[("provincial_office", "province", province.pk)])


def make_regulation(province: Unit, office: User, **settings: object) -> CouncilRegulation:
    return councils.create_regulation(
        by=office,
        province=province,
        title="Quy chế hoạt động của Hội đồng",
        in_force_from=date(2026, 6, 1),
        **settings,
    )


def make_hall(voters: int = 5, *, province: Unit | None = None, **settings: object) -> Hall:
    """A council of `voters` and a secretary without a vote; `settings` are those of the regulation."""
    province = province or make_province()
    office = make_office(province)
    regulation = make_regulation(province, office, **settings)
    people = [make_user(f"Thành viên {number}") for number in range(1, voters + 1)]
    people[0].full_name, people[1].full_name = "Lê Chủ Tịch", "Vũ Phó"
    for user in people[:2]:
        user.save()
    secretary = make_user("Đỗ Thư Ký")
    roles = ["chair", "vice_chair", *["member"] * (voters - 2)]
    named = [councils.Named(user, role, "Sở Nông nghiệp") for user, role in zip(people, roles, strict=True)]
    council = councils.create_council(
        by=office,
        province=province,
        name="Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh",
        decision_no=f"{next(_numbers)}/QĐ-UBND",
        decided_on=date(2026, 6, 1),
        regulation=regulation,
        members=[*named, councils.Named(secretary, "secretary", "Văn phòng điều phối", votes=False)],
    )
    round = make_round(province=province)
    return Hall(province, office, council, people[0], people[1], secretary, people, round)


def make_ready_dossier(hall: Hall, *, filled: bool = False, name: str | None = None, set_no: int = 6) -> Dossier:
    """A dossier of the hall's round that waits for a session."""
    producer = make_producer(commune=make_commune(province=hall.province))
    product = make_product(name, producer=producer, set_no=set_no)
    return make_dossier(product=product, state=DossierState.READY, round=hall.round, filled=filled)


def make_session(hall: Hall, dossiers: Iterable[Dossier] | int = 1) -> Session:
    """A planned session with its agenda; `hall.session` and `hall.items` are set."""
    if isinstance(dossiers, int):
        dossiers = [make_ready_dossier(hall) for _ in range(dossiers)]
    session = agenda.create_session(
        by=hall.secretary,
        council=hall.council,
        round=hall.round,
        title=f"Phiên {next(_numbers)}",
        starts_at=timezone.now(),
        place="Hội trường A",
    )
    hall.items = agenda.add_items(by=hall.secretary, session=session, dossiers=dossiers)
    hall.session = session
    return session


def seats(hall: Hall) -> dict[int, CouncilMember]:
    """user → seat of today."""
    return {seat.user_id: seat for seat in hall.council.members.filter(left_on=None)}


def seat(hall: Hall, user: User) -> CouncilMember:
    return seats(hall)[user.pk]


def all_present(hall: Hall, *, but: Iterable[User] = ()) -> None:
    absent = {user.pk for user in but}
    present = [row.pk for user_id, row in seats(hall).items() if user_id not in absent]
    meeting.take_attendance(by=hall.secretary, session=hall.session, present=present)


def open_hall(voters: int = 5, dossiers: Iterable[Dossier] | int = 1, **settings: object) -> Hall:
    """An open session, everybody present and without conflict, the first item open for scoring."""
    hall = make_hall(voters, **settings)
    make_session(hall, dossiers)
    all_present(hall)
    meeting.open_session(by=hall.chair, session=hall.session)
    for user in [*hall.members, hall.secretary]:
        meeting.declare_none(by=user, session=hall.session)
    meeting.open_item(by=hall.chair, item=hall.item)
    return hall


def criteria(item: AgendaItem) -> dict[str, Criterion]:
    rows = Criterion.objects.filter(criteria_set_id=item.dossier.criteria_set_id).order_by("order")
    return {row.code: row for row in rows.prefetch_related("options")}


def option_of(criterion: Criterion, points: object) -> Option | None:
    """The option that gives these points ("best": the highest); None for "nothing"."""
    options = sorted(criterion.options.all(), key=lambda option: option.points)
    if points == NOTHING:
        return None
    if points == BEST:
        return options[-1]
    return next(option for option in options if option.points == points)


def fill_sheet(
    user: User, item: AgendaItem, marks: Mapping[str, object] | None = None, *, rest: object = BEST
) -> ScoreSheet:
    """An unsent sheet with a mark for every criterion."""
    member = CouncilMember.objects.get(council=item.session.council, user=user, left_on=None)
    sheet = ScoreSheet.objects.create(item=item, member=member, started_at=timezone.now())
    Mark.objects.bulk_create(
        Mark(sheet=sheet, criterion=row, option=option_of(row, (marks or {}).get(code, rest)), at=timezone.now())
        for code, row in criteria(item).items()
    )
    return sheet


def send(
    user: User, item: AgendaItem, marks: Mapping[str, object] | None = None, *, rest: object = BEST
) -> ScoreSheet:
    """A sheet filled and sent."""
    fill_sheet(user, item, marks, rest=rest)
    return sheets.send_sheet(by=user, item=item)


def send_all(hall: Hall, item: AgendaItem | None = None, *, but: Iterable[User] = ()) -> AgendaItem:
    """Every voter sends the best sheet; the item as it is afterwards."""
    item = item or hall.item
    left_out = {user.pk for user in but}
    for user in hall.members:
        if user.pk not in left_out:
            send(user, item)
    return AgendaItem.objects.get(pk=item.pk)


def make_finding(
    item: AgendaItem, code: str, points: object, *, note: str = "Theo minh chứng.", **fields: object
) -> TeamFinding:
    """What the advisory team found for one criterion."""
    assessment, _ = TeamAssessment.objects.get_or_create(dossier=item.dossier)
    criterion = criteria(item)[code]
    return TeamFinding.objects.create(
        assessment=assessment,
        criterion=criterion,
        option=option_of(criterion, points),
        note=note,
        by=make_user(),
        at=timezone.now(),
        **fields,
    )


def make_writing(voters: int = 5, dossiers: int = 1, *, hours: int = 48, **settings: object) -> Hall:
    """A planned round of written opinions on dossiers of re-evaluation."""
    hall = make_hall(voters, **settings)
    rows = [make_ready_dossier(hall) for _ in range(dossiers)]
    Dossier.objects.filter(pk__in=[row.pk for row in rows]).update(kind="again")
    hall.session = agenda.create_session(
        by=hall.secretary,
        council=hall.council,
        round=hall.round,
        title=f"Lấy ý kiến {next(_numbers)}",
        kind="written",
        starts_at=timezone.now(),
        answer_by=timezone.now() + timedelta(hours=hours),
    )
    again = Dossier.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    hall.items = agenda.add_items(by=hall.secretary, session=hall.session, dossiers=again)
    return hall


def open_writing(voters: int = 5, dossiers: int = 1, **settings: object) -> Hall:
    """The slips are out and everybody has declared no conflict."""
    hall = make_writing(voters, dossiers, **settings)
    meeting.open_session(by=hall.secretary, session=hall.session)
    for user in [*hall.members, hall.secretary]:
        meeting.declare_none(by=user, session=hall.session)
    return hall


def pass_deadline(hall: Hall) -> Session:
    """The last moment for answers lies behind; the session as it is then."""
    now = timezone.now()
    times = {"starts_at": now - timedelta(days=3), "answer_by": now - timedelta(minutes=1)}
    Session.objects.filter(pk=hall.session.pk).update(**times)
    hall.session = Session.objects.get(pk=hall.session.pk)
    hall.items = list(AgendaItem.objects.filter(session=hall.session).order_by("order"))
    return hall.session
