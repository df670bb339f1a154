"""Which agenda items a person may open, as querysets that agree with the permission tables."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.evaluation.models import AgendaItem, ConflictDeclaration, CouncilMember
from ocop.evaluation.queries.councils import PROVINCE_READERS, SEATED, overseen
from ocop.evaluation.states import ItemState, SessionState


def visible_items(user: User) -> QuerySet[AgendaItem]:
    """Items whose dossier `user` may read; agrees with ``evaluation.view_item``."""
    rows = _with_word(user).exclude(state=ItemState.POSTPONED)
    reached = _reached(user, (Role.AUDITOR,))
    return rows.filter(reached & (Q(sits=True, cleared=True) | Q(sits=False)) & Q(conflicted=False))


def visible_reviews(user: User) -> QuerySet[AgendaItem]:
    """Items whose sheets and result `user` may read; agrees with ``evaluation.view_review``."""
    rows = _with_word(user).filter(state__in=[ItemState.REVIEWING, ItemState.CONCLUDED])
    reached = _reached(user, PROVINCE_READERS)
    seated = Q(sits=True, cleared=True)
    outside = Q(sits=False, cleared=False, session__state=SessionState.PUBLISHED)
    return rows.filter(reached & (seated | outside) & Q(conflicted=False))


def _with_word(user: User) -> QuerySet[AgendaItem]:
    """Items with what the user said on conflict of interest, and whether they sit in the council today."""
    said = ConflictDeclaration.objects.filter(item=OuterRef("pk"), member__user_id=user.pk)
    seat = CouncilMember.objects.filter(council=OuterRef("session__council"), user_id=user.pk, left_on=None)
    return AgendaItem.objects.annotate(
        sits=Exists(seat),
        conflicted=Exists(said.filter(has_conflict=True)),
        cleared=Exists(said.filter(has_conflict=False)),
    )


def _reached(user: User, province_roles: tuple[Role, ...]) -> Q:
    """Covered by a role in the council itself or by one of these in its province."""
    if not user.is_active:
        return Q(pk__in=[])
    return overseen(user, *province_roles, prefix="session__council__") | Q(
        session__council_id__in=user.scope_ids(Scope.COUNCIL, *SEATED)
    )
