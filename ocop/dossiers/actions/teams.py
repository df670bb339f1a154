"""The advisory team of a round: who sits in it, on what basis (Điều 7.4)."""

from django.db import transaction

from ocop.accounts.actions.roles import give_role, take_role
from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.base.errors import NotAllowed, ReasonMissing, Refused
from ocop.dossiers.models import Dossier, Round
from ocop.dossiers.states import DossierState


@transaction.atomic
def name_team_member(*, by: User, round: Round, user: User, basis: str) -> User:
    """Give `user` a seat in the round's advisory team, by the decision named in `basis`."""
    _ask(by, round)
    if not basis.strip():
        raise ReasonMissing("Hãy ghi căn cứ: quyết định thành lập Tổ tư vấn.")
    give_role(
        by=by,
        user=user,
        role=Role.ADVISORY_TEAM,
        scope_kind=Scope.ROUND,
        scope_id=round.pk,
        scope_name=round.name,
        basis=basis,
    )
    return user


@transaction.atomic
def release_team_member(*, by: User, round: Round, user: User, reason: str) -> User:
    """End the seat; refused while the member still has dossiers to review."""
    _ask(by, round)
    grant = user.grants.filter(
        role=Role.ADVISORY_TEAM, scope_kind=Scope.ROUND, scope_id=round.pk, ended_at=None
    ).first()
    if grant is None:
        raise Refused("Người này không thuộc Tổ tư vấn của đợt.")
    held = Dossier.objects.filter(round=round, reviewer=user, state=DossierState.IN_REVIEW).count()
    if held:
        raise Refused(f"Người này đang đánh giá {held} hồ sơ; hãy giao cho người khác trước.")
    take_role(by=by, grant=grant, reason=reason)
    return user


def _ask(by: User, round: Round) -> None:
    if not by.has_perm("dossiers.manage_team", round):
        raise NotAllowed("Bạn không có quyền lập Tổ tư vấn của đợt này.")
