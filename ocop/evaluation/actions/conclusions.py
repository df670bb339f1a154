"""The council's conclusion on an item: computed by the engine with its proof, held until the session is published."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.evaluation.actions.sheets import nfc_lines
from ocop.evaluation.flows import ITEM_FLOW
from ocop.evaluation.models import AgendaItem, Conclusion, Session
from ocop.evaluation.queries.proof import proof_of
from ocop.evaluation.queries.review import result_of
from ocop.regulations.scoring import Result


@transaction.atomic
def conclude_item(*, by: User, item: AgendaItem, opinion: str = "") -> Conclusion:
    """Conclude by the sheets of this moment. Refused without quorum of sheets, while someone has still to look again
    or a proposed knock-out is undecided."""
    Session.objects.select_for_update().get(pk=item.session_id)
    ITEM_FLOW.move(item, "conclude_item", by=by)
    result = result_of(item)
    if result is None:
        raise AssertionError("the guards let an item without sheets through")
    conclusion = Conclusion.objects.filter(item=item).first() or Conclusion(item=item)
    conclusion.average = str(result.average)
    conclusion.average_shown = result.average_shown
    conclusion.band, conclusion.stars = result.band, result.stars
    conclusion.proof = proof_of(item, result)
    conclusion.opinion = nfc_lines(opinion)
    conclusion.by, conclusion.at = by, timezone.now()
    conclusion.save()
    record("evaluation.conclude_item", by=by, subject=item, data=_facts(conclusion, result))
    return conclusion


@transaction.atomic
def reopen_item(*, by: User, item: AgendaItem, reason: str) -> AgendaItem:
    """Look at a conclusion again before publication; what was concluded is kept with the reason."""
    Session.objects.select_for_update().get(pk=item.session_id)
    row = ITEM_FLOW.move(item, "reopen_item", by=by, reason=reason)
    conclusion = Conclusion.objects.select_for_update().get(item=item)
    conclusion.earlier = [
        *conclusion.earlier,
        {
            "average": conclusion.average,
            "average_shown": conclusion.average_shown,
            "band": conclusion.band,
            "stars": conclusion.stars,
            "opinion": conclusion.opinion,
            "by": str(conclusion.by),
            "at": conclusion.at.isoformat(),
            "reopened_by": str(by),
            "reopened_at": row.at.isoformat(),
            "reason": row.reason,
            "proof": conclusion.proof,
        },
    ]
    conclusion.save(update_fields=["earlier"])
    record("evaluation.reopen_item", by=by, subject=item, data={"reason": row.reason, "stars": conclusion.stars})
    return item


def _facts(conclusion: Conclusion, result: Result) -> dict[str, Any]:
    return {
        "average": conclusion.average,
        "stars": conclusion.stars,
        "sheets": result.sheets_counted,
        "knocked_out": result.knocked_out,
    }
