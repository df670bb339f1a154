"""The lists of the desks and the permission tables say the same about every person and every dossier."""

import pytest

from ocop.accounts.models import User
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.boards import commune_dossiers, listed_dossiers
from ocop.dossiers.states import DossierState
from ocop.evaluation.queries.assessment import dossiers_of_team
from tests.factories.accounts import make_user
from tests.factories.desks import Desk, make_desk
from tests.factories.places import make_province
from tests.worlds import shared

pytestmark = pytest.mark.django_db


def two_desks() -> tuple[Desk, Desk, list[Dossier]]:
    """Two provinces, a dossier of each in every state of the desks, and a draft."""
    home = make_desk(DossierState.DRAFT)
    away = make_desk(DossierState.DRAFT, province=make_province("Hưng Yên", code="33"), name="Nhãn lồng (mẫu)")
    dossiers = [home.dossier, away.dossier]
    for state in (DossierState.AT_COMMUNE, DossierState.AT_PROVINCE, DossierState.IN_REVIEW, DossierState.READY):
        for desk in (home, away):
            made = make_desk(state, province=desk.province, round=desk.round, in_round=True, name=f"{state} (mẫu)")
            Dossier.objects.filter(pk=made.dossier.pk).update(commune=desk.commune)
            dossiers.append(Dossier.objects.get(pk=made.dossier.pk))
    return home, away, dossiers


_two_desks_once, two_desks = shared(two_desks)


def people(desk: Desk) -> list[User]:
    scopes = [
        ("signing_leader", "province", desk.province.pk),
        ("programme_officer", "province", desk.province.pk),
        ("administrator", "province", desk.province.pk),
    ]
    more = [make_user(roles=[scope]) for scope in scopes]
    return [desk.officer, desk.leader, desk.office, desk.member, desk.auditor, desk.producer, *more]


def test_what_is_listed_is_what_may_be_examined(two_desks: tuple[Desk, Desk, list[Dossier]]) -> None:
    home, away, dossiers = two_desks
    for user in [*people(home), *people(away)]:
        if user in (home.producer, away.producer):
            continue
        listed = set(listed_dossiers(user))
        allowed = {dossier for dossier in dossiers if user.has_perm("dossiers.examine", dossier)}
        assert listed == allowed, user


def test_the_communes_queue_is_its_own_and_filed(two_desks: tuple[Desk, Desk, list[Dossier]]) -> None:
    home, away, dossiers = two_desks
    filed = [dossier for dossier in dossiers if dossier.state != DossierState.DRAFT]
    for desk in (home, away):
        own = {dossier for dossier in filed if dossier.commune_id == desk.commune.pk}
        assert len(own) == 4
        assert set(commune_dossiers(desk.officer)) == own
        assert set(commune_dossiers(desk.office)) == set()


def test_the_teams_dossiers_are_those_of_its_round(two_desks: tuple[Desk, Desk, list[Dossier]]) -> None:
    home, away, dossiers = two_desks
    for desk in (home, away):
        own = {d for d in dossiers if d.round_id == desk.round.pk and d.state != DossierState.DRAFT}
        assert set(dossiers_of_team(desk.member)) == own
        assert set(dossiers_of_team(desk.auditor)) == set()


WRITING = [
    "dossiers.check_items", "dossiers.commune_return", "dossiers.commune_prepare", "dossiers.commune_send_back",
    "dossiers.commune_forward", "dossiers.province_return", "dossiers.province_accept", "dossiers.assign_people",
    "dossiers.province_return_to_commune", "dossiers.back_to_review", "dossiers.assign_commune_officer",
    "evaluation.assess", "evaluation.finish_assessment", "evaluation.receive_samples",
]  # fmt: skip


def test_the_auditor_reads_all_and_changes_nothing(two_desks: tuple[Desk, Desk, list[Dossier]]) -> None:
    home, _, dossiers = two_desks
    for dossier in dossiers:
        assert [name for name in WRITING if home.auditor.has_perm(name, dossier)] == []
    for name in ("create_round", "edit_round", "open_round", "close_round", "manage_team"):
        assert not home.auditor.has_perm(f"dossiers.{name}", home.round)


def test_nobody_acts_on_a_dossier_of_another_province(two_desks: tuple[Desk, Desk, list[Dossier]]) -> None:
    home, away, dossiers = two_desks
    foreign = [dossier for dossier in dossiers if dossier.commune_id == away.commune.pk]
    for user in people(home):
        for dossier in foreign:
            assert [name for name in WRITING if user.has_perm(name, dossier)] == [], user
