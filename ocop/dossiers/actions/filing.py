"""Submission, completion and withdrawal: the dossier is frozen with its hash and gets its numbers.

Doubly pressed or sent from two tabs, a submission happens once: the row is locked, and whoever comes second is given
the receipt of the first.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.permissions import holds_role
from ocop.accounts.roles import Role
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import IllegalMove, NotAllowed, Refused
from ocop.documents.actions.numbering import take_number
from ocop.dossiers.actions.telling import tell_commune, tell_producer, tell_province
from ocop.dossiers.flows import FLOW
from ocop.dossiers.models import Dossier, Snapshot
from ocop.dossiers.queries import open_supplement
from ocop.dossiers.queries.content import loaded
from ocop.dossiers.queries.freezing import content_of
from ocop.dossiers.queries.procedure import Begin, begin_at
from ocop.dossiers.queries.rounds import round_taking
from ocop.dossiers.queries.timeline import term_limits
from ocop.dossiers.spec import DECLARATION, digest
from ocop.dossiers.states import DossierState
from ocop.places.models import Unit
from ocop.places.queries import unit_today
from ocop.products.actions import assign_code, void_code
from ocop.regulations.queries.procedures import knows_criteria


@transaction.atomic
def submit_dossier(*, by: User, dossier: Dossier, declared: bool) -> Snapshot:
    """File the dossier with the commune; the frozen version with its receipt. Asked again, the same one."""
    locked = _lock(dossier)
    if locked.state == DossierState.AT_COMMUNE and holds_role(by, (Role.PRODUCER,), locked):
        return locked.snapshots.get(version=1)
    if not by.has_perm("dossiers.submit", locked):
        raise NotAllowed("Chỉ chủ thể được nộp hồ sơ.")
    _refuse_undeclared(declared)
    now = timezone.now()
    year = local_date(now).year
    unit = unit_today(locked.commune)
    begin = _begin(locked, unit, local_date(now))
    number = take_number("registration", f"{unit.province_code}-{unit.code}", year)
    round_ = locked.round or round_taking(unit.province_id or 0, local_date(now), begin.district_id)
    code = assign_code(
        by=by,
        product=locked.product,
        commune=unit,
        year=round_.year if round_ else year,
        at=now,
        of_district=begin.district_id is not None,
    )
    facts = {
        "submitted_at": now,
        "receipt_no": f"{number:02d}/PĐK-{unit.province_code}-{unit.code}-{year}",
        "code": code,
        "commune": unit,
        "round": round_,
        "procedure_id": begin.rules.number if begin.rules else None,
        "level": begin.level,
        "district_id": begin.district_id,
    }
    FLOW.move(locked, "submit", by=by, at=now, facts=facts)
    snapshot = _freeze(locked, by, 1, now)
    tell_producer(locked, "submit", detail=f"Số phiếu đăng ký {locked.receipt_no}.")
    tell_commune(
        locked,
        "dossiers.submitted",
        f"Hồ sơ mới: {locked.product.name}",
        f"{locked.product.producer} nộp hồ sơ {locked.receipt_no}.{_commune_term(locked)}",
    )
    record(
        "dossiers.submit",
        by=by,
        subject=locked,
        data={"receipt_no": locked.receipt_no, "code": code.code, "sha256": snapshot.sha256},
        at=now,
    )
    return snapshot


@transaction.atomic
def resubmit_dossier(*, by: User, dossier: Dossier, declared: bool, after_version: int) -> Snapshot:
    """Answer the open request for completion: the next frozen version. `after_version` is the one the person saw."""
    locked = _lock(dossier)
    done = locked.snapshots.filter(version=after_version + 1).first()
    if done is not None and holds_role(by, (Role.PRODUCER,), locked):
        return done
    if not by.has_perm("dossiers.resubmit", locked):
        raise NotAllowed("Chỉ chủ thể được nộp bổ sung.")
    _refuse_undeclared(declared)
    request = open_supplement(locked)
    if request is None:
        raise IllegalMove("Hồ sơ không có yêu cầu bổ sung nào đang mở.")
    now = timezone.now()
    FLOW.move(locked, "resubmit", by=by, at=now)
    request.answered_at = now
    request.save(update_fields=["answered_at"])
    snapshot = _freeze(locked, by, locked.snapshots.count() + 1, now)
    tell_producer(locked, "resubmit")
    tell = tell_commune if request.desk == "commune" else tell_province
    tell(
        locked,
        "dossiers.resubmitted",
        f"Đã bổ sung: {locked.product.name}",
        f"{locked.product.producer} đã nộp bổ sung hồ sơ {locked.receipt_no}, bản {snapshot.version}.",
    )
    data = {"version": snapshot.version, "sha256": snapshot.sha256}
    record("dossiers.resubmit", by=by, subject=locked, data=data, at=now)
    return snapshot


@transaction.atomic
def withdraw_dossier(*, by: User, dossier: Dossier, reason: str) -> Dossier:
    """Take a filed dossier back for good; its product code is voided with the reason."""
    locked = _lock(dossier)
    if locked.state == DossierState.WITHDRAWN and holds_role(by, (Role.PRODUCER,), locked):
        return locked
    request = open_supplement(locked)
    FLOW.move(locked, "withdraw", by=by, reason=reason)
    if request is not None:
        request.answered_at = timezone.now()
        request.save(update_fields=["answered_at"])
    if locked.code is not None:
        void_code(by=by, code=locked.code, reason=f"Chủ thể rút hồ sơ {locked.receipt_no}: {reason.strip()}")
    tell_producer(locked, "withdraw", reason=reason)
    told = (f"Rút hồ sơ: {locked.product.name}", f"Chủ thể rút hồ sơ {locked.receipt_no}. Lý do: {reason.strip()}")
    tell_commune(locked, "dossiers.withdrawn", *told)
    if locked.intake_no or locked.province_officer_id:
        tell_province(locked, "dossiers.withdrawn", *told)
    record("dossiers.withdraw", by=by, subject=locked, data={"reason": reason.strip()})
    return locked


def _lock(dossier: Dossier) -> Dossier:
    """The dossier with its row locked until the transaction ends."""
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    return loaded(dossier.pk)


def _begin(dossier: Dossier, commune: Unit, day: date) -> Begin:
    """The procedure of the day of filing. Sheets whose procedure takes no new files any more are not filed under."""
    sheets = dossier.criteria_set.decision.number
    begin = begin_at(commune, sheets, day)
    if begin.rules is not None and begin.rules.criteria != sheets and knows_criteria(sheets):
        raise Refused(
            f"Hồ sơ lập theo {sheets}; hồ sơ nộp hôm nay theo {begin.rules.number}. "
            "Hãy xóa bản soạn này, chọn lại bộ sản phẩm và lập hồ sơ mới."
        )
    return begin


def _commune_term(dossier: Dossier) -> str:
    """How long the commune has, where the decision says so."""
    decision = dossier.criteria_set.decision_id
    days = term_limits([decision]).get(decision)
    return f" Hạn kiểm tra {days} ngày làm việc." if days else ""


def _refuse_undeclared(declared: bool) -> None:
    if not declared:
        raise Refused("Hãy đọc và đánh dấu vào lời cam kết trước khi nộp.")


def _freeze(dossier: Dossier, by: User, version: int, at: datetime) -> Snapshot:
    content = content_of(dossier)
    return Snapshot.objects.create(
        dossier=dossier,
        version=version,
        at=at,
        by=by,
        content=content,
        sha256=digest(content),
        declaration=DECLARATION,
    )
