"""The office's half: assemble the results of a round, lay them before the leader, take them back."""

from collections.abc import Iterable

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, Refused
from ocop.base.text import nfc
from ocop.dossiers.actions import outcomes
from ocop.dossiers.models import Dossier, Round
from ocop.notices.actions import notify
from ocop.recognition.flows import FLOW
from ocop.recognition.models import Proposal, ProposalItem
from ocop.recognition.queries.proposals import available, items_of
from ocop.recognition.states import ProposalState

CLOSED = "Tờ trình đã gửi lãnh đạo, không thêm bớt được nữa. Hãy rút tờ trình trước."


@transaction.atomic
def create_proposal(*, by: User, round: Round, title: str = "", number: str = "") -> Proposal:
    """Begin a proposal with every result of the round that waits; the office then takes off what must wait."""
    if not by.has_perm("recognition.create_proposal", round):
        raise NotAllowed("Bạn không có quyền lập tờ trình.")
    waiting = list(available(round.pk))
    if not waiting:
        raise Refused("Đợt này chưa có kết quả nào đã công bố để trình.")
    proposal = Proposal.objects.create(
        province_id=round.province_id,
        district_id=round.district_id,
        round=round,
        title=nfc(title) or f"Đề nghị phê duyệt kết quả đánh giá, phân hạng sản phẩm OCOP {round.name}",
        number=nfc(number),
        created_by=by,
    )
    ProposalItem.objects.bulk_create(ProposalItem(proposal=proposal, conclusion=row) for row in waiting)
    record("recognition.create_proposal", by=by, subject=proposal, data={"products": len(waiting)})
    return proposal


@transaction.atomic
def edit_proposal(*, by: User, proposal: Proposal, title: str, number: str) -> Proposal:
    """Change the subject and number of a draft."""
    locked = _draft(by, proposal)
    if not nfc(title):
        raise Refused("Hãy ghi trích yếu của tờ trình.")
    locked.title, locked.number = nfc(title), nfc(number)
    locked.save(update_fields=["title", "number"])
    record("recognition.edit_proposal", by=by, subject=locked, data={"title": locked.title, "number": locked.number})
    return locked


@transaction.atomic
def add_items(*, by: User, proposal: Proposal, conclusion_ids: Iterable[int]) -> int:
    """Add results that wait; how many were added."""
    locked = _draft(by, proposal)
    rows = list(available(locked.round_id).filter(pk__in=list(conclusion_ids)))
    ProposalItem.objects.bulk_create(ProposalItem(proposal=locked, conclusion=row) for row in rows)
    if rows:
        names = [row.item.dossier.product.name for row in rows]
        record("recognition.add_items", by=by, subject=locked, data={"products": names})
    return len(rows)


@transaction.atomic
def remove_item(*, by: User, item: ProposalItem) -> Proposal:
    """Take a product off a draft; its result waits for another proposal."""
    locked = _draft(by, item.proposal)
    name = item.conclusion.item.dossier.product.name
    item.delete()
    record("recognition.remove_item", by=by, subject=locked, data={"product": name})
    return locked


@transaction.atomic
def submit_proposal(*, by: User, proposal: Proposal) -> Proposal:
    """Lay the proposal before the leader; each dossier is now with them."""
    FLOW.move(proposal, "submit_proposal", by=by)
    items = items_of(proposal)
    for item in items:
        outcomes.propose(by=by, dossier=_dossier(item))
    notify(
        to=users_with(Role.SIGNING_LEADER, Scope(proposal.desk[0]), proposal.desk[1]),
        kind="recognition.submitted",
        subject=f"Tờ trình chờ quyết định: {len(items)} sản phẩm",
        body=f"{proposal.title}. Xem từng sản phẩm, phê duyệt, từ chối hoặc trả lại, rồi ban hành quyết định.",
        about=proposal,
    )
    record("recognition.submit_proposal", by=by, subject=proposal, data={"products": len(items)})
    return proposal


@transaction.atomic
def recall_proposal(*, by: User, proposal: Proposal, reason: str) -> Proposal:
    """Take the proposal back before it is decided; the leader's words on single products fall away."""
    FLOW.move(proposal, "recall_proposal", by=by, reason=reason)
    for item in items_of(proposal):
        outcomes.take_back_proposal(by=by, dossier=_dossier(item), reason=reason)
    proposal.items.update(verdict="", reason="", by=None, at=None)
    notify(
        to=users_with(Role.SIGNING_LEADER, Scope(proposal.desk[0]), proposal.desk[1]),
        kind="recognition.recalled",
        subject="Tờ trình đã được rút để hoàn thiện",
        body=f"{proposal.title}. Lý do: {reason.strip()}",
        about=proposal,
    )
    record("recognition.recall_proposal", by=by, subject=proposal, data={"reason": reason.strip()})
    return proposal


def _draft(by: User, proposal: Proposal) -> Proposal:
    """The proposal, locked; refused where it has left the office."""
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not by.has_perm("recognition.edit_proposal", locked):
        raise NotAllowed("Bạn không có quyền sửa tờ trình này.")
    if locked.state != ProposalState.DRAFT:
        raise Refused(CLOSED)
    return locked


def _dossier(item: ProposalItem) -> Dossier:
    return item.conclusion.item.dossier
