"""Drafting what the conclusion says of each product, and what follows from it once it is signed."""

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.base.text import nfc
from ocop.dossiers.actions.telling import tell_about
from ocop.recognition.queries.certificates import today
from ocop.supervision.checks import ConclusionDraft, check_conclusion
from ocop.supervision.models import InspectedProduct, Inspection, ProductConclusion
from ocop.supervision.queries.pending import proposal_of
from ocop.supervision.queries.products import minutes_of
from ocop.supervision.spec import Outcome
from ocop.supervision.states import InspectionState, MinutesState


@transaction.atomic
def conclude_product(*, by: User, product: InspectedProduct, draft: ConclusionDraft) -> ProductConclusion:
    """Write what the conclusion says of one product; again as often as needed until it is laid before who signs."""
    inspection = _under_way(by, product.inspection)
    minutes = minutes_of(product)
    if minutes is None or minutes.state != MinutesState.CLOSED:
        raise Refused("Hãy khép biên bản về sản phẩm này rồi mới kết luận.")
    findings = check_conclusion(draft, held_on=minutes.held_on)
    if findings:
        raise NotReady(findings)
    made, _ = ProductConclusion.objects.update_or_create(
        product=product,
        defaults={
            "outcome": draft.outcome,
            "ground": draft.ground,
            "reason": nfc(draft.reason),
            "remedy_by": draft.remedy_by,
            "by": by,
            "at": timezone.now(),
        },
    )
    data = {"product": str(product), "outcome": made.outcome, "ground": made.ground, "reason": made.reason}
    record("supervision.conclude_product", by=by, subject=inspection, data=data)
    return made


@transaction.atomic
def write_summary(*, by: User, inspection: Inspection, summary: str) -> Inspection:
    """The words of the conclusion on the inspection as a whole."""
    locked = _under_way(by, inspection)
    locked.summary = nfc(summary)
    locked.save(update_fields=["summary"])
    inspection.summary = locked.summary
    record("supervision.write_summary", by=by, subject=locked)
    return locked


@transaction.atomic
def confirm_remedy(*, by: User, conclusion: ProductConclusion, note: str) -> ProductConclusion:
    """Somebody has seen that what had to be remedied is; said once."""
    locked = _locked(by, "supervision.confirm_remedy", conclusion)
    if locked.outcome != Outcome.REMEDY or locked.remedied_on is not None:
        raise IllegalMove("Không có yêu cầu khắc phục nào đang chờ xác nhận.")
    if not note.strip():
        raise ReasonMissing("Hãy ghi đã xem gì, khắc phục thế nào.")
    locked.remedied_on, locked.remedied_by, locked.remedied_note = today(), by, nfc(note)
    locked.save()
    product = locked.product
    said = f"Đã xác nhận khắc phục: {locked.remedied_note}"
    tell_about(product.certificate.dossier, "supervision.remedied", f"{product}: đã khắc phục", said)
    record("supervision.confirm_remedy", by=by, subject=product.inspection, data={"product": str(product)})
    return locked


@transaction.atomic
def decline_measure(*, by: User, conclusion: ProductConclusion, reason: str) -> ProductConclusion:
    """The leader does not suspend or revoke, though it is proposed; the reason stays, and the term ends."""
    locked = _locked(by, "supervision.decline_measure", conclusion)
    if proposal_of(locked) is None:
        raise IllegalMove("Không có đề nghị tạm dừng, thu hồi nào đang chờ quyết định.")
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do không tạm dừng, không thu hồi.")
    locked.declined_at, locked.declined_by, locked.declined_reason = timezone.now(), by, nfc(reason)
    locked.save()
    data = {"product": str(locked.product), "reason": locked.declined_reason}
    record("supervision.decline_measure", by=by, subject=locked.product.inspection, data=data)
    return locked


def _under_way(by: User, inspection: Inspection) -> Inspection:
    """The inspection, locked, while its team drafts the conclusion."""
    locked = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if not by.has_perm("supervision.conclude_product", locked):
        raise NotAllowed("Bạn không có quyền dự thảo kết luận này.")
    if locked.state != InspectionState.UNDER_WAY:
        raise IllegalMove("Kết luận đã trình hoặc đã ký, không sửa được nữa.")
    return locked


def _locked(by: User, permission: str, conclusion: ProductConclusion) -> ProductConclusion:
    """A signed conclusion on a product, locked."""
    locked = ProductConclusion.objects.select_for_update(of=("self",)).get(pk=conclusion.pk)
    if not by.has_perm(permission, locked):
        raise NotAllowed("Bạn không có quyền thực hiện bước này.")
    if locked.product.inspection.state != InspectionState.CONCLUDED:
        raise IllegalMove("Kết luận chưa ký.")
    return locked
