"""Many act in the same moment: nothing is lost, nothing doubled, one reveal."""

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
EXPECTED = {
    "tabs": ["", "Superseded", "Superseded", "Superseded"],
    "tabs_left": {"marks": 1, "kept": 3, "sheets": 1},
    "send": [""] * 7,
    "sent": 5,
    "reveals": 1,
    "conclude": ["", "IllegalMove", "IllegalMove"],
    "conclusions": 1,
    "agenda": ["", "IllegalMove"],
    "items": 1,
}


def run(url: str) -> dict[str, object]:
    environment = os.environ | {"DATABASE_URL": url}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = [sys.executable, "-m", "tests.evaluation.rivals"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.slow
def test_rivals_on_sqlite(tmp_path):
    assert run(f"sqlite:///{tmp_path / 'rivals.sqlite3'}") == EXPECTED


@pytest.mark.slow
def test_rivals_on_postgresql():
    name = f"ocop_rivals_{uuid4().hex[:12]}"
    with postgres.connect() as connection:
        connection.execute(f"create database {name}")
        try:
            assert run(urlsplit(postgres.ADDRESS)._replace(path=f"/{name}").geturl()) == EXPECTED
        finally:
            connection.execute(f"drop database {name} with (force)")
