"""What every test shares: cheap passwords, files in a temporary folder, no sockets but local ones."""

import os
from pathlib import Path

import pytest
from django.core.cache import cache

# Playwright keeps an event loop in the thread of the test; our code there is synchronous all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(autouse=True)
def _cheap_and_local(settings, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "sync": True}
    cache.clear()
