"""Who sees and does what, with data of another province, producer and commune present; every (state, move)."""

import pytest

from ocop.accounts.roles import Role
from ocop.base.errors import IllegalMove, NotAllowed
from ocop.supervision.flows import INSPECTION_FLOW, MINUTES_FLOW
from ocop.supervision.models import Inspection, Minutes, ProductConclusion
from ocop.supervision.queries import inspections, products
from ocop.supervision.states import INSPECTION_TABLE, MINUTES_TABLE, InspectionState, MinutesState
from tests.factories.supervision import Around, make_inspection
from tests.recognition.test_access import holder, refuses
from tests.worlds import shared

pytestmark = pytest.mark.django_db
DRAFTS = {Role.PROVINCIAL_OFFICE, Role.INSPECTOR, Role.AUDITOR}
LATER = {*DRAFTS, Role.SIGNING_LEADER}
OWN = {Role.PRODUCER, Role.PRODUCER_HELPER, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER}
# act → who may where they hold the role in the province; the team's acts are asked below
MAY = {
    "create_inspection": {Role.PROVINCIAL_OFFICE, Role.INSPECTOR},
    "edit_inspection": {Role.PROVINCIAL_OFFICE, Role.INSPECTOR},
    "submit_inspection": {Role.PROVINCIAL_OFFICE, Role.INSPECTOR},
    "return_inspection": {Role.SIGNING_LEADER},
    "decide_inspection": {Role.SIGNING_LEADER},
    "return_conclusion": {Role.SIGNING_LEADER, Role.PROVINCIAL_OFFICE},
    "sign_conclusion": {Role.SIGNING_LEADER, Role.PROVINCIAL_OFFICE},
    "reopen_minutes": {Role.PROVINCIAL_OFFICE},
    "confirm_remedy": {Role.PROVINCIAL_OFFICE, Role.INSPECTOR},
    "decline_measure": {Role.SIGNING_LEADER},
    "write_minutes": set(),
    "close_minutes": set(),
    "conclude_product": set(),
    "submit_conclusion": set(),
}
TEAM = ("write_minutes", "close_minutes", "conclude_product", "submit_conclusion")


class World:
    """An inspection that is over, and the people around it."""

    def __init__(self) -> None:
        self.around = Around()
        self.inspection = make_inspection(around=self.around)
        found = products.get_product(self.inspection.products.get().pk)
        assert found is not None
        self.product = found


def world() -> World:
    """One for the class."""
    return World()


_world_once, world = shared(world, "module")


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_an_inspection_in_which_state(role: Role, world: World) -> None:
    dossier = world.around.certificate.dossier
    near, far = holder(role, dossier), holder(role, dossier, far=True)
    for state in InspectionState:
        Inspection.objects.update(state=state)
        shown = Inspection.objects.get()
        sees = role in (DRAFTS if state == InspectionState.DRAFT else LATER)
        assert near.has_perm("supervision.view_inspection", shown) is sees, state
        assert list(inspections.visible_to(near)) == ([shown] if sees else []), state
        assert far.has_perm("supervision.view_inspection", shown) is False
        assert list(inspections.visible_to(far)) == []


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_a_product_before_and_after_its_minutes_are_closed(role: Role, world: World) -> None:
    dossier = world.around.certificate.dossier
    near, far = holder(role, dossier), holder(role, dossier, far=True)
    for state, inspection in (("writing", "under_way"), ("closed", "under_way"), ("closed", "concluded")):
        Minutes.objects.update(state=state)
        Inspection.objects.update(state=inspection)
        shown = products.get_product(world.product.pk)
        sees = role in LATER or (role in OWN and state == "closed")
        assert near.has_perm("supervision.view_product", shown) is sees, state
        assert list(products.visible_to(near)) == ([shown] if sees else []), state
        assert far.has_perm("supervision.view_product", shown) is False
        assert list(products.visible_to(far)) == []


@pytest.mark.parametrize("role", list(Role))
def test_who_does_what(role: Role, world: World) -> None:
    dossier = world.around.certificate.dossier
    near, far = holder(role, dossier), holder(role, dossier, far=True)
    Inspection.objects.update(state="submitted")
    for act, roles in MAY.items():
        thing = Inspection.objects.get() if act not in ("reopen_minutes",) else world.product.minutes
        assert near.has_perm(f"supervision.{act}", thing) is (role in roles), act
        assert far.has_perm(f"supervision.{act}", thing) is False, act


def test_the_named_inspector_does_what_is_the_teams(world: World) -> None:
    for act in TEAM:
        assert world.around.inspector.has_perm(f"supervision.{act}", world.inspection) is True, act


def test_a_leader_neither_returns_nor_decides_a_plan_that_is_not_laid_before_them(world: World) -> None:
    Inspection.objects.update(state="draft")
    draft = Inspection.objects.get()
    for act in ("return_inspection", "decide_inspection"):
        assert world.around.leader.has_perm(f"supervision.{act}", draft) is False


def test_someone_switched_off_sees_nothing(world: World) -> None:
    someone = holder(Role.AUDITOR, world.around.certificate.dossier)
    someone.is_active = False
    assert [list(rows.visible_to(someone)) for rows in (inspections, products)] == [[], []]


WHO = {"return_inspection": "leader", "decide_inspection": "leader", "return_conclusion": "office",
       "sign_conclusion": "office", "submit_conclusion": "inspector", "submit_inspection": "office"}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "name"), [(state.value, move.name) for state in InspectionState for move in INSPECTION_TABLE.moves]
)
def test_every_state_and_move_of_an_inspection(state: str, name: str, world: World) -> None:
    Inspection.objects.update(state=state)
    shown, move = Inspection.objects.get(), INSPECTION_TABLE.find(name)
    someone = getattr(world.around, WHO[name])
    if state in move.sources:
        INSPECTION_FLOW.move(shown, name, by=someone, reason="Lý do")
        assert Inspection.objects.get().state == move.target
    else:
        with pytest.raises((IllegalMove, NotAllowed)):
            INSPECTION_FLOW.move(shown, name, by=someone, reason="Lý do")
        assert Inspection.objects.get().state == state


@pytest.mark.parametrize(
    ("state", "name"), [(state.value, move.name) for state in MinutesState for move in MINUTES_TABLE.moves]
)
def test_every_state_and_move_of_minutes(state: str, name: str, world: World) -> None:
    Minutes.objects.update(state=state)
    paper, move = Minutes.objects.get(), MINUTES_TABLE.find(name)
    someone = world.around.inspector if name == "close_minutes" else world.around.office
    if state in move.sources:
        MINUTES_FLOW.move(paper, name, by=someone, reason="Lý do")
        assert Minutes.objects.get().state == move.target
    else:
        with pytest.raises(IllegalMove):
            MINUTES_FLOW.move(paper, name, by=someone, reason="Lý do")


def test_the_database_refuses_what_may_never_be_stored(world: World) -> None:
    plans, papers, made = Inspection.objects, Minutes.objects, ProductConclusion.objects
    team = world.inspection.team
    attempts = {
        "inspection_days_in_order": lambda: plans.update(ends_on="2020-01-01"),
        "unannounced_inspection_has_reason": lambda: plans.update(kind="unannounced"),
        "inspection_decision_is_signed": lambda: plans.update(decision_no=""),
        "inspection_conclusion_is_signed": lambda: plans.update(conclusion_title=""),
        "minutes_who_and_when": lambda: papers.update(written_at=None),
        "closed_minutes_are_whole": lambda: papers.update(present=""),
        "conclusion_against_has_reason": lambda: made.update(outcome="suspend"),
        "revocation_proposed_on_a_ground": lambda: made.update(outcome="revoke", reason="x"),
        "remedy_has_its_day": lambda: made.update(outcome="remedy", reason="x"),
        "remedied_who_and_when": lambda: made.update(remedied_on="2026-10-01"),
        "declined_measure_has_reason": lambda: made.update(declined_at="2026-10-01T00:00Z"),
        "inspection_team_has_one_head": lambda: team.update(is_head=True),
        "certificate_once_per_inspection": lambda: world.inspection.products.create(
            certificate=world.around.certificate
        ),
    }
    # SQLite names the columns of a broken unique constraint, not the constraint itself
    columns = {"inspection_team_has_one_head": "inspection_id", "certificate_once_per_inspection": "certificate_id"}
    said = {name: refuses(act) for name, act in attempts.items()}
    assert [name for name, text in said.items() if name not in text and columns.get(name, "?") not in text] == []
