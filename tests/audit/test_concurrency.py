"""Many people act at the same moment; the chain has one order and no gap."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.base import postgres

ROOT = Path(__file__).parents[2]
WRITERS, ENTRIES = 6, 10


@pytest.fixture
def postgres_url():
    """A database of its own, dropped afterwards."""
    name = f"ocop_audit_{uuid4().hex[:12]}"
    with postgres.connect() as connection:
        connection.execute(f"create database {name}")
        yield urlsplit(postgres.ADDRESS)._replace(path=f"/{name}").geturl()
        connection.execute(f"drop database {name} with (force)")


def _write_at_once(url: str) -> dict[str, object]:
    environment = os.environ | {"DATABASE_URL": url}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = [sys.executable, "-m", "tests.audit.writers", str(WRITERS), str(ENTRIES)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.slow
def test_the_chain_holds_under_concurrent_writers_on_sqlite(tmp_path):
    result = _write_at_once(f"sqlite:///{tmp_path / 'audit.sqlite3'}")
    assert (result["entries"], result["intact"]) == (WRITERS * ENTRIES, True)
    assert result["turns"] >= (WRITERS - 1) * ENTRIES


@pytest.mark.slow
def test_the_chain_holds_under_concurrent_writers_on_postgresql(postgres_url):
    result = _write_at_once(postgres_url)
    assert (result["entries"], result["intact"]) == (WRITERS * ENTRIES, True)
    assert result["turns"] >= (WRITERS - 1) * ENTRIES
