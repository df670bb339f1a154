"""What production may not start with."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from config.checks import account_faults, database_faults, disk_kind, setting_faults
from tests.factories.accounts import make_user

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "DEFAULT_SECRET_KEY": "x",
    "SECRET_KEY": "k" * 50,
    "DEBUG": False,
    "DEMO": False,
    "MFA_REQUIRED": True,
    "CODE_SIGNING_KEY": "pem",
    "ALLOWED_HOSTS": ["ocop.example"],
}


def test_a_good_production_has_no_fault() -> None:
    assert setting_faults(SimpleNamespace(**GOOD)) == []


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("SECRET_KEY", "x", "đặt biến SECRET_KEY"),
        ("SECRET_KEY", "short", "đặt biến SECRET_KEY"),
        ("DEBUG", True, "bỏ biến DEBUG"),
        ("DEMO", True, "bỏ biến OCOP_DEMO"),
        ("MFA_REQUIRED", False, "Xác thực hai bước"),
        ("CODE_SIGNING_KEY", "", "OCOP_CODE_SIGNING_KEY"),
        ("ALLOWED_HOSTS", ["*"], "ghi tên miền"),
        ("ALLOWED_HOSTS", [], "ghi tên miền"),
    ],
)
def test_each_fault_says_how_to_mend_it(setting: str, value: object, says: str) -> None:
    (fault,) = setting_faults(SimpleNamespace(**{**GOOD, setting: value}))
    assert says in fault


MOUNTS = "/dev/vda1 / ext4 rw 0 0\nserver:/data /data nfs4 rw 0 0\n/dev/vdb /data/local xfs rw 0 0\n"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/ocop.sqlite3", "ext4"),
        ("/data/ocop.sqlite3", "nfs4"),
        ("/data/local/o.sqlite3", "xfs"),
        ("/database/o", "ext4"),
    ],
)
def test_the_disk_of_a_file_is_found_by_its_longest_mount(path: str, kind: str) -> None:
    assert disk_kind(Path(path), MOUNTS) == kind


def test_sqlite_on_a_network_disk_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.checks._read_mounts", lambda: MOUNTS)
    sqlite = {"ENGINE": "django.db.backends.sqlite3"}
    assert "ổ đĩa mạng (nfs4)" in database_faults({**sqlite, "NAME": "/data/ocop.sqlite3"})[0]
    assert database_faults({**sqlite, "NAME": "/srv/ocop.sqlite3"}) == []
    assert database_faults({"ENGINE": "django.db.backends.postgresql", "NAME": "ocop"}) == []


@pytest.mark.django_db
def test_sample_accounts_are_a_fault() -> None:
    assert account_faults() == []
    make_user(is_sample=True)
    assert "tài khoản mẫu" in account_faults()[0]


@pytest.mark.slow
def test_the_server_refuses_to_start_and_names_every_fault() -> None:
    env = {**os.environ, "OCOP_PRODUCTION": "true", "DEBUG": "true", "DATABASE_URL": "sqlite:///:memory:"}
    done = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Không thể khởi động" in done.stderr
    assert "SECRET_KEY" in done.stderr
    assert "DEBUG" in done.stderr
