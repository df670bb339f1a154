"""Every role × permission × scope of the tables of accounts, audit and parties, against a matrix to read."""

import pytest
from django.db import transaction

from ocop.accounts.permissions import ACCOUNTS, AUDIT, PARTIES, REGISTRY
from ocop.accounts.queries import visible_to
from ocop.accounts.queries.people import USER_READERS, users_visible_to
from ocop.accounts.roles import ROLES, Role, Scope
from tests.factories.accounts import make_user
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province

TABLE = (*ACCOUNTS, *AUDIT, *PARTIES)
ROLE_ORDER = [
    "producer",
    "producer_helper",
    "commune_officer",
    "commune_leader",
    "provincial_office",
    "advisory_team",
    "council_member",
    "council_secretary",
    "council_chair",
    "signing_leader",
    "programme_officer",
    "inspector",
    "auditor",
    "administrator",
]
# One letter per role in the order above: x may.
MATRIX = {
    "accounts.view_users": "............xx",
    "accounts.create_user": ".............x",
    "accounts.grant_role": ".............x",
    "accounts.end_grant": ".............x",
    "accounts.reset_password": "..x..........x",
    "accounts.deactivate": ".............x",
    "accounts.unlock": ".............x",
    "accounts.remove_mfa": ".............x",
    "accounts.open_account": "..x..........x",
    "accounts.view_consents": "xxxxx.......x.",
    "accounts.give_consent": "x.x...........",
    "accounts.end_consent": "xxx...........",
    "audit.view": "............xx",
    "parties.view_producer": "xxxxx....xxxxx",
    "parties.create_producer": "..x...........",
    "parties.edit_producer": "xxx...........",
    "parties.edit_identity": "..x...........",
    "parties.confirm_producer": "..x...........",
    "parties.refuse_producer": "..x...........",
    "parties.register_again": "x.............",
    "parties.view_representative": "xxxxx.......x.",
    "parties.edit_representative": "xxx...........",
}


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """A producer and, of each kind of scope, the one that covers it and one that does not."""
    with django_db_blocker.unblock(), transaction.atomic():
        province, far = make_province(), make_province("Thanh Hóa", code="38")
        here, there = make_commune("Yên Khánh"), make_commune("Kim Sơn")
        sen, coi = make_producer(commune=here), make_producer("Cói", commune=there)
        scopes = {
            Scope.PROVINCE: (province.pk, far.pk),
            Scope.COMMUNE: (here.pk, there.pk),
            Scope.PRODUCER: (sen.pk, coi.pk),
            Scope.COUNCIL: (1, 2),
            Scope.ROUND: (1, 2),
        }
        yield sen, scopes
        transaction.set_rollback(True)


def test_the_matrix_names_every_permission_and_every_role():
    assert [permission.name for permission in TABLE] == list(MATRIX)
    assert [card.value for card in ROLES] == ROLE_ORDER
    assert all(REGISTRY[permission.name] is permission for permission in TABLE)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_what_the_matrix_says_in_its_scope_and_nothing_beside_it(role, ground):
    sen, scopes = ground
    kind = ROLES[role].scope
    inside, outside = scopes[kind]
    expected = {name for name, line in MATRIX.items() if line[ROLE_ORDER.index(role)] == "x"}
    near = make_user(roles=[(role, kind, inside)])
    beside = make_user(roles=[(role, kind, outside)])
    assert {name for name in MATRIX if near.has_perm(name)} == expected
    assert {name for name in MATRIX if near.has_perm(name, sen)} == expected
    assert {name for name in MATRIX if beside.has_perm(name, sen)} == set()
    near.is_active = False
    assert {name for name in MATRIX if near.has_perm(name, sen)} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_lists_show_what_the_table_permits(role, ground):
    sen, scopes = ground
    kind = ROLES[role].scope
    for scope_id in scopes[kind]:
        user = make_user(roles=[(role, kind, scope_id)])
        assert (sen in visible_to(user)) is user.has_perm("parties.view_producer", sen)


@pytest.mark.django_db
def test_the_list_of_accounts_agrees_with_its_permission(ground):
    _, scopes = ground
    for scope_id in scopes[Scope.PROVINCE]:
        for role in (Role.AUDITOR, Role.ADMINISTRATOR, Role.SIGNING_LEADER):
            user = make_user(roles=[(role, Scope.PROVINCE, scope_id)])
            seen = user in users_visible_to(user)
            assert seen is user.has_perm("accounts.view_users", user)
    assert REGISTRY["accounts.view_users"].roles == USER_READERS


def test_the_auditor_reads_everything_and_changes_nothing():
    held = {permission.name for permission in TABLE if Role.AUDITOR in permission.roles}
    readings = {permission.name for permission in TABLE if permission.name.split(".")[1].startswith("view")}
    assert held == readings
