"""The moves of an inspection and of minutes, bound to the rules that must find nothing."""

from collections.abc import Sequence

from ocop.base.findings import Finding
from ocop.base.flow import Flow
from ocop.supervision import checks
from ocop.supervision.models import Inspection, Minutes
from ocop.supervision.queries.products import conclusion_facts, minutes_facts, open_minutes, plan_facts
from ocop.supervision.states import INSPECTION_TABLE, MINUTES_TABLE


def plan_is_whole(inspection: Inspection) -> Sequence[Finding]:
    """There is a team that can write, and something to inspect."""
    return checks.check_plan(plan_facts(inspection))


def minutes_are_closed(inspection: Inspection) -> Sequence[Finding]:
    """Every product was inspected."""
    return [
        Finding("inspection_minutes_open", "Điều 9.3", f"Biên bản về {name} chưa khép.", "products")
        for name in open_minutes(inspection)
    ]


def conclusion_is_whole(inspection: Inspection) -> Sequence[Finding]:
    """Every product has its conclusion, and the whole its words."""
    return checks.check_conclusions(conclusion_facts(inspection), inspection.summary)


def minutes_are_whole(minutes: Minutes) -> Sequence[Finding]:
    """What the minutes must hold is there."""
    return checks.check_minutes(*minutes_facts(minutes))


INSPECTION_FLOW = Flow(
    INSPECTION_TABLE,
    {
        "plan_is_whole": plan_is_whole,
        "minutes_are_closed": minutes_are_closed,
        "conclusion_is_whole": conclusion_is_whole,
    },
)
MINUTES_FLOW = Flow(MINUTES_TABLE, {"minutes_are_whole": minutes_are_whole})
