"""Consequences that the floors above draw for a dossier: evaluation and recognition call these.

All of them are internal moves: the caller has asked its own permission, and these trust it. Each takes the dossier
through its move, writes the record and tells the producer in plain words. `detail` is one more sentence for the
producer, such as the result.
"""

from django.db import transaction

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.dossiers.actions.telling import tell_producer
from ocop.dossiers.flows import FLOW
from ocop.dossiers.models import Dossier


def finish_review(*, by: User, dossier: Dossier) -> Dossier:
    """The advisory team has reported: the dossier is ready for the council."""
    return _take(dossier, "team_finish", by)


def enter_council(*, by: User, dossier: Dossier, detail: str = "") -> Dossier:
    """The dossier stands on the agenda of a session."""
    return _take(dossier, "enter_council", by, detail=detail)


def leave_council(*, by: User, dossier: Dossier, reason: str) -> Dossier:
    """The dossier is taken off the agenda and waits for another session."""
    return _take(dossier, "leave_council", by, reason=reason)


def record_conclusion(*, by: User, dossier: Dossier, detail: str = "") -> Dossier:
    """The council's conclusion has been published."""
    return _take(dossier, "conclude", by, detail=detail)


def propose(*, by: User, dossier: Dossier) -> Dossier:
    """The result stands on a list proposed to the leader."""
    return _take(dossier, "propose", by)


def take_back_proposal(*, by: User, dossier: Dossier, reason: str) -> Dossier:
    """The result is taken off the list, to be mended and proposed again."""
    return _take(dossier, "take_back_proposal", by, reason=reason)


def evaluate_again(*, by: User, dossier: Dossier, reason: str) -> Dossier:
    """The leader wants the council to evaluate again."""
    return _take(dossier, "evaluate_again", by, reason=reason)


def recognise(*, by: User, dossier: Dossier, detail: str = "") -> Dossier:
    """The product has been recognised and its certificate issued."""
    return _take(dossier, "recognise", by, detail=detail)


def request_ministry(*, by: User, dossier: Dossier, detail: str = "") -> Dossier:
    """90 points and more: the result is approved and the ministry asked."""
    return _take(dossier, "request_ministry", by, detail=detail)


def notify_unranked(*, by: User, dossier: Dossier, detail: str = "") -> Dossier:
    """1 or 2 stars: the result is made known, no certificate is issued."""
    return _take(dossier, "notify_unranked", by, detail=detail)


def refuse(*, by: User, dossier: Dossier, reason: str) -> Dossier:
    """The product is not recognised."""
    return _take(dossier, "refuse", by, reason=reason)


@transaction.atomic
def _take(dossier: Dossier, move: str, by: User, *, reason: str = "", detail: str = "") -> Dossier:
    row = FLOW.move(dossier, move, by=by, reason=reason)
    tell_producer(dossier, move, reason=reason, detail=detail)
    data = {"from": row.from_state, "to": row.to_state, "reason": row.reason, "detail": detail}
    record(f"dossiers.{move}", by=by, subject=dossier, data={key: value for key, value in data.items() if value})
    return dossier
