"""What the tests of the evaluation share."""

from tests.factories.evaluation import Hall, make_hall, make_session, open_hall
from tests.worlds import shared


def hall() -> Hall:
    """A council of five voters and a secretary."""
    return make_hall(5)


def planned() -> Hall:
    """A planned session with two dossiers."""
    built = make_hall(5)
    make_session(built, 2)
    return built


def scoring() -> Hall:
    """An open session whose first item of two is being scored, everybody present and without conflict."""
    return open_hall(5, 2)


_hall_once, hall = shared(hall)
_planned_once, planned = shared(planned)
_scoring_once, scoring = shared(scoring)
