"""A producer registers itself: an account, a producer that waits for its commune, and the role between them."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ocop.accounts.actions.roles import give_role
from ocop.accounts.actions.users import open_user
from ocop.accounts.models import Attempt, User
from ocop.accounts.queries.people import users_with
from ocop.accounts.roles import Role, Scope
from ocop.base.errors import Refused
from ocop.base.signals import notice_due
from ocop.parties.actions import add_producer
from ocop.parties.models import Producer
from ocop.parties.queries import registered
from ocop.parties.spec import ProducerFacts

KIND = "register"
LIMIT, WINDOW = 12, timedelta(hours=1)
CODE_LIFE = timedelta(minutes=2)  # longer than any code of a telephone holds


class TooMany(Refused):
    """A public form was used too often from one address."""


class AlreadyRegistered(Refused):
    """The number is known; the page says how to get access, and nothing about whose it is."""


@dataclass(frozen=True)
class NewAccount:
    """What a person gives to sign in later."""

    username: str
    password: str
    full_name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Registration:
    """What came of it."""

    user: User
    producer: Producer


def register_producer(
    *, by: None = None, account: NewAccount, facts: ProducerFacts, origin: str, is_sample: bool = False
) -> Registration:
    """Register from the public page. `origin` is the network address, held only as a keyed digest.

    Raises TooMany, AlreadyRegistered or another Refused; then nothing but the attempt is kept.
    """
    count_attempt(by=by, kind=KIND, origin=origin, limit=LIMIT, window=WINDOW)
    with transaction.atomic():
        if registered(facts.registration_no) is not None:
            raise AlreadyRegistered("Số đăng ký kinh doanh này đã có trong hệ thống.")
        user = open_user(
            by=by,
            username=account.username,
            full_name=account.full_name,
            password=account.password,
            email=account.email,
            phone=account.phone,
            is_sample=is_sample,
        )
        producer = add_producer(by=user, facts=facts, is_sample=is_sample)
        give_role(
            by=None,
            user=user,
            role=Role.PRODUCER,
            scope_kind=Scope.PRODUCER,
            scope_id=producer.pk,
            basis="Tự đăng ký",
        )
        tell_commune(producer)
    return Registration(user, producer)


def tell_commune(producer: Producer) -> None:
    """Tell the officers of the commune that a producer waits."""
    notice_due.send(
        sender=Producer,
        to=list(users_with(Role.COMMUNE_OFFICER, Scope.COMMUNE, producer.commune_id)),
        kind="parties.registered",
        subject=f"Chủ thể mới chờ xác nhận: {producer.name}",
        body=f"{producer.name} vừa đăng ký tại {producer.commune.full_name}. Hãy đối chiếu và xác nhận.",
        about=producer,
    )


@transaction.atomic
def count_attempt(*, by: None = None, kind: str, origin: str, limit: int, window: timedelta) -> None:
    """Count one use of a public form; raises TooMany past `limit` within `window`."""
    now, key = timezone.now(), _digest(origin)
    Attempt.objects.filter(at__lt=now - timedelta(days=1)).delete()
    if Attempt.objects.filter(kind=kind, key=key, at__gt=now - window).count() >= limit:
        raise TooMany("Có quá nhiều lượt đăng ký từ mạng này. Hãy thử lại sau một giờ hoặc đến UBND xã, phường.")
    Attempt.objects.create(kind=kind, key=key, at=now)


@transaction.atomic
def spend_code(*, by: User, code: str) -> None:
    """A code of the second factor opens one door: whoever saw it typed is not let in with it, whichever process is
    asked. Raises TooMany the second time."""
    User.objects.select_for_update().get(pk=by.pk)
    count_attempt(kind="mfa code", origin=f"user {by.pk} {code}", limit=1, window=CODE_LIFE)


def _digest(origin: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), origin.encode(), hashlib.sha256).hexdigest()
