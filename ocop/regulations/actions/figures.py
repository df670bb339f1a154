"""What stands in the body of a decision, not in its forms: ranks, terms, rounds, evidence, product code, what it
replaces. The importer takes it from the decision before; an officer reads it against the paper and confirms it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ocop.audit.actions import Actor, record
from ocop.base.errors import ReasonMissing, Refused
from ocop.base.text import fold, nfc
from ocop.regulations.actions.drafts import held_draft, write
from ocop.regulations.models import Decision, EvidenceKind, ImportFinding, RoundTemplate, StarBand, Term
from ocop.regulations.spec.shapes import BANDS, CARRIED, EVIDENCE, GENERAL, KEEP, PLACES, ROUNDS, TERMS

Values = Mapping[str, Any]

TABLES: dict[str, Any] = {
    BANDS: StarBand,
    TERMS: Term,
    ROUNDS: RoundTemplate,
    EVIDENCE: EvidenceKind,
}
FIELDS: dict[str, tuple[str, ...]] = {
    BANDS: ("stars", "minimum", "certificate", "level", "recognised_by", "clause"),
    TERMS: ("text", "amount", "unit", "clause"),
    ROUNDS: (
        "level", "no", "request_day", "request_month", "finish_day", "finish_month", "years_later", "clause",
    ),
    EVIDENCE: ("name", "needed"),
}  # fmt: skip


@transaction.atomic
def edit_figures(
    *, by: Actor | None, decision: Decision, part: str, rows: Sequence[tuple[int | None, Values]], reason: str
) -> None:
    """Write one table of the body (`rows`: key of the row or None for a new one, and its values), and confirm it.

    Terms are neither added nor taken out: the system counts each of them somewhere.
    """
    held = held_draft(by, decision)
    model = TABLES[part]
    known: dict[int, Any] = {row.pk: row for row in model.objects.filter(decision=held)}
    kept = {pk for pk, _ in rows if pk is not None}
    if kept - set(known):
        raise Refused("Có dòng không còn trong bản nháp; hãy mở lại trang.")
    gone = [row for pk, row in known.items() if pk not in kept]
    if part == TERMS and (gone or any(pk is None for pk, _ in rows)):
        raise Refused("Thời hạn không thêm, bớt được; hãy sửa độ dài và điều khoản của từng dòng.")
    if not rows:
        raise Refused("Phần này phải có ít nhất một dòng.")
    changed: dict[str, Any] = {}
    for row in gone:
        changed[str(row)] = "bỏ"
        row.delete()
    for pk, values in rows:
        row = known[pk] if pk is not None else model(decision=held)
        if pk is None and isinstance(row, EvidenceKind):
            _place_evidence(held, row, values)
        found = write(row, {name: values[name] for name in FIELDS[part]})
        if found:
            changed[str(row)] = found
    _confirm(by, held, part, changed, reason)


@transaction.atomic
def edit_general(
    *, by: Actor | None, decision: Decision, title: str, code_pattern: str, code_note: str,
    replaces: Sequence[tuple[str, date, str]], reason: str,
) -> None:  # fmt: skip
    """Title, form of the product code, and which decisions end on which last day by which clause; confirmed."""
    held = held_draft(by, decision)
    told = [_replaced(held, number, last_day, clause) for number, last_day, clause in replaces]
    if not nfc(code_pattern):
        raise Refused("Cần ghi mẫu mã sản phẩm, ví dụ (T)-(X)-(STT)-(Năm).")
    values = {
        "title": nfc(title), "product_code_pattern": nfc(code_pattern), "product_code_note": nfc(code_note),
        "replaces": told,
    }  # fmt: skip
    changed = write(held, values)
    _confirm(by, held, GENERAL, changed, reason)


@transaction.atomic
def confirm_places(*, by: Actor | None, decision: Decision, reason: str) -> None:
    """Somebody has read the classification against the paper; each set is edited on its own page."""
    _confirm(by, held_draft(by, decision), PLACES, {}, reason)


def _replaced(decision: Decision, number: str, last_day: date, clause: str) -> dict[str, Any]:
    row = Decision.objects.frozen().filter(number=number).order_by("-version").first()
    if row is None or number == decision.number:
        raise Refused(f"Hệ thống không có Quyết định {number} đã chốt để thay thế.")
    if last_day < row.in_force_from:
        raise Refused(
            f"Quyết định {number} có hiệu lực từ {row.in_force_from:%d/%m/%Y}; ngày cuối không thể trước ngày ấy."
        )
    if not nfc(clause):
        raise Refused(f"Cần ghi điều khoản chuyển tiếp về Quyết định {number}, ví dụ Điều 11.2.")
    return {
        "number": number, "dated": row.dated.isoformat(), "last_day": last_day.isoformat(), "clause": nfc(clause),
    }  # fmt: skip


def _place_evidence(decision: Decision, row: EvidenceKind, values: Values) -> None:
    kinds = EvidenceKind.objects.filter(decision=decision)
    last = kinds.order_by("-order").first()
    row.order = last.order + 1 if last else 1
    words = "".join(char if char.isalnum() and char.isascii() else "_" for char in fold(str(values["name"])))
    row.key = f"{words[:30].strip('_')}_{row.order}"


def _confirm(by: Actor | None, decision: Decision, part: str, changed: dict[str, Any], reason: str) -> None:
    """Record the edit, and that what was carried over in this part has been read."""
    reason = nfc(reason)
    if not reason:
        raise ReasonMissing("Cần ghi lý do, ví dụ đã đối chiếu bản ký.")
    for finding in ImportFinding.objects.filter(decision=decision, kind=CARRIED, code=part):
        finding.value, finding.reason = KEEP if not changed else "đã sửa", reason
        finding.settled_by_id = by.pk if by is not None else None
        finding.settled_at = timezone.now()
        finding.save()
    record("regulations.edit", by=by, subject=decision, data={"place": part, "reason": reason, **changed})
