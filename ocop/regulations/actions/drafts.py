"""Editing a draft before it is frozen: a heading, a criterion with its options, a set. Every edit gives its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ocop.audit.actions import Actor, record
from ocop.base.errors import NotAllowed, ReasonMissing, Refused
from ocop.base.text import fold, nfc
from ocop.regulations.models import Category, CriteriaSet, Criterion, Decision, FrozenDecision, Group, Heading, Option
from ocop.regulations.spec.faults import STARS


@dataclass(frozen=True, slots=True)
class OptionEdit:
    """An option as the officer wants it; `id` is None for one that the import did not find."""

    id: int | None
    label: str
    points: Decimal
    star_minimum: int | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class CriterionEdit:
    """What may be changed of a criterion."""

    name: str
    max_points: Decimal
    guidance: str = ""
    requirements: tuple[str, ...] = ()
    reject_if: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = ()
    evidence_notes: tuple[str, ...] = ()
    applies_only_if: str = ""
    applies_if_code: str = ""
    cases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SetEdit:
    """What may be changed of a set, its place in the classification among it."""

    name: str
    category: str
    group: str
    subgroup: str = ""
    ministries: tuple[str, ...] = ()
    sample_units: int = 0
    rejected_if: tuple[str, ...] = ()


def allowed(by: Actor | None, permission: str, decision: Decision | None = None) -> None:
    """NotAllowed unless `by` may; None is the system itself (a command typed at the server)."""
    if by is None:
        return
    has_perm: Any = getattr(by, "has_perm", None)
    if has_perm is None or not has_perm(permission, decision):
        raise NotAllowed("Bạn không có quyền làm việc này với bản nháp quyết định.")


def held_draft(by: Actor | None, decision: Decision) -> Decision:
    """The draft, locked, once it is clear that `by` may work on it; `by` is a drafter from now on."""
    allowed(by, "regulations.draft", decision)
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    if held.is_frozen:
        raise FrozenDecision
    if by is not None:
        held.drafters.get_or_create(user_id=by.pk)
    return held


@transaction.atomic
def edit_heading(*, by: Actor | None, heading: Heading, name: str, max_points: Decimal, reason: str) -> Heading:
    """Change the name or the points of a part, a section or a group of criteria."""
    decision = held_draft(by, heading.criteria_set.decision)
    changed = write(heading, {"name": nfc(name), "max_points": max_points})
    below = Criterion.objects.filter(criteria_set=heading.criteria_set_id)
    below.filter(section_code=heading.code).update(section_name=heading.name)
    below.filter(parent_code=heading.code).update(parent_name=heading.name)
    _record(by, decision, heading.criteria_set.no, heading.code, changed, reason)
    return heading


@transaction.atomic
def edit_criterion(
    *, by: Actor | None, criterion: Criterion, edit: CriterionEdit, options: Sequence[OptionEdit], reason: str
) -> Criterion:
    """Change a criterion and its options; an option that is not among `options` is taken out."""
    decision = held_draft(by, criterion.criteria_set.decision)
    cases = dict(edit.cases)
    _check_criterion(criterion, edit, options, cases)
    values = {
        **asdict(edit), "name": nfc(edit.name), "cases": cases,
        **{key: list(getattr(edit, key)) for key in ("requirements", "reject_if", "stop_if", "evidence_notes")},
    }  # fmt: skip
    changed = write(criterion, values, folded=True)
    before = _plain_options(criterion)
    _write_options(criterion, options)
    after = _plain_options(criterion)
    if before != after:
        changed["options"] = [before, after]
    _record(by, decision, criterion.criteria_set.no, criterion.code, changed, reason)
    return criterion


@transaction.atomic
def edit_set(*, by: Actor | None, criteria_set: CriteriaSet, edit: SetEdit, reason: str) -> CriteriaSet:
    """Change a set: its name, where it stands, who manages it, the samples, what rejects a dossier."""
    decision = held_draft(by, criteria_set.decision)
    if not nfc(edit.category) or not nfc(edit.group):
        raise Refused("Cần ghi ngành và nhóm của bộ sản phẩm.")
    before = [criteria_set.group.category.name, criteria_set.group.name]
    group = _group(decision, nfc(edit.category), nfc(edit.group))
    values = {
        "name": nfc(edit.name), "subgroup": nfc(edit.subgroup), "ministries": list(edit.ministries),
        "sample_units": edit.sample_units, "rejected_if": list(edit.rejected_if), "group": group,
    }  # fmt: skip
    changed = write(criteria_set, values, folded=True)
    changed.pop("group", None)
    after = [group.category.name, group.name]
    if before != after:
        changed["place"] = [before, after]
    Group.objects.filter(category__decision=decision, sets=None).delete()
    Category.objects.filter(decision=decision, groups=None).delete()
    _record(by, decision, criteria_set.no, "bộ", changed, reason)
    return criteria_set


def write(row: Any, values: Mapping[str, Any], *, folded: bool = False) -> dict[str, Any]:
    """Put `values` into a row of a draft; what changed, as [before, after]. A value that cannot stand is refused."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    if folded:
        row.name_folded = fold(row.name)
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(_said(row, error)) from None
    row.save()
    return {name: [before[name], value] for name, value in values.items() if before[name] != value}


def _said(row: Any, error: ValidationError) -> str:
    """The faults with the names of their fields."""
    told = []
    for name, texts in error.message_dict.items():
        title = "" if name == "__all__" else f"{str(row._meta.get_field(name).verbose_name).capitalize()}: "
        told += [title + text for text in texts]
    return " ".join(told)


def _check_criterion(
    criterion: Criterion, edit: CriterionEdit, options: Sequence[OptionEdit], cases: Mapping[str, str]
) -> None:
    for option in options:
        if option.star_minimum is not None and option.star_minimum not in STARS:
            raise Refused(f"Mức tối thiểu phải là hạng từ {STARS.start} đến {STARS.stop - 1} sao, hoặc để trống.")
        if option.case and option.case not in cases:
            raise Refused(f"Phương án ghi trường hợp “{option.case}” nhưng tiêu chí không có trường hợp ấy.")
    others = Criterion.objects.filter(criteria_set=criterion.criteria_set_id).exclude(pk=criterion.pk)
    if edit.applies_if_code and not others.filter(code=edit.applies_if_code).exists():
        raise Refused(f"Không có tiêu chí {edit.applies_if_code} trong bộ; hãy ghi đúng ký hiệu hoặc để trống.")
    if not options:
        raise Refused("Tiêu chí phải có ít nhất một phương án cho điểm.")


def _write_options(criterion: Criterion, options: Sequence[OptionEdit]) -> None:
    """In place, so that what was settled about an option still finds it by its order."""
    rows = {row.pk: row for row in criterion.options.all()}
    last = max((row.order for row in rows.values()), default=0)
    kept = {option.id for option in options if option.id is not None}
    if kept - set(rows):
        raise Refused("Có phương án không còn trong bản nháp; hãy mở lại trang.")
    criterion.options.exclude(pk__in=kept).delete()
    for option in options:
        row = rows.get(option.id or 0)
        if row is None:
            last += 1
            row = Option(criterion=criterion, order=last)
        label = nfc(option.label)
        values = {"label": label, "points": option.points, "star_minimum": option.star_minimum, "case": option.case}
        write(row, values)


def _plain_options(criterion: Criterion) -> list[str]:
    return [
        f"{row.points_shown}: {row.label}"
        + (f" [{row.star_minimum} sao]" if row.star_minimum else "")
        + (f" [trường hợp {row.case}]" if row.case else "")
        for row in criterion.options.order_by("order")
    ]


def _group(decision: Decision, category: str, group: str) -> Group:
    """The group of this name, made at the end of the classification where there is none."""
    top = Category.objects.filter(decision=decision, name=category).first()
    if top is None:
        last = Category.objects.filter(decision=decision).order_by("-order").first()
        top = Category.objects.create(decision=decision, name=category[:300], order=last.order + 1 if last else 1)
    found = top.groups.filter(name=group).first()
    if found is None:
        end = top.groups.order_by("-order").first()
        found = Group.objects.create(category=top, name=group[:300], order=end.order + 1 if end else 1)
    return found


def _record(
    by: Actor | None, decision: Decision, set_no: int, place: str, changed: dict[str, Any], reason: str
) -> None:
    if not nfc(reason):
        raise ReasonMissing("Cần ghi lý do sửa, ví dụ đã đối chiếu bản ký.")
    data = {"set": set_no, "place": place, "reason": nfc(reason), **changed}
    record("regulations.edit", by=by, subject=decision, data=data)
