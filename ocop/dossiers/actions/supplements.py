"""Asking the producer to complete single items; used by both desks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.dates import local_date, show
from ocop.base.errors import NotReady, Refused
from ocop.base.text import nfc
from ocop.dossiers.actions.telling import tell_producer
from ocop.dossiers.checks.desk import reasons_given
from ocop.dossiers.flows import FLOW
from ocop.dossiers.models import Dossier, SupplementItem, SupplementRequest
from ocop.dossiers.queries.desks import latest_version

DESKS = {"commune_return": "commune", "province_return": "province"}


@dataclass(frozen=True)
class Returned:
    """An item sent back: its name in the form ("page:…", "field:…", "criterion:1.5"), its title, the reason."""

    item: str
    title: str
    reason: str


@transaction.atomic
def ask_completion(
    *, by: User, dossier: Dossier, move: str, reason: str, items: Iterable[Returned], due_on: date | None
) -> SupplementRequest:
    """Take the dossier through `move`, a return, and open exactly the items named."""
    asked = list({item.item: item for item in items}.values())
    findings = reasons_given({item.item: item.reason for item in asked})
    if findings:
        raise NotReady(findings)
    now = timezone.now()
    if due_on is not None and due_on < local_date(now):
        raise Refused("Ngày đề nghị xong không được ở trước hôm nay.")
    FLOW.move(dossier, move, by=by, reason=reason, at=now)
    request = SupplementRequest.objects.create(
        dossier=dossier,
        desk="district" if move == "province_return" and dossier.level == "district" else DESKS[move],
        by=by,
        at=now,
        reason=reason.strip(),
        due_on=due_on,
        base_version=latest_version(dossier),
    )
    rows = [SupplementItem(request=request, item=i.item, title=nfc(i.title), reason=i.reason.strip()) for i in asked]
    SupplementItem.objects.bulk_create(rows)
    tell_producer(dossier, move, reason=reason, detail=_said(rows, due_on))
    data = {"reason": reason.strip(), "due_on": due_on, "items": [{"item": r.item, "reason": r.reason} for r in rows]}
    record(f"dossiers.{move}", by=by, subject=dossier, data=data)
    return request


def _said(rows: Iterable[SupplementItem], due_on: date | None) -> str:
    """The items in one sentence for the producer."""
    listed = "; ".join(f"{row.title}: {row.reason.rstrip('.')}" for row in rows)
    until = f" Đề nghị xong trước ngày {show(due_on)}." if due_on else ""
    return f"Cần bổ sung: {listed}.{until}"
