"""Bringing a file to be signed, and attaching what was signed elsewhere."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import IntegrityError, models, transaction

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import Conflict, NotAllowed, NotReady, Refused
from ocop.documents.actions.files import open_file, store_file
from ocop.documents.models import StoredFile
from ocop.places.models import Unit
from ocop.signing.checks.order import order_faults
from ocop.signing.models import Paper, Profile, Signature
from ocop.signing.pades.asking import inspected
from ocop.signing.queries import get_paper, latest_file, signed_kinds
from ocop.signing.spec import Body, Form, Found, Inspection
from ocop.signing.wording import HARMLESS

PDF = "application/pdf"


@transaction.atomic
def open_paper(
    *,
    by: User,
    file: StoredFile,
    province: Unit,
    title: str,
    number: str = "",
    signer_name: str = "",
    form: str = Form.PAPER,
    body: str = Body.PROVINCE,
    council_id: int | None = None,
    commune: Unit | None = None,
    about: models.Model | None = None,
) -> Paper:
    """The paper of `file`, made at the first asking. Its owner's floor has asked whether `by` may see the file."""
    paper = Paper(original=file, province=province, title=title[:300], number=number, signer_name=signer_name)
    paper.body, paper.council_id, paper.commune = body, council_id, commune
    if not by.has_perm("signing.open_paper", paper):
        raise NotAllowed("Bạn không được đưa văn bản này vào ký số.")
    known = Paper.objects.filter(original=file).first()
    if known is not None:
        return known
    if file.content_type != PDF:
        raise Refused("Chỉ ký số tệp PDF. Hãy xuất văn bản ra PDF.")
    paper.form, paper.opened_by = form, by
    paper.about_type = about._meta.label_lower if about is not None else ""
    paper.about_id = about.pk if about is not None else None
    paper.save()
    record("signing.open_paper", by=by, subject=paper, data={"sha256": file.sha256})
    return paper


def attach_signed(*, by: User, paper: Paper, kind: str, content: bytes) -> Signature:
    """Keep a version signed elsewhere: our bytes unchanged, one signature more, and that one intact."""
    if not by.has_perm("signing.attach", paper):
        raise NotAllowed("Bạn không được tải bản đã ký lên.")
    source = latest_file(paper)
    _refuse(order_faults(paper.form, signed_kinds(paper), kind))
    with open_file(source) as stream:
        before = stream.read()
    if not content.startswith(before):
        raise Refused("Tệp này không phải bản lấy từ đây. Hãy tải bản mới nhất ở trang này về, ký, rồi tải lên.")
    found = _added(inspected(content), inspected(before))
    return keep(by=by, paper=paper, kind=kind, made=made_of(source, content, found), elsewhere=True)


@dataclass(frozen=True)
class Made:
    """A signed version that is not written down yet, and what it was made from."""

    source: StoredFile
    content: bytes
    name: str
    issuer: str
    serial: str
    fingerprint: str
    stamped: bool
    trusted: bool


def made_of(source: StoredFile, content: bytes, found: Found) -> Made:
    """The signed version with what an inspection found of its last signature."""
    return Made(
        source,
        content,
        name=found.name[:300],
        issuer=found.issuer[:300],
        serial=found.serial[:64],
        fingerprint=found.fingerprint,
        stamped=found.stamped_at is not None,
        trusted=found.trusted,
    )


def keep(
    *, by: User, paper: Paper, kind: str, made: Made, profile: Profile | None = None, elsewhere: bool = False
) -> Signature:
    """Write down one signature with its file, unless somebody was quicker. Internal: callers asked the permission."""
    try:
        with transaction.atomic():
            Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
            now = get_paper(paper.pk)
            assert now is not None
            _refuse(order_faults(now.form, signed_kinds(now), kind))
            if latest_file(now).pk != made.source.pk:
                raise Conflict("Văn bản vừa có chữ ký khác. Hãy mở lại trang rồi ký.")
            stored = store_file(by=by, name=_signed_name(made.source.name), content=BytesIO(made.content))
            row = Signature.objects.create(
                paper=now,
                kind=kind,
                profile=profile,
                source=made.source,
                signed=stored,
                name=made.name,
                issuer=made.issuer,
                serial=made.serial,
                fingerprint=made.fingerprint,
                stamped=made.stamped,
                trusted=made.trusted,
                elsewhere=elsewhere,
                by=by,
            )
            data = {"kind": kind, "before": made.source.sha256, "after": stored.sha256, "serial": made.serial}
            record("signing.attach" if elsewhere else f"signing.sign_{kind}", by=by, subject=now, data=data)
    except IntegrityError as error:
        raise Conflict("Văn bản này vừa được ký. Hãy mở lại trang.") from error
    return row


def _added(after: Inspection, before: Inspection) -> Found:
    """The one signature that the new version has more; refused unless it is good and covers all."""
    if after.fault:
        raise Refused(after.fault)
    fresh = after.signatures[len(before.signatures) :]
    if not fresh:
        raise Refused("Tệp tải lên không có chữ ký số mới. Hãy ký rồi tải lên.")
    if len(fresh) > 1:
        raise Refused("Tệp tải lên có hơn một chữ ký mới. Hãy tải lên sau từng lần ký.")
    found = fresh[0]
    if (
        not found.intact
        or not found.whole
        or any(not one.intact or one.changed not in HARMLESS for one in after.signatures)
    ):
        raise Refused("Chữ ký số trong tệp không còn nguyên vẹn. Hãy ký lại từ bản tải ở đây.")
    if found.expired:
        raise Refused(f"Chứng thư số của {found.name} không còn hạn khi ký.")
    if found.revoked == "yes":
        raise Refused(f"Chứng thư số của {found.name} đã bị thu hồi.")
    return found


def _signed_name(name: str) -> str:
    stem = name.rpartition(".")[0].removesuffix("-da-ky")
    return f"{stem}-da-ky.pdf"


def _refuse(faults: list[Any]) -> None:
    if faults:
        raise NotReady(faults)
