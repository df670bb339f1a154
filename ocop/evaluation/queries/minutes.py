"""The data of a session's minutes, taken from the record; what a reader may not see is left out."""

from dataclasses import dataclass

from ocop.accounts.models import User
from ocop.evaluation import wording
from ocop.evaluation.models import ConflictDeclaration, ItemMove, Knockout, MarkChange, Recheck, Session, SessionMove
from ocop.evaluation.queries.sessions import AgendaRow, Place, agenda, attendance_of, postponed_of


@dataclass(frozen=True)
class ItemMinutes:
    """One item: who did not score for a conflict, what was looked at again, knock-outs, the conclusion in words."""

    row: AgendaRow
    conflicts: tuple[ConflictDeclaration, ...]
    rechecks: tuple[Recheck, ...]
    changes: int
    knockouts: tuple[Knockout, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Minutes:
    """The whole session."""

    places: tuple[Place, ...]
    present: int
    opened: SessionMove | None
    closed: SessionMove | None
    items: tuple[ItemMinutes, ...]
    postponed: tuple[ItemMove, ...]


def minutes_of(session: Session, user: User) -> Minutes:
    """The minutes as `user` may read them: an item whose result is closed to them shows its state only."""
    rows = agenda(session, user)
    readable = [row.item.pk for row in rows if row.conclusion is not None]
    conflicts = ConflictDeclaration.objects.filter(item__in=readable, has_conflict=True)
    rechecks = list(Recheck.objects.filter(sheet__item__in=readable).select_related("sheet__member__user"))
    changes = list(
        MarkChange.objects.filter(recheck__sheet__item__in=readable).values_list("recheck__sheet__item_id", flat=True)
    )
    knockouts = list(
        Knockout.objects.filter(item__in=readable, lifted_at=None)
        .exclude(confirmed_at=None)
        .select_related("criterion")
    )
    said = list(conflicts.select_related("member__user"))
    places = attendance_of(session)
    moves = {move.move: move for move in session.moves.all()}
    return Minutes(
        places=tuple(places),
        present=sum(place.present for place in places),
        opened=moves.get("open_session"),
        closed=moves.get("close_session"),
        items=tuple(
            ItemMinutes(
                row=row,
                conflicts=tuple(c for c in said if c.item_id == row.item.pk),
                rechecks=tuple(r for r in rechecks if r.sheet.item_id == row.item.pk),
                changes=changes.count(row.item.pk),
                knockouts=tuple(k for k in knockouts if k.item_id == row.item.pk),
                words=_words(row),
            )
            for row in rows
        ),
        postponed=tuple(postponed_of(session)),
    )


def _words(row: AgendaRow) -> tuple[str, ...]:
    if row.conclusion is None:
        return ()
    proof = row.conclusion.proof
    return tuple(wording.result_words(proof["result"], proof["bands"]))
