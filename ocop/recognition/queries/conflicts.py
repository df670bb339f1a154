"""Conflicts of interest declared before a council bind the same person as a leader: no word on that product."""

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.evaluation.models import ConflictDeclaration


def conflicted_dossiers(user: User) -> QuerySet[ConflictDeclaration, int]:
    """Keys of the dossiers with which `user` declared a conflict, in any council and seat."""
    said = ConflictDeclaration.objects.filter(member__user_id=user.pk, has_conflict=True)
    return said.values_list("item__dossier_id", flat=True)


def has_conflict(user: User, dossier_id: int) -> bool:
    """Whether `user` declared a conflict with this dossier."""
    return conflicted_dossiers(user).filter(item__dossier_id=dossier_id).exists()
