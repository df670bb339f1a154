"""Who sits where in a council, and what a seat may do with one agenda item.

A seat passes from a member to the successor (`replaces`); a sheet that was sent stays the seat's sheet. A member with
a declared conflict of interest is as good as absent for that item: neither reads nor scores it, and does not count in
the base of its quorum. Where that member is the chair, the first vice chair present without a conflict leads the item.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.evaluation.models import AgendaItem, Attendance, ConflictDeclaration, Council, CouncilMember, ScoreSheet
from ocop.evaluation.models.assessment import TeamAssessment
from ocop.evaluation.models.session import Session

_RANK = {"chair": 0, "vice_chair": 1, "member": 2, "secretary": 3}


@dataclass(frozen=True)
class Seat:
    """A seat as it stands for one item. `sheet` is the valid sheet of the seat: its holder's, or the one that a
    predecessor had sent. `conflict` is None while the holder has not declared."""

    member: CouncilMember
    present: bool
    conflict: bool | None
    sheet: ScoreSheet | None

    @property
    def has_sent(self) -> bool:
        """Whether a valid sheet of this seat has been sent."""
        return self.sheet is not None and self.sheet.sent_at is not None

    @property
    def counts(self) -> bool:
        """Whether the seat stands in the base of the quorum of this item."""
        return self.member.votes and (self.has_sent or not self.conflict)

    @property
    def may_score(self) -> bool:
        """Whether the holder may fill in a sheet: votes, is present, has declared no conflict."""
        if self.sheet is not None and self.sheet.member_id != self.member.pk:
            return False
        return self.member.votes and self.present and self.conflict is False

    @property
    def is_awaited(self) -> bool:
        """Whether the item waits for this seat: a present voter who has neither a conflict nor sent a sheet."""
        return self.member.votes and self.present and not self.conflict and not self.has_sent


@dataclass(frozen=True)
class Table:
    """All seats of the council as they stand for one item, in order of rank and name."""

    item: AgendaItem
    seats: tuple[Seat, ...]

    @cached_property
    def leader(self) -> Seat | None:
        """Who leads the item: the chair, or the first vice chair where the chair declared a conflict."""
        able = [seat for seat in self.seats if seat.present and not seat.conflict and seat.member.votes]
        chair = next((seat for seat in self.seats if seat.member.role == "chair"), None)
        if chair is not None and not chair.conflict:
            return chair
        return next((seat for seat in able if seat.member.role == "vice_chair"), None)

    @property
    def base(self) -> int:
        """How many seats count for the quorum of this item: all, or those present, as the regulation says."""
        session = self.item.session
        # nobody is present where answers come in writing: those who stay silent count
        only_present = session.rules.counts == "present" and not session.is_written
        return sum(seat.counts and (seat.present or seat.has_sent or not only_present) for seat in self.seats)

    @property
    def sent(self) -> tuple[Seat, ...]:
        """Seats with a valid sheet sent."""
        return tuple(seat for seat in self.seats if seat.has_sent)

    @property
    def awaited(self) -> tuple[Seat, ...]:
        """Seats whose sheet is still awaited."""
        return tuple(seat for seat in self.seats if seat.is_awaited)

    def seat_of(self, user: User) -> Seat | None:
        """The seat `user` holds today."""
        return next((seat for seat in self.seats if seat.member.user_id == user.pk), None)


def active_members(council: Council) -> list[CouncilMember]:
    """Members of today, by rank and then in the order they were named."""
    rows = council.members.filter(left_on=None).select_related("user")
    return sorted(rows, key=lambda member: (_RANK[member.role], member.pk))


def member_of(user: User, council_id: int) -> CouncilMember | None:
    """The seat that `user` holds today in the council."""
    return CouncilMember.objects.filter(council_id=council_id, user_id=user.pk, left_on=None).first()


def holders(members: Iterable[CouncilMember]) -> dict[int, int]:
    """Every member, also one who has left → today's holder of the seat (or the last one)."""
    rows = {row.pk: row for row in members}
    after = {row.replaces_id: row.pk for row in rows.values() if row.replaces_id}
    found = {}
    for key in rows:
        last = key
        while last in after:
            last = after[last]
        found[key] = last
    return found


def tables(items: Iterable[AgendaItem]) -> dict[int, Table]:
    """The table of every item, keyed by item; a constant number of queries. Items are of one session."""
    rows = list(items)
    if not rows:
        return {}
    session = rows[0].session
    everyone = list(CouncilMember.objects.filter(council_id=session.council_id).select_related("user"))
    present = _taking_part(session, everyone)
    conflicts = {
        (row.item_id, row.member_id): row.has_conflict for row in ConflictDeclaration.objects.filter(item__in=rows)
    }
    holder = holders(everyone)
    sheets: dict[tuple[int, int], ScoreSheet] = {}
    for sheet in ScoreSheet.objects.filter(item__in=rows, void_at=None).select_related("member__user").order_by("pk"):
        key = (sheet.item_id, holder[sheet.member_id])
        if key not in sheets or sheet.sent_at is not None:
            sheets[key] = sheet
    members = sorted((m for m in everyone if m.left_on is None), key=lambda m: (_RANK[m.role], m.pk))
    return {
        item.pk: Table(
            item,
            tuple(_seat(m, present, conflicts.get((item.pk, m.pk)), sheets.get((item.pk, m.pk))) for m in members),
        )
        for item in rows
    }


def _seat(member: CouncilMember, present: set[int] | None, conflict: bool | None, sheet: ScoreSheet | None) -> Seat:
    """`present` None: answers in writing are closed, and only a sheet that was sent took part."""
    sent = sheet is not None and sheet.sent_at is not None
    return Seat(member, sent if present is None else member.pk in present, conflict, sheet)


def _taking_part(session: Session, members: Iterable[CouncilMember]) -> set[int] | None:
    """Who may still fill in a sheet: those marked present; in writing everybody, until the last moment."""
    if not session.is_written:
        return present_members(session)
    return {member.pk for member in members} if session.takes_answers else None


def table_of(item: AgendaItem) -> Table:
    """The table of one item."""
    return tables([item])[item.pk]


def present_members(session: Session) -> set[int]:
    """Keys of the members marked present."""
    return set(Attendance.objects.filter(session=session, present=True).values_list("member_id", flat=True))


def declared_conflict(user: User, item: AgendaItem) -> bool | None:
    """What `user` declared for this item, in any seat they hold or held in this council; None: nothing yet."""
    rows = ConflictDeclaration.objects.filter(item=item, member__user_id=user.pk).values_list(
        "has_conflict", flat=True
    )
    found = list(rows)
    return any(found) if found else None


def assessments_for(item: AgendaItem) -> QuerySet[TeamAssessment]:
    """The work of the advisory team of the council's own level on the dossier."""
    return TeamAssessment.objects.filter(dossier_id=item.dossier_id, level=item.session.council.level)
