"""Writing a dossier: opening it, answers and self-score saved as they are typed, two devices at once.

Every value carries the number of its writing. Who writes over a number that is no longer the last has not seen what
stands there: the words are then kept apart as a conflict, both are shown, and somebody chooses. Nothing is lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import Conflict, NotAllowed, NotReady, Refused
from ocop.base.findings import Finding
from ocop.dossiers.models import Answer, AnswerConflict, Citation, Dossier, SelfMark
from ocop.dossiers.models.dossier import DossierKind
from ocop.dossiers.queries.content import last_recognised, reopened_items
from ocop.dossiers.queries.procedure import begin_at
from ocop.dossiers.queries.rounds import round_taking
from ocop.dossiers.spec import fields_for, is_open, title_of
from ocop.dossiers.spec.values import is_empty
from ocop.dossiers.states import DossierState
from ocop.places.queries import unit_today
from ocop.products.models import Product
from ocop.regulations.models import CriteriaSet, Criterion, Option
from ocop.regulations.queries import current_decision


@dataclass
class Saved:
    """What came of saving: the items written with their new number, and those that met another device."""

    versions: dict[str, int] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)


@transaction.atomic
def open_dossier(*, by: User, product: Product, kind: str = DossierKind.FIRST) -> Dossier:
    """Begin a dossier under the decision in force today; upgrade and again begin with what was said last time."""
    if not by.has_perm("dossiers.open_dossier", product):
        raise NotAllowed("Bạn không có quyền lập hồ sơ cho sản phẩm này.")
    today = local_date(timezone.now())
    criteria_set = _set_for(product, kind, today)
    commune = unit_today(product.producer.commune)
    begin = begin_at(commune, criteria_set.decision.number, today)
    try:
        with transaction.atomic():
            dossier = Dossier.objects.create(
                product=product,
                criteria_set=criteria_set,
                commune=commune,
                round=round_taking(commune.province_id or 0, today, begin.district_id),
                level=begin.level,
                district_id=begin.district_id,
                kind=kind,
                created_by=by,
            )
    except IntegrityError as error:
        raise Conflict("Sản phẩm này đang có một hồ sơ chưa xong; hãy tiếp tục hồ sơ đó.") from error
    if kind != DossierKind.FIRST:
        _begin_with_last(dossier, by)
    record("dossiers.open_dossier", by=by, subject=dossier, data={"product": product.pk, "kind": str(kind)})
    return dossier


def _set_for(product: Product, kind: str, today: date) -> CriteriaSet:
    """The set under which the product is filed today, or a refusal."""
    if kind not in DossierKind.values:
        raise Refused("Hãy chọn loại hồ sơ.")
    decision = current_decision(today)
    if decision is None:
        raise Refused("Chưa có quyết định nào đang có hiệu lực trong hệ thống.")
    if product.criteria_set is None or product.criteria_set.decision_id != decision.pk:
        message = f"Hãy chọn bộ sản phẩm theo {decision.number} trước khi lập hồ sơ."
        raise NotReady([Finding("set_in_force", "Phụ lục I", message, "criteria_set")])
    return product.criteria_set


def _begin_with_last(dossier: Dossier, by: User) -> None:
    """Answers, marks and papers of the last recognised dossier, where criterion and field are still the same."""
    last = last_recognised(dossier)
    if last is None:
        return
    now, asked = timezone.now(), fields_for(dossier.kind)
    kept = [row for row in last.answers.all() if row.field in asked and not row.field.startswith("change_")]
    Answer.objects.bulk_create(
        Answer(dossier=dossier, field=row.field, value=row.value, by=by, at=now)
        for row in kept
        if asked[row.field].typed
    )
    if last.criteria_set_id != dossier.criteria_set_id:
        return
    SelfMark.objects.bulk_create(
        SelfMark(dossier=dossier, criterion_id=row.criterion_id, option_id=row.option_id, note=row.note, by=by, at=now)
        for row in last.self_marks.all()
    )
    Citation.objects.bulk_create(
        Citation(dossier=dossier, criterion_id=row.criterion_id, evidence=row.evidence, pages=row.pages, note=row.note)
        for row in last.citations.filter(evidence__removed_at=None).select_related("evidence")
    )


@transaction.atomic
def save_answers(*, by: User, dossier: Dossier, values: dict[str, Any], seen: dict[str, int]) -> Saved:
    """Write typed fields; `seen` is the number of the writing that the person saw of each (0: nothing yet)."""
    locked = open_to_edit(by, dossier)
    asked, reopened = fields_for(dossier.kind), reopened_items(locked)
    current = {row.field: row for row in locked.answers.filter(field__in=values)}
    saved = Saved()
    for key, value in values.items():
        if key not in asked or not asked[key].typed:
            raise NotAllowed("Mục này không khai trong hồ sơ.")
        refuse_closed(reopened, f"field:{key}")
        row = current.get(key)
        if row is None and is_empty(value):
            continue
        if row is not None and row.value == value:
            saved.versions[key] = row.version
        elif (row.version if row else 0) != seen.get(key, 0):
            _keep_conflict(locked, by, f"field:{key}", value)
            saved.conflicts.append(key)
            saved.versions[key] = row.version if row else 0
        elif _open_conflict(locked, by, f"field:{key}", value):
            saved.conflicts.append(key)
            saved.versions[key] = row.version if row else 0
        else:
            saved.versions[key] = _write_answer(locked, by, key, value, row)
    return saved


def _write_answer(dossier: Dossier, by: User, key: str, value: Any, row: Answer | None) -> int:
    if row is None:
        row = Answer(dossier=dossier, field=key, version=0)
    row.value, row.version, row.by, row.at = value, row.version + 1, by, timezone.now()
    row.save()
    return row.version


@dataclass(frozen=True)
class Claim:
    """What a producer claims for a criterion: the option with this `order`; None says that no option is met."""

    order: int | None
    note: str = ""
    seen: int = 0


def save_self_mark(
    *, by: User, dossier: Dossier, code: str, order: int | None, note: str = "", seen: int = 0
) -> Saved:
    """Claim the option with this `order` for a criterion; None says that no option is met."""
    return save_self_marks(by=by, dossier=dossier, claims={code: Claim(order, note, seen)})


@transaction.atomic
def save_self_marks(*, by: User, dossier: Dossier, claims: Mapping[str, Claim]) -> Saved:
    """Claim options for several criteria, keyed by their code."""
    locked = open_to_edit(by, dossier)
    reopened = reopened_items(locked)
    for code in claims:
        refuse_closed(reopened, f"criterion:{code}")
    criteria = {
        row.code: row
        for row in Criterion.objects.filter(criteria_set=locked.criteria_set_id, code__in=claims).prefetch_related(
            "options"
        )
    }
    rows = {row.criterion_id: row for row in locked.self_marks.filter(criterion__in=criteria.values())}
    saved = Saved()
    for code, claim in claims.items():
        criterion = criteria.get(code)
        options = {option.order: option for option in criterion.options.all()} if criterion else {}
        if criterion is None or (claim.order is not None and claim.order not in options):
            raise NotAllowed("Không có tiêu chí hoặc mức này trong bộ tiêu chí.")
        row = rows.get(criterion.pk) or SelfMark(dossier=locked, criterion=criterion, version=0)
        _claim(by, row, options.get(claim.order) if claim.order is not None else None, claim, saved)
    return saved


def _claim(by: User, row: SelfMark, option: Option | None, claim: Claim, saved: Saved) -> None:
    """Write one claim, unless another device wrote since: then it is kept beside what stands."""
    item, note = f"criterion:{row.criterion.code}", claim.note.strip()
    words = {"order": claim.order, "note": note}
    if row.pk and (row.option, row.note) == (option, note):
        saved.versions[item] = row.version
        return
    if row.version != claim.seen:
        _keep_conflict(row.dossier, by, item, words)
        saved.conflicts.append(item)
    elif _open_conflict(row.dossier, by, item, words):
        saved.conflicts.append(item)
    else:
        row.option, row.note, row.version, row.by, row.at = option, note, row.version + 1, by, timezone.now()
        row.save()
    saved.versions[item] = row.version


@transaction.atomic
def resolve_conflict(*, by: User, dossier: Dossier, conflict_id: int, take_it: bool) -> str:
    """Choose between what stands in the dossier and what the other device wrote; the item that was settled."""
    locked = open_to_edit(by, dossier)
    conflict = locked.conflicts.filter(pk=conflict_id, resolved_at=None).first()
    if conflict is None:
        raise Refused("Nội dung này đã được chọn rồi.")
    conflict.resolved_at = timezone.now()
    conflict.save(update_fields=["resolved_at"])
    kind, _, key = conflict.field.partition(":")
    if take_it and kind == "field":
        row = locked.answers.filter(field=key).first()
        save_answers(by=by, dossier=dossier, values={key: conflict.value}, seen={key: row.version if row else 0})
    elif take_it:
        mark = locked.self_marks.filter(criterion__code=key).first()
        claim = conflict.value or {}
        save_self_mark(
            by=by,
            dossier=dossier,
            code=key,
            order=claim.get("order"),
            note=claim.get("note", ""),
            seen=mark.version if mark else 0,
        )
    return conflict.field


@transaction.atomic
def discard_dossier(*, by: User, dossier: Dossier) -> None:
    """Delete a draft that was never filed; its papers stay in the vault."""
    if not by.has_perm("dossiers.discard", dossier):
        raise NotAllowed("Bạn không có quyền xóa bản soạn này.")
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if locked.state != DossierState.DRAFT or locked.moves.exists():
        raise Refused("Hồ sơ đã nộp nên không xóa được; bạn có thể rút hồ sơ.")
    record("dossiers.discard", by=by, subject=locked, data={"product": locked.product_id})
    locked.delete()


def open_to_edit(by: User, dossier: Dossier) -> Dossier:
    """The dossier, locked, if `by` may write in it now."""
    locked = Dossier.objects.select_for_update().filter(pk=dossier.pk).first()
    if locked is None:
        raise Refused("Hồ sơ này đã được xóa.")
    if by.has_perm("dossiers.edit", locked):
        return locked
    if by.has_perm("dossiers.open_dossier", locked.product):
        raise Refused("Hồ sơ đã nộp, không sửa được nữa.")
    raise NotAllowed("Bạn không có quyền sửa hồ sơ này.")


def refuse_closed(reopened: frozenset[str] | None, item: str) -> None:
    """Only what was sent back may be changed after submission."""
    if not is_open(reopened, item):
        raise Refused(f"“{title_of(item)}” không có trong yêu cầu bổ sung nên không sửa được.")


def _keep_conflict(dossier: Dossier, by: User, item: str, value: Any) -> None:
    if not _open_conflict(dossier, by, item, value):
        AnswerConflict.objects.create(dossier=dossier, field=item, value=value, by=by, at=timezone.now())


def _open_conflict(dossier: Dossier, by: User, item: str, value: Any) -> bool:
    """Whether this person's words for `item` already wait for a choice; then they are brought up to date."""
    row = dossier.conflicts.filter(field=item, by=by, resolved_at=None).first()
    if row is None:
        return False
    row.value, row.at = value, timezone.now()
    row.save(update_fields=["value", "at"])
    return True
