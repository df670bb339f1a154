"""Who sees and touches which dossier: the permission table and the lists agree, and strangers find nothing."""

import pytest

from ocop.accounts.roles import Role
from ocop.dossiers.queries import visible_to
from ocop.dossiers.queries.vault import evidence_file_for
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier, make_evidence, make_round, make_supplement
from tests.factories.parties import make_producer
from tests.factories.places import make_commune

pytestmark = pytest.mark.django_db
STATES = ("draft", "at_commune", "in_review", "recognised", "withdrawn")


@pytest.fixture(scope="module")
def scopes_of():
    def scopes(dossier) -> list[tuple[str, int]]:
        return list(dossier.access_scopes())

    return scopes


def test_lists_and_permission_agree_for_every_role_scope_and_state(scopes_of) -> None:
    round_ = make_round()
    dossiers = [make_dossier(state=state, round=round_) for state in STATES]
    faults = []
    for dossier in dossiers:
        for kind, scope_id in scopes_of(dossier):
            for role in Role:
                user = make_user(roles=[(role.value, str(kind), scope_id)])
                listed = set(visible_to(user).values_list("pk", flat=True))
                for other in dossiers:
                    if (other.pk in listed) != user.has_perm("dossiers.view", other):
                        faults.append((role, kind, other.state))
    assert faults == []


@pytest.mark.parametrize(
    ("role", "kind", "seen"),
    [
        ("producer", "producer", STATES),
        ("producer_helper", "producer", STATES),
        ("commune_officer", "commune", STATES[1:]),
        ("provincial_office", "province", STATES[1:]),
        ("auditor", "province", STATES),
        ("inspector", "province", ("recognised",)),
        ("administrator", "province", ()),
    ],
)
def test_a_draft_is_the_producers_alone(role: str, kind: str, seen: tuple[str, ...]) -> None:
    found = []
    for state in STATES:
        dossier = make_dossier(state=state)
        scope = dict(dossier.access_scopes())[kind]
        if make_user(roles=[(role, kind, scope)]).has_perm("dossiers.view", dossier):
            found.append(state)
    assert tuple(found) == seen


def test_a_helper_edits_and_never_files() -> None:
    dossier = make_dossier(state="at_commune")
    make_supplement(dossier, "field:history")
    helper = make_user(roles=[("producer_helper", "producer", dossier.product.producer_id)])
    rights = ("edit", "submit", "resubmit", "withdraw", "discard")
    assert [helper.has_perm(f"dossiers.{name}", dossier) for name in rights] == [True, False, False, False, False]


def test_another_producer_and_another_commune_see_nothing() -> None:
    dossier = make_dossier(state="at_commune")
    other = make_user(roles=[("producer", "producer", make_producer().pk)])
    neighbour = make_user(roles=[("commune_officer", "commune", make_commune("Kim Sơn").pk)])
    for user in (other, neighbour):
        assert list(visible_to(user)) == []
        assert not user.has_perm("dossiers.view", dossier)


def test_an_inactive_person_sees_nothing() -> None:
    dossier = make_dossier()
    dossier.created_by.is_active = False
    assert list(visible_to(dossier.created_by)) == []


def test_a_paper_opens_for_its_producer_and_whoever_handles_a_dossier_citing_it() -> None:
    dossier = make_dossier(state="at_commune", filled=True)
    cited = dossier.citations.first().evidence
    loose = make_evidence(dossier.product.producer)
    officer = make_user(roles=[("commune_officer", "commune", dossier.commune_id)])
    stranger = make_user(roles=[("producer", "producer", make_producer().pk)])
    assert evidence_file_for(dossier.created_by, loose.pk) == loose.file
    assert evidence_file_for(officer, cited.pk) == cited.file
    assert evidence_file_for(officer, loose.pk) is None
    assert evidence_file_for(stranger, cited.pk) is None
    assert evidence_file_for(officer, 999999) is None


def test_a_paper_only_in_a_frozen_version_still_opens_for_the_desk() -> None:
    dossier = make_dossier(state="at_commune", filled=True)
    cited = dossier.citations.first().evidence
    dossier.citations.all().delete()
    officer = make_user(roles=[("commune_officer", "commune", dossier.commune_id)])
    assert evidence_file_for(officer, cited.pk) == cited.file
