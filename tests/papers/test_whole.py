"""A dossier as one file: what is in it, who gets it."""

import hashlib
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from ocop.audit.models import Entry
from ocop.dossiers.models import Dossier
from ocop.dossiers.states import DossierState
from tests.factories.accounts import make_user
from tests.factories.desks import Desk, make_desk
from tests.factories.places import make_commune

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def desk() -> Desk:
    return make_desk(DossierState.AT_COMMUNE)


def asked(user: object, dossier: Dossier) -> Any:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    answer = client.post(reverse("dossier_whole", args=[dossier.pk]))
    answer.body = b"".join(answer.streaming_content) if answer.streaming else b""  # read to the end: that closes it
    return answer


def test_the_file_holds_forms_evidence_and_a_table_of_contents(desk: Desk) -> None:
    answer = asked(desk.producer, desk.dossier)
    content = answer.body
    read = PdfReader(io.BytesIO(content))
    texts = [" ".join(page.extract_text().split()) for page in read.pages]
    titles = [row["/Title"] for row in read.outline if not isinstance(row, list)]
    assert titles[:3] == ["Danh mục", *(title for title in titles if "Mẫu 0" in title)]
    evidence = desk.dossier.snapshots.get().content["evidence"]
    assert len(titles) >= 3 + len([row for row in evidence if row["file"]["content_type"] == "application/pdf"])
    for number, text in enumerate(texts, start=1):
        assert f"{number}/{len(texts)}" in text
        assert f"Hồ sơ {desk.dossier.receipt_no}" in text
    for row in evidence:
        assert row["file"]["sha256"][:16] in texts[0]
    assert Entry.objects.filter(action="papers.assemble_dossier", subject_id=str(desk.dossier.pk)).exists()
    assert hashlib.sha256(content).hexdigest()
    assert re.search(r'filename="ho-so-[a-z0-9-]+\.pdf"', answer["Content-Disposition"])


@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        ("provincial_office", "province", 200),
        ("auditor", "province", 200),
        ("inspector", "province", 404),
        ("signing_leader", "province", 404),
        ("council_member", "province", 404),
        ("administrator", "province", 404),
    ],
)
def test_whoever_may_not_read_the_forms_gets_no_file(desk: Desk, role: str, kind: str, status: int) -> None:
    province = desk.dossier.commune.parent_id
    answer = asked(make_user(roles=[(role, kind, province)]), desk.dossier)
    assert answer.status_code == status


def test_another_commune_and_another_producer_get_nothing(desk: Desk) -> None:
    other = make_commune("Xã khác", province=desk.dossier.commune.parent)
    rival = make_desk(DossierState.AT_COMMUNE).producer
    for user in (make_user(roles=[("commune_officer", "commune", other.pk)]), rival):
        assert asked(user, desk.dossier).status_code == 404
