"""Consequences that the floors above draw for a dossier: evaluation and recognition call these.

All of them are internal moves: the caller has asked its own permission, and these trust it. Each takes the dossier
through its move, writes the record and tells the producer in plain words. `detail` is one more sentence for the
producer, such as the result.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import NotReady
from ocop.dossiers.actions.telling import tell_producer, tell_province
from ocop.dossiers.checks.procedure import still_in_time
from ocop.dossiers.flows import FLOW
from ocop.dossiers.models import Dossier, Passage
from ocop.dossiers.queries.procedure import transition_of


def finish_review(*, by: User, dossier: Dossier) -> Dossier:
    """The advisory team has reported: the dossier is ready for the council."""
    return _take(dossier, "team_finish", by)


def enter_council(*, by: User, dossier: Dossier, detail: str = "") -> Dossier:
    """The dossier stands on the agenda of a session."""
    findings = still_in_time(transition_of(dossier), local_date(timezone.now()))
    if findings:
        raise NotReady(findings)
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
    facts = {"sent_down_at": None} if dossier.sent_down_at else None
    return _take(dossier, "evaluate_again", by, reason=reason, facts=facts)


@transaction.atomic
def go_up(
    *, by: User, dossier: Dossier, request_no: str = "", requested_on: date | None = None, detail: str = ""
) -> Dossier:
    """The district has approved a result that the province evaluates anew: the dossier comes to the province's desk;
    who had it in the district is kept, with the letter."""
    now = timezone.now()
    Passage.objects.update_or_create(
        dossier=dossier,
        level=dossier.level,
        defaults={
            "round": dossier.round,
            "intake_no": dossier.intake_no,
            "intake_at": dossier.intake_at,
            "officer": dossier.province_officer,
            "reviewer": dossier.reviewer,
            "request_no": request_no,
            "requested_on": requested_on,
            "left_at": now,
        },
    )
    facts = {
        "level": "province",
        "round": None,
        "intake_no": "",
        "intake_at": None,
        "province_officer": None,
        "reviewer": None,
        "sent_down_at": None,
    }
    _take(dossier, "go_up", by, detail=detail, facts=facts, at=now)
    name = dossier.product.name
    place = dossier.district.full_name if dossier.district else ""
    tell_province(dossier, "dossiers.go_up", f"{place} chuyển lên: {name}", detail or "Hồ sơ chờ tỉnh tiếp nhận.")
    return dossier


@transaction.atomic
def go_down(*, by: User, dossier: Dossier, reason: str) -> Dossier:
    """The province does not rank it among its own stars: the district decides on its own result."""
    now = timezone.now()
    passage = Passage.objects.get(dossier=dossier, level="district")
    here = {
        "round": dossier.round,
        "intake_no": dossier.intake_no,
        "intake_at": dossier.intake_at,
        "officer": dossier.province_officer,
        "reviewer": dossier.reviewer,
        "left_at": now,
    }
    Passage.objects.update_or_create(dossier=dossier, level="province", defaults=here)
    facts = {
        "level": "district",
        "round": passage.round,
        "intake_no": passage.intake_no,
        "intake_at": passage.intake_at,
        "province_officer": passage.officer,
        "reviewer": passage.reviewer,
        "sent_down_at": now,
    }
    _take(dossier, "go_down", by, reason=reason, facts=facts, at=now)
    tell_province(dossier, "dossiers.go_down", f"Tỉnh chuyển lại: {dossier.product.name}", f"Lý do: {reason.strip()}")
    return dossier


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
def _take(
    dossier: Dossier,
    move: str,
    by: User,
    *,
    reason: str = "",
    detail: str = "",
    facts: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Dossier:
    row = FLOW.move(dossier, move, by=by, reason=reason, facts=facts, at=at)
    tell_producer(dossier, move, reason=reason, detail=detail)
    data = {"from": row.from_state, "to": row.to_state, "reason": row.reason, "detail": detail}
    record(f"dossiers.{move}", by=by, subject=dossier, data={key: value for key, value in data.items() if value})
    return dossier
