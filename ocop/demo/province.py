"""The sample province before any dossier: accounts, roles, the rounds of the law, the team and the council."""

from dataclasses import dataclass
from datetime import date, timedelta

from ocop.accounts.actions.roles import give_role, grant_role
from ocop.accounts.actions.users import open_user
from ocop.accounts.models import User
from ocop.accounts.roles import ROLES, Role, Scope
from ocop.demo.clock import on
from ocop.demo.people import COUNCIL, OFFICIALS, PASSWORD, VOTING, Person
from ocop.dossiers.actions.rounds import RoundFacts, create_round, open_round
from ocop.dossiers.actions.teams import name_team_member
from ocop.dossiers.models import Round
from ocop.dossiers.queries.rounds import RoundPlan, plans
from ocop.evaluation.actions.councils import Named, create_council, create_regulation
from ocop.evaluation.models import Council
from ocop.places.models import Level, Unit
from ocop.places.queries import province as province_of
from ocop.places.queries import unit_on
from ocop.regulations.queries import current_decision

BASIS = "Quyết định mẫu số 01/QĐ-UBND (dữ liệu trình diễn)"


@dataclass
class Province:
    """What the stories are told with. `today` is the day on which the sample is built."""

    today: date
    unit: Unit
    users: dict[str, User]
    current: Round
    coming: Round
    council: Council
    voting: tuple[str, ...] = VOTING
    seats: tuple[str, ...] = tuple(row[0] for row in COUNCIL)
    hall: str = "Hội trường UBND tỉnh"
    signer: str = "Chủ tịch UBND tỉnh"

    def commune(self, code: str) -> Unit:
        """The commune with this code today."""
        found = unit_on(code, Level.COMMUNE, self.today)
        assert found is not None, code
        return found

    def officer(self, code: str) -> User:
        """The officer of that commune."""
        return self._of(Role.COMMUNE_OFFICER, code)

    def leader(self, code: str) -> User:
        """The leader of that commune."""
        return self._of(Role.COMMUNE_LEADER, code)

    def _of(self, role: Role, code: str) -> User:
        return next(
            self.users[person.username] for person in OFFICIALS if role in person.roles and person.commune == code
        )


def settle(code: str, today: date) -> Province:
    """Make the people, the rounds, the team and the council."""
    unit = province_of(code, today)
    assert unit is not None, "load_places first"
    with on(today - timedelta(days=100), 8):
        users = _fresh(_accounts(unit, today))
        current, coming = _rounds(unit, users["vanphong"], today)
        for name in ("totuvan", "totuvan2"):
            for row in (current, coming):
                name_team_member(by=users["vanphong"], round=row, user=users[name], basis=BASIS)
        council = _council(unit, users, today)
    return Province(today, unit, _fresh(users), current, coming, council)


def _accounts(unit: Unit, today: date) -> dict[str, User]:
    names = [(person.username, person.full_name) for person in OFFICIALS] + [(row[0], row[1]) for row in COUNCIL]
    names.append(("nguoigiup", "Trịnh Minh Anh (mẫu)"))
    users = {
        username: open_user(
            by=None,
            username=username,
            full_name=full_name,
            password=PASSWORD,
            province_id=unit.pk,
            is_sample=True,
        )
        for username, full_name in names
    }
    admin = users["quantri"]
    # the first administrator is installed, not granted by anybody
    give_role(by=None, user=admin, role=Role.ADMINISTRATOR, scope_kind=Scope.PROVINCE, scope_id=unit.pk, basis=BASIS)
    for person in OFFICIALS:
        for role in person.roles:
            if role != Role.ADMINISTRATOR:
                _grant(admin, users[person.username], role, unit, person, today)
    return users


def _fresh(users: dict[str, User]) -> dict[str, User]:
    """The same people with the roles they hold now."""
    return {user.username: user for user in User.objects.filter(pk__in=[user.pk for user in users.values()])}


def _grant(admin: User, user: User, role: Role, province: Unit, person: Person, today: date) -> None:
    scope = ROLES[role].scope
    target = unit_on(person.commune, Level.COMMUNE, today) if scope == Scope.COMMUNE else province
    assert target is not None
    grant_role(by=admin, user=user, role=role, scope_kind=scope, scope_id=target.pk, basis=BASIS)


def _rounds(unit: Unit, office: User, today: date) -> tuple[Round, Round]:
    decision = current_decision(today)
    assert decision is not None
    years = (today.year - 1, today.year, today.year + 1)
    ahead = [plan for year in years for plan in plans(decision, year) if plan.finish_by > today]
    made = []
    for plan in ahead[:2]:
        row = create_round(by=office, province=unit, decision=decision, year=plan.year, facts=_round_facts(plan))
        open_round(by=office, round=row)
        made.append(row)
    return made[0], made[1]


def _round_facts(plan: RoundPlan) -> RoundFacts:
    return RoundFacts(plan.number, plan.name, plan.opens_on, plan.propose_by, plan.finish_by)


def _council(unit: Unit, users: dict[str, User], today: date) -> Council:
    office = users["vanphong"]
    since = today - timedelta(days=100)
    regulation = create_regulation(
        by=office,
        province=unit,
        title="Quy chế hoạt động của Hội đồng đánh giá, phân hạng sản phẩm OCOP (mẫu)",
        in_force_from=since,
    )
    members = [
        Named(user=users[username], role=seat, position=position, agency=agency, votes=seat != "secretary")
        for username, _, seat, position, agency in COUNCIL
    ]
    return create_council(
        by=office,
        province=unit,
        name=f"Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh {unit.name} (mẫu)",
        decision_no="02/QĐ-UBND (mẫu)",
        decided_on=since,
        regulation=regulation,
        members=members,
    )
