"""Hostile files and floods of them."""

import json
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from ocop.base.errors import Refused
from ocop.documents.actions import files
from ocop.documents.actions.files import store_file
from ocop.documents.checks import look_at
from ocop.documents.models import StoredFile
from ocop.dossiers.actions.evidence import MOST_PHOTOS, files_as_one
from tests.factories.accounts import make_user
from tests.factories.documents import make_stored_file, office_bytes, pdf_bytes, picture_bytes

pytestmark = pytest.mark.django_db


def test_a_document_with_broken_compression_is_refused_with_a_sentence() -> None:
    whole = office_bytes()
    at = whole.index(b"[Content_Types].xml") + len("[Content_Types].xml")
    broken = whole[:at] + b"\xff" * 6 + whole[at + 6 :]
    looked = look_at(BytesIO(broken), "a.docx", len(broken), 10**6)
    assert looked.fault is not None
    assert looked.fault.message == "Tệp Word/Excel bị hỏng. Hãy lưu lại tệp."


def test_nobody_fills_the_disk_in_a_day(monkeypatch) -> None:
    person, content = make_user(), pdf_bytes()
    monkeypatch.setattr(files, "DAILY_BYTES", 2 * len(content))
    for _ in range(2):
        store_file(by=person, name="a.pdf", content=BytesIO(content))
    with pytest.raises(Refused, match="quá nhiều tệp"):
        store_file(by=person, name="a.pdf", content=BytesIO(content))
    assert StoredFile.objects.filter(uploaded_by=person).count() == 2
    assert store_file(by=make_user(), name="a.pdf", content=BytesIO(content)).size == len(content)


def test_a_heap_of_photos_is_not_taken_into_memory() -> None:
    person = make_user()
    photo = make_stored_file(person, name="a.jpg", content=picture_bytes())
    with pytest.raises(Refused, match=f"nhiều nhất {MOST_PHOTOS} ảnh"):
        files_as_one(by=person, name="Giấy tờ", files=(), stored=[photo] * (MOST_PHOTOS + 1))


@pytest.mark.parametrize("size", ["Infinity", "1e400", "NaN", '"9e9"', "[]"])
def test_a_senseless_size_is_answered_not_crashed(size: str) -> None:
    client = Client()
    client.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    body = f'{{"name": "a.pdf", "size": {size}}}'
    assert client.post(reverse("my_upload_start"), body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("offset", ["²", "9" * 5000, "-1", ""])
def test_a_senseless_place_is_answered_not_crashed(offset: str) -> None:
    client = Client()
    client.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    started = client.post(
        reverse("my_upload_start"), json.dumps({"name": "a.pdf", "size": 9}), content_type="application/json"
    )
    answer = client.patch(started.json()["url"], b"x", "application/octet-stream", HTTP_UPLOAD_OFFSET=offset)
    assert answer.status_code == 400


def test_an_upload_is_its_owners_alone() -> None:
    owner, other = Client(), Client()
    for client in (owner, other):
        client.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    started = owner.post(
        reverse("my_upload_start"), json.dumps({"name": "a.pdf", "size": 9}), content_type="application/json"
    )
    address = started.json()["url"]
    answers = [
        other.get(address),
        other.patch(address, b"x", "application/octet-stream", HTTP_UPLOAD_OFFSET="0"),
        other.post(address),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert owner.get(address).json() == {"offset": 0, "size": 9}
