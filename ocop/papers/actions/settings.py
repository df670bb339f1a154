"""How an agency writes, and its own templates."""

from io import BytesIO
from typing import IO

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, Refused
from ocop.base.text import nfc
from ocop.documents.actions.files import store_file
from ocop.documents.typeset import typeset_own
from ocop.documents.word.fill import MAX_BYTES, BadTemplate, fill_template, judge_template
from ocop.documents.word.read import losses, read_docx
from ocop.papers.models import Letterhead, PaperNumber, Template
from ocop.papers.papers import template_fields
from ocop.papers.queries.letterheads import Head
from ocop.papers.spec import KINDS, Issuer
from ocop.places.models import Level, Unit

COMMUNE_ISSUERS = (Issuer.COMMUNE,)
DISTRICT_ISSUERS = (Issuer.DISTRICT,)
PROVINCE_ISSUERS = (Issuer.OFFICE, Issuer.PROVINCE, Issuer.COUNCIL, Issuer.TEAM)
_LONGEST = 2000


def issuers_of(unit: Unit) -> tuple[Issuer, ...]:
    """The bodies of a place that write."""
    return {Level.PROVINCE: PROVINCE_ISSUERS, Level.DISTRICT: DISTRICT_ISSUERS}.get(Level(unit.level), COMMUNE_ISSUERS)


@transaction.atomic
def set_letterhead(*, by: User, unit: Unit, issuer: str, kind: str, head: Head) -> Letterhead:
    """Head, symbol, signer and recipients of an agency, for all papers or one kind."""
    _ask(by, "papers.change_letterhead", unit)
    if issuer not in issuers_of(unit) or (kind and kind not in KINDS):
        raise Refused("Cơ quan hoặc loại văn bản này không thuộc địa bàn của bạn.")
    if max(len(head.authority), len(head.recipients)) > _LONGEST:
        raise Refused("Nội dung quá dài. Hãy rút gọn nơi nhận, quyền hạn ký.")
    row, _ = Letterhead.objects.update_or_create(
        unit=unit,
        issuer=issuer,
        kind=kind,
        defaults={
            "parent_name": _lines(head.parent_name),
            "name": _lines(head.name),
            "symbol": nfc(head.symbol).upper(),
            "place": nfc(head.place),
            "authority": _lines(head.authority),
            "signer": nfc(head.signer),
            "recipients": _lines(head.recipients),
            "by": by,
        },
    )
    record("papers.change_letterhead", by=by, subject=row, data={"symbol": row.symbol, "signer": row.signer})
    return row


@transaction.atomic
def upload_template(*, by: User, unit: Unit, kind: str, name: str, content: IO[bytes]) -> Template:
    """A new version of the office's own template of a kind, to be tried; nothing is printed in it yet."""
    _ask(by, "papers.change_template", unit)
    if kind not in KINDS or kind == "certificate":
        raise Refused("Loại văn bản này không dùng bản mẫu riêng.")
    data = content.read(MAX_BYTES + 1)
    allowed = [field.name for field in template_fields(KINDS[kind])]
    used = judge_template(data, allowed)
    _try_out(data)
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = Template.objects.filter(unit=unit, kind=kind).order_by("-version").first()
    stored = store_file(by=by, name=name, content=BytesIO(data), limit=MAX_BYTES)
    row = Template.objects.create(
        unit=unit, kind=kind, version=(last.version + 1) if last else 1, file=stored, fields=sorted(used),
        uploaded_by=by,
    )  # fmt: skip
    _record("papers.upload_template", by, row)
    return row


@transaction.atomic
def take_template(*, by: User, template: Template) -> Template:
    """Print this kind in the template from now on; the one used so far is retired."""
    _ask(by, "papers.change_template", template.unit)
    Unit.objects.select_for_update().get(pk=template.unit_id)
    template.refresh_from_db()
    if template.taken_at is not None and template.retired_at is None:
        return template
    now = timezone.now()
    same = Template.objects.filter(unit=template.unit, kind=template.kind, taken_at__isnull=False, retired_at=None)
    same.update(retired_at=now)
    template.taken_at, template.retired_at = now, None
    template.save(update_fields=["taken_at", "retired_at"])
    _record("papers.take_template", by, template)
    return template


@transaction.atomic
def retire_template(*, by: User, template: Template) -> Template:
    """Go back to the standard layout."""
    _ask(by, "papers.change_template", template.unit)
    if template.retired_at is None:
        template.retired_at = timezone.now()
        template.save(update_fields=["retired_at"])
        _record("papers.retire_template", by, template)
    return template


def _record(name: str, by: User, row: Template) -> None:
    record(name, by=by, subject=row, data={"kind": row.kind, "version": row.version, "sha256": row.file.sha256})


def _try_out(content: bytes) -> None:
    """A template must come through to its printed page with nothing in it too: a loop or a condition that breaks, or
    words that the page would lose, are found now."""
    lost = losses(content)
    if lost:
        raise BadTemplate(f"Bản mẫu có {', '.join(lost)}: bản PDF sẽ mất phần chữ đó. Hãy đưa chữ vào đoạn hoặc bảng.")
    try:
        typeset_own(read_docx(fill_template(content, {})), title="Bản mẫu", day=timezone.localdate())
    except Refused:
        raise
    except Exception as error:
        raise BadTemplate(
            "Bản mẫu không điền và in được. Hãy kiểm tra các vòng lặp, trường và bảng trong tệp."
        ) from error


def _ask(by: User, permission: str, unit: Unit) -> None:
    if not by.has_perm(permission, PaperNumber(unit=unit)):
        raise NotAllowed("Bạn không được đổi thiết lập văn bản của cơ quan này.")


def _lines(text: str) -> str:
    return "\n".join(line for line in (nfc(part) for part in text.splitlines()) if line)
