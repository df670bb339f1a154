"""Storing files: judged by their content, kept under a random key, never changed."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from typing import IO, Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import Sum
from django.utils import timezone
from PIL import Image, ImageOps

from ocop.base.errors import NotReady, Refused
from ocop.documents.checks import clean_name, look_at
from ocop.documents.models import StoredFile

_BLOCK = 1024 * 1024
# What one person may store in a day: ample for a dossier with photos, too little to fill a disk.
DAY, DAILY_BYTES = timedelta(days=1), 3 * 1024**3


def store_file(*, by: Any, name: str, content: IO[bytes], limit: int | None = None) -> StoredFile:
    """Keep `content` under a random key; NotReady with a Vietnamese sentence where it is not acceptable.

    Bytes whose row is rolled back are swept by the command `clean_files`.
    """
    stream = _seekable(content)
    size = stream.seek(0, 2)
    _refuse_flood(by, size)
    looked = look_at(stream, name, size, settings.EVIDENCE_MAX_BYTES if limit is None else limit)
    if looked.fault is not None:
        raise NotReady([looked.fault])
    row = StoredFile(
        name=clean_name(name),
        content_type=looked.content_type,
        size=size,
        sha256=_digest(stream),
        pages=looked.pages,
        uploaded_by=by,
    )
    stream.seek(0)
    default_storage.save(path_of(row), File(stream, name=row.key))
    row.save()
    return row


def open_file(stored: StoredFile) -> IO[bytes]:
    """The bytes of a stored file; the caller has asked the permission and closes it."""
    opened: IO[bytes] = default_storage.open(path_of(stored), "rb")
    return opened


def is_intact(stored: StoredFile) -> bool:
    """Whether the bytes are still those whose hash was written down."""
    with suppress(OSError), open_file(stored) as stream:
        return _digest(stream) == stored.sha256
    return False


def photos_as_pdf(photos: Sequence[IO[bytes]]) -> BinaryIO:
    """Photos of the pages of one paper as a PDF, turned upright; each must already be an accepted picture."""
    pages = []
    for photo in photos:
        photo.seek(0)
        with Image.open(photo, formats=["JPEG", "PNG"]) as picture:
            picture.draft("RGB", (2400, 2400))  # a large JPEG is never unpacked whole
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((2400, 2400))
            pages.append(upright.convert("RGB"))
    if not pages:
        raise Refused("Hãy chọn ít nhất một ảnh.")
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    out.seek(0)
    return out


def path_of(stored: StoredFile) -> str:
    """Where in the storage the bytes lie."""
    return f"tep/{stored.key[:2]}/{stored.key}"


def _refuse_flood(by: Any, size: int) -> None:
    """Accounts are open to everybody, disks are not endless; what the system itself stores is not counted."""
    if by is None:
        return
    rows = StoredFile.objects.filter(uploaded_by=by, uploaded_at__gt=timezone.now() - DAY)
    if (rows.aggregate(sum=Sum("size"))["sum"] or 0) + size > DAILY_BYTES:
        raise Refused("Bạn đã tải lên quá nhiều tệp trong một ngày. Hãy tải tiếp vào ngày mai.")


def _seekable(content: IO[bytes]) -> BinaryIO:
    """`content` as something to read twice."""
    inner: BinaryIO | Any = getattr(content, "file", content)
    if hasattr(inner, "seek") and hasattr(inner, "seekable") and inner.seekable():
        inner.seek(0)
        return inner
    return BytesIO(content.read())


def _digest(stream: IO[bytes]) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()
