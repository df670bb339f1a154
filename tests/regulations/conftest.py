"""The criteria sets of Decision 26/2026 as the engine reads them."""

import pytest
from hypothesis import settings

from ocop.regulations.models import Decision
from ocop.regulations.queries import decision_sheets
from ocop.regulations.ruleset import CriteriaSheet

# a busy machine is no fault of the engine
settings.register_profile("ocop", deadline=None)
settings.load_profile("ocop")

NUMBER = "26/2026/QĐ-TTg"


@pytest.fixture
def decision(db: None) -> Decision:
    return Decision.objects.get(number=NUMBER)


@pytest.fixture
def sheets(decision: Decision) -> dict[int, CriteriaSheet]:
    return decision_sheets(decision)
