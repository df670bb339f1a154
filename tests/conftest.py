"""What every test shares: cheap passwords, files in a temporary folder, no sockets but local ones."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import override_settings

# Tests leave millions of short-lived objects that refer to each other: looking for them takes a fifth of the time.
gc.set_threshold(100_000, 50, 100)
# While a browser is open Playwright keeps an event loop in the thread of the test; our code there is synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session", autouse=True)
def _cheap_and_local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS],
        MEDIA_ROOT=str(tmp_path_factory.mktemp("files")),
        SIGNING_KEYS_DIR=str(tmp_path_factory.mktemp("keys")),
        SIGNING_TRUST_DIR=str(tmp_path_factory.mktemp("trust")),
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        Q_CLUSTER={**settings.Q_CLUSTER, "sync": True},
    ):
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A browser that went away in the middle of an answer leaves a session; PostgreSQL would keep the database.

    Nobody may join any more, this thread's own session is closed, and each of the others is waited for (10 s).
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            name = connection.settings_dict["NAME"]
            connection.close()
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"ALTER DATABASE {connection.ops.quote_name(name)} WITH ALLOW_CONNECTIONS false")
                cursor.execute(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", [name]
                )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What opens a browser first (`--no-loadscope-reorder`), the longest before the others: each takes minutes, and
    at the end one worker would wait. The longest needs no sample province: it waits for nobody to build it."""
    items.sort(key=lambda item: ("whole_story" not in item.nodeid, not _opens_browser(item)))


def _opens_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("journey") is not None or "in_browser" in item.nodeid
