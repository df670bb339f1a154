"""The evidence vault: what a producer has, how long it holds, where it is cited, who may open a file."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.base.dates import local_date
from ocop.base.text import fold
from ocop.documents.models import StoredFile
from ocop.dossiers.checks.evidence import Validity, said, validity
from ocop.dossiers.models import Citation, Dossier, Evidence
from ocop.dossiers.queries import visible_to

READERS = (Role.PRODUCER, Role.PRODUCER_HELPER, Role.AUDITOR)
# a paper that lapses within this time is worth renewing now
AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class Paper:
    """A paper of the vault as a list shows it; `used` is criterion → product for citations in open dossiers."""

    row: Evidence
    state: Validity
    said: str
    used: tuple[tuple[str, str], ...]


def vault_of(producer_ids: set[int], needed_until: date | None = None, words: str = "") -> list[Paper]:
    """The papers in the vaults of these producers, those that lapse first on top (3 queries)."""
    today = local_date(timezone.now())
    until = needed_until or today + AHEAD
    rows = _rows(producer_ids)
    if words.strip():
        rows = rows.filter(folded__contains=fold(words))
    papers = [paper_of(row, today, until) for row in rows]
    urgent = {Validity.LAPSED: 0, Validity.LAPSING: 1}
    return sorted(papers, key=lambda paper: (urgent.get(paper.state, 2), -paper.row.pk))


def _rows(producer_ids: set[int]) -> QuerySet[Evidence]:
    open_citations = Citation.objects.exclude(
        dossier__state__in=("recognised", "not_ranked", "refused", "withdrawn")
    ).select_related("criterion", "dossier__product")
    return (
        Evidence.objects.filter(producer__in=producer_ids, removed_at=None)
        .select_related("kind", "file", "producer")
        .prefetch_related(Prefetch("citations", open_citations, to_attr="open_citations"))
    )


def paper_of(row: Evidence, today: date, until: date) -> Paper:
    """`row` judged on a day."""
    state = validity(row.valid_until, today, until)
    cited = getattr(row, "open_citations", ())
    used = tuple(sorted((each.criterion.code, each.dossier.product.name) for each in cited))
    return Paper(row, state, said(state, row.valid_until), used)


def evidence_by_id(pk: int) -> Evidence | None:
    """One paper with its producer and file."""
    rows = Evidence.objects.select_related("producer__commune__parent", "file", "kind", "added_by", "replaces")
    return rows.filter(pk=pk).first()


def papers_for(dossier: Dossier, until: date) -> list[Paper]:
    """The producer's papers as they stand for this dossier, for choosing one to cite."""
    return vault_of({dossier.product.producer_id}, until)


def evidence_file_for(user: User, evidence_id: int) -> StoredFile | None:
    """The file of a paper, if `user` may open it: its producer's people, or whoever may see a dossier citing it."""
    evidence = evidence_by_id(evidence_id)
    if evidence is None or not user.is_active:
        return None
    own = evidence.producer_id in user.scope_ids(Scope.PRODUCER, *READERS)
    province = evidence.producer.commune.parent_id in user.scope_ids(Scope.PROVINCE, Role.AUDITOR)
    if own or province or visible_to(user).filter(citations__evidence=evidence).exists():
        return evidence.file
    return _frozen_file(user, evidence)


def _frozen_file(user: User, evidence: Evidence) -> StoredFile | None:
    """A paper that was replaced is still part of what was filed before."""
    for dossier in visible_to(user).filter(product__producer=evidence.producer_id).prefetch_related("snapshots"):
        for snapshot in dossier.snapshots.all():
            if any(paper["id"] == evidence.pk for paper in snapshot.content["evidence"]):
                return evidence.file
    return None
