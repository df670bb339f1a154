"""Every pair of a state and a move, of the dossier's table and the round's: the legal pass, all others are refused."""

from datetime import date

import pytest
from django.utils import timezone

from ocop.accounts.roles import Role
from ocop.base.errors import IllegalMove, ReasonMissing
from ocop.dossiers.flows import FLOW, ROUND_FLOW
from ocop.dossiers.models import CommuneReport, Dossier, Round
from ocop.dossiers.queries.desks import checklist
from ocop.dossiers.states import ROUND_TABLE, TABLE, DossierState, RoundState
from tests.factories.accounts import make_grant
from tests.factories.desks import check_everything, make_desk
from tests.factories.dossiers import make_round, make_supplement

pytestmark = pytest.mark.django_db

PAIRS = [(state, move) for state in DossierState for move in TABLE.moves]
LEGAL = [(state, move) for state, move in PAIRS if state in move.sources]
ILLEGAL = [(state, move) for state, move in PAIRS if state not in move.sources]
ROUND_PAIRS = [(state, move) for state in RoundState for move in ROUND_TABLE.moves]


@pytest.fixture
def everyone():
    """One dossier and one person who holds every role in its scopes."""
    desk = make_desk(DossierState.AT_COMMUNE, in_round=True)
    check_everything(desk)
    CommuneReport.objects.create(
        dossier=desk.dossier,
        written_by=desk.officer,
        written_at=timezone.now(),
        local_material="a",
        local_labour="b",
        idea_origin="c",
        local_identity="d",
    )
    user = desk.officer
    make_grant(user, Role.COMMUNE_LEADER, "commune", desk.commune.pk)
    make_grant(user, Role.PROVINCIAL_OFFICE, "province", desk.province.pk)
    make_grant(user, Role.PRODUCER, "producer", desk.dossier.product.producer_id)
    assert all(line.is_ok for line in checklist(desk.dossier))
    return desk.dossier, user


def test_every_pair_is_covered() -> None:
    assert len(LEGAL) + len(ILLEGAL) == len(DossierState) * len(TABLE.moves)
    assert len(LEGAL) == sum(len(move.sources) for move in TABLE.moves)


def test_every_legal_pair_moves_the_dossier_and_leaves_one_row(everyone) -> None:
    dossier, user = everyone
    for state, move in LEGAL:
        Dossier.objects.filter(pk=dossier.pk).update(state=state)
        dossier.supplements.all().delete()
        if move.name == "resubmit":
            make_supplement(dossier, "page:to-chuc", by=user)
        if move.name in ("submit", "resubmit"):
            continue  # their guards belong to the filing side and are proved there
        before = dossier.moves.count()
        row = FLOW.move(Dossier.objects.get(pk=dossier.pk), move.name, by=user, reason="Có lý do")
        target = move.target or state
        assert (row.from_state, row.to_state, row.by) == (state, target, user), (state, move.name)
        assert Dossier.objects.get(pk=dossier.pk).state == target, (state, move.name)
        assert dossier.moves.count() == before + 1, (state, move.name)


def test_every_other_pair_is_refused_and_changes_nothing(everyone) -> None:
    dossier, user = everyone
    before = dossier.moves.count()
    for state, move in ILLEGAL:
        if move.name in ("submit", "resubmit", "withdraw"):
            continue  # the permission already knows the state there
        Dossier.objects.filter(pk=dossier.pk).update(state=state)
        with pytest.raises(IllegalMove):
            FLOW.move(Dossier.objects.get(pk=dossier.pk), move.name, by=user, reason="Có lý do")
        assert Dossier.objects.get(pk=dossier.pk).state == state
    assert dossier.moves.count() == before


def test_every_move_back_needs_its_reason(everyone) -> None:
    dossier, user = everyone
    for state, move in LEGAL:
        if not move.reason:
            continue
        Dossier.objects.filter(pk=dossier.pk).update(state=state)
        with pytest.raises(ReasonMissing):
            FLOW.move(Dossier.objects.get(pk=dossier.pk), move.name, by=user, reason="  ")


@pytest.mark.parametrize(("state", "move"), ROUND_PAIRS, ids=lambda value: getattr(value, "name", str(value)))
def test_a_round_moves_only_as_its_table_says(state: RoundState, move) -> None:
    desk = make_desk()
    round_ = make_round(province=desk.province, state=state.value, opens_on=date(2026, 1, 1))
    if state in move.sources:
        ROUND_FLOW.move(round_, move.name, by=desk.office, reason="Hết đợt")
        assert Round.objects.get(pk=round_.pk).state == move.target
    else:
        with pytest.raises(IllegalMove):
            ROUND_FLOW.move(round_, move.name, by=desk.office, reason="Hết đợt")
