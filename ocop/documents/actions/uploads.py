"""Uploads that go on where they stopped: each piece lies in the storage under its offset until the file is whole.

Kept in pieces because a storage behind several servers can add objects but not lengthen one. A repeated piece changes
nothing, a piece from the wrong place is answered with the right one, and only the person who began it may go on.
"""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from ocop.base.errors import Conflict, NotAllowed, Refused
from ocop.documents.actions.files import store_file
from ocop.documents.checks import clean_name
from ocop.documents.models import StoredFile, Upload

CHUNK = 1024 * 1024
LARGEST_CHUNK = 4 * 1024 * 1024
KEPT = timedelta(days=3)
OPEN_AT_ONCE = 40


class WrongOffset(Conflict):
    """A piece that does not begin where the last one ended; `offset` is where it should."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__("Tệp đã tải tới chỗ khác; tải tiếp từ đó.")


@transaction.atomic
def start_upload(*, by: Any, name: str, size: int) -> Upload:
    """Begin an upload of `size` bytes."""
    if size <= 0:
        raise Refused("Tệp rỗng (0 byte). Hãy chọn lại tệp.")
    if size > settings.EVIDENCE_MAX_BYTES:
        raise Refused(f"Tệp vượt mức {settings.EVIDENCE_MAX_BYTES // 1024**2} MB. Hãy nén hoặc tách tệp.")
    if Upload.objects.filter(by=by, file=None).count() >= OPEN_AT_ONCE:
        raise Refused("Quá nhiều tệp đang tải dở. Hãy chờ các tệp trước tải xong.")
    return Upload.objects.create(by=by, name=clean_name(name), size=size)


@transaction.atomic
def add_chunk(*, by: Any, key: str, offset: int, content: bytes) -> Upload:
    """Keep the bytes that begin at `offset`; WrongOffset where they do not belong there."""
    upload = _own(by, key)
    end = offset + len(content)
    if upload.file_id or end <= upload.received:
        return upload
    if offset != upload.received:
        raise WrongOffset(upload.received)
    if not content or len(content) > LARGEST_CHUNK or end > upload.size:
        raise Refused("Phần gửi lên không đúng kích thước đã báo.")
    piece = _piece(upload, offset)
    default_storage.delete(piece)
    default_storage.save(piece, ContentFile(content))
    upload.received = end
    upload.save(update_fields=["received", "touched_at"])
    return upload


@transaction.atomic
def finish_upload(*, by: Any, key: str) -> StoredFile:
    """Put the pieces together, judge the file and store it; asked again, the same file is answered."""
    upload = _own(by, key)
    if upload.file is not None:
        return upload.file
    if upload.received < upload.size:
        raise WrongOffset(upload.received)
    with SpooledTemporaryFile(max_size=8 * 1024 * 1024) as whole:
        _join(upload, whole)
        upload.file = store_file(by=by, name=upload.name, content=whole)
    upload.save(update_fields=["file", "touched_at"])
    transaction.on_commit(partial(_drop_pieces, upload.key))
    return upload.file


def taken_files(*, by: Any, keys: list[str]) -> list[StoredFile]:
    """The finished files that `by` uploaded under these keys, in their order; others are refused."""
    rows = {row.key: row.file for row in Upload.objects.filter(key__in=keys, by=by).select_related("file")}
    found = [rows.get(key) for key in dict.fromkeys(keys)]
    if any(file is None for file in found):
        raise Refused("Có tệp chưa tải xong. Hãy chờ tải xong rồi bấm lưu.")
    return [file for file in found if file is not None]


def clean_uploads() -> int:
    """Forget uploads that nobody touched for some days, and their pieces; how many."""
    stale = Upload.objects.filter(touched_at__lt=timezone.now() - KEPT)
    keys = list(stale.values_list("key", flat=True))
    for key in keys:
        _drop_pieces(key)
    stale.delete()
    return len(keys)


def _own(by: Any, key: str) -> Upload:
    upload = Upload.objects.select_for_update(of=("self",)).select_related("file").filter(key=key, by=by).first()
    if upload is None:
        raise NotAllowed("Không có lượt tải lên này.")
    return upload


def _join(upload: Upload, whole: IO[bytes]) -> None:
    offsets = sorted(default_storage.listdir(_folder(upload.key))[1])
    for name in offsets:
        if int(name) == whole.tell():
            with default_storage.open(f"{_folder(upload.key)}/{name}", "rb") as piece:
                whole.write(piece.read())
    if whole.tell() != upload.size:
        raise Refused("Tệp tải lên bị thiếu. Hãy tải lại từ đầu.")


def _drop_pieces(key: str) -> None:
    with suppress(OSError):
        for name in default_storage.listdir(_folder(key))[1]:
            default_storage.delete(f"{_folder(key)}/{name}")
        default_storage.delete(_folder(key))


def _folder(key: str) -> str:
    return f"dang-tai/{key}"


def _piece(upload: Upload, offset: int) -> str:
    return f"{_folder(upload.key)}/{offset:012d}"
