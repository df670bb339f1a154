"""Three levels: the words and moves of each, and that a district's grant opens its own desk and nothing else."""

from datetime import date

import pytest
import time_machine

from ocop.accounts.permissions import REGISTRY
from ocop.accounts.roles import ROLES, Role, Scope
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, Refused
from ocop.dossiers.actions import outcomes
from ocop.dossiers.actions.province import accept
from ocop.dossiers.actions.rounds import RoundFacts, create_round
from ocop.dossiers.flows import FLOW
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import visible_to
from ocop.dossiers.queries.boards import at_own_desk, listed_dossiers, open_rounds
from ocop.dossiers.queries.procedure import begin_at, levels_seen, rules_of, seen_at
from ocop.dossiers.queries.rounds import dossiers_of, office_of, rounds_visible_to
from ocop.dossiers.queries.timeline import course_of, with_course
from ocop.dossiers.states import (
    DISTRICT_WORDS,
    TABLE,
    DossierState,
    Holder,
    holder_title,
    office_title,
    producer_title,
    words_of,
)
from tests.factories.accounts import make_grant, make_user
from tests.factories.levels import ALL_STATES, OLD, Ground, make_ground, make_old_dossier
from tests.factories.places import make_commune

S = DossierState
LEVELS = ("district", "province")


@pytest.fixture
def ground(db: None) -> Ground:
    return make_ground()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("state", ALL_STATES)
def test_every_state_has_words_at_every_level(state, level):
    for words in (office_title(state, level), producer_title(state, level)):
        assert words
        if level == "district" and state != S.AT_MINISTRY:
            assert "tỉnh" not in words.lower()


def test_every_holder_of_a_level_is_named_by_it():
    for holder in (Holder.PROVINCE, Holder.TEAM, Holder.COUNCIL, Holder.LEADER):
        assert "huyện" in holder_title(holder, "district")
        assert "huyện" not in holder_title(holder, "province")


def test_words_of_moves_at_a_district_do_not_speak_of_the_province():
    assert set(DISTRICT_WORDS) <= {move.name for move in TABLE.moves}
    for move in TABLE.moves:
        title, said = words_of(move.name, "district")
        assert title
        assert said
        if move.name not in ("go_up", "go_down", "request_ministry"):
            assert "tỉnh" not in f"{title} {said}".lower(), move.name


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize("move", ["go_up", "go_down"])
def test_a_dossier_changes_levels_only_where_a_decision_draws_it(ground, state, level, move):
    if state == S.DRAFT:
        assert state not in TABLE.find(move).sources
        return
    dossier = make_old_dossier(ground, ground.here, state, level)
    act = outcomes.go_up if move == "go_up" else outcomes.go_down
    extra = {} if move == "go_up" else {"reason": "Chưa đạt hạng của tỉnh"}
    if state in TABLE.find(move).sources and (move == "go_up" or level == "province"):
        act(by=ground.leader, dossier=dossier, **extra)
        assert Dossier.objects.get(pk=dossier.pk).level == ("province" if move == "go_up" else "district")
    elif state not in TABLE.find(move).sources and level == "province":
        with pytest.raises(IllegalMove):
            act(by=ground.leader, dossier=dossier, **extra)


OFFICE_MOVES = [
    ("province_accept", S.AT_PROVINCE),
    ("province_return", S.AT_PROVINCE),
    ("province_return", S.IN_REVIEW),
    ("back_to_review", S.READY),
    ("assign_people", S.IN_REVIEW),
]


@pytest.mark.parametrize(("move", "state"), OFFICE_MOVES)
@pytest.mark.parametrize("level", LEVELS)
def test_only_the_office_that_has_it_acts(ground, move, state, level):
    dossier = make_old_dossier(ground, ground.here, state, level)
    actors = {
        "own district": ground.here.office,
        "other district": ground.there.office,
        "province": ground.office,
        "own leader": ground.here.leader,
    }
    may = {name for name, user in actors.items() if user.has_perm(f"dossiers.{move}", dossier)}
    assert may == ({"own district"} if level == "district" else {"province"})


@pytest.mark.parametrize(("level", "who"), [("district", {"own district"}), ("province", set())])
def test_only_the_desk_above_the_commune_hands_back_to_it(ground, level, who):
    dossier = make_old_dossier(ground, ground.here, S.AT_PROVINCE, level)
    actors = {"own district": ground.here.office, "province": ground.office}
    assert {n for n, user in actors.items() if user.has_perm("dossiers.province_return_to_commune", dossier)} == who


def test_lists_and_permissions_agree_for_everybody(ground):
    for place in (ground.here, ground.there):
        for level in LEVELS:
            for state in (S.AT_COMMUNE, S.AT_PROVINCE, S.READY, S.RECOGNISED):
                make_old_dossier(ground, place, state, level)
    people = [ground.office, ground.leader, ground.auditor]
    people += [user for place in (ground.here, ground.there) for user in (place.office, place.leader)]
    for user in people:
        seen = set(visible_to(user))
        assert seen == {row for row in ground.dossiers if user.has_perm("dossiers.view", row)}, user
        assert set(listed_dossiers(user)) == {row for row in ground.dossiers if user.has_perm("dossiers.examine", row)}
    own = {row for row in ground.dossiers if row.district_id == ground.here.district.pk}
    assert set(visible_to(ground.here.office)) == own
    assert set(visible_to(ground.office)) == set(ground.dossiers)


def test_each_desk_has_its_own_work(ground):
    low = make_old_dossier(ground, ground.here, S.AT_PROVINCE)
    high = make_old_dossier(ground, ground.here, S.AT_PROVINCE, "province")
    other = make_old_dossier(ground, ground.there, S.AT_PROVINCE)
    assert set(at_own_desk(ground.here.office)) == {low}
    assert set(at_own_desk(ground.there.office)) == {other}
    assert set(at_own_desk(ground.office)) == {high}
    assert [open_rounds(row) for row in (low, high)] == [[ground.here.round], [ground.round]]


def test_rounds_are_of_their_office(ground):
    assert set(rounds_visible_to(ground.here.office)) == {ground.here.round}
    assert set(rounds_visible_to(ground.office)) == {ground.here.round, ground.there.round, ground.round}
    for user, row in [(ground.here.office, ground.there.round), (ground.office, ground.here.round),
                      (ground.here.office, ground.round)]:  # fmt: skip
        assert not any(
            user.has_perm(f"dossiers.{act}", row) for act in ("edit_round", "close_round", "open_round", "manage_team")
        )
    assert ground.here.office.has_perm("dossiers.edit_round", ground.here.round)


def test_a_district_plans_a_round_for_itself_alone(ground):
    facts = RoundFacts(2, "Đợt 2", date(2024, 9, 1), date(2024, 10, 1), date(2024, 12, 1), True, "Kế hoạch huyện")
    given = {"province": ground.province, "decision": ground.round.decision, "year": 2024, "facts": facts}
    made = create_round(by=ground.here.office, district=ground.here.district, **given)
    assert made.desk == ("district", ground.here.district.pk)
    for district in (ground.there.district, None):
        with pytest.raises(NotAllowed):
            create_round(by=ground.here.office, district=district, **given)
    with pytest.raises(Refused):
        create_round(by=ground.here.office, district=ground.here.commune, **given)


def test_a_role_in_a_district_opens_nothing_that_is_not_a_districts(ground):
    """Every permission of the system, asked without an object: only those marked answer to a district's grant."""
    closed = {name for name, row in REGISTRY.items() if not row.district}
    for role in (Role.PROVINCIAL_OFFICE, Role.SIGNING_LEADER):
        user = make_user(roles=[(role, "district", ground.here.district.pk)])
        assert [name for name in sorted(closed) if user.has_perm(name)] == []
        assert [name for name in sorted(closed) if user.has_perm(name, ground.here.round)] == []
    assert {"regulations.edit_calendar", "regulations.view", "accounts.grant_role"} <= closed


def test_only_roles_with_a_title_for_it_are_granted_in_a_district():
    assert {key for key, card in ROLES.items() if Scope.DISTRICT in card.scopes} == {
        Role.PROVINCIAL_OFFICE,
        Role.SIGNING_LEADER,
    }
    assert ROLES[Role.SIGNING_LEADER].title_in("district") == "Lãnh đạo UBND cấp huyện"
    assert ROLES[Role.SIGNING_LEADER].title_in("province") == "Lãnh đạo UBND tỉnh"


def test_a_province_in_force_comes_before_one_that_has_ended(ground):
    new = make_commune().parent
    make_grant(ground.office, "provincial_office", "province", new.pk)
    assert office_of(ground.office, Role.PROVINCIAL_OFFICE).province == new
    assert office_of(ground.here.office, Role.PROVINCIAL_OFFICE).unit == ground.here.district
    assert office_of(ground.auditor, Role.PROVINCIAL_OFFICE) is None


@pytest.mark.parametrize(
    ("day", "old", "level", "number"),
    [
        (date(2024, 4, 8), True, "district", OLD),
        (date(2025, 7, 3), False, "province", OLD),
        (date(2025, 8, 1), False, "province", "1489/QĐ-TTg"),
        (date(2026, 6, 1), False, "province", "26/2026/QĐ-TTg"),
    ],
)
def test_where_a_dossier_goes_from_its_commune(ground, day, old, level, number):
    commune = ground.here.commune if old else make_commune()
    begin = begin_at(commune, OLD if day < date(2026, 5, 22) else "26/2026/QĐ-TTg", day)
    assert (begin.level, begin.rules.number) == (level, number)
    assert begin.district_id == (ground.here.district.pk if old else None)


def test_going_up_and_down_keeps_who_had_it(ground):
    dossier = make_old_dossier(
        ground, ground.here, S.PROPOSED, intake_no="001/2024/TN-37-375", province_officer=ground.here.office
    )
    outcomes.go_up(by=ground.here.leader, dossier=dossier, request_no="45/UBND", requested_on=date(2024, 6, 25))
    up = Dossier.objects.get(pk=dossier.pk)
    assert (up.state, up.level, up.round, up.intake_no, up.province_officer) == (
        S.AT_PROVINCE,
        "province",
        None,
        "",
        None,
    )
    passage = up.passages.get(level="district")
    assert (passage.round, passage.intake_no, passage.request_no) == (
        ground.here.round, "001/2024/TN-37-375", "45/UBND",
    )  # fmt: skip
    assert dossier in dossiers_of(ground.here.round)
    reviewer = make_user(roles=[("advisory_team", "round", ground.round.pk)])
    accept(by=ground.office, dossier=up, round=ground.round, reviewer=reviewer)
    assert up.intake_no.endswith("TN-37")
    Dossier.objects.filter(pk=up.pk).update(state=S.PROPOSED)
    up.refresh_from_db()
    outcomes.go_down(by=ground.leader, dossier=up, reason="Chưa đạt hạng của tỉnh")
    down = Dossier.objects.get(pk=dossier.pk)
    assert (down.state, down.level, down.round, down.intake_no) == (
        S.CONCLUDED, "district", ground.here.round, "001/2024/TN-37-375",
    )  # fmt: skip
    assert down.sent_down_at is not None
    assert levels_seen(down) == ["district", "province"]
    assert seen_at(down, "province").level == "province"
    course = course_of(with_course(Dossier.objects.filter(pk=down.pk)).get())
    assert course.holder_title == "Cơ quan tham mưu cấp huyện"
    assert [entry.move for entry in course.entries() if entry.is_backward] == ["go_down"]


def test_a_reviewer_of_the_districts_round_is_not_the_provinces(ground):
    dossier = make_old_dossier(ground, ground.here, S.AT_PROVINCE, "province")
    reviewer = make_user(roles=[("advisory_team", "round", ground.here.round.pk)])
    with pytest.raises(Refused):
        accept(by=ground.office, dossier=dossier, round=ground.here.round, reviewer=reviewer)
    assert not reviewer.has_perm("dossiers.view", dossier)


def test_a_dossier_without_a_pinned_procedure_goes_by_its_day(ground):
    dossier = make_old_dossier(ground, ground.here, S.READY, procedure_id=None)
    Dossier.objects.filter(pk=dossier.pk).update(submitted_at="2024-04-08T01:00:00Z")
    dossier.refresh_from_db()
    assert rules_of(dossier).number == OLD
    assert rules_of(dossier).has_district


@pytest.mark.parametrize(
    ("kind", "day", "refused"),
    [
        pytest.param("first", "2026-07-21", False, id="Điều 12.2.a: last day"),
        pytest.param("first", "2026-07-22", True, id="Điều 12.2.a: over"),
        pytest.param("again", "2026-06-21", False, id="Điều 12.2.b: last day"),
        pytest.param("again", "2026-06-22", True, id="Điều 12.2.b: over"),
    ],
)
def test_old_files_enter_no_council_after_the_transition(ground, kind, day, refused):
    dossier = make_old_dossier(ground, ground.here, S.READY, kind=kind)
    Dossier.objects.filter(pk=dossier.pk).update(submitted_at="2026-05-20T01:00:00Z", procedure_id="1489/QĐ-TTg")
    dossier.refresh_from_db()
    with time_machine.travel(f"{day}T03:00:00Z", tick=False):
        if refused:
            with pytest.raises(NotReady, match="quy định cũ"):
                outcomes.enter_council(by=ground.office, dossier=dossier)
        else:
            outcomes.enter_council(by=ground.office, dossier=dossier)
            assert dossier.state == S.AT_COUNCIL


def test_possible_moves_name_no_internal_one(ground):
    dossier = make_old_dossier(ground, ground.here, S.PROPOSED)
    assert FLOW.possible(dossier, ground.here.leader) == []
