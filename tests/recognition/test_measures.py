"""Suspending, restoring and revoking a certificate: what is refused, who decides, what the status is after it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ocop.accounts.roles import Role
from ocop.audit.models import Entry
from ocop.base.errors import NotAllowed, NotReady
from ocop.notices.models import Notice
from ocop.recognition.actions.measures import decide_certificate
from ocop.recognition.checks.measure import MeasureDraft, check_measure
from ocop.recognition.checks.validity import Event
from ocop.recognition.models import Certificate, CertificateEvent, RecognitionDecision
from ocop.recognition.queries.certificates import get_certificate, standing, today, with_status
from ocop.recognition.states import CertificateStatus as S
from tests.factories.recognition import make_certificate
from tests.recognition.test_access import holder

ISSUED, UNTIL, TODAY = date(2026, 1, 10), date(2029, 1, 9), date(2026, 6, 1)
DRAFT = MeasureDraft("suspended", "12/QĐ-UBND", TODAY, "Chủ tịch", "Sai nhãn", "Kết luận kiểm tra số 3", TODAY)
PAUSED = Event("suspended", date(2026, 5, 1))
REVOKED = Event("revoked", date(2026, 5, 1))


@pytest.mark.parametrize(
    ("changes", "events", "where"),
    [
        pytest.param({}, [], [], id="whole"),
        pytest.param({"until": TODAY}, [], [], id="suspended for one day"),
        pytest.param({"until": UNTIL + timedelta(1)}, [], ["until"], id="beyond its validity"),
        pytest.param({"until": TODAY - timedelta(1)}, [], ["until"], id="ends before it begins"),
        pytest.param({"number": " "}, [], ["number"], id="no number"),
        pytest.param({"number": "9" * 61}, [], ["number"], id="number too long"),
        pytest.param({"basis": ""}, [], ["basis"], id="no basis"),
        pytest.param({"reason": ""}, [], ["reason"], id="no reason"),
        pytest.param({"signer_title": ""}, [], ["signer_title"], id="no title"),
        pytest.param({"signed_on": None}, [], ["signed_on"], id="no day of signing"),
        pytest.param({"signed_on": TODAY + timedelta(1), "effective_on": TODAY + timedelta(1)}, [], ["signed_on"],
                     id="signed tomorrow"),
        pytest.param({"signed_on": ISSUED - timedelta(1)}, [], ["signed_on"], id="signed before the certificate"),
        pytest.param({"effective_on": None}, [], ["effective_on"], id="no day of effect"),
        pytest.param({"effective_on": TODAY - timedelta(1)}, [], ["effective_on"], id="effect before signing"),
        pytest.param({}, [PAUSED], ["effective_on"], id="suspended already"),
        pytest.param({"kind": "restored"}, [PAUSED], [], id="restored"),
        pytest.param({"kind": "restored"}, [], ["effective_on"], id="nothing to restore"),
        pytest.param({"kind": "restored", "until": TODAY}, [PAUSED], ["until"], id="restored until"),
        pytest.param({"kind": "revoked"}, [PAUSED], [], id="revoked while suspended"),
        pytest.param({"kind": "revoked"}, [REVOKED], ["effective_on"], id="revoked twice"),
        pytest.param({"kind": "revoked"}, [Event("revoked", date(2026, 7, 1))], ["effective_on"],
                     id="before a decision that stands"),
        pytest.param({"kind": "revoked", "effective_on": UNTIL + timedelta(1)}, [], ["effective_on"], id="expired"),
    ],
)  # fmt: skip
def test_what_a_measure_needs(changes: dict, events: list, where: list) -> None:
    found = check_measure(replace(DRAFT, **changes), today=TODAY, issued_on=ISSUED, valid_until=UNTIL, events=events)
    assert [finding.where for finding in found] == where


def draft(kind: str, **changes: object) -> MeasureDraft:
    return replace(DRAFT, kind=kind, signed_on=today(), effective_on=today(), **changes)


@pytest.fixture
def certificate(db: None) -> Certificate:
    return make_certificate()


def status(certificate: Certificate) -> S:
    """Today's, in rows and in SQL."""
    found = get_certificate(certificate.pk)
    worth = standing(found)
    assert with_status(Certificate.objects.filter(pk=certificate.pk)).get().status == worth.status
    return worth.status


def test_status_follows_each_decision_the_same_moment(certificate: Certificate) -> None:
    leader = holder(Role.SIGNING_LEADER, certificate.dossier)
    for kind, after in (("suspended", S.SUSPENDED), ("restored", S.VALID), ("revoked", S.REVOKED)):
        decide_certificate(by=leader, certificate=certificate, facts=draft(kind))
        assert status(certificate) == after
    with pytest.raises(NotReady):
        decide_certificate(by=leader, certificate=certificate, facts=draft("revoked", number="13/QĐ-UBND"))


def test_a_second_click_writes_nothing_and_the_first_is_told(certificate: Certificate) -> None:
    leader, officer = (
        holder(Role.SIGNING_LEADER, certificate.dossier),
        holder(Role.COMMUNE_OFFICER, certificate.dossier),
    )
    owner = holder(Role.PRODUCER, certificate.dossier)
    for _ in range(2):
        decide_certificate(by=leader, certificate=certificate, facts=draft("revoked"))
    event = CertificateEvent.objects.get()
    assert (event.basis, event.signer_title, event.signed_on) == (DRAFT.basis, "Chủ tịch", today())
    assert Entry.objects.filter(action="recognition.decide_certificate").count() == 1
    for person in (officer, owner):
        told = Notice.objects.get(to=person)
        assert "bị thu hồi" in told.subject
        assert "12/QĐ-UBND" in told.body


@pytest.mark.parametrize("role", list(Role))
def test_who_decides(role: Role, certificate: Certificate) -> None:
    may = role == Role.SIGNING_LEADER
    address = reverse("certificate_measure", args=[certificate.pk, "thu-hoi"])
    for far in (False, True):
        someone = holder(role, certificate.dossier, far=far)
        assert someone.has_perm("recognition.decide_certificate", certificate) is (may and not far)
        client = Client()
        client.force_login(someone)
        assert (client.get(address).status_code == 200) is (may and not far)
        if not (may and not far):
            with pytest.raises(NotAllowed):
                decide_certificate(by=someone, certificate=certificate, facts=draft("revoked"))


def test_the_ministers_certificate_is_not_the_provinces_to_stop(certificate: Certificate) -> None:
    RecognitionDecision.objects.update(authority="ministry")
    leader = holder(Role.SIGNING_LEADER, certificate.dossier)
    with pytest.raises(NotAllowed):
        decide_certificate(by=leader, certificate=certificate, facts=draft("revoked"))


def test_the_page_keeps_what_was_typed_and_says_what_to_mend(certificate: Certificate) -> None:
    client = Client()
    client.force_login(holder(Role.SIGNING_LEADER, certificate.dossier))
    page = client.get(reverse("certificate", args=[certificate.pk])).content.decode()
    address = reverse("certificate_measure", args=[certificate.pk, "tam-dung"])
    assert address in page
    assert reverse("certificate_measure", args=[certificate.pk, "khoi-phuc"]) not in page
    typed = {
        "number": "12/QĐ-UBND",
        "signed_on": today().isoformat(),
        "signer_title": "Chủ tịch",
        "effective_on": (today() - timedelta(1)).isoformat(),
        "basis": "Kết luận số 3",
        "reason": "Sai nhãn",
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Ngày có hiệu lực không được trước ngày ký" in refused.content.decode()
    assert "Kết luận số 3" in refused.content.decode()
    answer = client.post(address, typed | {"effective_on": today().isoformat()})
    assert answer["Location"] == reverse("certificate", args=[certificate.pk])
    assert status(certificate) == S.SUSPENDED
    assert client.get(reverse("certificate_measure", args=[certificate.pk, "khac"])).status_code == 404


def test_the_papers_page_of_a_decision_is_reached_from_the_certificate(certificate: Certificate) -> None:
    leader = holder(Role.SIGNING_LEADER, certificate.dossier)
    event = decide_certificate(by=leader, certificate=certificate, facts=draft("revoked"))
    client = Client()
    client.force_login(leader)
    address = reverse("papers", args=["measure", event.pk])
    assert address in client.get(reverse("certificate", args=[certificate.pk])).content.decode()
    shown = client.get(reverse("paper_draft", args=["measure", event.pk, "measure_decision"]))
    assert shown.status_code == 200
    producer = holder(Role.PRODUCER, certificate.dossier)
    rival = holder(Role.PRODUCER, certificate.dossier, far=True)
    for someone, status in ((producer, 200), (rival, 404), (holder(Role.COUNCIL_MEMBER, certificate.dossier), 404)):
        client.force_login(someone)
        assert client.get(address).status_code == status
