"""What the tests of the evaluation share."""

import pytest

from tests.factories.evaluation import Hall, make_hall, make_session, open_hall


@pytest.fixture
def hall(db: None) -> Hall:
    """A council of five voters and a secretary."""
    return make_hall(5)


@pytest.fixture
def planned(hall: Hall) -> Hall:
    """A planned session with two dossiers."""
    make_session(hall, 2)
    return hall


@pytest.fixture
def scoring(db: None) -> Hall:
    """An open session whose first item of two is being scored, everybody present and without conflict."""
    return open_hall(5, 2)
