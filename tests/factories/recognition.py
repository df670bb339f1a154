"""Results of a council ready to be proposed, with proofs that the engine computed, and certificates from them."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import count

from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.dossiers.models import Dossier, Round
from ocop.dossiers.states import DossierState
from ocop.evaluation.models import AgendaItem, Conclusion, Council, CouncilRegulation, Session
from ocop.places.models import Unit
from ocop.recognition.actions.decisions import DecisionFacts, decide_proposal
from ocop.recognition.actions.proposals import create_proposal, submit_proposal
from ocop.recognition.actions.verdicts import approve_rest
from ocop.recognition.models import Certificate, Proposal
from ocop.recognition.queries.certificates import today
from ocop.regulations.queries import criteria_sheet
from ocop.regulations.ruleset import CriteriaSheet
from ocop.regulations.scoring.engine import rank
from ocop.regulations.scoring.proof import proof_data
from ocop.regulations.scoring.shapes import Ballot, Knockout
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier, make_round
from tests.factories.places import make_province
from tests.factories.products import make_product

TOTALS = {5: 95, 4: 80, 3: 60, 2: 40, 1: 15}
_numbers = count(1)


def office_of(province: Unit, name: str = "Nguyễn Thị Tham Mưu") -> User:
    """Someone of the provincial office."""
    return make_user(name, roles=[(Role.PROVINCIAL_OFFICE, Scope.PROVINCE, province.pk)])


def leader_of(province: Unit, name: str = "Trần Văn Lãnh Đạo") -> User:
    """The leader who signs."""
    return make_user(name, roles=[(Role.SIGNING_LEADER, Scope.PROVINCE, province.pk)])


def marks_for(sheet: CriteriaSheet, stars: int, total: int | None = None) -> dict[str, Fraction]:
    """Marks that give `stars`: every minimum up to it, and about `total` points (the middle of its band)."""
    aim = TOTALS[stars] if total is None else total
    marks = {rule.code: rule.max_points for rule in sheet.criteria}
    for rule in sorted(sheet.criteria, key=lambda rule: (5 not in rule.minima, -rule.order)):
        floor = max((points for star, points in rule.minima.items() if star <= stars), default=Fraction(0))
        for level in sorted(rule.levels, reverse=True):
            if sum(marks.values()) <= aim:
                return marks
            if level >= floor:
                marks[rule.code] = level
    return marks


def make_council(province: Unit, by: User, district: Unit | None = None) -> Council:
    """A council without members: for results that are made directly."""
    number = next(_numbers)
    regulation = CouncilRegulation.objects.create(
        province=province,
        district=district,
        version=number,
        title="Quy chế hoạt động",
        in_force_from=date(2026, 6, 1),
    )
    return Council.objects.create(
        province=province,
        district=district,
        name=f"Hội đồng OCOP {'huyện' if district else 'tỉnh'} (mẫu)",
        decision_no=f"{number}/QĐ-UBND",
        decided_on=date(2026, 6, 1),
        regulation=regulation,
    )


def make_result(
    stars: int | None = 4,
    *,
    total: int | None = None,
    round: Round | None = None,
    dossier: Dossier | None = None,
    name: str | None = None,
    published: bool = True,
    at: datetime | None = None,
    by: User | None = None,
) -> Conclusion:
    """A council's result, published; `stars` None: knocked out. The dossier waits to be proposed."""
    by = by or make_user("Ủy viên Hội đồng")
    round = round or (dossier.round if dossier else None) or make_round()
    dossier = dossier or make_dossier(product=make_product(name), round=round, state=DossierState.CONCLUDED)
    at = at or timezone.now() - timedelta(days=1)
    session = Session.objects.create(
        council=make_council(round.province, by, round.district),
        round=round,
        title="Phiên họp đánh giá",
        starts_at=at,
        place="Hội trường",
        state="published",
    )
    item = AgendaItem.objects.create(session=session, dossier=dossier, order=1, state="concluded")
    sheet = criteria_sheet(dossier.criteria_set)
    marks = marks_for(sheet, stars or 3, total)
    ballots = [Ballot(f"TV{n}", marks, n == 1) for n in range(1, 6)]
    knockouts = [] if stars else [Knockout("Hồ sơ giả mạo giấy kiểm nghiệm", None)]
    result = rank(sheet, ballots, members=5, knockouts=knockouts)
    assert result.stars == stars
    return Conclusion.objects.create(
        item=item,
        average=str(result.average),
        average_shown=result.average_shown,
        band=result.band,
        stars=result.stars,
        proof=proof_data(result),
        by=by,
        at=at,
        published_at=at if published else None,
    )


def make_proposal(*stars: int | None, province: Unit | None = None, submitted: bool = True) -> Proposal:
    """A proposal with one product per entry of `stars`, before the leader unless said otherwise."""
    province = province or make_province()
    round = make_round(province=province)
    for value in stars or (4,):
        make_result(value, round=round)
    office = office_of(province)
    proposal = create_proposal(by=office, round=round)
    return submit_proposal(by=office, proposal=proposal) if submitted else proposal


def decision_facts(**changes: object) -> DecisionFacts:
    """Figures that the rules accept."""
    given = {
        "number": f"{next(_numbers)}/QĐ-UBND",
        "signed_on": today(),
        "signer_title": "Chủ tịch",
        "request_number": "77/UBND-NN",
        "requested_on": today(),
    } | changes
    return DecisionFacts(**given)


def make_decided(*stars: int | None, province: Unit | None = None, **facts: object) -> Proposal:
    """A proposal of which everything was approved and decided."""
    proposal = make_proposal(*stars, province=province)
    leader = leader_of(proposal.province)
    approve_rest(by=leader, proposal=proposal)
    return decide_proposal(by=leader, proposal=proposal, facts=decision_facts(**facts))


def make_certificate(stars: int = 4, **facts: object) -> Certificate:
    """A certificate that was issued today."""
    decided = make_decided(stars, **facts)
    return Certificate.objects.get(decision__proposal=decided)
