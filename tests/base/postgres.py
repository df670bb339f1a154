"""A PostgreSQL server for the tests that need that very database, whichever one the others run on."""

import os

import psycopg
import pytest

ADDRESS = os.environ.get("OCOP_TEST_POSTGRES", "postgresql://postgres@localhost/postgres")


def connect() -> psycopg.Connection:
    """An open connection in autocommit; without a server the test is skipped, in CI it fails."""
    try:
        return psycopg.connect(ADDRESS, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip("Không có máy chủ PostgreSQL (đặt OCOP_TEST_POSTGRES).")
