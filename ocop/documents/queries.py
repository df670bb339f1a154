"""Reads of uploads and files."""

from typing import Any

from ocop.documents.models import Upload


def upload_of(user: Any, key: str) -> Upload | None:
    """The upload under `key`, if `user` began it."""
    return Upload.objects.filter(by=user, key=key).first()


def finished_uploads(user: Any, keys: list[str]) -> list[Upload]:
    """The finished uploads of `user` among these keys, to show them again when a form comes back with a fault."""
    rows = Upload.objects.filter(by=user, key__in=keys, file__isnull=False).select_related("file")
    return sorted(rows, key=lambda row: keys.index(row.key))
