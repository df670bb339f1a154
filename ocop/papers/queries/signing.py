"""Issued papers before their digital signatures: which may be signed here, which wait for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.evaluation.models import AgendaItem, ConflictDeclaration, CouncilMember, Session
from ocop.evaluation.states import ItemState, SessionState
from ocop.papers.models import Paper
from ocop.papers.queries.subjects import About
from ocop.papers.spec import WHOLE, Issuer, Subject
from ocop.places.models import Level
from ocop.recognition.models import Certificate
from ocop.signing.models import Paper as SigningPaper
from ocop.signing.models import Signature
from ocop.signing.queries import papers_visible_to, profiles_visible_to
from ocop.signing.spec import Body, Kind

PDF = "application/pdf"
# what a paper brought to be signed is about
ISSUED = Paper._meta.label_lower
BODIES = {
    Issuer.PROVINCE: Body.PROVINCE,
    Issuer.OFFICE: Body.OFFICE,
    Issuer.TEAM: Body.TEAM,
    Issuer.COUNCIL: Body.COUNCIL,
    Issuer.COMMUNE: Body.COMMUNE,
}
# Papers that carry the names of their signers in the text, by the field of the one who signs digitally.
SIGNED_IN_TEXT = {
    **dict.fromkeys(("minutes", "score_summary", "opinion_summary"), "chu_tich"),
    "inspection_minutes": "truong_doan",
}


@dataclass(frozen=True)
class Waiting:
    """What waits for one's own signature: a paper, or `count` certificates of one proposal to sign together."""

    title: str
    number: str
    paper: Paper | None = None
    proposal_id: int = 0
    count: int = 1


def is_signable(paper: Paper) -> bool:
    """A PDF in force of a body of the province or of a commune that has a block to sign in; a member's own sheet has
    none."""
    return (
        paper.issuer in BODIES
        and paper.subject_type not in (Subject.SHEET, Subject.CERTIFICATE)
        and paper.cancelled_at is None
        and paper.file.content_type == PDF
        and bool(signer_of(paper))
        and paper.unit.level == (Level.COMMUNE if paper.issuer == Issuer.COMMUNE else Level.PROVINCE)
    )


def signer_of(paper: Paper) -> str:
    """The name printed where the paper is signed; empty where nobody signs it."""
    in_text = SIGNED_IN_TEXT.get(paper.kind)
    if in_text:
        return str(paper.data.get(in_text, ""))
    return str(paper.data["nguoi_ky"]) if paper.data.get("quyen_han_ky") else ""


def signing_facts(paper: Paper, about: About) -> dict[str, Any]:
    """An issued paper as the action that brings it to be signed takes it."""
    return {
        "file": paper.file,
        "province": about.province,
        "title": f"{paper.get_kind_display()}: {paper.title}",
        "number": paper.number,
        "signer_name": signer_of(paper),
        "body": BODIES[Issuer(paper.issuer)],
        "council_id": about.record.council_id if about.type == Subject.SESSION else None,
        "commune": paper.unit if paper.issuer == Issuer.COMMUNE else None,
        "about": paper,
    }


def papers_to_see(user: User) -> QuerySet[SigningPaper]:
    """Papers brought to be signed that `user` may open: those of their bodies, without the results that the council
    still keeps from them. Whoever chairs the council reads what they sign."""
    closed = Paper.objects.filter(kind__in=WHOLE, subject_type=Subject.SESSION, subject_id__in=_closed_sessions(user))
    return papers_visible_to(user).exclude(about_type=ISSUED, about_id__in=closed.values("pk"))


def _closed_sessions(user: User) -> QuerySet[Session, Any]:
    """Sessions whose results `user` may not read as a whole; agrees with ``papers.permissions.reads_results``."""
    said = ConflictDeclaration.objects.filter(member__user_id=user.pk)
    silent = ~Exists(said.filter(item=OuterRef("pk")))
    items = AgendaItem.objects.filter(silent, session=OuterRef("pk")).exclude(state=ItemState.POSTPONED)
    seat = Exists(CouncilMember.objects.filter(council=OuterRef("council"), user_id=user.pk, left_on=None))
    kept = (seat & Exists(items)) | (~seat & ~Q(state=SessionState.PUBLISHED))
    closed = Session.objects.filter(Exists(said.filter(item__session=OuterRef("pk"), has_conflict=True)) | kept)
    return closed.exclude(council__in=user.scope_ids(Scope.COUNCIL, Role.COUNCIL_CHAIR)).values("pk")


def signs(user: User, paper: Paper) -> bool:
    """Whether `user` is who signs this paper for its body; nobody signs what they may not read."""
    return Paper.objects.filter(_signed_by(user), pk=paper.pk).exists()


def waiting_for(user: User) -> list[Waiting]:
    """Papers that `user` signs for their body, issued since they declared their certificate, the oldest first."""
    first = profiles_visible_to(user).filter(owner=user).order_by("added_at").first()
    if first is None:
        return []
    rows = _unsigned().filter(_signed_by(user), issued_at__gte=first.added_at).select_related("unit", "file")
    found = list(rows.order_by("issued_at", "pk"))
    singles = [
        Waiting(f"{row.get_kind_display()}: {row.title}", row.number, row)
        for row in found
        if row.kind != "certificate" and is_signable(row)
    ]
    return [*singles, *_certificates(row.subject_id for row in found if row.kind == "certificate")]


def _unsigned() -> QuerySet[Paper]:
    signed = Exists(Signature.objects.filter(paper__original=OuterRef("file"), kind=Kind.PERSONAL))
    return Paper.objects.filter(~signed, cancelled_at=None, corrected_by=None)


def _signed_by(user: User) -> Q:
    chaired = Session.objects.filter(council__in=user.scope_ids(Scope.COUNCIL, Role.COUNCIL_CHAIR))
    led = user.scope_ids(Scope.PROVINCE, Role.SIGNING_LEADER)
    kept = user.scope_ids(Scope.PROVINCE, Role.PROVINCIAL_OFFICE)
    return (
        Q(issuer=Issuer.PROVINCE, unit__in=led)
        | Q(issuer__in=(Issuer.OFFICE, Issuer.TEAM), unit__in=kept)
        | Q(issuer=Issuer.COMMUNE, unit__in=user.scope_ids(Scope.COMMUNE, Role.COMMUNE_LEADER))
        | Q(issuer=Issuer.COUNCIL, subject_type=Subject.SESSION, subject_id__in=chaired.values("pk"))
    )


def _certificates(keys: Iterable[int]) -> list[Waiting]:
    """Certificates by the proposal from which they are signed together; the Minister's came signed."""
    rows = Certificate.objects.filter(pk__in=list(keys), decision__authority="province").select_related("decision")
    counted: dict[tuple[int, str], int] = {}
    for row in rows:
        if row.decision.proposal_id:
            key = (row.decision.proposal_id, row.decision.number)
            counted[key] = counted.get(key, 0) + 1
    return [
        Waiting(f"{count} giấy chứng nhận, quyết định số {number}", number, proposal_id=proposal, count=count)
        for (proposal, number), count in counted.items()
    ]
