"""The closed season of 2024 in the sample province: three levels under 148/QĐ-TTg, from commune to ministry.

The units are those of their day (thị trấn Yên Ninh, huyện Yên Khánh, the province before 01/07/2025); producers,
products and people are invented. Roles of the season lapsed with the districts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from ocop.accounts.actions.roles import give_role
from ocop.accounts.actions.users import open_user
from ocop.accounts.models import User
from ocop.accounts.roles import ROLES, Role, Scope
from ocop.demo import deciding, desks, filing, meeting, reports
from ocop.demo.clock import on
from ocop.demo.filing import Filed
from ocop.demo.people import ARCHIVE, DISTRICT_COUNCIL, PASSWORD, SEASON_OFFICIALS
from ocop.demo.province import BASIS, Province
from ocop.demo.stories import SEASON, STORIES, Story
from ocop.dossiers.actions.rounds import RoundFacts, close_round, create_round, open_round
from ocop.dossiers.actions.teams import name_team_member, release_team_member
from ocop.dossiers.models import Dossier, Round
from ocop.evaluation.actions.councils import Named, create_council, create_regulation, dissolve_council
from ocop.evaluation.models import AgendaItem, Council
from ocop.places.models import Level, Unit
from ocop.places.queries import unit_on
from ocop.recognition.actions.ministry import OutcomeFacts, record_ministry_outcome
from ocop.recognition.models import MinistryRequest
from ocop.regulations.queries import current_decision

Say = Callable[[str], None]
COMMUNE, DISTRICT = "14560", "375"
BEGAN, LAST_DAY = date(2024, 3, 1), date(2025, 6, 30)
ARCHIVED = "Tiếp nhận hồ sơ lưu của tỉnh trước 01/7/2025 (dữ liệu trình diễn)"
SEATS = ("chutich", "phochutich", "uyvien1", "uyvien2", "thuky")


@dataclass
class Season(Province):
    """One level of the season, as the stories are told with: its office, team, leader and council stand under the
    names that those of today's province have."""

    commune_unit: Unit | None = None
    people: dict[str, User] = field(default_factory=dict)

    def commune(self, code: str) -> Unit:
        """The township of 2024."""
        assert self.commune_unit is not None
        return self.commune_unit

    def officer(self, code: str) -> User:
        """The officer of the township."""
        return self.people["canbo.yenninh"]

    def leader(self, code: str) -> User:
        """The leader of the township."""
        return self.people["lanhdao.yenninh"]


def build(home: Province, say: Say) -> None:
    """Tell the season from the first dossier to the ministry's answer."""
    commune, district = _unit(COMMUNE, Level.COMMUNE), _unit(DISTRICT, Level.DISTRICT)
    old = district.parent
    assert old is not None
    with on(BEGAN, 8):
        people = _people(home, commune, district, old)
        low = _level(home, people, old, district, commune)
        high = _level(home, people, old, None, commune)
    told = []
    for number, story in enumerate(SEASON, start=len(STORIES) + 1):
        told.append(_file(low, story, number))
        say(story.product)
    _district(low, told)
    _province(high, [one for one in told if one.story.scores > 3])
    reports.season(district, old, people)
    _ministry(high)
    _end(low)
    _end(high)


def _unit(code: str, level: str) -> Unit:
    found = unit_on(code, level, BEGAN)
    assert found is not None, code
    return found


def _people(home: Province, commune: Unit, district: Unit, province: Unit) -> dict[str, User]:
    """The accounts of the season, and today's people where they looked after it or read it since."""
    names = [(row[0], row[1]) for row in SEASON_OFFICIALS] + [(row[0], row[1]) for row in DISTRICT_COUNCIL]
    made = [
        open_user(by=None, username=name, full_name=full, password=PASSWORD, province_id=home.unit.pk, is_sample=True)
        for name, full in names
    ]
    users = {user.username: user for user in made} | dict(home.users)
    places = {Scope.COMMUNE: commune, Scope.DISTRICT: district, Scope.PROVINCE: province}
    for username, _, role, scope in SEASON_OFFICIALS:
        if role:
            _grant(users[username], Role(role), Scope(scope), places[Scope(scope)], LAST_DAY)
    _grant(users["lanhdao.tinh"], Role.SIGNING_LEADER, Scope.PROVINCE, province, LAST_DAY)
    for username, role in ARCHIVE:
        _grant(users[username], role, Scope.PROVINCE, province, None)
    return {user.username: user for user in User.objects.filter(pk__in=[user.pk for user in users.values()])}


def _grant(user: User, role: Role, scope: Scope, unit: Unit, until: date | None) -> None:
    assert scope in ROLES[role].scopes
    basis = BASIS if until else ARCHIVED
    give_role(by=None, user=user, role=role, scope_kind=scope, scope_id=unit.pk, basis=basis, until=until)


def _level(home: Province, people: dict[str, User], province: Unit, district: Unit | None, commune: Unit) -> Season:
    """The round, the team and the council of the district, or of the province."""
    own = dict(people)
    if district is not None:
        names = {"vanphong": "vanphong.yk", "totuvan": "totuvan.yk", "lanhdao.tinh": "lanhdao.yk"}
        names |= dict(zip(SEATS, (row[0] for row in DISTRICT_COUNCIL), strict=True))
        own |= {name: people[real] for name, real in names.items()}
    office = own["vanphong"]
    round_ = _round(office, province, district)
    name_team_member(by=office, round=round_, user=own["totuvan"], basis=BASIS)
    council = _council(own, province, district)
    return Season(
        today=home.today,
        unit=province,
        users=_fresh(own),
        current=round_,
        coming=round_,
        council=council,
        voting=SEATS[:4],
        seats=SEATS,
        hall=f"Hội trường UBND {'huyện' if district else 'tỉnh'}",
        signer=f"Chủ tịch UBND {'huyện' if district else 'tỉnh'}",
        commune_unit=commune,
        people=people,
    )


def _fresh(own: dict[str, User]) -> dict[str, User]:
    """The same people with the roles they hold now."""
    found = User.objects.in_bulk([user.pk for user in own.values()])
    return {name: found[user.pk] for name, user in own.items()}


def _round(office: User, province: Unit, district: Unit | None) -> Round:
    decision = current_decision(BEGAN)
    assert decision is not None
    place = "huyện Yên Khánh" if district else "tỉnh"
    ends = date(2024, 8, 30) if district else date(2024, 12, 20)
    facts = RoundFacts(1, f"Đợt 1 năm 2024, {place}", BEGAN, date(2024, 7, 31), ends)
    made = create_round(by=office, province=province, district=district, decision=decision, year=2024, facts=facts)
    return open_round(by=office, round=made)


def _council(own: dict[str, User], province: Unit, district: Unit | None) -> Council:
    place = "huyện Yên Khánh" if district else "tỉnh Ninh Bình"
    office = own["vanphong"]
    title = f"Quy chế hoạt động của Hội đồng {place} năm 2024 (mẫu)"
    regulation = create_regulation(by=office, province=province, district=district, title=title, in_force_from=BEGAN)
    agencies = {row[0]: (row[3], row[4]) for row in DISTRICT_COUNCIL}
    roles = ("chair", "vice_chair", "member", "member", "secretary")
    members = []
    for name, role in zip(SEATS, roles, strict=True):
        position, agency = agencies.get(own[name].username, ("", "Cơ quan cấp tỉnh (mẫu)"))
        members.append(Named(own[name], role, agency, position, votes=role != "secretary"))
    return create_council(
        by=office,
        province=province,
        district=district,
        name=f"Hội đồng đánh giá, phân hạng sản phẩm OCOP {place} năm 2024 (mẫu)",
        decision_no=f"{'12' if district else '31'}/QĐ-UBND (mẫu)",
        decided_on=BEGAN,
        regulation=regulation,
        members=members,
    )


def _file(low: Season, story: Story, number: int) -> Filed:
    """From the registration to the report of the district's team."""
    filed = filing.begin(story, number, date(2024, 4, 2), low.commune(story.commune), low.officer(story.commune))
    filing.fill_in(filed, date(2024, 4, 6))
    filing.file_it(filed, date(2024, 4, 8))
    desks.check_at_commune(low, filed, date(2024, 4, 15))
    desks.forward_to_province(low, filed, date(2024, 4, 19), number)
    desks.accept(low, filed, date(2024, 4, 24), low.current)
    desks.review(low, filed, date(2024, 5, 6))
    return filed


def _district(low: Season, told: list[Filed]) -> None:
    day = date(2024, 6, 12)
    _sit(low, told, day, "Phiên 1 năm 2024, huyện Yên Khánh")
    proposal = deciding.propose(low, low.current, date(2024, 6, 18), "45/TTr-NN (mẫu)")
    deciding.decide(low, proposal, date(2024, 6, 25), "1562/QĐ-UBND")


def _province(high: Season, told: list[Filed]) -> None:
    for one in told:
        desks.accept(high, one, date(2024, 7, 8), high.current)
        desks.review(high, one, date(2024, 8, 5))
    _sit(high, told, date(2024, 10, 9), "Phiên 1 năm 2024, tỉnh")
    proposal = deciding.propose(high, high.current, date(2024, 10, 15), "210/TTr-SNN (mẫu)")
    deciding.decide(high, proposal, date(2024, 10, 28), "865/QĐ-UBND")


def _sit(home: Season, told: list[Filed], day: date, title: str) -> None:
    """A session from its agenda to its publication."""
    session = meeting.convene(home, title, told, day, home.current)
    for item, filed in _items(session.pk, told):
        meeting.score(home, item, filed, day)
        meeting.settle(home, item, day)
    meeting.close_and_publish(home, session, day)


def _items(session_id: int, told: list[Filed]) -> Iterable[tuple[AgendaItem, Filed]]:
    by_dossier = {filed.dossier.pk: filed for filed in told}
    rows = AgendaItem.objects.filter(session=session_id).select_related("session__council", "dossier__criteria_set")
    return [(item, by_dossier[item.dossier_id]) for item in rows.order_by("order")]


def _ministry(high: Season) -> None:
    """The ministry recognises 5 stars."""
    with on(date(2025, 2, 20), 9):
        for request in MinistryRequest.objects.filter(dossier__round=high.current, outcome=""):
            facts = OutcomeFacts(5, "388/QĐ-BNN-VPĐP (mẫu)", date(2025, 2, 14), "91,2", "05/GCN-OCOP-TW (mẫu)")
            record_ministry_outcome(by=high.users["vanphong"], request=request, facts=facts)


def _end(home: Season) -> None:
    """The season is over: the round is closed, the team and the council have done their work."""
    office, reason = home.users["vanphong"], "Kết thúc mùa đánh giá 2024."
    day = date(2025, 3, 3)
    with on(day, 9):
        held = Dossier.objects.filter(round=home.current).exclude(state__in=["recognised", "not_ranked"])
        assert not held.exists()
        release_team_member(by=office, round=home.current, user=home.users["totuvan"], reason=reason)
        dissolve_council(by=office, council=home.council, on=day, reason=reason)
        close_round(by=office, round=home.current, reason=reason)
