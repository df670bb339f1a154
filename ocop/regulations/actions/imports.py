"""From the official file of a decision to a draft, and the settling of what the file left open.

`by` None is a command typed at the server; frozen decisions refuse whoever asks.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from ocop.accounts.queries.people import users_holding
from ocop.audit.actions import Actor, record
from ocop.base.errors import Conflict, ReasonMissing, Refused
from ocop.base.text import fold, nfc
from ocop.documents.checks import clean_name
from ocop.notices.actions import notify
from ocop.regulations.actions.drafts import allowed, held_draft
from ocop.regulations.actions.load import fill_decision
from ocop.regulations.models import (
    CriteriaSet,
    Criterion,
    Decision,
    Heading,
    ImportFinding,
    Option,
    SourceFault,
    SourceFile,
)
from ocop.regulations.permissions import FREEZERS
from ocop.regulations.queries.drafting import settled_drafts
from ocop.regulations.queries.imports import draft_by_number, earlier_rules
from ocop.regulations.ruleset import sha256
from ocop.regulations.spec import DecisionDraft, Fault, FileRefused, read_blocks, read_decision
from ocop.regulations.spec.faults import find_faults
from ocop.regulations.spec.rows import decision_rows
from ocop.regulations.spec.shapes import (
    BEST_OPTION,
    CARRIED,
    CODE,
    KEEP,
    MAX,
    MISSING,
    NAME,
    OPTIONS,
    POINTS,
    STAR,
    SUM,
    TEXT,
)
from ocop.regulations.spec.sheet import number as read_points

NO_STAR = "không"


class FieldRefused(Refused):
    """A refusal of one thing that was given; `field` names it, so that a page says it beside."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


def import_decision(
    *,
    by: Actor | None,
    content: bytes,
    file_name: str,
    number: str,
    dated: date,
    in_force_from: date,
    reason: str = "",
) -> Decision:
    """Read an official file (HTML or DOCX) into a draft of its own version; Refused says why a file is not taken.

    What the file leaves open is kept as findings; the draft holds the proposed readings until they are settled.
    """
    allowed(by, "regulations.draft")
    number, reason = nfc(number), nfc(reason)
    if by is not None and not reason and Decision.objects.filter(number=number).exists():
        raise FieldRefused("reason", f"Đã có Quyết định {number}; hãy ghi lý do lập phiên bản mới, ví dụ đính chính.")
    try:
        draft = read_decision(read_blocks(content))
        faults = find_faults(draft)
    except FileRefused as error:
        raise FieldRefused("file", str(error)) from None
    _refuse_other_law(draft, number, dated, in_force_from)
    _refuse_cut(draft)
    digest = sha256(content)
    with transaction.atomic():
        decision = _store(by, draft, faults, number, dated, in_force_from, f"{file_name} (SHA-256 {digest})", reason)
        SourceFile.objects.create(
            decision=decision, name=clean_name(file_name), size=len(content), sha256=digest, content=content
        )
    return decision


@transaction.atomic
def discard_draft(*, by: Actor | None, decision: Decision) -> None:
    """Throw a draft away, with all that was settled in it."""
    held = held_draft(by, decision)
    record("regulations.discard", by=by, subject=held, data={"version": held.version})
    held.delete()


@transaction.atomic
def settle_finding(*, by: Actor | None, finding: ImportFinding, value: str, reason: str) -> ImportFinding:
    """Conclude how a doubtful place is read, and put that into the draft. May be settled again until the freeze."""
    value, reason = nfc(value), nfc(reason)
    if not reason:
        raise ReasonMissing("Cần ghi lý do của kết luận, ví dụ đã đối chiếu bản ký.")
    held_draft(by, finding.decision)
    held = ImportFinding.objects.select_for_update(of=("self",)).select_related("decision").get(pk=finding.pk)
    was_open = held.settled_at is None
    _APPLY[held.kind](held, value)
    held.value, held.reason = value[:300], reason
    held.settled_by_id = by.pk if by is not None else None
    held.settled_at = timezone.now()
    held.fault = _doubt(held)
    held.save()
    record(
        "regulations.settle", by=by, subject=held.decision,
        data={"place": held.place, "what": held.what, "as_read": held.as_read, "value": value, "reason": reason},
    )  # fmt: skip
    if was_open:
        _tell_when_settled(held.decision)
    return held


def _tell_when_settled(decision: Decision) -> None:
    """With the last place settled the draft waits for somebody who had no hand in it."""
    if not settled_drafts().filter(pk=decision.pk).exists():
        return
    able = [user for user in users_holding(*FREEZERS) if user.has_perm("regulations.freeze", decision)]
    notify(
        to=able,
        kind="regulations.draft_settled",
        subject=f"Bản nháp {decision.number} chờ chốt",
        body="Mọi chỗ chưa rõ đã được kết luận. Hãy xem lại bản nháp và đưa quyết định vào áp dụng.",
        about=decision,
    )


def _refuse_other_law(draft: DecisionDraft, number: str, dated: date, in_force_from: date) -> None:
    if not draft.sheets:
        raise FieldRefused(
            "file",
            "Tệp không có phiếu chấm nào: cần bảng có hai cột “Các tiêu chí” và “Thang điểm”, bắt đầu bằng Phần A.",
        )
    if draft.number and draft.number != number:
        raise FieldRefused("number", f"Tệp là của Quyết định {draft.number}, không phải {number}.")
    if draft.number and draft.dated and draft.dated != dated:
        raise FieldRefused("dated", f"Tệp ghi ngày ban hành {draft.dated:%d/%m/%Y}, không phải {dated:%d/%m/%Y}.")
    if draft.number and draft.in_force_from and draft.in_force_from != in_force_from:
        raise FieldRefused(
            "in_force_from",
            f"Tệp ghi có hiệu lực từ {draft.in_force_from:%d/%m/%Y}, không phải {in_force_from:%d/%m/%Y}.",
        )
    twice = [no for no, times in Counter(sheet.no for sheet in draft.sheets).items() if times > 1]
    if twice:
        raise FieldRefused("file", f"Tệp có hai phiếu cùng mang số {twice[0]}; hãy kiểm tra lại tệp.")
    bare = [sheet.no for sheet in draft.sheets if not any(node.children for node in sheet.parts)]
    if bare:
        raise FieldRefused("file", f"Phiếu số {bare[0]} không có tiêu chí nào đọc được; hãy kiểm tra lại tệp.")


def _refuse_cut(draft: DecisionDraft) -> None:
    """A file that broke off while it was fetched: the sheets at the end of the contents are not there."""
    last = max(sheet.no for sheet in draft.sheets)
    if last < len(draft.contents):
        said = f"mục lục có {len(draft.contents)} bộ, phiếu cuối cùng đọc được là bộ {last}"
        raise FieldRefused("file", f"Tệp bị cắt ngang: {said}. Hãy lấy lại tệp đầy đủ.")


def _store(
    by: Actor | None, draft: DecisionDraft, faults: list[Fault], number: str, dated: date, in_force_from: date,
    source: str, reason: str,
) -> Decision:  # fmt: skip
    if draft_by_number(number):
        raise Conflict(f"Đã có bản nháp của Quyết định {number}; hãy hoàn thành hoặc bỏ bản nháp ấy trước.")
    earlier = earlier_rules(number)
    if earlier is None:
        raise Refused("Hệ thống chưa có quyết định nào; hãy chạy “manage.py migrate” trước.")
    last = Decision.objects.filter(number=number).order_by("-version").first()
    base = last or Decision.objects.frozen().filter(number=earlier.number).order_by("-version").first()
    content, sets, carried = decision_rows(draft, earlier)
    decision = Decision.objects.create(
        number=number, version=last.version + 1 if last else 1, dated=dated, in_force_from=in_force_from,
        title=(draft.title or (base.title if base else number))[:500],
        replaces=last.replaces if last else [], in_force_to=last.in_force_to if last else None,
        imported_by_id=by.pk if by is not None else None, imported_at=timezone.now(),
        product_code_pattern=base.product_code_pattern if base else "",
        product_code_note=base.product_code_note if base else "",
        source=f"Nhập từ tệp {source}", reason=reason or ("Nhập lại từ tệp của văn bản" if last else ""),
    )  # fmt: skip
    held_draft(by, decision)
    fill_decision(decision, content, sets)
    ImportFinding.objects.bulk_create(
        ImportFinding(
            decision=decision, order=order, kind=fault.kind, set_no=fault.set_no, code=fault.code,
            option_order=fault.option, place=fault.place[:300], what=fault.what, as_read=fault.as_read[:300],
            proposed=fault.proposed[:300],
        )
        for order, fault in enumerate([*faults, *carried], start=1)
    )  # fmt: skip
    record("regulations.import", by=by, subject=decision, data={"source": source, "findings": len(faults)})
    return decision


def _doubt(finding: ImportFinding) -> SourceFault | None:
    """What was settled stays visible beside the criterion ("cần đối chiếu")."""
    if finding.fault_id:
        SourceFault.objects.filter(pk=finding.fault_id).delete()
    if finding.kind == CARRIED:
        return None
    kept = finding.value == KEEP and finding.kind in {SUM, BEST_OPTION} and finding.code
    criteria_set = CriteriaSet.objects.filter(decision=finding.decision, no=finding.set_no or 0).first()
    return SourceFault.objects.create(
        decision=finding.decision, criteria_set=criteria_set, criterion_code=finding.code,
        accepts=finding.kind if kept else "",
        text=f"{finding.what} Kết luận: {finding.value}. {finding.reason}",
    )  # fmt: skip


def _criterion(finding: ImportFinding) -> Criterion:
    return Criterion.objects.get(
        criteria_set__decision=finding.decision_id, criteria_set__no=finding.set_no or 0, code=finding.code
    )


def _option(finding: ImportFinding) -> Option:
    return Option.objects.get(criterion=_criterion(finding), order=finding.option_order or 0)


def _points(value: str) -> Decimal:
    points = read_points(value)
    if points is None:
        raise Refused(f"“{value[:30]}” không phải là số điểm; hãy ghi một số, ví dụ 3 hoặc 0,5.")
    return points


def _settle_points(finding: ImportFinding, value: str) -> None:
    option = _option(finding)
    option.points = _points(value)
    option.save(update_fields=["points"])


def _settle_max(finding: ImportFinding, value: str) -> None:
    """A number becomes the points of the line; a sum or a best option may also stay as printed."""
    if finding.kind in {SUM, BEST_OPTION} and value == KEEP:
        return
    points = _points(value)
    place = {"criteria_set__decision": finding.decision_id, "criteria_set__no": finding.set_no, "code": finding.code}
    if not points or not (
        Heading.objects.filter(**place).update(max_points=points)
        or Criterion.objects.filter(**place).update(max_points=points)
    ):
        raise Refused("Điểm tối đa phải lớn hơn 0 và thuộc một mục của phiếu.")


def _settle_star(finding: ImportFinding, value: str) -> None:
    if value == KEEP:
        return
    if value != NO_STAR and value not in {"3", "4", "5"}:
        raise Refused(f"Dấu sao phải là 3, 4, 5, “{NO_STAR}” hoặc “{KEEP}”.")
    option = _option(finding)
    option.star_minimum = None if value == NO_STAR else int(value)
    option.save(update_fields=["star_minimum"])


def _settle_options(finding: ImportFinding, value: str) -> None:
    """Points parted by semicolons become the options of a criterion that prints none."""
    points = [_points(part.strip()) for part in value.split(";")]
    criterion = _criterion(finding)
    if points != sorted(set(points)) or points[-1] != criterion.max_points:
        raise Refused(f"Các mức phải tăng dần và kết thúc ở điểm tối đa {criterion.max_shown}, ví dụ “0; 1”.")
    labels = ["Không", "Có"] if len(points) == 2 and not points[0] else [f"Mức {n}" for n in range(1, len(points) + 1)]
    criterion.options.all().delete()
    Option.objects.bulk_create(
        Option(criterion=criterion, order=order, points=mark, label=label)
        for order, (mark, label) in enumerate(zip(points, labels, strict=True), start=1)
    )


def _settle_code(finding: ImportFinding, value: str) -> None:
    place = {"criteria_set__decision": finding.decision_id, "criteria_set__no": finding.set_no}
    taken = (
        Criterion.objects.filter(**place, code=value).exists() or Heading.objects.filter(**place, code=value).exists()
    )
    if value == finding.code:
        return
    if not value or len(value) > 20 or taken:
        raise Refused("Ký hiệu phải khác các ký hiệu đã có trong phiếu và không quá 20 ký tự.")
    for model in (Criterion, Heading):
        model.objects.filter(**place, code=finding.code).update(code=value)
    finding.code = value


def _settle_name(finding: ImportFinding, value: str) -> None:
    if not value or len(value) > 300:
        raise Refused("Tên phải có và không quá 300 ký tự.")
    if value != KEEP:
        CriteriaSet.objects.filter(decision=finding.decision_id, no=finding.set_no or 0).update(
            name=value, name_folded=fold(value)
        )


def _settle_seen(finding: ImportFinding, value: str) -> None:
    """Nothing to put in: somebody has looked, and says why it is well."""
    if not value:
        raise Refused(f"Cần ghi kết luận, ví dụ “{KEEP}”.")


_APPLY: dict[str, Callable[[ImportFinding, str], None]] = {
    POINTS: _settle_points,
    MAX: _settle_max,
    SUM: _settle_max,
    BEST_OPTION: _settle_max,
    STAR: _settle_star,
    OPTIONS: _settle_options,
    CODE: _settle_code,
    NAME: _settle_name,
    TEXT: _settle_seen,
    MISSING: _settle_seen,
    CARRIED: _settle_seen,
}
