"""The moves of a proposal, bound to the rules that must find nothing."""

from collections.abc import Sequence

from ocop.base.findings import Finding
from ocop.base.flow import Flow
from ocop.recognition import checks
from ocop.recognition.models import Proposal
from ocop.recognition.queries.proposals import item_facts
from ocop.recognition.states import PROPOSAL_TABLE


def has_items(proposal: Proposal) -> Sequence[Finding]:
    """There is something to propose, and each result is still the one that waits."""
    facts = item_facts(proposal)
    return [*checks.has_items(facts), *checks.items_still_current(facts)]


def every_item_has_verdict(proposal: Proposal) -> Sequence[Finding]:
    """The leader has judged each product."""
    return checks.all_items_judged(item_facts(proposal))


FLOW = Flow(PROPOSAL_TABLE, {"has_items": has_items, "every_item_has_verdict": every_item_has_verdict})
