"""Who signs for which body: a leader for the province, a chair for the council, the office for itself."""

import pytest

from ocop.accounts.models import User
from ocop.base.errors import NotAllowed
from ocop.signing.actions.papers import open_paper
from ocop.signing.actions.profiles import add_profile
from ocop.signing.actions.signing import sign_paper
from ocop.signing.models import Paper, Profile
from ocop.signing.queries import (
    commune_of,
    get_paper,
    papers_visible_to,
    profiles_to_sign_with,
    profiles_visible_to,
    signed_kinds,
)
from ocop.signing.spec import Body, Secret
from tests.factories.accounts import make_user
from tests.factories.documents import make_stored_file
from tests.factories.signing import PASSWORD, make_leaf, make_root

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COUNCIL, OTHER_COUNCIL = 71, 72
GOOD = Secret(PASSWORD)


@pytest.fixture
def people(ground) -> dict[str, User]:
    return {
        "leader": ground.leader,
        "office": ground.office,
        "chair": make_user("Lê Chủ Tịch", roles=[("council_chair", "council", COUNCIL)]),
        "other chair": make_user("Vũ Chủ Tịch", roles=[("council_chair", "council", OTHER_COUNCIL)]),
        "commune": make_user("Cao Chủ Tịch Xã", roles=[("commune_leader", "commune", ground.commune.pk)]),
        "other commune": make_user("Mạc Chủ Tịch Xã", roles=[("commune_leader", "commune", ground.other_commune.pk)]),
        "officer": make_user("Bùi Công Chức", roles=[("commune_officer", "commune", ground.commune.pk)]),
        "secretary": make_user("Đỗ Thư Ký", roles=[("council_secretary", "council", COUNCIL)]),
    }


def profile_of(ground, folders, user: User) -> Profile:
    """Their own, declared through the action."""
    known = Profile.objects.filter(owner=user).first()
    if known is not None:
        return known
    (folders.keys / f"{user.pk}.p12").write_bytes(make_leaf(str(user)).p12(make_root()))
    return add_profile(
        by=user, province=ground.province, kind="personal", provider="pkcs12", reference=f"{user.pk}.p12", secret=GOOD
    )


def paper_of(ground, body: Body) -> Paper:
    council = COUNCIL if body == Body.COUNCIL else None
    if body == Body.COMMUNE:
        leader = User.objects.get(full_name="Cao Chủ Tịch Xã")
        return open_paper(
            by=leader,
            file=make_stored_file(),
            province=ground.province,
            commune=ground.commune,
            title="Của xã",
            body=body,
        )
    return ground.paper(f"Của {body}", body=body, council_id=council)


@pytest.mark.parametrize("body", list(Body))
@pytest.mark.parametrize("name", ["leader", "office", "chair", "other chair", "commune", "other commune"])
def test_each_body_has_its_signer(ground, folders, people, body, name) -> None:
    signers = {
        Body.PROVINCE: "leader", Body.OFFICE: "office", Body.TEAM: "office", Body.COUNCIL: "chair",
        Body.COMMUNE: "commune",
    }  # fmt: skip
    signer = signers[body]
    paper, profile = paper_of(ground, body), profile_of(ground, folders, people[name])
    if name == signer:
        assert sign_paper(by=people[name], paper=paper, profile=profile, secret=GOOD).kind == "personal"
        return
    with pytest.raises(NotAllowed):
        sign_paper(by=people[name], paper=paper, profile=profile, secret=GOOD)
    assert paper.signatures.count() == 0


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("leader", {"province", "council"}),
        ("office", {"province", "council"}),
        ("chair", {"council"}),
        ("secretary", {"council"}),
        ("other chair", set()),
        ("commune", {"commune"}),
        ("officer", {"commune"}),
        ("other commune", set()),
    ],
)
def test_a_council_or_a_commune_sees_its_own_papers_alone(ground, people, name, seen) -> None:
    papers = [paper_of(ground, body) for body in (Body.PROVINCE, Body.COUNCIL, Body.COMMUNE)]
    user = people[name]
    assert {paper.body for paper in papers_visible_to(user)} == seen
    assert {paper.body for paper in papers if user.has_perm("signing.view", paper)} == seen


def test_another_council_brings_nothing_to_be_signed(ground, people) -> None:
    facts = {"file": make_stored_file(), "province": ground.province, "title": "Biên bản", "body": Body.COUNCIL}
    with pytest.raises(NotAllowed):
        open_paper(by=people["other chair"], council_id=COUNCIL, **facts)
    assert open_paper(by=people["secretary"], council_id=COUNCIL, **facts).council_id == COUNCIL


def test_a_chair_declares_no_key_of_the_agency(ground, folders, people) -> None:
    (folders.keys / "dau.p12").write_bytes(make_leaf("UBND tỉnh (mẫu)", number=2).p12(make_root()))
    with pytest.raises(NotAllowed):
        add_profile(
            by=people["chair"], province=ground.province, kind="agency", provider="pkcs12", reference="dau.p12",
            secret=GOOD,
        )  # fmt: skip


def seal_of(ground, folders, by: User, commune) -> Profile:
    """The commune's own seal."""
    (folders.keys / "xa.p12").write_bytes(make_leaf("UBND xã Yên Khánh", number=3).p12(make_root()))
    common = {"province": ground.province, "provider": "pkcs12", "reference": "xa.p12", "secret": GOOD}
    return add_profile(by=by, kind="agency", commune=commune, **common)


def test_a_commune_seals_its_own_papers_alone(ground, folders, people) -> None:
    leader, officer = people["commune"], people["officer"]
    seal = seal_of(ground, folders, officer, ground.commune)
    paper = paper_of(ground, Body.COMMUNE)
    sign_paper(by=leader, paper=paper, profile=profile_of(ground, folders, leader), secret=GOOD)
    # neither the province's seal on a commune's paper nor a commune's on the province's
    for by, sealed, profile in (
        (officer, paper, ground.agency),
        (ground.office, paper, ground.agency),
        (ground.office, paper, seal),
        (officer, ground.paper(), seal),
        (people["other commune"], paper, seal),
    ):
        with pytest.raises(NotAllowed):
            sign_paper(by=by, paper=get_paper(sealed.pk), profile=profile, secret=GOOD)
    sign_paper(by=officer, paper=get_paper(paper.pk), profile=seal, secret=GOOD)
    assert signed_kinds(get_paper(paper.pk)) == ["personal", "agency"]
    assert [row.pk for row in profiles_to_sign_with(officer)] == [seal.pk]
    assert seal not in profiles_visible_to(ground.office)


@pytest.mark.parametrize("whose", ["province", "other"])
def test_a_commune_declares_no_seal_but_its_own(ground, folders, people, whose) -> None:
    with pytest.raises(NotAllowed):
        seal_of(ground, folders, people["commune"], ground.other_commune if whose == "other" else None)
    assert commune_of(people["commune"]) == ground.commune
    assert commune_of(ground.office) is None
