"""The paper register: what was issued, the numbers, what a thing has."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.papers.models import Paper, PaperNumber
from ocop.papers.queries.subjects import About
from ocop.papers.spec import Kind, Subject
from ocop.places.models import Level, Unit
from ocop.signing.models import Signature

COMMUNES = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
PROVINCES = (Role.PROVINCIAL_OFFICE, Role.SIGNING_LEADER, Role.AUDITOR)
_PATHS = ("unit", "file", "word", "issued_by", "cancelled_by", "corrects", "corrected_by")


def units_of(user: User) -> QuerySet[Unit]:
    """The places whose register `user` reads; agrees with ``papers.view_register``."""
    if not user.is_active:
        return Unit.objects.none()
    own = Q(pk__in=user.scope_ids(Scope.COMMUNE, *COMMUNES))
    own |= Q(pk__in=user.scope_ids(Scope.PROVINCE, *PROVINCES))
    own |= Q(pk__in=user.scope_ids(Scope.DISTRICT, *PROVINCES))
    return Unit.objects.filter(own).select_related("parent").order_by("level", "sort_key")


def register(user: User) -> QuerySet[Paper]:
    """Papers of the places whose register the user keeps, without those of single score sheets."""
    rows = Paper.objects.filter(unit__in=units_of(user)).exclude(subject_type=Subject.SHEET)
    return rows.select_related(*_PATHS).order_by("-issued_at", "-pk")


def narrowed(rows: QuerySet[Paper], *, kind: str, year: str, words: str, cancelled: bool) -> QuerySet[Paper]:
    """The filters of the register."""
    if kind:
        rows = rows.filter(kind=kind)
    if year.isdecimal() and len(year) == 4:
        rows = rows.filter(dated_on__year=int(year))
    if words.strip():
        code = "".join(char for char in words.upper() if char.isalnum())
        rows = rows.filter(
            Q(title__icontains=words.strip()) | Q(number__icontains=words.strip()) | Q(code__startswith=code or "-")
        )
    return rows.exclude(cancelled_at=None) if cancelled else rows


def numbers(user: User) -> QuerySet[PaperNumber]:
    """Every number of those places, the latest first: given, reserved, cancelled."""
    rows = PaperNumber.objects.filter(unit__in=units_of(user)).select_related("unit", "paper", "by")
    return rows.order_by("-year", "issuer", "series", "-number")


def get_number(pk: int) -> PaperNumber | None:
    """One number, for a door to ask the permission of."""
    return PaperNumber.objects.select_related("unit").filter(pk=pk).first()


def get_paper(pk: int) -> Paper | None:
    """One paper with all that its page names."""
    return Paper.objects.select_related(*_PATHS).filter(pk=pk).first()


def issued_about(about: About, kinds: Iterable[Kind]) -> dict[str, list[Paper]]:
    """kind → papers issued about a thing, the latest first."""
    rows = Paper.objects.filter(
        subject_type=about.type, subject_id=about.pk, kind__in=[kind.key for kind in kinds]
    ).select_related(*_PATHS)
    found: dict[str, list[Paper]] = {}
    for row in rows.order_by("-issued_at", "-pk"):
        found.setdefault(row.kind, []).append(row)
    return found


def standing_paper(kind: str, subject_type: str, subject_id: int) -> Paper | None:
    """The paper that holds: neither cancelled nor replaced by another."""
    rows = Paper.objects.filter(
        kind=kind, subject_type=subject_type, subject_id=subject_id, cancelled_at=None
    ).select_related(*_PATHS)
    # a correction that was cancelled gives its place back
    return next((row for row in rows.order_by("-pk")), None)


def standing_papers(subject_type: str, keys: Iterable[int]) -> dict[int, Paper]:
    """thing → the paper that holds, for things with one kind of paper each (1 query)."""
    rows = Paper.objects.filter(subject_type=subject_type, subject_id__in=list(keys), cancelled_at=None)
    return {row.subject_id: row for row in rows.order_by("pk")}


@dataclass(frozen=True)
class Checked:
    """What the public page may say of a code, and of the page whose QR was read."""

    paper: Paper
    page: int | None
    page_hash: str
    is_page_right: bool | None


def paper_by_code(code: str, page: int | None = None, digest: str = "") -> Checked | None:
    """The paper of a code; with a page, whether the printed hash is that of the frozen page."""
    paper = Paper.objects.select_related("unit", "corrects", "corrected_by").filter(code=code).first()
    if paper is None:
        return None
    if page is None:
        return Checked(paper, None, "", None)
    known = paper.pages[page - 1] if 1 <= page <= len(paper.pages) else ""
    right = bool(known) and len(digest) == 12 and hmac.compare_digest(known[:12], digest.lower())
    return Checked(paper, page, known, right)


def is_frozen_file(paper: Paper, content: Iterable[bytes]) -> bool:
    """Whether these are the bytes that were issued, or those with the signatures put on them here."""
    digest = hashlib.sha256()
    for block in content:
        digest.update(block)
    word = [paper.word.sha256] if paper.word else []
    signed = Signature.objects.filter(paper__original=paper.file_id).values_list("signed__sha256", flat=True)
    return digest.hexdigest() in {paper.sha256, *word, *signed}


def provinces(user: User) -> list[Unit]:
    """The provinces among the places of the user."""
    return [unit for unit in units_of(user) if unit.level == Level.PROVINCE]
