"""Who is told of a step, in plain words; sent once the step is stored."""

from collections.abc import Iterable

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.dossiers.models import Dossier
from ocop.dossiers.states import words_of
from ocop.notices.actions import notify


def tell_producer(dossier: Dossier, move: str, *, reason: str = "", detail: str = "") -> None:
    """Tell the producer and its helpers what has happened, in the words of the move table."""
    said = words_of(move, dossier.level)[1]
    why = f"Lý do: {reason.strip()}" if reason.strip() else ""
    body = " ".join(part for part in (said, detail.strip(), why) if part)
    tell_about(dossier, f"dossiers.{move}", f"{dossier.product.name}: {said}", body)


def tell_about(dossier: Dossier, kind: str, subject: str, body: str) -> None:
    """Tell the producer and its helpers something that is no step."""
    people = _holders(dossier.product.producer_id, Scope.PRODUCER, Role.PRODUCER, Role.PRODUCER_HELPER)
    notify(to=people, kind=kind, subject=subject, body=body, about=dossier)


def tell_commune(dossier: Dossier, kind: str, subject: str, body: str, *roles: Role) -> None:
    """Tell the commune's desk; of officers only the one in charge, where there is one."""
    wanted = roles or (Role.COMMUNE_OFFICER,)
    people = _holders(dossier.commune_id, Scope.COMMUNE, *wanted)
    in_charge = [user for user in people if user.pk == dossier.commune_officer_id]
    if wanted == (Role.COMMUNE_OFFICER,) and in_charge:
        people = in_charge
    notify(to=people, kind=kind, subject=subject, body=body, about=dossier)


def tell_province(dossier: Dossier, kind: str, subject: str, body: str) -> None:
    """Tell the office that has the dossier; only the officer in charge, where there is one."""
    kind_, unit = dossier.desk
    people = _holders(unit, Scope(kind_), Role.PROVINCIAL_OFFICE)
    in_charge = [user for user in people if user.pk == dossier.province_officer_id]
    notify(to=in_charge or people, kind=kind, subject=subject, body=body, about=dossier)


def tell_person(user: User, dossier: Dossier, kind: str, subject: str, body: str) -> None:
    """Tell one person."""
    notify(to=[user], kind=kind, subject=subject, body=body, about=dossier)


def _holders(scope_id: int, kind: Scope, *roles: Role) -> list[User]:
    found: Iterable[User] = (user for role in roles for user in users_with(role, kind, scope_id))
    return list({user.pk: user for user in found}.values())
