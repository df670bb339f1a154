"""Who signs for which body: a leader for the province, a chair for the council, the office for itself."""

import pytest

from ocop.accounts.models import User
from ocop.base.errors import NotAllowed
from ocop.signing.actions.papers import open_paper
from ocop.signing.actions.profiles import add_profile
from ocop.signing.actions.signing import sign_paper
from ocop.signing.models import Paper, Profile
from ocop.signing.queries import papers_visible_to
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
    return ground.paper(f"Của {body}", body=body, council_id=council)


@pytest.mark.parametrize("body", list(Body))
@pytest.mark.parametrize("name", ["leader", "office", "chair", "other chair"])
def test_each_body_has_its_signer(ground, folders, people, body, name) -> None:
    signer = {Body.PROVINCE: "leader", Body.OFFICE: "office", Body.TEAM: "office", Body.COUNCIL: "chair"}[body]
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
    ],
)
def test_a_council_sees_its_own_papers_alone(ground, people, name, seen) -> None:
    papers = [paper_of(ground, body) for body in (Body.PROVINCE, Body.COUNCIL)]
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
