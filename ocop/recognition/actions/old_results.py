"""Entering and correcting results that exist on paper only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, NotReady, Refused
from ocop.base.text import nfc
from ocop.places.models import Unit
from ocop.products.models import Product
from ocop.recognition.checks.old_result import mark_findings, stars_findings
from ocop.recognition.models import OldResult, PublishedRecognition
from ocop.recognition.queries.old_results import area_of
from ocop.regulations.models import CriteriaSet
from ocop.regulations.queries import criteria_sheet
from ocop.regulations.ruleset import plain

EDIT = "recognition.edit_old_result"
KEPT = ("stars", "marks", "decision_no", "decided_on", "source", "product_name", "producer_name")


@dataclass(frozen=True)
class OldFacts:
    """What the paper says. A product of the system gives its own names and commune."""

    criteria_set: CriteriaSet
    stars: int
    decision_no: str
    decided_on: date
    marks: Mapping[str, str]
    source: str = ""
    product: Product | None = None
    published: PublishedRecognition | None = None
    commune: Unit | None = None
    product_name: str = ""
    producer_name: str = ""


@transaction.atomic
def save_old_result(*, by: User, facts: OldFacts) -> OldResult:
    """Enter a result from paper minutes."""
    place = facts.product.producer.commune if facts.product else facts.commune
    if place is None:
        raise Refused("Hãy chọn sản phẩm trong hệ thống, hoặc ghi tên sản phẩm, chủ thể và xã.")
    if facts.published and OldResult.objects.filter(published=facts.published).exists():
        raise Refused("Kết quả của sản phẩm đã công bố này đã được nhập.")
    if not by.has_perm(EDIT, facts.product or area_of(place)):
        raise NotAllowed("Bạn không có quyền nhập kết quả cũ của sản phẩm này.")
    row = OldResult(
        product=facts.product,
        published=facts.published,
        commune=place,
        product_name=facts.product.name if facts.product else nfc(facts.product_name).strip(),
        producer_name=facts.product.producer.name if facts.product else nfc(facts.producer_name).strip(),
        criteria_set=facts.criteria_set,
    )
    _write(by, row, facts)
    record("recognition.enter_old_result", by=by, subject=row, data=_kept(row))
    return row


@transaction.atomic
def correct_old_result(*, by: User, old: OldResult, facts: OldFacts, reason: str) -> OldResult:
    """Correct what was copied wrongly; what stood there before is kept with the reason."""
    if not by.has_perm(EDIT, old):
        raise NotAllowed("Bạn không có quyền sửa kết quả này.")
    if not nfc(reason).strip():
        raise Refused("Hãy ghi lý do sửa.")
    if facts.criteria_set.pk != old.criteria_set_id:
        raise Refused("Không đổi bộ sản phẩm của kết quả đã nhập.")
    locked = OldResult.objects.select_for_update().get(pk=old.pk)
    before = _kept(locked)
    locked.earlier = [
        *locked.earlier,
        {**before, "by": str(locked.by), "at": locked.at.isoformat(), "reason": nfc(reason).strip()},
    ]
    if locked.product is None:
        locked.product_name = nfc(facts.product_name).strip() or locked.product_name
        locked.producer_name = nfc(facts.producer_name).strip() or locked.producer_name
    _write(by, locked, facts)
    after = _kept(locked)
    changed = {name: [before[name], after[name]] for name in KEPT if before[name] != after[name]}
    data = {"reason": nfc(reason).strip(), "changed": changed}
    record("recognition.correct_old_result", by=by, subject=locked, data=data)
    return locked


def _write(by: User, row: OldResult, facts: OldFacts) -> None:
    sheet = criteria_sheet(facts.criteria_set)
    found = mark_findings(sheet, facts.marks) or stars_findings(sheet, facts.marks, facts.stars)
    if found:
        raise NotReady(found)
    if not facts.decision_no.strip():
        raise Refused("Hãy ghi số quyết định công nhận.")
    if not (row.product_name and row.producer_name):
        raise Refused("Hãy ghi tên sản phẩm và tên chủ thể.")
    if facts.decided_on > timezone.localdate():
        raise Refused("Ngày quyết định không thể ở tương lai.")
    row.stars, row.decided_on = facts.stars, facts.decided_on
    row.decision_no, row.source = nfc(facts.decision_no).strip(), nfc(facts.source).strip()
    row.marks = {code: plain(points) for code, points in facts.marks.items()}
    row.by, row.at = by, timezone.now()
    try:
        row.full_clean(exclude=["folded", "earlier"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    row.save()


def _kept(row: OldResult) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in KEPT}
    return {**values, "decided_on": row.decided_on.isoformat()}
