"""States, permissions and moves fit together."""

from importlib import import_module

import pytest
from django.apps import apps

from ocop.accounts.permissions import REGISTRY
from ocop.accounts.roles import ROLES, Role
from ocop.base.moves import MoveTable


def tables() -> list[MoveTable]:
    found = []
    for app in apps.get_app_configs():
        if not app.name.startswith("ocop."):
            continue
        try:
            states = import_module(f"{app.name}.states")
        except ModuleNotFoundError:
            continue
        found += [value for value in vars(states).values() if isinstance(value, MoveTable)]
    return found


TABLES = tables()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.app}.{table.record}")
def test_every_state_is_reachable(table: MoveTable) -> None:
    assert table.reachable() == {state.value for state in type(table.initial)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.app}.{table.record}")
def test_every_state_has_a_title(table: MoveTable) -> None:
    assert {str(state) for state in table.titles} == {state.value for state in type(table.initial)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.app}.{table.record}")
def test_every_move_a_person_makes_has_a_permission(table: MoveTable) -> None:
    wanted = {f"{table.app}.{move.name}" for move in table.moves if not move.internal}
    assert wanted - set(REGISTRY) == set()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.app}.{table.record}")
def test_move_names_are_unique(table: MoveTable) -> None:
    names = [move.name for move in table.moves]
    assert len(names) == len(set(names))


def test_the_auditor_changes_nothing() -> None:
    moves = {f"{table.app}.{move.name}" for table in TABLES for move in table.moves}
    held = {name for name, permission in REGISTRY.items() if Role.AUDITOR in permission.roles}
    assert held & moves == set()
    reading = ("Xem", "Xuất", "Đọc")
    assert {name: REGISTRY[name].title for name in held if not REGISTRY[name].title.startswith(reading)} == {}


def test_the_commune_never_scores() -> None:
    scoring = {"evaluation.mark", "evaluation.send_sheet", "evaluation.assess"}
    commune = {Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER}
    assert [name for name in scoring & set(REGISTRY) if commune & set(REGISTRY[name].roles)] == []


def test_every_role_is_described() -> None:
    assert set(ROLES) == set(Role)
    assert [card.key for card in ROLES.values() if len(card.description) < 30] == []


def test_every_role_can_do_something() -> None:
    used = {role for permission in REGISTRY.values() for role in permission.roles}
    assert set(Role) - used == set()
