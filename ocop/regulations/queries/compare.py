"""Two decisions side by side."""

from ocop.regulations.models import Decision
from ocop.regulations.queries.sheets import decision_sheets
from ocop.regulations.spec.compare import SetChange, compare


def compare_decisions(before: Decision, after: Decision) -> tuple[SetChange, ...]:
    """What `after` changes, set by set and criterion by criterion; either may be a draft."""
    return compare(decision_sheets(before), decision_sheets(after))
