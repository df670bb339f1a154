"""Numbers run from 1 without a gap, also when many take them at the same moment."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError

from ocop.documents.actions.numbering import take_number
from ocop.documents.models import Series
from tests.base import postgres

ROOT = Path(__file__).parents[2]
TAKERS, EACH = 6, 8


@pytest.mark.django_db
def test_a_series_runs_from_one() -> None:
    assert [take_number("certificate", "37", 2026) for _ in range(3)] == [1, 2, 3]


@pytest.mark.django_db
def test_each_kind_scope_and_year_has_a_row_of_its_own() -> None:
    take_number("certificate", "37", 2026)
    others = [("receipt", "37", 2026), ("certificate", "35", 2026), ("certificate", "37", 2027)]
    assert [take_number(*key) for key in others] == [1, 1, 1]


@pytest.mark.django_db
def test_a_number_is_given_back_when_its_transaction_fails() -> None:
    take_number("certificate", "37", 2026)
    with transaction.atomic():
        take_number("certificate", "37", 2026)
        transaction.set_rollback(True)
    assert take_number("certificate", "37", 2026) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_number_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        take_number("certificate", "37", 2026)
    assert Series.objects.count() == 0


@pytest.mark.django_db
def test_a_series_stands_once() -> None:
    Series.objects.create(kind="certificate", scope="37", year=2026)
    with pytest.raises(IntegrityError), transaction.atomic():
        Series.objects.create(kind="certificate", scope="37", year=2026)


def _take_at_once(url: str) -> dict[str, object]:
    environment = os.environ | {"DATABASE_URL": url}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = [sys.executable, "-m", "tests.documents.takers", str(TAKERS), str(EACH)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.slow
def test_no_gap_and_no_double_on_sqlite(tmp_path: Path) -> None:
    result = _take_at_once(f"sqlite:///{tmp_path / 'numbers.sqlite3'}")
    assert result == {"numbers": list(range(1, TAKERS * EACH + 1)), "series": 1}


@pytest.mark.slow
def test_no_gap_and_no_double_on_postgresql() -> None:
    name = f"ocop_numbers_{uuid4().hex[:12]}"
    with postgres.connect() as connection:
        connection.execute(f"create database {name}")
        try:
            result = _take_at_once(urlsplit(postgres.ADDRESS)._replace(path=f"/{name}").geturl())
        finally:
            connection.execute(f"drop database {name} with (force)")
    assert result == {"numbers": list(range(1, TAKERS * EACH + 1)), "series": 1}
