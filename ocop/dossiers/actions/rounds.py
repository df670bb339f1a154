"""Making, changing, opening and closing evaluation rounds (Điều 5, Quyết định 26/2026/QĐ-TTg)."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import Conflict, IllegalMove, NotAllowed, NotReady, Refused
from ocop.base.text import nfc
from ocop.dossiers.checks.round_dates import extra_has_basis, in_order
from ocop.dossiers.flows import ROUND_FLOW
from ocop.dossiers.models import Round
from ocop.dossiers.states import RoundState
from ocop.places.models import Unit
from ocop.regulations.models import Decision


@dataclass(frozen=True)
class RoundFacts:
    """What is written down of a round; the days are those the law names ("before …")."""

    number: int
    name: str
    opens_on: date
    communes_propose_by: date
    finish_by: date
    is_extra: bool = False
    basis: str = ""


@transaction.atomic
def create_round(
    *, by: User, province: Unit, decision: Decision, year: int, facts: RoundFacts, district: Unit | None = None
) -> Round:
    """Plan a round of the province (of one of its districts) in `year` under `decision`."""
    if district is not None and district.parent_id != province.pk:
        raise Refused("Huyện này không thuộc tỉnh.")
    made = Round(province=province, district=district, decision=decision, year=year)
    _ask(by, "dossiers.create_round", made)
    _fill(made, facts)
    _save(made, year)
    record("dossiers.create_round", by=by, subject=made, data=_data(facts))
    return made


@transaction.atomic
def edit_round(*, by: User, round: Round, facts: RoundFacts) -> Round:
    """Change name, days and basis while the round is not closed."""
    locked = Round.objects.select_for_update().get(pk=round.pk)
    _ask(by, "dossiers.edit_round", locked)
    if locked.state == RoundState.CLOSED:
        raise IllegalMove("Đợt đã đóng; hãy mở lại trước khi sửa.")
    _fill(locked, facts)
    _save(locked, locked.year)
    record("dossiers.edit_round", by=by, subject=locked, data=_data(facts))
    return locked


@transaction.atomic
def open_round(*, by: User, round: Round, reason: str = "") -> Round:
    """Let the round take dossiers, for the first time or again."""
    ROUND_FLOW.move(round, "open_round", by=by, reason=reason)
    record("dossiers.open_round", by=by, subject=round, data={"reason": reason} if reason else {})
    return round


@transaction.atomic
def close_round(*, by: User, round: Round, reason: str) -> Round:
    """End the round."""
    ROUND_FLOW.move(round, "close_round", by=by, reason=reason)
    record("dossiers.close_round", by=by, subject=round, data={"reason": reason.strip()})
    return round


def _fill(row: Round, facts: RoundFacts) -> None:
    findings = in_order(facts.opens_on, facts.communes_propose_by, facts.finish_by)
    findings += extra_has_basis(facts.is_extra, facts.basis)
    if findings:
        raise NotReady(findings)
    for name, value in asdict(facts).items():
        setattr(row, name, nfc(value) if isinstance(value, str) else value)


def _save(row: Round, year: int) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict(f"Năm {year} đã có đợt mang số {row.number}.") from error


def _ask(by: User, permission: str, row: Round) -> None:
    if not by.has_perm(permission, row):
        raise NotAllowed("Bạn không có quyền lập, sửa đợt đánh giá của tỉnh này.")


def _data(facts: RoundFacts) -> dict[str, object]:
    return {key: value for key, value in asdict(facts).items() if value not in ("", False)}
