"""Every page of the desks opens for who may see it, and is not there for everybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from ocop.accounts.models import User
from ocop.audit.models import Entry
from ocop.dossiers.states import DossierState as S
from tests.factories.accounts import make_user
from tests.factories.desks import Desk, make_desk
from tests.factories.dossiers import make_evidence, make_round, make_supplement
from tests.factories.places import make_commune, make_province

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ONE = (
    "office_dossier",
    "office_changes",
    "office_timeline",
    "office_report",
    "office_report_print",
)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def strangers(desk: Desk) -> dict[str, User]:
    """People with the same roles elsewhere."""
    other = make_province("Hưng Yên", code="33")
    elsewhere = make_commune("Lai Thành", province=desk.province)
    return {
        "officer of another commune": make_user(roles=[("commune_officer", "commune", elsewhere.pk)]),
        "leader of another commune": make_user(roles=[("commune_leader", "commune", elsewhere.pk)]),
        "office of another province": make_user(roles=[("provincial_office", "province", other.pk)]),
        "team member of another round": make_user(
            roles=[("advisory_team", "round", make_round(province=desk.province).pk)]
        ),
        "auditor of another province": make_user(roles=[("auditor", "province", other.pk)]),
        "another producer": make_user(roles=[("producer", "producer", 999)]),
        "the administrator": make_user(roles=[("administrator", "province", desk.province.pk)]),
    }


@pytest.mark.parametrize("state", [S.AT_COMMUNE, S.COMMUNE_SIGNING, S.AT_PROVINCE, S.IN_REVIEW, S.READY])
def test_the_dossiers_pages_open_for_its_officials(state: S) -> None:
    desk = make_desk(state, in_round=True)
    for user in (desk.officer, desk.leader, desk.office, desk.member, desk.auditor):
        client = client_of(user)
        for name in ONE:
            assert client.get(reverse(name, args=[desk.dossier.pk])).status_code == 200, (user, name)


@pytest.mark.parametrize("page", ["chu-the", "san-pham", "to-chuc", "ket-qua", "ke-hoach", "tu-cham"])
def test_every_page_of_the_form_is_shown_as_submitted(page: str) -> None:
    desk = make_desk()
    answer = client_of(desk.officer).get(reverse("office_content", args=[desk.dossier.pk, page]))
    assert answer.status_code == 200
    assert "Chưa đạt" in answer.content.decode()


def test_a_page_the_form_does_not_have_is_not_there() -> None:
    desk = make_desk()
    assert client_of(desk.officer).get(reverse("office_content", args=[desk.dossier.pk, "khong"])).status_code == 404


def test_strangers_find_no_page_of_the_dossier() -> None:
    desk = make_desk(S.IN_REVIEW)
    addresses = [reverse(name, args=[desk.dossier.pk]) for name in (*ONE, "office_assessment", "team_criteria")]
    addresses += [reverse("office_content", args=[desk.dossier.pk, "chu-the"])]
    for who, user in strangers(desk).items():
        client = client_of(user)
        opened = [url for url in addresses if client.get(url).status_code != 404]
        assert opened == [], who


@pytest.mark.slow
def test_strangers_can_do_nothing_to_the_dossier() -> None:
    desk = make_desk()
    names = [
        "office_prepare", "office_send_back", "office_forward", "office_assign_officer", "office_accept",
        "office_return_to_commune", "office_assign_people", "office_assign_round", "office_reopen", "office_samples",
    ]  # fmt: skip
    for who, user in strangers(desk).items():
        client = client_of(user)
        done = [
            n for n in names if client.post(reverse(n, args=[desk.dossier.pk]), {"reason": "x"}).status_code != 404
        ]
        assert done == [], who


@pytest.mark.slow
def test_lists_counts_searches_and_files_of_strangers_hold_nothing_of_it() -> None:
    desk = make_desk(S.AT_PROVINCE, in_round=True)
    lists = ("commune_queue", "commune_queue_excel", "office_intake", "office_dossiers", "office_dossiers_excel",
             "team_queue", "office_rounds", "home")  # fmt: skip
    for who, user in strangers(desk).items():
        client = client_of(user)
        for name in lists:
            answer = client.get(reverse(name), {"q": "com chay"} if name != "home" else {})
            assert answer.status_code in (200, 404), (who, name)
            assert "Cơm cháy" not in answer.content.decode(errors="ignore"), (who, name)


def test_a_draft_has_no_page_at_any_desk() -> None:
    desk = make_desk(S.DRAFT)
    for user in (desk.officer, desk.office, desk.auditor):
        assert client_of(user).get(reverse("office_dossier", args=[desk.dossier.pk])).status_code == 404


def test_the_producer_has_no_page_at_the_desks() -> None:
    desk = make_desk()
    assert client_of(desk.producer).get(reverse("office_dossier", args=[desk.dossier.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("commune_queue", {"officer", "leader"}),
        ("office_intake", {"office", "auditor"}),
        ("office_dossiers", {"office", "member", "auditor"}),
        ("office_rounds", {"office", "member", "auditor"}),
        ("office_calendar", {"office", "officer", "leader", "auditor"}),
        ("team_queue", {"member"}),
    ],
)
def test_each_list_opens_for_its_roles_only(name: str, roles: set[str]) -> None:
    desk = make_desk(S.IN_REVIEW)
    people = ("producer", "officer", "leader", "office", "member", "auditor")
    opened = {who for who in people if client_of(getattr(desk, who)).get(reverse(name)).status_code == 200}
    assert opened == roles


def test_the_auditor_sees_the_desk_without_a_single_act() -> None:
    desk = make_desk(S.AT_PROVINCE, in_round=True)
    client = client_of(desk.auditor)
    for url in (reverse("office_dossier", args=[desk.dossier.pk]), reverse("office_round", args=[desk.round.pk])):
        page = client.get(url).content.decode()
        assert 'action="/ho-so/' not in page
        assert 'action="/tinh/' not in page


def test_a_waiting_dossier_shows_what_is_waited_for() -> None:
    desk = make_desk()
    make_supplement(desk.dossier, "page:to-chuc", by=desk.officer, reason="Thiếu sơ đồ tổ chức")
    page = client_of(desk.officer).get(reverse("office_dossier", args=[desk.dossier.pk])).content.decode()
    assert "CHỜ BỔ SUNG" in page
    assert "Thiếu sơ đồ tổ chức" in page
    assert "Trình lãnh đạo xã" not in page


def test_the_commune_is_offered_no_place_to_score() -> None:
    desk = make_desk()
    client = client_of(desk.officer)
    pk = desk.dossier.pk
    for url in (reverse("office_content", args=[pk, "tu-cham"]), reverse("office_dossier", args=[pk])):
        page = client.get(url).content.decode()
        assert 'name="option"' not in page
        assert 'name="points"' not in page


def test_personal_data_are_hidden_and_their_reading_is_recorded() -> None:
    desk = make_desk()
    client = client_of(desk.officer)
    hidden = client.get(reverse("office_content", args=[desk.dossier.pk, "chu-the"])).content.decode()
    assert "Trần Văn Lúa" not in hidden
    assert "Mường" not in hidden
    shown = client.get(reverse("office_representative", args=[desk.dossier.pk])).content.decode()
    assert "Trần Văn Lúa" in shown
    assert Entry.objects.filter(action="parties.view_representative").count() == 1


def test_a_cited_paper_is_shown_and_no_other_of_the_vault() -> None:
    desk = make_desk()
    cited = desk.dossier.citations.first().evidence
    other = make_evidence(desk.dossier.product.producer)
    client = client_of(desk.officer)
    assert client.get(reverse("office_paper", args=[desk.dossier.pk, cited.pk])).status_code == 200
    file = client.get(reverse("office_paper_file", args=[desk.dossier.pk, cited.pk]))
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
    assert b"".join(file.streaming_content)[:5] == b"%PDF-"
    assert client.get(reverse("office_paper", args=[desk.dossier.pk, other.pk])).status_code == 404
    assert client.get(reverse("office_paper_file", args=[desk.dossier.pk, other.pk])).status_code == 404
