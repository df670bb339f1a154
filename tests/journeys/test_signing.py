"""The papers of the sample's closed session are signed in the browser, and another tool says that they are."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from ocop.demo.people import PASSWORD
from ocop.documents.actions.files import open_file
from ocop.documents.models import StoredFile
from ocop.papers.models import Paper
from ocop.papers.queries.signing import is_signable
from ocop.recognition.models import Certificate
from ocop.signing.models import Profile
from ocop.signing.queries import latest_file, paper_of_file
from tests.factories.signing import PASSWORD as KEY_PASSWORD
from tests.factories.signing import make_leaf
from tests.journeys.story.browser import PHONE, Site, picture, press, reads, write

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not os.environ.get("CI") and not shutil.which("pdfsig"), reason="cần gói poppler-utils để đối chiếu chữ ký"
    ),
]
SIGNERS = ("lanhdao.tinh", "chutich", "vanphong")
DECISION = "1201/QĐ-UBND"


@pytest.fixture
def site(browser: Browser, live_server: Any, sample: None) -> Site:
    return Site(browser, live_server.url, dict.fromkeys(SIGNERS, PASSWORD))


def test_every_paper_of_a_closed_session_is_signed_in_the_browser(site: Site, tmp_path: Path) -> None:
    an_expired_certificate_is_not_declared(site)
    with site.signed_in("lanhdao.tinh") as page:
        a_wrong_pin_signs_nothing(page)
        signs_what_waits(page)
        signs_the_certificates_together(page)
    with site.signed_in("chutich", PHONE) as page:
        signs_what_waits(page)
    with site.signed_in("vanphong") as page:
        signs_what_waits(page)
        the_agency_signs_the_certificates(page)
    files = signed_files()
    assert {"decision", "minutes", "council_report", "to_trinh", "certificate"} <= set(files)
    for kind, contents in files.items():
        for content in contents:
            said = pdfsig(content, tmp_path)
            assert said.count("Signature is Valid.") == said.count("Signature #") >= 1, (kind, said)
    with site.open() as page:
        anybody_checks(page, files["decision"][0])


def an_expired_certificate_is_not_declared(site: Site) -> None:
    expired = make_leaf("Trần Đức Thành (mẫu)", days=(-30, -1)).p12(password=KEY_PASSWORD)
    (Path(settings.SIGNING_KEYS_DIR) / "het-han.p12").write_bytes(expired)
    with site.signed_in("lanhdao.tinh", scripts=False) as page:
        page.goto("/ky-so/chu-ky/them/")
        page.select_option("[name=kind]", "personal")
        page.select_option("[name=provider]", "pkcs12")
        write(page, reference="het-han.p12", pin=KEY_PASSWORD)
        page.locator("main form button[type=submit]").click()
        reads(page, "hết hạn")


def a_wrong_pin_signs_nothing(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="văn bản chờ ký số").click()
    reads(page, "Chờ bạn ký")
    picture(page, "signing-desk.png")
    page.locator(".card", has_text="Chờ bạn ký").get_by_role("button", name="Ký số", exact=True).first.click()
    _sign(page, "sai")
    reads(page, "Mật khẩu của tệp chứng thư số không đúng. Chưa ký gì.")
    picture(page, "signing-wrong-pin.png")


def signs_what_waits(page: Page) -> None:
    """One after the other from the desk, until nothing waits but what is signed together."""
    for _ in range(40):
        page.goto("/ky-so/")
        waiting = page.locator(".card", has_text="Chờ bạn ký").get_by_role("button", name="Ký số", exact=True)
        if waiting.count() == 0:
            return
        waiting.first.click()
        _sign(page, PASSWORD)
        reads(page, "Đã ký số.")
    raise AssertionError("the desk never runs empty")


def _sign(page: Page, pin: str) -> None:
    panel = page.locator("aside[aria-label='Ký số']")
    write(panel, pin=pin)
    panel.locator("[name=confirm]").check()
    panel.get_by_role("button", name="Ký số", exact=True).click()


def signs_the_certificates_together(page: Page) -> None:
    page.goto("/ky-so/")
    press(page.locator(".card", has_text="Chờ bạn ký"), "Ký cả loạt")
    _sign_batch(page)
    page.goto("/ky-so/")
    expect(page.get_by_text("Chờ bạn ký")).to_have_count(0)


def the_agency_signs_the_certificates(page: Page) -> None:
    one = Certificate.objects.filter(decision__number=DECISION).select_related("decision").first()
    assert one is not None
    page.goto(f"/ky-so/to-trinh/{one.decision.proposal_id}/")
    page.get_by_role("link", name="Chữ ký số cơ quan").click()
    _sign_batch(page)


def _sign_batch(page: Page) -> None:
    write(page, pin=PASSWORD)
    page.check("[name=confirm]")
    picture(page, "signing-batch-start.png")
    press(page.locator("main"), "Ký các giấy đã chọn")
    reads(page, "Đã ký 2 trong 2 văn bản")
    picture(page, "signing-batch.png")


def anybody_checks(page: Page, content: bytes) -> None:
    page.goto("/kiem-tra-chu-ky/")
    page.set_input_files("[name=file]", {"name": "quyet-dinh.pdf", "mimeType": "application/pdf", "buffer": content})
    press(page.locator("main"), "Kiểm tra")
    reads(page, "HỢP LỆ", "Trần Đức Thành (mẫu)")
    picture(page, "signing-check.png")


def signed_files() -> dict[str, list[bytes]]:
    """kind → the latest versions; a paper that could be signed and is not is a failure. Those issued before anybody
    declared a certificate wait for nobody."""
    found: dict[str, list[bytes]] = {}
    declared = Profile.objects.earliest("added_at").added_at
    for issued in Paper.objects.filter(issued_at__gte=declared).select_related("file", "unit"):
        if is_signable(issued):
            found.setdefault(issued.kind, []).append(_signed(issued.file))
    for row in Certificate.objects.filter(decision__number=DECISION).select_related("file"):
        assert row.file is not None
        found.setdefault("certificate", []).append(_signed(row.file))
    return found


def _signed(original: StoredFile) -> bytes:
    brought = paper_of_file(original.pk)
    assert brought is not None, original
    assert brought.signatures.count() > 0, original
    with open_file(latest_file(brought)) as stream:
        return stream.read()


def pdfsig(content: bytes, folder: Path) -> str:
    """What poppler says: a tool that we did not write."""
    path = folder / "ky.pdf"
    path.write_bytes(content)
    return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
