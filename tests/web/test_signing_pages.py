"""Signing in the browser's words: who sees what, the way of one certificate, and the public page."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.recognition.queries.certificates import get_certificate
from ocop.signing.actions.batches import start_batch
from ocop.signing.models import Batch, Paper, Profile, Signature
from ocop.signing.spec import Inspection, Secret
from tests.factories.accounts import make_user
from tests.factories.documents import pdf_bytes
from tests.factories.places import make_province
from tests.factories.recognition import leader_of, make_certificate, office_of
from tests.factories.signing import PASSWORD, make_leaf, make_root, signature_png, trust

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    cache.clear()  # checks are counted by address
    settings.SIGNING_TRUST_DIR = str(trust(tmp_path / "trust"))
    settings.SIGNING_KEYS_DIR = str(tmp_path)
    (tmp_path / "k.p12").write_bytes(make_leaf("Trần Văn Lãnh Đạo").p12(make_root()))


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def declare(client) -> None:
    facts = {"kind": "personal", "provider": "pkcs12", "reference": "k.p12", "width": "36", "pin": PASSWORD}
    facts["image"] = SimpleUploadedFile("ky.png", signature_png())
    assert client.post(reverse("signing_profile_add"), facts).status_code == 302


@pytest.mark.slow
def test_a_certificate_is_signed_and_then_checked_by_anybody(client) -> None:
    certificate = get_certificate(make_certificate(4).pk)
    leader = leader_of(certificate.decision.province)
    client.force_login(leader)
    declare(client)
    assert "Ký số" in text(client.get(reverse("certificate", kwargs={"pk": certificate.pk})))
    client.post(reverse("signing_certificate", kwargs={"pk": certificate.pk}))
    again = client.post(reverse("signing_certificate", kwargs={"pk": certificate.pk}))
    paper = Paper.objects.get()
    panel = reverse("signing_paper", kwargs={"pk": paper.pk})
    assert again["Location"] == panel
    profile = Profile.objects.get().pk
    unconfirmed = client.post(panel, {"profile": profile, "pin": PASSWORD})
    assert (unconfirmed.status_code, Signature.objects.count()) == (422, 0)
    wrong = client.post(panel, {"profile": profile, "pin": "sai", "confirm": "on"})
    assert "Mật khẩu của tệp chứng thư số không đúng" in text(wrong)
    assert (wrong.status_code, Signature.objects.count()) == (422, 0)
    assert client.post(panel, {"profile": profile, "pin": PASSWORD, "confirm": "on"}).status_code == 302
    assert Signature.objects.count() == 1
    page = client.get(reverse("certificate", kwargs={"pk": certificate.pk}))
    assert "Bản đã ký số" in text(page)
    url = reverse("signing_certificate_download", kwargs={"pk": certificate.pk})
    signed = b"".join(client.get(url).streaming_content)
    client.logout()
    given = {"file": SimpleUploadedFile("giay.pdf", signed)}
    said = text(client.post(reverse("signature_check"), given))
    for words in ("HỢP LỆ", "Trần Văn Lãnh Đạo", "chưa kiểm tra được có bị thu hồi", "không có dấu thời gian"):
        assert words.lower() in said.lower(), words


@pytest.mark.slow
def test_a_batch_from_the_decision(client, django_capture_on_commit_callbacks) -> None:
    certificate = get_certificate(make_certificate(3).pk)
    client.force_login(leader_of(certificate.decision.province))
    declare(client)
    url = reverse("signing_batch_start", kwargs={"pk": certificate.decision.proposal_id})
    assert certificate.number in text(client.get(url))
    facts = {"profile": Profile.objects.get().pk, "giay": certificate.pk, "pin": PASSWORD, "confirm": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, facts)
    assert "Đã ký 1 trong 1" in text(client.get(answer["Location"]))
    assert "Không còn giấy nào" in text(client.get(url))


@pytest.mark.parametrize("role", ["administrator", "inspector", "council_member", "programme_officer"])
def test_whoever_has_no_part_finds_nothing(client, role) -> None:
    certificate = get_certificate(make_certificate(3).pk)
    province = certificate.decision.province
    client.force_login(office_of(province))
    client.post(reverse("signing_certificate", kwargs={"pk": certificate.pk}))
    paper = Paper.objects.get()
    names = ("signing_paper", "signing_download", "signing_original_download")
    stranger = office_of(make_province("Tỉnh khác (mẫu)", code="38"))
    for user in (make_user(roles=[(role, "province", province.pk)]), stranger):
        client.force_login(user)
        for name in names:
            assert client.get(reverse(name, kwargs={"pk": paper.pk})).status_code == 404, name
        batch_url = reverse("signing_batch_start", kwargs={"pk": certificate.decision.proposal_id})
        assert client.get(batch_url).status_code == 404


def test_the_desk_asks_as_much_for_three_papers_as_for_one(client) -> None:
    first = get_certificate(make_certificate(3).pk)
    office = office_of(first.decision.province)
    client.force_login(office)
    counts = []
    for extra in (0, 2):
        for row in [first, *(get_certificate(make_certificate(3).pk) for _ in range(extra))]:
            client.post(reverse("signing_certificate", kwargs={"pk": row.pk}))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse("signing_desk")).status_code == 200
        counts.append(len(asked))
    assert Paper.objects.count() == 3
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.pdf", b"khong phai", "không phải tệp PDF"), ("b.pdf", pdf_bytes(password="x"), "có mật khẩu")],
)
def test_a_file_that_cannot_be_checked_gets_a_sentence(client, name, content, words) -> None:
    answer = client.post(reverse("signature_check"), {"file": SimpleUploadedFile(name, content)})
    assert (answer.status_code, words in text(answer)) == (422, True)


def test_one_address_may_not_check_without_end(client, settings, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr("ocop.web.signing.inspecting.inspected", lambda content: asked.append(1) or Inspection())
    url = reverse("signature_check")

    def check(address: str):
        return client.post(url, {"file": SimpleUploadedFile("a.pdf", pdf_bytes())}, REMOTE_ADDR=address)

    assert {check("203.0.113.5").status_code for _ in range(10)} == {200}
    refused = check("203.0.113.5")
    assert (refused.status_code, refused["Retry-After"], len(asked)) == (429, "60", 10)
    assert "Hãy chờ một phút rồi gửi lại tệp" in text(refused)
    assert client.get(url, REMOTE_ADDR="203.0.113.5").status_code == 200
    assert check("203.0.113.6").status_code == 200


def test_a_running_batch_renews_itself_and_a_stopped_one_asks_for_the_pin(client) -> None:
    certificate = get_certificate(make_certificate(4).pk)
    leader = leader_of(certificate.decision.province)
    client.force_login(leader)
    declare(client)
    client.post(reverse("signing_certificate", kwargs={"pk": certificate.pk}))
    start_batch(
        by=leader,
        profile=Profile.objects.get(),
        papers=list(Paper.objects.all()),
        secret=Secret(PASSWORD),
        title="Thử",
    )
    url = reverse("signing_batch", kwargs={"pk": Batch.objects.get().pk})
    running = client.get(url).content.decode()
    assert "hx-trigger" in running
    assert 'name="pin"' not in running
    asked = client.get(url, {"tiep": "1"}).content.decode()
    assert "hx-trigger" not in asked
    assert 'name="pin"' in asked
    Batch.objects.update(sealed=b"", stopped="Máy ký dừng giữa chừng.")
    stopped = client.get(url).content.decode()
    assert "hx-trigger" not in stopped
    assert 'name="pin"' in stopped
