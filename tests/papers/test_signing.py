"""Issued papers on their way to a signature: which may, who is asked, what the pages give to whom."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.audit.models import Entry
from ocop.dossiers.actions.commune import forward
from ocop.evaluation.actions import conclusions, meeting
from ocop.evaluation.models import AgendaItem
from ocop.papers.actions.issue import cancel_paper, issue_paper
from ocop.papers.actions.settings import set_letterhead
from ocop.papers.models import Paper
from ocop.papers.queries.letterheads import Head
from ocop.papers.queries.signing import is_signable, waiting_for
from ocop.papers.queries.subjects import about
from ocop.papers.spec import KINDS, Issuer
from ocop.recognition.models import Proposal
from ocop.signing.actions.profiles import add_profile
from ocop.signing.models import Paper as SigningPaper
from ocop.signing.spec import Secret
from tests.factories.accounts import make_grant, make_user
from tests.factories.desks import check_everything, make_desk, write_matters
from tests.factories.evaluation import Hall, open_hall, send_all
from tests.factories.places import make_province
from tests.factories.recognition import leader_of, make_decided, office_of
from tests.factories.signing import PASSWORD, make_leaf, make_root, trust

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def leader(settings, tmp_path) -> User:
    """With a certificate declared before anything was issued."""
    settings.SIGNING_TRUST_DIR = str(trust(tmp_path / "trust"))
    settings.SIGNING_KEYS_DIR = str(tmp_path)
    (tmp_path / "k.p12").write_bytes(make_leaf("Đặng Thị Ký").p12(make_root()))
    province = make_province()
    user = leader_of(province)
    add_profile(
        by=user, province=province, kind="personal", provider="pkcs12", reference="k.p12", secret=Secret(PASSWORD)
    )
    return user


@pytest.fixture
def decided(leader: User) -> Proposal:
    proposal = make_decided(4)
    office = office_of(proposal.province)
    for issuer in (Issuer.OFFICE, Issuer.PROVINCE):
        set_letterhead(by=office, unit=proposal.province, issuer=issuer, kind="", head=Head(signer="Đặng Thị Ký"))
    Proposal.objects.update(number="9/TTr-SNNMT")
    return proposal


@pytest.fixture
def decision(decided: Proposal) -> Paper:
    return _issued(decided, "decision")


def _issued(decided: Proposal, kind: str) -> Paper:
    thing = about("proposal", decided.pk)
    assert thing is not None
    return issue_paper(by=office_of(decided.province), kind=KINDS[kind], about=thing)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_decision_waits_for_the_leader_and_the_proposal_does_not(
    decided: Proposal, leader: User, decision: Paper
) -> None:
    _issued(decided, "to_trinh")
    waiting = waiting_for(leader)
    assert [row.paper for row in waiting if row.paper] == [decision]
    assert [row.number for row in waiting_for(office_of(decided.province))] == []  # has declared no certificate
    page = signed_in(leader).get(reverse("home")).content.decode()
    assert "văn bản chờ ký số" in page


def test_a_cancelled_paper_waits_for_nobody(decided: Proposal, leader: User) -> None:
    paper = _issued(decided, "to_trinh")
    assert is_signable(paper)
    cancelled = cancel_paper(by=office_of(decided.province), paper=paper, reason="Sai ngày")
    assert not is_signable(cancelled)
    url = reverse("signing_issued", kwargs={"pk": paper.pk})
    assert signed_in(office_of(decided.province)).post(url).status_code == 404


def test_the_leader_signs_the_issued_decision_and_its_readers_get_the_signed_file(
    decided: Proposal, leader: User, decision: Paper
) -> None:
    client = signed_in(leader)
    given = reverse("signing_issued_download", kwargs={"pk": decision.pk})
    assert client.get(given).status_code == 404
    answer = client.post(reverse("signing_issued", kwargs={"pk": decision.pk}))
    paper = SigningPaper.objects.get(original=decision.file)
    assert answer["Location"] == reverse("signing_paper", kwargs={"pk": paper.pk})
    assert (paper.body, paper.signer_name, paper.about_id) == ("province", "Trần Văn Lãnh Đạo", decision.pk)
    profile = leader.pk and paper.province_id and client.get(answer["Location"]).context["profile"].pk
    client.post(answer["Location"], {"profile": profile, "pin": PASSWORD, "confirm": "on"})
    assert [row for row in waiting_for(leader) if row.paper] == []
    inspector = make_user(roles=[("inspector", "province", decided.province_id)])
    reader = signed_in(inspector)
    assert "Bản đã ký số" in reader.get(reverse("paper", kwargs={"pk": decision.pk})).content.decode()
    content = b"".join(reader.get(given).streaming_content)
    assert content.startswith(b"%PDF") and b"/ByteRange" in content  # noqa: PT018 - one file
    check = reverse("paper_check", kwargs={"code": decision.code})
    said = Client().post(check, {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()
    changed = Client().post(check, {"file": SimpleUploadedFile("a.pdf", content + b" ")}).content.decode()
    assert said != changed


@pytest.mark.parametrize("role", ["inspector", "programme_officer", "administrator"])
def test_whoever_does_not_sign_brings_nothing(decided: Proposal, decision: Paper, role: str) -> None:
    client = signed_in(make_user(roles=[(role, "province", decided.province_id)]))
    answer = client.post(reverse("signing_issued", kwargs={"pk": decision.pk}))
    assert SigningPaper.objects.count() == 0
    assert answer.status_code in (302, 404)
    assert "Ký số</" not in client.get(reverse("paper", kwargs={"pk": decision.pk})).content.decode()


def test_another_province_finds_nothing(decision: Paper) -> None:
    stranger = signed_in(leader_of(make_province("Tỉnh khác (mẫu)", code="38")))
    for name, method in (("signing_issued", "post"), ("signing_issued_download", "get")):
        assert getattr(stranger, method)(reverse(name, kwargs={"pk": decision.pk})).status_code == 404


def test_the_desk_asks_as_much_for_three_waiting_papers_as_for_one(
    leader: User, decided: Proposal, decision: Paper
) -> None:
    client, counts = signed_in(leader), []
    client.get(reverse("signing_desk"))
    for more in range(2):
        for number in range(more * 2):
            copy = Paper.objects.get(pk=decision.pk)
            copy.pk, copy.code, copy.subject_id, copy._state.adding = None, f"KHAC{number}", 900 + number, True
            copy.save()
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("signing_desk"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.fixture
def minutes() -> Hall:
    """A session that is over and not yet published, its minutes issued and brought to be signed by the secretary. The
    chair has a conflict with the second product, the fifth member too."""
    hall = open_hall(5, 2)
    first, second = hall.items
    conflicted = (hall.chair, hall.members[4])
    for user in conflicted:
        meeting.declare_conflict(by=user, item=second, has_conflict=True, reason="Góp vốn")
    meeting.open_item(by=hall.vice, item=second)
    for item, silent, leader in ((first, (), hall.chair), (second, conflicted, hall.vice)):
        send_all(hall, item, but=silent)
        conclusions.conclude_item(by=leader, item=AgendaItem.objects.get(pk=item.pk))
    meeting.close_session(by=hall.chair, session=hall.session)
    set_letterhead(by=hall.office, unit=hall.province, issuer=Issuer.COUNCIL, kind="", head=Head(signer="Lê Chủ Tịch"))
    issue_paper(by=hall.secretary, kind=KINDS["minutes"], about=about("session", hall.session.pk))
    paper = Paper.objects.get(kind="minutes")
    signed_in(hall.secretary).post(reverse("signing_issued", kwargs={"pk": paper.pk}))
    return hall


def reached(user: User) -> tuple[int, bool]:
    """What the address of the minutes answers there, and whether the desk names them."""
    client = signed_in(User.objects.get(pk=user.pk))
    paper = SigningPaper.objects.get()
    statuses = set()
    for name in ("signing_paper", "signing_download", "signing_original_download"):
        answer = client.get(reverse(name, kwargs={"pk": paper.pk}))
        if answer.streaming:
            assert b"".join(answer.streaming_content).startswith(b"%PDF")
        statuses.add(answer.status_code)
    assert len(statuses) == 1
    return statuses.pop(), paper.title in client.get(reverse("signing_desk")).content.decode()


def test_minutes_on_their_way_to_a_signature_keep_results_that_the_council_has_not_published(minutes: Hall) -> None:
    leader = leader_of(minutes.province)
    auditor = make_user(roles=[("auditor", "province", minutes.province.pk)])
    for user in (minutes.office, leader, auditor):
        assert reached(user) == (404, False)
    assert reached(minutes.secretary) == (200, True)
    assert reached(minutes.chair) == (200, True)  # nobody signs what they may not read
    meeting.publish_session(by=minutes.chair, session=minutes.session)
    for user in (minutes.office, leader, auditor):
        assert reached(user) == (200, True)


def test_a_conflict_of_interest_closes_the_minutes_there_too_whatever_office_one_holds(minutes: Hall) -> None:
    member = minutes.members[4]
    make_grant(member, Role.PROVINCIAL_OFFICE, Scope.PROVINCE, minutes.province.pk)
    meeting.publish_session(by=minutes.chair, session=minutes.session)
    assert reached(member) == (404, False)


def test_a_chair_with_a_conflict_still_brings_the_minutes_to_be_signed(minutes: Hall) -> None:
    paper = Paper.objects.get(kind="minutes")
    brings = reverse("signing_issued", kwargs={"pk": paper.pk})
    assert signed_in(minutes.chair).post(brings).status_code == 302
    assert signed_in(minutes.members[4]).post(brings).status_code == 404


def test_a_commune_signs_its_report_and_others_read_it_where_the_reading_is_recorded(settings, tmp_path) -> None:
    settings.SIGNING_TRUST_DIR, settings.SIGNING_KEYS_DIR = str(trust(tmp_path / "trust")), str(tmp_path)
    desk = make_desk("commune_signing")
    check_everything(desk)
    write_matters(desk)
    forward(by=desk.leader, dossier=desk.dossier, report_no="12/BC-UBND", request_no="13/UBND", signed_on=date.today())
    leader, commune = desk.leader, desk.dossier.commune
    for name, kind in (("ca-nhan", "personal"), ("dau", "agency")):
        (tmp_path / f"{name}.p12").write_bytes(make_leaf(name).p12(make_root()))
        add_profile(
            by=leader, province=commune.parent, commune=commune, kind=kind, provider="pkcs12",
            reference=f"{name}.p12", secret=Secret(PASSWORD),
        )  # fmt: skip
    set_letterhead(by=leader, unit=commune, issuer=Issuer.COMMUNE, kind="", head=Head(signer="Vũ Văn Xã"))
    report = issue_paper(by=leader, kind=KINDS["mau_03"], about=about("dossier", desk.dossier.pk))
    assert [row.paper for row in waiting_for(leader)] == [report]
    client, office = signed_in(leader), office_of(commune.parent)
    brings, shown = reverse("signing_issued", kwargs={"pk": report.pk}), reverse("paper", kwargs={"pk": report.pk})
    assert brings in client.get(shown).content.decode()
    assert brings not in signed_in(office).get(shown).content.decode()
    assert signed_in(office).post(brings).status_code == 404
    page = client.post(brings)["Location"]
    for _ in ("personal", "agency"):
        chosen = client.get(page).context["profile"].pk
        client.post(page, {"profile": chosen, "pin": PASSWORD, "confirm": "on"})
    brought = SigningPaper.objects.get()
    assert [row.kind for row in brought.signatures.all()] == ["personal", "agency"]
    for address in (page, reverse("signing_download", kwargs={"pk": brought.pk})):
        assert signed_in(office).get(address).status_code == 404
    read = Entry.objects.filter(action="parties.view_representative")
    for reader, name, pk in (
        (leader, "signing_download", brought.pk),
        (office, "signing_issued_download", report.pk),
    ):
        before = read.count()
        content = b"".join(signed_in(reader).get(reverse(name, kwargs={"pk": pk})).streaming_content)
        assert content.count(b"/ByteRange") == 2
        assert read.count() == before + 1
