"""The evidence vault: a paper is added once, replaced when it lapses, cited by criterion and page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, NotReady, Refused
from ocop.base.findings import Finding
from ocop.base.text import nfc
from ocop.documents.actions.files import open_file, photos_as_pdf, store_file
from ocop.documents.models import StoredFile
from ocop.dossiers.actions.drafting import open_to_edit, refuse_closed
from ocop.dossiers.models import Citation, Dossier, Evidence
from ocop.dossiers.queries.content import reopened_items
from ocop.dossiers.states import DossierState
from ocop.parties.models import Producer
from ocop.regulations.models import Criterion, EvidenceKind

# Pages of one paper photographed one by one; all are held in memory while they become one PDF.
MOST_PHOTOS = 40
CLOSED = (DossierState.RECOGNISED, DossierState.NOT_RANKED, DossierState.REFUSED, DossierState.WITHDRAWN)


@dataclass(frozen=True)
class Facts:
    """What is written on the paper; `kind` is the id of a row of the table of Mẫu 02."""

    kind: int
    title: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_until: date | None = None


def files_as_one(
    *, by: User, name: str, files: Sequence[tuple[str, IO[bytes]]], stored: Sequence[StoredFile] = ()
) -> StoredFile | None:
    """One file for one paper: the file itself, or several photos of its pages made into one PDF."""
    if len(files) + len(stored) > MOST_PHOTOS:
        raise Refused(f"Mỗi giấy tờ nhiều nhất {MOST_PHOTOS} ảnh; nhiều trang hơn, hãy quét thành một tệp PDF.")
    kept = [*stored, *(store_file(by=by, name=each, content=content) for each, content in files)]
    if len(kept) <= 1:
        return kept[0] if kept else None
    if any(not file.content_type.startswith("image/") for file in kept):
        raise Refused("Chọn một tệp, hoặc nhiều ảnh chụp các trang của cùng một giấy tờ.")
    pages = []
    for file in kept:
        with open_file(file) as stream:
            pages.append(BytesIO(stream.read()))
    return store_file(
        by=by, name=f"{nfc(name)[:80] or 'Giấy tờ'} ({len(pages)} ảnh).pdf", content=photos_as_pdf(pages)
    )


@transaction.atomic
def add_evidence(*, by: User, producer: Producer, facts: Facts, file: StoredFile | None) -> Evidence:
    """Put a paper into the vault of `producer`."""
    if not by.has_perm("dossiers.edit_vault", producer):
        raise NotAllowed("Bạn không có quyền thêm minh chứng.")
    evidence = Evidence(producer=producer, added_by=by)
    _write(evidence, facts, file)
    record("dossiers.add_evidence", by=by, subject=evidence, data=_data(evidence))
    return evidence


@transaction.atomic
def edit_evidence(*, by: User, evidence: Evidence, facts: Facts) -> Evidence:
    """Correct what is written about a paper; the file stays, and frozen versions keep the old words."""
    locked = _own(by, evidence)
    _write(locked, facts, locked.file)
    record("dossiers.edit_evidence", by=by, subject=locked, data=_data(locked))
    return locked


@transaction.atomic
def replace_evidence(*, by: User, evidence: Evidence, facts: Facts, file: StoredFile | None) -> Evidence:
    """Put a newer paper in place of an old one. Drafts cite the new one; what was filed keeps the old."""
    old = _own(by, evidence)
    if Evidence.objects.filter(replaces=old).exists():
        raise Refused("Minh chứng này đã được thay rồi.")
    new = Evidence(producer=old.producer, added_by=by, replaces=old)
    _write(new, facts, file)
    _cite_instead(old, new)
    if not _in_use(old):
        old.removed_at = timezone.now()
        old.save(update_fields=["removed_at"])
    record("dossiers.replace_evidence", by=by, subject=new, data={**_data(new), "replaces": old.pk})
    return new


def _cite_instead(old: Evidence, new: Evidence) -> None:
    """Where a citation may be changed now, it moves to the new paper."""
    rows = Citation.objects.filter(evidence=old).exclude(dossier__state__in=CLOSED)
    for row in rows.select_related("dossier", "criterion"):
        item = f"criterion:{row.criterion.code}"
        reopened = reopened_items(row.dossier)
        if reopened is None or item in reopened or "page:tu-cham" in reopened:
            row.evidence = new
            row.save(update_fields=["evidence"])


@transaction.atomic
def remove_evidence(*, by: User, evidence: Evidence) -> Evidence:
    """Take a paper out of the vault; refused while an open dossier cites it. Frozen versions keep it."""
    locked = _own(by, evidence)
    used = _in_use(locked)
    if used:
        codes = ", ".join(sorted({row.criterion.code for row in used}))
        raise Refused(f"Minh chứng đang được dẫn ở tiêu chí {codes}. Hãy bỏ dẫn chứng trước, hoặc thay bản mới.")
    if locked.removed_at is None:
        locked.removed_at = timezone.now()
        locked.save(update_fields=["removed_at"])
        record("dossiers.remove_evidence", by=by, subject=locked, data=_data(locked))
    return locked


@transaction.atomic
def cite(*, by: User, dossier: Dossier, code: str, evidence: Evidence, pages: str = "", note: str = "") -> Citation:
    """Cite a paper of the producer's own vault for a criterion; again only changes the pages."""
    locked = open_to_edit(by, dossier)
    refuse_closed(reopened_items(locked), f"criterion:{code}")
    own = Evidence.objects.select_for_update().filter(producer=locked.product.producer_id, removed_at=None)
    if not own.filter(pk=evidence.pk).exists():
        raise NotAllowed("Minh chứng này không có trong kho của chủ thể.")
    criterion = Criterion.objects.filter(criteria_set=locked.criteria_set_id, code=code).first()
    if criterion is None:
        raise NotAllowed("Không có tiêu chí này trong bộ tiêu chí.")
    row, _ = Citation.objects.update_or_create(
        dossier=locked,
        criterion=criterion,
        evidence=evidence,
        defaults={"pages": nfc(pages)[:60], "note": nfc(note)[:300]},
    )
    return row


@transaction.atomic
def uncite(*, by: User, dossier: Dossier, code: str, evidence_id: int) -> None:
    """Take a citation back; done twice, nothing more happens."""
    locked = open_to_edit(by, dossier)
    refuse_closed(reopened_items(locked), f"criterion:{code}")
    locked.citations.filter(criterion__code=code, evidence=evidence_id).delete()


def _own(by: User, evidence: Evidence) -> Evidence:
    locked = Evidence.objects.select_for_update(of=("self",)).select_related("producer__commune", "file", "kind")
    row = locked.get(pk=evidence.pk)
    if not by.has_perm("dossiers.edit_vault", row):
        raise NotAllowed("Bạn không có quyền với minh chứng này.")
    return row


def _in_use(evidence: Evidence) -> list[Citation]:
    """Citations in dossiers that are not finished."""
    return list(evidence.citations.exclude(dossier__state__in=CLOSED).select_related("criterion"))


def _write(evidence: Evidence, facts: Facts, file: StoredFile | None) -> None:
    if file is None:
        raise NotReady([Finding("file", "Mẫu 02", "Hãy chọn tệp hoặc chụp ảnh giấy tờ.", "file")])
    kind = EvidenceKind.objects.filter(pk=facts.kind).first()
    if kind is None:
        raise NotReady([Finding("kind", "Mẫu 02", "Hãy chọn loại minh chứng.", "kind")])
    evidence.kind, evidence.file = kind, file
    evidence.title, evidence.number, evidence.issuer = nfc(facts.title), nfc(facts.number), nfc(facts.issuer)
    evidence.issued_on, evidence.valid_until = facts.issued_on, facts.valid_until
    try:
        evidence.full_clean(exclude=["folded"])
    except ValidationError as error:
        rows = [(name, text) for name, texts in error.message_dict.items() for text in texts]
        raise NotReady([Finding("evidence", "Mẫu 02", text, name) for name, text in rows]) from error
    evidence.save()


def _data(evidence: Evidence) -> dict[str, object]:
    return {
        "title": evidence.title,
        "kind": evidence.kind.key,
        "number": evidence.number,
        "valid_until": evidence.valid_until,
        "file": evidence.file.sha256,
    }
