"""The whole sample province for the tests that look at all of it: built once for a run, then taken from a copy."""

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from ocop.regulations.queries import sheets

FOLDERS = ("MEDIA_ROOT", "SIGNING_KEYS_DIR", "SIGNING_TRUST_DIR")


def load_sample(shared: Path) -> None:
    """The sample province in the empty database of this test. `shared` is a folder of all processes of the run: the
    first builds there, the others copy its database and files. PostgreSQL, where one test asks, builds it."""
    if connection.vendor != "sqlite":
        call_command("demo", stdout=StringIO())
        return
    copy = shared / "sample"
    with _alone(shared / "sample.lock"):
        if not (copy / "db").exists():
            call_command("demo", stdout=StringIO())
            _keep(copy)
            return
    _take(copy)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keep(copy: Path) -> None:
    copy.mkdir()
    for name in FOLDERS:
        shutil.copytree(getattr(settings, name), copy / name)
    target = sqlite3.connect(copy / "whole")
    _raw().backup(target)
    target.close()
    (copy / "whole").rename(copy / "db")  # there only when it is whole


def _take(copy: Path) -> None:
    for name in FOLDERS:
        shutil.copytree(copy / name, getattr(settings, name), dirs_exist_ok=True)
    source = sqlite3.connect(copy / "db")
    source.backup(_raw())
    source.close()
    sheets._kept.clear()  # the copy counts its rows anew: what is kept of a decision may bear the number of another


def _raw() -> sqlite3.Connection:
    connection.ensure_connection()
    raw: sqlite3.Connection = connection.connection
    return raw
