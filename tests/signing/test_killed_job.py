"""Signing many survives kill -9: the job goes on and signs nothing twice. It brings its own database."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


def program(folder: Path, *words: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'loat.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "OCOP_FILES": str(folder / "files"),
        "OCOP_SIGNING_KEYS": str(folder / "khoa"),
        "OCOP_SIGNING_TRUST": str(folder / "tin-cay"),
    }
    command = [sys.executable, "-m", "tests.signing.worker", *words]
    return subprocess.Popen(command, cwd=Path(__file__).parents[2], env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_a_job_killed_in_the_middle_goes_on_and_signs_nothing_twice(tmp_path) -> None:
    """SIGKILL while a signature is made but not kept, several times; the queue hands the same job out again."""
    papers = 5
    built, _ = program(tmp_path, "build", str(papers)).communicate(timeout=120)
    batch, run = json.loads(built.splitlines()[-1])
    done = 0
    for kills in (2, 1):
        worker = program(tmp_path, "work", str(batch), run, "0.4")
        assert worker.stdout is not None
        for _ in range(kills):
            assert worker.stdout.readline() == "made\n"
        os.kill(worker.pid, signal.SIGKILL)
        worker.communicate()
        assert worker.returncode == -signal.SIGKILL
        now = rows(tmp_path, "select count(*) from signing_signature")[0][0]
        assert done <= now < papers
        assert rows(tmp_path, "select count(*) from signing_batchitem where signature_id is not null") == [(now,)]
        done = now
    assert done >= 1, "ít nhất một chữ ký đã có trước lần dừng cuối"
    out, _ = program(tmp_path, "work", str(batch), run, "0").communicate(timeout=120)
    assert out.splitlines()[-1] == str(papers - done)
    assert rows(tmp_path, "select count(*), count(distinct paper_id) from signing_signature") == [(papers, papers)]
    assert rows(tmp_path, "select count(*) from audit_entry where action='signing.sign_personal'") == [(papers,)]
    assert rows(tmp_path, "select length(sealed), stopped from signing_batch") == [(0, "")]


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "loat.sqlite3")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
