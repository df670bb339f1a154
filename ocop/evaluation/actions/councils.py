"""The council: its working regulation, its constitution by decision, a member replaced, its end.

Every seat comes with a role granted within the council, which ends when the member leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ocop.accounts.actions.roles import give_role, take_role
from ocop.accounts.models import Grant, User
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.base.findings import Finding
from ocop.base.text import nfc
from ocop.evaluation.actions.reveal import reveal_what_is_complete, void_unsent
from ocop.evaluation.checks import council as checks
from ocop.evaluation.models import AgendaItem, Attendance, Council, CouncilMember, CouncilRegulation, Session
from ocop.evaluation.queries.seats import active_members
from ocop.evaluation.states import ItemState, SessionState
from ocop.notices.actions import notify
from ocop.places.models import Unit

GRANTED = {
    "chair": Role.COUNCIL_CHAIR,
    "vice_chair": Role.COUNCIL_MEMBER,
    "member": Role.COUNCIL_MEMBER,
    "secretary": Role.COUNCIL_SECRETARY,
}


@dataclass(frozen=True)
class Named:
    """A person named to a council. Only a secretary may be named without a vote."""

    user: User
    role: str
    agency: str
    position: str = ""
    votes: bool = True


@transaction.atomic
def create_regulation(
    *, by: User, province: Unit, title: str, in_force_from: date, district: Unit | None = None, **settings: Any
) -> CouncilRegulation:
    """A new version of the working regulation; settings not named keep the defaults of the model."""
    regulation = CouncilRegulation(
        province=province, district=district, title=nfc(title), in_force_from=in_force_from, **settings
    )
    _ask(by, "evaluation.manage_regulation", regulation)
    Unit.objects.select_for_update().get(pk=province.pk)
    last = (
        CouncilRegulation.objects.filter(province=province, district=district).aggregate(last=Max("version"))["last"]
        or 0
    )
    regulation.version = last + 1
    _refuse_earlier(regulation)
    _validate(regulation)
    regulation.save()
    data = {"version": regulation.version, **{key: str(value) for key, value in settings.items()}}
    record("evaluation.create_regulation", by=by, subject=regulation, data=data)
    return regulation


def _refuse_earlier(regulation: CouncilRegulation) -> None:
    """A later version never applies from an earlier day: sessions held under the old one would contradict it."""
    known = CouncilRegulation.objects.filter(province_id=regulation.province_id)
    before = known.filter(in_force_from__gt=regulation.in_force_from).order_by("-version").first()
    if before is not None:
        day = before.in_force_from.strftime("%d/%m/%Y")
        said = f"Bản số {before.version} áp dụng từ {day}; hãy chọn ngày không sớm hơn cho bản mới."
        raise NotReady([Finding("regulation_order", "", said, "in_force_from")])


@transaction.atomic
def create_council(
    *,
    by: User,
    province: Unit,
    name: str,
    decision_no: str,
    decided_on: date,
    regulation: CouncilRegulation,
    members: Sequence[Named],
    district: Unit | None = None,
) -> Council:
    """Constitute a council of the province (of a district) by the Chair's decision; each member is granted their role
    in it and told."""
    council = Council(
        province=province,
        district=district,
        name=nfc(name),
        decision_no=nfc(decision_no),
        decided_on=decided_on,
        regulation=regulation,
    )
    _ask(by, "evaluation.create_council", council)
    findings = _constitution(members)
    if (regulation.province_id, regulation.district_id) != (council.province_id, council.district_id):
        findings.append(
            Finding("regulation_elsewhere", "", "Quy chế này của tỉnh khác hoặc huyện khác.", "regulation")
        )
    if findings:
        raise NotReady(findings)
    _validate(council)
    council.save()
    basis = f"Quyết định {council.decision_no} ngày {decided_on:%d/%m/%Y}"
    for named in members:
        _seat(by, council, named, joined_on=decided_on, basis=basis)
    record(
        "evaluation.create_council",
        by=by,
        subject=council,
        data={
            "decision_no": council.decision_no,
            "decided_on": decided_on,
            "regulation": regulation.version,
            "members": [{"name": str(item.user), "role": item.role, "agency": item.agency} for item in members],
        },
    )
    notify(
        to=[item.user for item in members],
        kind="evaluation.named",
        subject=f"Bạn là thành viên {council.name}",
        body=f"Theo {basis}. Lịch các phiên họp và hồ sơ sẽ có trong mục Hội đồng.",
        about=council,
    )
    return council


@transaction.atomic
def replace_member(*, by: User, member: CouncilMember, successor: Named, reason: str) -> CouncilMember:
    """`successor` takes the seat of `member`, also in the middle of a session.

    What the old member has sent stays the seat's sheet; what was not sent is void with the reason. The presence at
    sessions not yet closed passes to the successor, who declares and scores for themself.
    """
    council = Council.objects.select_for_update().get(pk=member.council_id)
    _ask(by, "evaluation.replace_member", council)
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do thay thành viên.")
    member = CouncilMember.objects.select_related("user").get(pk=member.pk)
    if member.left_on is not None:
        raise IllegalMove("Thành viên này đã thôi tham gia Hội đồng.")
    if council.members.filter(user=successor.user, left_on=None).exists():
        raise Refused("Người thay đã là thành viên Hội đồng.")
    scoring = AgendaItem.objects.select_for_update().filter(session__council=council, state=ItemState.SCORING)
    items = list(scoring.order_by("pk"))  # locked before anything is written to the record
    _leave(by, council, member, reason)
    named = Named(successor.user, member.role, successor.agency, successor.position, member.votes)
    today = local_date(timezone.now())
    seat = _seat(by, council, named, joined_on=today, basis=f"Thay {member.user}: {reason.strip()}", replaces=member)
    _pass_presence(council, member, seat)
    for item in items:
        void_unsent(item, members=[member.pk], reason=f"Thành viên được thay: {reason.strip()}")
        reveal_what_is_complete(item, by=by)
    data = {"left": str(member.user), "came": str(seat.user), "role": seat.role, "reason": reason.strip()}
    record("evaluation.replace_member", by=by, subject=council, data=data)
    notify(
        to=[seat.user],
        kind="evaluation.named",
        subject=f"Bạn là thành viên {council.name}",
        body=f"Bạn thay {member.user}. Hãy kê khai xung đột lợi ích với các hồ sơ của phiên họp.",
        about=council,
    )
    return seat


@transaction.atomic
def dissolve_council(*, by: User, council: Council, on: date, reason: str) -> Council:
    """End the council's task: grants end; refused while a session is not published."""
    council = Council.objects.select_for_update().get(pk=council.pk)
    _ask(by, "evaluation.dissolve_council", council)
    if council.dissolved_on is not None:
        raise IllegalMove("Hội đồng đã hết nhiệm vụ.")
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do, căn cứ kết thúc nhiệm vụ.")
    if council.sessions.exclude(state=SessionState.PUBLISHED).exists():
        raise IllegalMove("Còn phiên họp chưa công bố kết quả; hãy công bố hoặc đưa hết hồ sơ ra khỏi phiên đó.")
    for member in active_members(council):
        _end_grants(by, council, member, reason)
    council.dissolved_on = on
    council.save(update_fields=["dissolved_on"])
    record("evaluation.dissolve_council", by=by, subject=council, data={"on": on, "reason": reason.strip()})
    return council


def _constitution(members: Sequence[Named]) -> list[Finding]:
    findings = checks.one_chair([item.role for item in members])
    findings += checks.nobody_twice([item.user.username for item in members])
    return findings + checks.enough_voters(sum(_votes(item) for item in members))


def _votes(named: Named) -> bool:
    return named.votes or named.role != "secretary"


def _seat(
    by: User, council: Council, named: Named, *, joined_on: date, basis: str, replaces: CouncilMember | None = None
) -> CouncilMember:
    seat = CouncilMember(
        council=council,
        user=named.user,
        role=named.role,
        position=nfc(named.position),
        agency=nfc(named.agency),
        votes=_votes(named),
        joined_on=joined_on,
        replaces=replaces,
    )
    _validate(seat)
    seat.save()
    give_role(
        by=by,
        user=named.user,
        role=GRANTED[named.role],
        scope_kind=Scope.COUNCIL,
        scope_id=council.pk,
        scope_name=council.name,
        basis=basis,
    )
    return seat


def _leave(by: User, council: Council, member: CouncilMember, reason: str) -> None:
    member.left_on = local_date(timezone.now())
    member.left_reason = reason.strip()
    member.save(update_fields=["left_on", "left_reason"])
    _end_grants(by, council, member, reason)


def _end_grants(by: User, council: Council, member: CouncilMember, reason: str) -> None:
    held = Grant.objects.filter(user_id=member.user_id, scope_kind=Scope.COUNCIL, scope_id=council.pk, ended_at=None)
    for grant in held:
        take_role(by=by, grant=grant, reason=reason)


def _pass_presence(council: Council, old: CouncilMember, new: CouncilMember) -> None:
    """The successor sits where the old member sat."""
    running = Session.objects.filter(council=council, state__in=[SessionState.PLANNED, SessionState.OPEN])
    for row in Attendance.objects.filter(session__in=running, member=old):
        Attendance.objects.create(session_id=row.session_id, member=new, present=row.present, note=row.note)
        row.present = False
        row.save(update_fields=["present"])


def _ask(by: User, permission: str, target: object) -> None:
    if not by.has_perm(permission, target):
        raise NotAllowed("Bạn không có quyền thực hiện việc này.")


def _validate(row: Any) -> None:
    """Field and constraint errors as findings, in the words of the model."""
    try:
        row.full_clean()
    except ValidationError as error:
        messages: Mapping[str, list[str]] = error.message_dict
        findings = [Finding("invalid", "", text, name) for name, texts in messages.items() for text in texts]
        raise NotReady(findings) from None
