"""The life of a decision in the system: draft, frozen, out of force."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from ocop.audit.actions import Actor, record
from ocop.base.errors import NotReady
from ocop.regulations.actions.drafts import allowed
from ocop.regulations.models import Decision, FrozenDecision
from ocop.regulations.models.decision import FROZEN
from ocop.regulations.queries.content import decision_content
from ocop.regulations.queries.imports import freeze_findings, replaced_decisions
from ocop.regulations.ruleset import content_hash


@transaction.atomic
def freeze_decision(*, by: Actor | None, decision: Decision) -> Decision:
    """Close a draft for ever: its content gets a hash and no row of it can be written again.

    The decisions that it replaces end on the last day it gives them. What was filed under them stays on them.
    """
    allowed(by, "regulations.freeze", decision)
    close(decision, by)
    record("regulations.freeze", by=by, subject=decision, data={"hash": decision.content_hash})
    for row, last_day in replaced_decisions(decision):
        if row.in_force_to is None or row.in_force_to > last_day:
            end_force(by=by, decision=row, last_day=last_day)
    return decision


@transaction.atomic
def end_force(*, by: Actor | None, decision: Decision, last_day: date) -> Decision:
    """Record the last day on which a decision has effect, as a later decision sets it."""
    decision.in_force_to = last_day
    decision.full_clean(exclude=["content_hash", "frozen_at", "replaces"], validate_unique=False)
    decision.save(update_fields={"in_force_to"})
    record("regulations.end_force", by=by, subject=decision, data={"last_day": last_day})
    return decision


def close(decision: Decision, by: Actor | None = None) -> None:
    """Check, hash and freeze a draft; the caller holds the transaction and records the act."""
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    if held.is_frozen:
        raise FrozenDecision
    findings = freeze_findings(decision)
    if findings:
        raise NotReady(findings)
    decision.content_hash = content_hash(decision_content(decision))
    decision.frozen_at = timezone.now()
    decision.frozen_by_id = by.pk if by is not None else None
    decision.status = FROZEN
    decision.save()
