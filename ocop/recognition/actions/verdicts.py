"""The leader's word on single products."""

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import IllegalMove, NotAllowed, ReasonMissing, Refused
from ocop.recognition.models import Proposal, ProposalItem
from ocop.recognition.queries.conflicts import conflicted_dossiers, has_conflict
from ocop.recognition.states import ProposalState
from ocop.recognition.wording import CONFLICT

VERDICTS = dict(ProposalItem.VERDICTS)


@transaction.atomic
def give_verdict(*, by: User, item: ProposalItem, verdict: str, reason: str = "") -> ProposalItem:
    """Approve, refuse or send back one product; may be changed until the decision is issued. Whoever declared a
    conflict of interest with it before the council leaves it to another leader."""
    _open(by, item.proposal)
    if has_conflict(by, item.conclusion.item.dossier_id):
        raise Refused(CONFLICT)
    if verdict not in VERDICTS:
        raise Refused("Hãy chọn phê duyệt, từ chối hoặc trả lại.")
    why = reason.strip()
    if verdict != "approved" and not why:
        raise ReasonMissing(f"Hãy ghi lý do để “{VERDICTS[verdict].lower()}” sản phẩm này.")
    before = item.verdict
    item.verdict, item.by, item.at = verdict, by, timezone.now()
    item.reason = "" if verdict == "approved" else why
    item.save(update_fields=["verdict", "reason", "by", "at"])
    product = item.conclusion.item.dossier.product.name
    data = {"product": product, "verdict": verdict, "reason": item.reason, "before": before}
    record("recognition.give_verdict", by=by, subject=item.proposal, data=data)
    return item


@transaction.atomic
def approve_rest(*, by: User, proposal: Proposal) -> int:
    """Approve every product without a word yet, but for those of a declared conflict of interest; how many."""
    locked = _open(by, proposal)
    rest = locked.items.filter(verdict="").exclude(conclusion__item__dossier__in=conflicted_dossiers(by))
    done = rest.update(verdict="approved", reason="", by=by, at=timezone.now())
    if done:
        record("recognition.approve_rest", by=by, subject=locked, data={"products": done})
    return done


def _open(by: User, proposal: Proposal) -> Proposal:
    """The proposal, locked; refused unless it lies before the leader."""
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not by.has_perm("recognition.give_verdict", locked):
        raise NotAllowed("Bạn không có quyền cho ý kiến về tờ trình này.")
    if locked.state != ProposalState.SUBMITTED:
        raise IllegalMove("Tờ trình không còn chờ ý kiến lãnh đạo.")
    return locked
