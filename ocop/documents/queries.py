"""Reads of uploads and files."""

from typing import Any

from ocop.documents.models import Upload


def upload_of(user: Any, key: str) -> Upload | None:
    """The upload under `key`, if `user` began it."""
    return Upload.objects.filter(by=user, key=key).first()
