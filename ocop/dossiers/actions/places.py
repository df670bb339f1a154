"""The map changes: the roles of officers follow, a producer of a parted commune is placed with its open dossiers."""

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import ROLES, Role, Scope
from ocop.audit.actions import record
from ocop.base.dates import show
from ocop.base.errors import Conflict, Refused
from ocop.dossiers.queries.places import at_commune_of, filed_across, grants_in, stands_on
from ocop.notices.actions import notify
from ocop.parties.actions import place_producer as place
from ocop.parties.models import Placement, Producer
from ocop.places.actions.changes import enter_change, undo_change
from ocop.places.models import Extent, Level, MapChange, Unit
from ocop.places.spec import ChangeFacts


@transaction.atomic
def change_map(*, by: User, province: Unit, facts: ChangeFacts) -> MapChange:
    """Enter a change. A role in a unit that goes wholly over reaches its successor from the day on; of a parted
    commune, or one that passes to another province, the administrators are asked."""
    _ask_the_others(by, province, facts)
    change = enter_change(by=by, province=province, facts=facts)
    named = change.successions.filter(old__in=[source.unit.pk for source in facts.sources])
    for link in named.select_related("old__parent", "new__parent"):
        for grant in grants_in([link.old_id]):
            if link.extent == Extent.PART:
                continue
            data = {"role": grant.role, "old": link.old.full_name, "new": link.new.full_name, "from": change.on}
            record("accounts.grant_yields", by=by, subject=grant.user, data=data)
            _tell_holder(grant.user, ROLES[Role(grant.role)].title, link.old, link.new, change)
        if link.extent == Extent.PART or link.old.parent_id not in (None, link.new.parent_id):
            _ask_administrators(link.old, change)
    return change


@transaction.atomic
def take_back(*, by: User, change: MapChange, reason: str) -> MapChange:
    """Undo a mistaken entry while no producer was placed by it and nothing was filed in the unit it began."""
    olds = set(change.successions.values_list("old_id", flat=True))
    begun = set(change.successions.values_list("new_id", flat=True))
    if change.target_id and Placement.objects.filter(old__in=olds, new=change.target_id).exists():
        raise Conflict("Đã xác định xã mới cho chủ thể theo lần sắp xếp này; không bỏ được nữa.")
    begun = begun if change.target_is_new else begun - {change.target_id}
    if stands_on(begun):
        raise Conflict("Đã có chủ thể, hồ sơ hoặc vai trò ghi theo đơn vị mới; không bỏ được nữa.")
    if change.target_id and filed_across(olds, change.target_id):
        raise Conflict("Chủ thể của đơn vị cũ đã lập hồ sơ theo đơn vị nhận; không bỏ được nữa.")
    people = [grant.user for grant in grants_in(olds)]
    summary = str(change)
    done = undo_change(by=by, change=change, reason=reason)
    notify(
        to=list({user.pk: user for user in people}.values()),
        kind="places.undone",
        subject="Bỏ một lần sắp xếp đã ghi nhầm",
        body=f"{summary}. Lý do: {reason.strip()}. Vai trò của bạn như trước.",
        about=done,
    )
    return done


@transaction.atomic
def place_producer(*, by: User, producer: Producer, new: Unit, reason: str) -> Placement:
    """Place a producer of a parted commune; what its commune still has to handle goes with it, what is past stays."""
    placement = place(by=by, producer=producer, new=new, reason=reason)
    moved = []
    for dossier in at_commune_of(producer).select_for_update(of=("self",)):
        dossier.commune, dossier.commune_officer = new, None
        dossier.save(update_fields=["commune", "commune_officer"])
        moved.append(dossier)
        data = {"old": placement.old.full_name, "new": new.full_name}
        record("dossiers.follow_producer", by=by, subject=dossier, data=data)
    officers = users_with(Role.COMMUNE_OFFICER, Scope.COMMUNE, new.pk)
    people = users_with(Role.PRODUCER, Scope.PRODUCER, producer.pk)
    notify(
        to=list({user.pk: user for user in (*officers, *people)}.values()),
        kind="parties.placed",
        subject=f"{producer.name} thuộc {new.full_name}",
        body=f"Trước thuộc {placement.old.full_name}. Căn cứ: {placement.reason}. Hồ sơ chuyển theo: {len(moved)}.",
        about=producer,
    )
    return placement


def _tell_holder(user: User, role: str, old: Unit, new: Unit, change: MapChange) -> None:
    notify(
        to=[user],
        kind="places.grant_yields",
        subject=f"{old.full_name} sắp xếp vào {new.full_name}",
        body=f"Từ {show(change.on)}, theo {change.document}, vai trò {role} của bạn có hiệu lực ở {new.full_name}.",
        about=change,
    )


def _ask_the_others(by: User, province: Unit, facts: ChangeFacts) -> None:
    """A unit of another province that has its office in this system is not moved without it."""
    units = [*(source.unit for source in facts.sources), facts.target, facts.into]
    touched = {unit if unit.level == Level.PROVINCE else unit.parent for unit in units if unit is not None}
    for other in touched - {province, None}:
        is_served = users_with(Role.PROVINCIAL_OFFICE, Scope.PROVINCE, other.pk).exists()
        if is_served and not by.has_perm("places.change_map", other):
            text = f"{other.full_name} có cơ quan tham mưu trên hệ thống: người ghi phải có vai trò ở cả hai tỉnh."
            raise Refused(text)


def _ask_administrators(old: Unit, change: MapChange) -> None:
    held = ", ".join(f"{grant.user} ({ROLES[Role(grant.role)].title})" for grant in grants_in([old.pk]))
    notify(
        to=list(users_with(Role.ADMINISTRATOR, Scope.PROVINCE, old.parent_id or 0)),
        kind="places.ask_grants",
        subject=f"{old.full_name} được chia hoặc chuyển tỉnh: cần xem lại vai trò",
        body=f"{change}. Từ {show(change.on)}. Người đang có vai trò: {held or 'không có'}.",
        about=change,
    )
