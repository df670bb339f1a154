"""Uploads go on where they stopped, once, and only for who began them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from ocop.base.errors import NotAllowed, NotReady, Refused
from ocop.documents.actions.files import is_intact, open_file, path_of, photos_as_pdf, store_file
from ocop.documents.actions.uploads import WrongOffset, add_chunk, finish_upload, start_upload, taken_files
from ocop.documents.checks import look_at
from ocop.documents.models import StoredFile, Upload
from tests.factories.accounts import make_user
from tests.factories.documents import make_stored_file, pdf_bytes, picture_bytes

pytestmark = pytest.mark.django_db


def test_a_stored_file_keeps_its_bytes_under_a_key_that_says_nothing() -> None:
    content = pdf_bytes(2)
    stored = store_file(by=None, name="Giấy phép.pdf", content=BytesIO(content))
    with open_file(stored) as stream:
        assert stream.read() == content
    assert (stored.size, stored.pages, stored.name) == (len(content), 2, "Giấy phép.pdf")
    assert "Giấy" not in path_of(stored)
    assert is_intact(stored)


def test_bytes_changed_in_the_storage_are_noticed() -> None:
    stored = make_stored_file()
    default_storage.delete(path_of(stored))
    default_storage.save(path_of(stored), BytesIO(b"changed"))
    assert not is_intact(stored)


def test_a_refused_file_leaves_no_row() -> None:
    with pytest.raises(NotReady, match="Không nhận"):
        store_file(by=None, name="a.pdf", content=BytesIO(b"hello"))
    assert StoredFile.objects.count() == 0


def test_an_upload_goes_on_from_where_it_stopped_and_repeats_change_nothing() -> None:
    user, content = make_user(), pdf_bytes(mark="x" * 500)
    half = len(content) // 2
    upload = start_upload(by=user, name="a.pdf", size=len(content))
    assert add_chunk(by=user, key=upload.key, offset=0, content=content[:half]).received == half
    assert add_chunk(by=user, key=upload.key, offset=0, content=content[:half]).received == half
    with pytest.raises(WrongOffset) as wrong:
        add_chunk(by=user, key=upload.key, offset=half + 5, content=b"x")
    assert wrong.value.offset == half
    add_chunk(by=user, key=upload.key, offset=half, content=content[half:])
    stored = finish_upload(by=user, key=upload.key)
    assert finish_upload(by=user, key=upload.key).pk == stored.pk
    with open_file(stored) as stream:
        assert stream.read() == content
    assert taken_files(by=user, keys=[upload.key]) == [stored]


def test_an_unfinished_upload_is_told_where_to_go_on() -> None:
    user = make_user()
    upload = start_upload(by=user, name="a.pdf", size=10)
    with pytest.raises(WrongOffset) as wrong:
        finish_upload(by=user, key=upload.key)
    assert wrong.value.offset == 0
    with pytest.raises(Refused, match="chưa tải xong"):
        taken_files(by=user, keys=[upload.key])


def test_more_bytes_than_announced_are_refused() -> None:
    user = make_user()
    upload = start_upload(by=user, name="a.pdf", size=4)
    with pytest.raises(Refused, match="không đúng kích thước"):
        add_chunk(by=user, key=upload.key, offset=0, content=b"12345")


def test_nobody_else_may_go_on_with_an_upload_or_take_its_file() -> None:
    owner, other = make_user(), make_user()
    upload = start_upload(by=owner, name="a.pdf", size=4)
    with pytest.raises(NotAllowed):
        add_chunk(by=other, key=upload.key, offset=0, content=b"1234")
    with pytest.raises(NotAllowed):
        finish_upload(by=other, key=upload.key)
    with pytest.raises(Refused):
        taken_files(by=other, keys=[upload.key])


@pytest.mark.parametrize(("size", "said"), [(0, "rỗng"), (51 * 1024 * 1024, "50 MB")])
def test_an_upload_of_no_or_too_many_bytes_does_not_begin(size: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        start_upload(by=make_user(), name="a.pdf", size=size)


def test_the_sweep_forgets_old_uploads_and_keeps_young_ones_and_their_files() -> None:
    user, content = make_user(), pdf_bytes()
    old, young = (start_upload(by=user, name="a.pdf", size=len(content)) for _ in range(2))
    done = start_upload(by=user, name="b.pdf", size=len(content))
    add_chunk(by=user, key=done.key, offset=0, content=content)
    stored = finish_upload(by=user, key=done.key)
    Upload.objects.filter(pk__in=[old.pk, done.pk]).update(touched_at=timezone.now() - timedelta(days=4))
    call_command("clean_files", verbosity=0)
    assert list(Upload.objects.values_list("pk", flat=True)) == [young.pk]
    assert is_intact(stored)


def test_photos_of_pages_become_one_pdf() -> None:
    made = photos_as_pdf([BytesIO(picture_bytes()), BytesIO(picture_bytes("PNG"))])
    content = made.read()
    assert look_at(BytesIO(content), "a.pdf", len(content), 10**7).pages == 2
