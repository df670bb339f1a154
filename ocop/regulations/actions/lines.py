"""Lines of a draft that come, go or change place: criteria and headings. Every change gives its reason."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ocop.audit.actions import Actor, record
from ocop.base.errors import ReasonMissing, Refused
from ocop.base.text import nfc
from ocop.regulations.actions.drafts import held_draft, write
from ocop.regulations.models import CriteriaSet, Criterion, Decision, Heading, ImportFinding, Option

FIRST_OPTION = "Đạt"
LONGEST_CODE = 20
# orders are unique within a set: lines step aside by this much before they take their new places
_ASIDE = 10_000


@transaction.atomic
def add_criterion(
    *, by: Actor | None, criteria_set: CriteriaSet, heading: Heading, code: str, name: str, max_points: Decimal,
    reason: str,
) -> Criterion:  # fmt: skip
    """A criterion at the end of `heading`, with one option that gives all its points; the officer writes the rest."""
    decision = held_draft(by, criteria_set.decision)
    code = _free_code(criteria_set, code)
    before = Criterion.objects.filter(criteria_set=criteria_set, heading=heading).order_by("order").last()
    last = before or Criterion.objects.filter(criteria_set=criteria_set).order_by("order").last()
    order = last.order + 1 if last else 1
    _make_room(criteria_set, order)
    criterion = Criterion(criteria_set=criteria_set, heading=heading, order=order, code=code)
    values = {"name": nfc(name), "max_points": max_points, **_above(heading, code, nfc(name))}
    write(criterion, values, folded=True)
    Option.objects.create(criterion=criterion, order=1, points=max_points, label=FIRST_OPTION)
    _record(by, decision, "regulations.add_line", criteria_set, code, reason, name=nfc(name), points=str(max_points))
    return criterion


@transaction.atomic
def add_heading(
    *, by: Actor | None, criteria_set: CriteriaSet, parent: Heading | None, code: str, name: str, max_points: Decimal,
    reason: str,
) -> Heading:  # fmt: skip
    """A part (no `parent`), a section of a part, or a group of criteria of a section, after its fellows."""
    decision = held_draft(by, criteria_set.decision)
    code = _free_code(criteria_set, code)
    fellows = Heading.objects.filter(criteria_set=criteria_set)
    near = fellows.filter(parent=parent).order_by("order").last() or parent
    order = near.order + 1 if near else 1
    fellows.filter(order__gte=order).update(order=F("order") + 1)
    heading = Heading(criteria_set=criteria_set, parent=parent, order=order, code=code)
    write(heading, {"name": nfc(name), "max_points": max_points})
    _record(by, decision, "regulations.add_line", criteria_set, code, reason, name=nfc(name), points=str(max_points))
    return heading


@transaction.atomic
def remove_line(*, by: Actor | None, line: Criterion | Heading, reason: str) -> None:
    """Take a line out, with its options. What the file left open about it is settled with that."""
    decision = held_draft(by, line.criteria_set.decision)
    if isinstance(line, Heading):
        if line.children.exists() or line.criteria.exists():
            raise Refused("Đề mục còn dòng bên dưới; hãy bỏ các dòng ấy trước.")
    else:
        asked = Criterion.objects.filter(criteria_set=line.criteria_set_id, applies_if_code=line.code).first()
        if asked is not None:
            raise Refused(f"Tiêu chí {asked.code} chỉ tính theo tiêu chí này; hãy sửa tiêu chí {asked.code} trước.")
    row, code = line.criteria_set, line.code
    _record(by, decision, "regulations.remove_line", row, code, reason, name=line.name, points=str(line.max_points))
    line.delete()
    ImportFinding.objects.filter(decision=decision, set_no=row.no, code=code, settled_at=None).update(
        value="Đã bỏ dòng này", reason=nfc(reason), settled_at=timezone.now(), settled_by=by.pk if by else None
    )


@transaction.atomic
def recode_line(*, by: Actor | None, line: Criterion | Heading, code: str, reason: str) -> Criterion | Heading:
    """Give a line another sign; what names it by its sign follows."""
    decision = held_draft(by, line.criteria_set.decision)
    old, row = line.code, line.criteria_set
    if nfc(code) == old:
        return line
    line.code = _free_code(row, code)
    line.save()
    criteria = Criterion.objects.filter(criteria_set=row)
    for field in ("section_code", "parent_code", "applies_if_code"):
        criteria.filter(**{field: old}).update(**{field: line.code})
    if isinstance(line, Heading) and line.parent is None:
        criteria.filter(part=old).update(part=line.code)
    ImportFinding.objects.filter(decision=decision, set_no=row.no, code=old).update(code=line.code)
    _record(by, decision, "regulations.edit", row, line.code, reason, code=[old, line.code])
    return line


@transaction.atomic
def move_criterion(*, by: Actor | None, criterion: Criterion, up: bool) -> Criterion:
    """Let it change places with its neighbour under the same heading."""
    decision = held_draft(by, criterion.criteria_set.decision)
    fellows = Criterion.objects.filter(criteria_set=criterion.criteria_set_id, heading=criterion.heading_id)
    beside = (
        fellows.filter(order__lt=criterion.order).order_by("-order").first()
        if up
        else fellows.filter(order__gt=criterion.order).order_by("order").first()
    )
    if beside is None:
        raise Refused("Tiêu chí đã ở " + ("đầu" if up else "cuối") + " đề mục.")
    here, there = criterion.order, beside.order
    for row, order in ((criterion, here + _ASIDE), (beside, here), (criterion, there)):
        row.order = order
        row.save(update_fields=["order"])
    reason = "Đổi thứ tự"
    _record(by, decision, "regulations.edit", criterion.criteria_set, criterion.code, reason, order=[here, there])
    return criterion


def _free_code(criteria_set: CriteriaSet, code: str) -> str:
    """The sign as it is kept; every line of a set has its own."""
    code = nfc(code)
    if not code or len(code) > LONGEST_CODE or "/" in code:
        raise Refused(f"Ký hiệu phải có, không quá {LONGEST_CODE} ký tự và không có dấu “/”.")
    place = {"criteria_set": criteria_set, "code": code}
    if Criterion.objects.filter(**place).exists() or Heading.objects.filter(**place).exists():
        raise Refused(f"Ký hiệu {code} đã có trong bộ; hãy ghi ký hiệu khác.")
    return code


def _above(heading: Heading, code: str, name: str) -> dict[str, Any]:
    """The headings over a criterion, written out: part, section, group. Right under a part it is its own section."""
    chain = [heading]
    while (top := chain[-1].parent) is not None:
        chain.append(top)
    section = chain[-2] if len(chain) > 1 else None
    group = heading if len(chain) > 2 else None
    return {
        "part": chain[-1].code,
        "section_code": section.code if section else code,
        "section_name": section.name if section else name,
        "parent_code": group.code if group else "",
        "parent_name": group.name if group else "",
    }


def _make_room(criteria_set: CriteriaSet, order: int) -> None:
    after = Criterion.objects.filter(criteria_set=criteria_set)
    after.filter(order__gte=order).update(order=F("order") + _ASIDE)
    after.filter(order__gte=_ASIDE).update(order=F("order") - _ASIDE + 1)


def _record(
    by: Actor | None, decision: Decision, act: str, row: CriteriaSet, place: str, reason: str, **changed: Any
) -> None:
    if not nfc(reason):
        raise ReasonMissing("Cần ghi lý do, ví dụ đã đối chiếu bản ký.")
    record(act, by=by, subject=decision, data={"set": row.no, "place": place, "reason": nfc(reason), **changed})
