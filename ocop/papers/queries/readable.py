"""Score sheets and certificates among the papers of a session or a proposal, as far as the asker may read them."""

from dataclasses import dataclass

from ocop.accounts.models import User
from ocop.evaluation.models import ConflictDeclaration, ScoreSheet
from ocop.evaluation.queries.review import REVEALED
from ocop.evaluation.queries.seats import member_of
from ocop.evaluation.states import SessionState
from ocop.papers.models import Paper
from ocop.papers.queries.subjects import About
from ocop.papers.spec import Subject


@dataclass(frozen=True)
class SheetRow:
    """A sent sheet, and the paper that was made of it."""

    sheet: ScoreSheet
    product: str
    member: str
    paper: Paper | None


def sheets_for(user: User, about: About) -> list[SheetRow]:
    """The sheets of a session that `user` may read; agrees with ``evaluation.view_review`` (constant queries)."""
    if about.type != Subject.SESSION or not user.has_perm("evaluation.view_session", about.record):
        return []
    session = about.record
    said = dict(
        ConflictDeclaration.objects.filter(item__session=session, member__user_id=user.pk)
        .order_by("has_conflict")
        .values_list("item_id", "has_conflict")
    )
    seated = member_of(user, session.council_id) is not None
    published = session.state == SessionState.PUBLISHED
    rows = ScoreSheet.objects.filter(item__session=session, item__state__in=REVEALED, void_at=None)
    rows = rows.exclude(sent_at=None).select_related("member__user", "item__dossier__product")
    open_rows = [
        row
        for row in rows.order_by("item__order", "member_id")
        if (said.get(row.item_id) is False if seated else row.item_id not in said and published)
    ]
    papers = _papers([row.pk for row in open_rows])
    return [
        SheetRow(row, row.item.dossier.product.name, str(row.member.user), papers.get(row.pk)) for row in open_rows
    ]


def _papers(keys: list[int]) -> dict[int, Paper]:
    rows = Paper.objects.filter(subject_type=Subject.SHEET, subject_id__in=keys, cancelled_at=None)
    return {row.subject_id: row for row in rows.order_by("pk")}


def certificates_about(user: User, about: About) -> list[Paper]:
    """The certificates of a proposal's decision in the register, for whoever may see the proposal."""
    decision = getattr(about.record, "decision", None) if about.type == Subject.PROPOSAL else None
    if decision is None or not user.has_perm("recognition.view_proposal", about.record):
        return []
    keys = list(decision.certificates.values_list("pk", flat=True))
    rows = Paper.objects.filter(kind="certificate", subject_id__in=keys).select_related("file")
    return list(rows.order_by("number"))
