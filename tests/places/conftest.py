"""The whole map, loaded once for all tests of a module and rolled back after them."""

import pytest
from django.db import transaction

from ocop.places.actions import load_places


@pytest.fixture(scope="module")
def whole_map(django_db_setup, django_db_blocker):
    """Returns the report of the load; use together with `db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_places()
        transaction.set_rollback(True)
