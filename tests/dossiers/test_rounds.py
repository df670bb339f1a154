"""Rounds: the days of Điều 5 as defaults, extra rounds, opening and closing, which round takes a dossier."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from ocop.audit.models import Entry
from ocop.base.errors import Conflict, IllegalMove, NotAllowed, NotReady, ReasonMissing
from ocop.dossiers.actions import rounds
from ocop.dossiers.actions.rounds import RoundFacts
from ocop.dossiers.models import Dossier, Round
from ocop.dossiers.queries.boards import board_of
from ocop.dossiers.queries.rounds import (
    dossiers_of,
    ministry_round,
    missing_plans,
    next_number,
    plans,
    plans_due,
    round_taking,
    rounds_visible_to,
)
from ocop.dossiers.states import DossierState, RoundState
from tests.factories.accounts import make_user
from tests.factories.desks import make_desk
from tests.factories.dossiers import make_round, make_supplement
from tests.factories.places import make_province
from tests.factories.products import criteria_set

pytestmark = pytest.mark.django_db

FACTS = RoundFacts(
    number=1,
    name="Đợt 1 năm 2027",
    opens_on=date(2027, 1, 1),
    communes_propose_by=date(2027, 4, 30),
    finish_by=date(2027, 6, 30),
)


def office():
    province = make_province()
    return make_user(roles=[("provincial_office", "province", province.pk)]), province


def create(by, province, **changes) -> Round:
    facts = replace(FACTS, **changes)
    return rounds.create_round(by=by, province=province, decision=criteria_set().decision, year=2027, facts=facts)


class TestDaysOfTheLaw:
    def test_the_province_has_two_rounds_a_year(self) -> None:
        found = plans(criteria_set().decision, 2027)
        assert [(plan.number, plan.opens_on, plan.propose_by, plan.finish_by) for plan in found] == [
            (1, date(2027, 1, 1), date(2027, 4, 30), date(2027, 6, 30)),
            (2, date(2027, 4, 30), date(2027, 10, 30), date(2027, 12, 30)),
        ]
        assert found[1].name == "Đợt 2 năm 2027"

    @pytest.mark.parametrize(
        ("day", "last_request", "last_finish"),
        [
            (date(2026, 7, 29), date(2026, 7, 29), date(2026, 9, 29)),
            (date(2026, 7, 30), date(2027, 1, 29), date(2027, 3, 29)),
            (date(2027, 1, 29), date(2027, 1, 29), date(2027, 3, 29)),
            (date(2027, 1, 30), date(2027, 7, 29), date(2027, 9, 29)),
        ],
    )
    def test_the_ministrys_round_is_the_next_that_still_takes_requests(
        self, day: date, last_request: date, last_finish: date
    ) -> None:
        found = ministry_round(criteria_set().decision, day)
        assert found is not None
        assert (found.last_request_day, found.last_finish_day) == (last_request, last_finish)

    def test_a_round_that_was_made_is_not_offered_again(self) -> None:
        province = make_province()
        make_round(province=province, year=2027, number=1)
        assert [plan.number for plan in missing_plans(province, 2027)] == [2]
        assert next_number(province, 2027) == 3

    def test_rounds_that_are_over_or_far_away_are_not_due(self) -> None:
        province = make_province()
        assert [(p.year, p.number) for p in plans_due(province, date(2026, 7, 1))] == [(2026, 2)]
        assert [(p.year, p.number) for p in plans_due(province, date(2026, 11, 20))] == [(2026, 2), (2027, 1)]


class TestMaking:
    def test_the_office_plans_a_round(self) -> None:
        user, province = office()
        made = create(user, province)
        assert (made.state, made.name, made.year, made.finish_by) == (
            RoundState.PLANNED,
            "Đợt 1 năm 2027",
            2027,
            date(2027, 6, 30),
        )
        assert Entry.objects.filter(action="dossiers.create_round").count() == 1

    @pytest.mark.parametrize(
        ("changes", "where"),
        [
            ({"opens_on": date(2027, 5, 1)}, "finish_by"),
            ({"finish_by": date(2027, 4, 1)}, "finish_by"),
            ({"is_extra": True}, "basis"),
        ],
    )
    def test_days_out_of_order_and_extra_rounds_without_basis_are_refused(self, changes: dict, where: str) -> None:
        user, province = office()
        with pytest.raises(NotReady) as caught:
            create(user, province, **changes)
        assert [finding.where for finding in caught.value.findings] == [where]

    def test_an_extra_round_stands_on_its_basis(self) -> None:
        user, province = office()
        made = create(user, province, number=3, is_extra=True, basis="Điều 4 Quy chế; Kế hoạch 15/KH-UBND")
        assert (made.is_extra, made.basis) == (True, "Điều 4 Quy chế; Kế hoạch 15/KH-UBND")

    def test_a_number_is_given_once_a_year(self) -> None:
        user, province = office()
        create(user, province)
        with pytest.raises(Conflict, match="mang số 1"):
            create(user, province)

    def test_nobody_else_makes_or_changes_one(self) -> None:
        user, province = office()
        made = create(user, province)
        other = make_user(roles=[("provincial_office", "province", make_province("Hưng Yên", code="33").pk)])
        for stranger in (other, make_user(roles=[("auditor", "province", province.pk)])):
            with pytest.raises(NotAllowed):
                create(stranger, province, number=2)
            with pytest.raises(NotAllowed):
                rounds.edit_round(by=stranger, round=made, facts=FACTS)

    def test_it_is_changed_until_it_is_closed(self) -> None:
        user, province = office()
        made = create(user, province)
        rounds.edit_round(by=user, round=made, facts=replace(FACTS, finish_by=date(2027, 6, 20)))
        assert Round.objects.get().finish_by == date(2027, 6, 20)
        rounds.open_round(by=user, round=made)
        rounds.close_round(by=user, round=made, reason="Đã công bố kết quả")
        with pytest.raises(IllegalMove, match="đã đóng"):
            rounds.edit_round(by=user, round=made, facts=FACTS)

    def test_closing_needs_a_reason_and_leaves_a_row(self) -> None:
        user, province = office()
        made = create(user, province)
        rounds.open_round(by=user, round=made)
        with pytest.raises(ReasonMissing):
            rounds.close_round(by=user, round=made, reason=" ")
        rounds.close_round(by=user, round=made, reason="Hết đợt")
        assert [(row.move, row.reason) for row in made.moves.all()] == [("open_round", ""), ("close_round", "Hết đợt")]


class TestWhichRound:
    def test_a_proposal_goes_to_the_first_open_round_whose_last_day_is_not_over(self) -> None:
        province = make_province()
        first = make_round(
            province=province, number=1, communes_propose_by=date(2026, 4, 30), finish_by=date(2026, 6, 30)
        )
        second = make_round(
            province=province, number=2, communes_propose_by=date(2026, 10, 30), finish_by=date(2026, 12, 30)
        )
        assert round_taking(province, date(2026, 4, 29)) == first
        assert round_taking(province, date(2026, 4, 30)) == second
        assert round_taking(province, date(2026, 11, 1)) == second

    def test_without_an_open_round_there_is_none(self) -> None:
        province = make_province()
        make_round(province=province, state=RoundState.PLANNED.value)
        assert round_taking(province, date(2026, 4, 1)) is None

    @time_machine.travel("2026-11-02 09:00+07:00", tick=False)
    def test_the_board_holds_its_own_and_the_waiting_ones_of_its_province(self) -> None:
        desk = make_desk(DossierState.AT_COMMUNE)
        inside = make_desk(DossierState.IN_REVIEW, province=desk.province, round=desk.round, name="Nem (mẫu)")
        elsewhere = make_desk(
            DossierState.AT_COMMUNE, province=make_province("Hưng Yên", code="33"), name="Nhãn lồng (mẫu)"
        )
        make_desk(DossierState.DRAFT, province=desk.province, round=desk.round, name="Bánh (mẫu)")
        assert set(dossiers_of(desk.round)) == {desk.dossier, inside.dossier}
        assert set(dossiers_of(elsewhere.round)) == {elsewhere.dossier}

    def test_who_sees_which_round(self) -> None:
        desk = make_desk()
        other = make_round(province=desk.province, number=77)
        foreign = make_round(province=make_province("Hưng Yên", code="33"))
        assert set(rounds_visible_to(desk.office)) == {desk.round, other}
        assert set(rounds_visible_to(desk.member)) == {desk.round}
        assert set(rounds_visible_to(desk.auditor)) == {desk.round, other}
        assert set(rounds_visible_to(desk.officer)) == set()
        for round_ in (desk.round, other, foreign):
            for user in (desk.office, desk.member, desk.auditor, desk.officer, desk.producer):
                assert user.has_perm("dossiers.view_rounds", round_) == (round_ in rounds_visible_to(user))


class TestBoard:
    @time_machine.travel("2026-11-25 09:00+07:00", tick=False)
    def test_the_figures_of_a_round(self) -> None:
        first = make_desk(DossierState.AT_COMMUNE, in_round=True)
        late = make_desk(
            DossierState.AT_COMMUNE, province=first.province, round=first.round, in_round=True, name="A (mẫu)"
        )
        soon = make_desk(
            DossierState.COMMUNE_SIGNING, province=first.province, round=first.round, in_round=True, name="B (mẫu)"
        )
        waits = make_desk(DossierState.IN_REVIEW, province=first.province, round=first.round, name="C (mẫu)")
        make_desk(DossierState.READY, province=first.province, round=first.round, name="D (mẫu)")
        late.dossier.moves.update(at="2026-11-02T09:00+07:00")
        soon.dossier.moves.update(at="2026-11-04T09:00+07:00")
        waits.dossier.moves.update(at="2026-11-03T09:00+07:00")
        make_supplement(waits.dossier, "page:to-chuc", desk="province")
        waits.dossier.moves.create(
            move="province_return",
            from_state="in_review",
            to_state="in_review",
            at="2026-11-16T09:00+07:00",
            by=waits.member,
            reason="Thiếu",
        )
        Dossier.objects.filter(pk=waits.dossier.pk).update(kind="upgrade")
        board = board_of(dossiers_of(first.round))
        assert (board.total, board.at_commune, board.waiting, board.ready) == (5, 3, 1, 1)
        assert (board.late, board.soon, board.longest_wait) == (1, 1, 6)
        assert board.kinds_shown == "4 lần đầu · 1 nâng hạng"
        assert board.pressing_shown == "1 hồ sơ quá hạn · 1 hồ sơ còn dưới 3 ngày làm việc"
