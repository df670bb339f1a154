"""The provincial office's desk: intake and numbering, rounds, assignment, returns (Điều 7.3, 7.4)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import NotAllowed, Refused
from ocop.documents.actions.numbering import take_number
from ocop.dossiers.actions.supplements import Returned, ask_completion
from ocop.dossiers.actions.telling import tell_commune, tell_person, tell_producer
from ocop.dossiers.flows import FLOW
from ocop.dossiers.models import CommuneReport, Dossier, Round
from ocop.dossiers.queries.teams import team_of
from ocop.dossiers.states import RoundState

INTAKE = "intake"


@transaction.atomic
def accept(*, by: User, dossier: Dossier, round: Round, reviewer: User, officer: User | None = None) -> Dossier:
    """Take the dossier in under the next intake number, into `round`, and give it to a member of that round's
    advisory team; the office's officer in charge is `officer`, else `by`."""
    _ask_people(by, dossier)
    _check_round(dossier, round)
    _check_reviewer(round, reviewer)
    now = timezone.now()
    facts: dict[str, object] = {"round": round, "reviewer": reviewer, "province_officer": officer or by}
    if not dossier.intake_no:
        facts |= {"intake_no": _intake_no(dossier, local_date(now)), "intake_at": now}
    FLOW.move(dossier, "province_accept", by=by, at=now, facts=facts)
    name = dossier.product.name
    body = f"Số tiếp nhận {dossier.intake_no}, {round.name}. Mời đánh giá minh chứng từng tiêu chí."
    tell_person(reviewer, dossier, "dossiers.assign_reviewer", f"Hồ sơ mới cho Tổ tư vấn: {name}", body)
    tell_producer(dossier, "province_accept", detail=f"Số tiếp nhận: {dossier.intake_no}.")
    data = {"intake_no": dossier.intake_no, "round": round.name, "reviewer": str(reviewer)}
    record("dossiers.province_accept", by=by, subject=dossier, data=data)
    return dossier


@transaction.atomic
def return_for_completion(
    *, by: User, dossier: Dossier, reason: str, items: Iterable[Returned], due_on: date | None = None
) -> Dossier:
    """Ask the producer to complete single items; by the office, or by the team while it reviews."""
    ask_completion(by=by, dossier=dossier, move="province_return", reason=reason, items=items, due_on=due_on)
    return dossier


@transaction.atomic
def return_to_commune(*, by: User, dossier: Dossier, reason: str) -> Dossier:
    """Hand the dossier back to the commune: Mẫu 03 or the request is not in order. The commune's term starts anew
    and its approval has to be given again."""
    FLOW.move(dossier, "province_return_to_commune", by=by, reason=reason)
    CommuneReport.objects.filter(dossier=dossier).update(approved_by=None, approved_at=None)
    subject = f"{'Huyện' if dossier.level == 'district' else 'Tỉnh'} chuyển lại hồ sơ {dossier.product.name}"
    tell_commune(dossier, "dossiers.province_return_to_commune", subject, f"Lý do: {reason.strip()}")
    tell_producer(dossier, "province_return_to_commune", reason=reason)
    record("dossiers.province_return_to_commune", by=by, subject=dossier, data={"reason": reason.strip()})
    return dossier


@transaction.atomic
def back_to_review(*, by: User, dossier: Dossier, reason: str) -> Dossier:
    """Give a dossier that was ready for the council back to the advisory team."""
    FLOW.move(dossier, "back_to_review", by=by, reason=reason)
    if dossier.reviewer is not None:
        subject = f"Cần làm rõ thêm: {dossier.product.name}"
        tell_person(dossier.reviewer, dossier, "dossiers.back_to_review", subject, f"Lý do: {reason.strip()}")
    tell_producer(dossier, "back_to_review", reason=reason)
    record("dossiers.back_to_review", by=by, subject=dossier, data={"reason": reason.strip()})
    return dossier


@transaction.atomic
def assign_round(*, by: User, dossier: Dossier, round: Round) -> Dossier:
    """Put the dossier into another round; a reviewer who is not of that round's team is released."""
    _ask_people(by, dossier)
    _check_round(dossier, round)
    changed = ["round"]
    dossier.round = round
    if dossier.reviewer is not None and dossier.reviewer not in team_of(round):
        dossier.reviewer = None
        changed.append("reviewer")
    dossier.save(update_fields=changed)
    record("dossiers.assign_round", by=by, subject=dossier, data={"round": round.name})
    return dossier


@transaction.atomic
def assign_people(*, by: User, dossier: Dossier, officer: User | None, reviewer: User | None) -> Dossier:
    """Name the office's officer in charge and the member of the advisory team who reviews."""
    _ask_people(by, dossier)
    kind, unit = dossier.desk
    if officer is not None and officer not in users_with(Role.PROVINCIAL_OFFICE, Scope(kind), unit):
        raise Refused("Người được chọn không thuộc cơ quan tham mưu đang giữ hồ sơ.")
    if reviewer is not None:
        if dossier.round is None:
            raise Refused("Hãy xếp hồ sơ vào một đợt trước khi giao Tổ tư vấn.")
        _check_reviewer(dossier.round, reviewer)
    before = dossier.reviewer_id
    dossier.province_officer, dossier.reviewer = officer, reviewer
    dossier.save(update_fields=["province_officer", "reviewer"])
    if reviewer is not None and reviewer.pk != before:
        subject = f"Bạn được giao đánh giá: {dossier.product.name}"
        tell_person(reviewer, dossier, "dossiers.assign_reviewer", subject, f"Người giao: {by}.")
    data = {"officer": str(officer or ""), "reviewer": str(reviewer or "")}
    record("dossiers.assign_people", by=by, subject=dossier, data=data)
    return dossier


def _intake_no(dossier: Dossier, day: date) -> str:
    """The next number of the province's intake book of the year, such as "012/2026/TN-37"."""
    code = dossier.commune.province_code
    if dossier.level == "district":
        code = f"{code}-{dossier.commune.district_code}"
    return f"{take_number(INTAKE, code, day.year):03d}/{day.year}/TN-{code}"


def _ask_people(by: User, dossier: Dossier) -> None:
    """Refuse whoever may not; the state is read anew and held, since the council may have taken the dossier."""
    dossier.state = Dossier.objects.select_for_update().values_list("state", flat=True).get(pk=dossier.pk)
    if not by.has_perm("dossiers.assign_people", dossier):
        raise NotAllowed("Bạn không có quyền xếp đợt, phân công hồ sơ này.")


def _check_round(dossier: Dossier, round: Round) -> None:
    if round.desk != dossier.desk or round.state == RoundState.CLOSED:
        raise Refused(f"Hãy chọn một đợt chưa đóng của {'huyện' if dossier.level == 'district' else 'tỉnh'}.")


def _check_reviewer(round: Round, reviewer: User) -> None:
    if reviewer not in team_of(round):
        raise Refused("Người được chọn không thuộc Tổ tư vấn của đợt.")
