"""The commune and its producers: confirmed, refused, typed by an officer, given an account."""

from django.db import IntegrityError, transaction

from ocop.accounts.actions.registration import tell_commune
from ocop.accounts.actions.roles import give_role
from ocop.accounts.actions.users import Handover, open_user, temporary_password
from ocop.accounts.models import User
from ocop.accounts.queries.producers import people_of
from ocop.accounts.queries.scopes import unit_target
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.errors import Conflict, NotAllowed
from ocop.base.flow import Flow, MoveRow
from ocop.base.signals import notice_due
from ocop.parties.actions import TAKEN, add_producer
from ocop.parties.models import Producer
from ocop.parties.spec import ProducerFacts
from ocop.parties.states import TABLE

FLOW = Flow(TABLE)


@transaction.atomic
def confirm_producer(*, by: User, producer: Producer) -> MoveRow:
    """The commune knows the producer and vouches for its registration; the producer is told."""
    row = _step(by, producer, "confirm_producer")
    _tell(producer, "confirmed", "Xã đã xác nhận chủ thể", "Bạn có thể lập và nộp hồ sơ sản phẩm.")
    return row


@transaction.atomic
def refuse_producer(*, by: User, producer: Producer, reason: str) -> MoveRow:
    """The commune does not confirm; the producer is told why and may mend and ask again."""
    row = _step(by, producer, "refuse_producer", reason)
    body = f"Lý do: {row.reason} Bạn có thể sửa thông tin rồi gửi lại đăng ký."
    _tell(producer, "refused", "Xã chưa xác nhận chủ thể", body)
    return row


@transaction.atomic
def register_again(*, by: User, producer: Producer) -> MoveRow:
    """A refused producer has mended its facts and asks again; its commune is told."""
    row = _step(by, producer, "register_again")
    tell_commune(producer)
    return row


@transaction.atomic
def type_producer(*, by: User, facts: ProducerFacts, is_sample: bool = False) -> Producer:
    """An officer types a producer of the commune: it is confirmed at once."""
    target = unit_target(facts.commune) if facts.commune is not None else None
    if target is None or not by.has_perm("parties.create_producer", target):
        raise NotAllowed("Bạn không nhập được chủ thể của xã, phường này.")
    producer = add_producer(by=by, facts=facts, is_sample=is_sample)
    _step(by, producer, "confirm_producer")
    return producer


@transaction.atomic
def open_account(
    *, by: User, producer: Producer, username: str, full_name: str, phone: str = "", email: str = ""
) -> Handover:
    """Give the producer an account with a temporary password to hand over."""
    if not by.has_perm("accounts.open_account", producer):
        raise NotAllowed("Bạn không có quyền với chủ thể này.")
    password = temporary_password()
    user = open_user(
        by=by,
        username=username,
        full_name=full_name,
        password=password,
        email=email,
        phone=phone,
        temporary=True,
        is_sample=producer.is_sample,
    )
    give_role(
        by=by,
        user=user,
        role=Role.PRODUCER,
        scope_kind=Scope.PRODUCER,
        scope_id=producer.pk,
        basis=f"{by} mở tài khoản cho chủ thể",
    )
    return Handover(user, password)


def _step(by: User, producer: Producer, name: str, reason: str = "") -> MoveRow:
    try:
        with transaction.atomic():
            row = FLOW.move(producer, name, by=by, reason=reason)
    except IntegrityError as error:
        raise Conflict(TAKEN) from error
    record(f"parties.{name}", by=by, subject=producer, data={"reason": row.reason} if row.reason else {})
    return row


def _tell(producer: Producer, event: str, subject: str, body: str) -> None:
    notice_due.send(
        sender=Producer,
        to=list(people_of(producer)),
        kind=f"parties.{event}",
        subject=subject,
        body=f"{producer.name}: {body}",
        about=producer,
    )
