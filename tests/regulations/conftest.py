"""The criteria sets of Decision 26/2026 as the engine reads them."""

import pytest

from ocop.regulations.models import Decision
from ocop.regulations.queries import decision_sheets
from ocop.regulations.ruleset import CriteriaSheet

NUMBER = "26/2026/QĐ-TTg"


@pytest.fixture
def decision(db: None) -> Decision:
    return Decision.objects.get(number=NUMBER)


@pytest.fixture
def sheets(decision: Decision) -> dict[int, CriteriaSheet]:
    return decision_sheets(decision)
