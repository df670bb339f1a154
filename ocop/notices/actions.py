"""Writing notices, sending them by e-mail, marking them read."""

import logging
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone
from django_q.tasks import async_task

from ocop.accounts.models import User
from ocop.base.errors import NotAllowed
from ocop.base.text import nfc
from ocop.notices.models import Notice

SEND = "ocop.notices.tasks.send_notice"
_log = logging.getLogger(__name__)


@transaction.atomic
def notify(
    *, to: Iterable[User], kind: str, subject: str, body: str, about: models.Model | None = None
) -> list[Notice]:
    """Tell each active user in `to` once; e-mail follows after commit where they have an address.

    Calling actions have asked the permission. `kind` names the event, e.g. "dossiers.returned".
    """
    people = {user.pk: user for user in to if user.is_active}
    notices = [
        Notice.objects.create(
            to=user,
            kind=kind,
            subject=nfc(subject)[:300],
            body=body.strip(),
            about_type=about._meta.label_lower if about is not None else "",
            about_id=about.pk if about is not None else None,
        )
        for user in people.values()
    ]
    for notice in notices:
        # Sample accounts have no mailbox of a real person behind them.
        if notice.to.email and not notice.to.is_sample:
            transaction.on_commit(partial(_queue, notice.pk), robust=True)
    return notices


def _queue(notice_id: int) -> None:
    """Hand the e-mail to the job queue; a queue that is down is written on the notice."""
    try:
        async_task(SEND, notice_id)
    except Exception as error:
        _log.exception("notice %s was not queued", notice_id)
        Notice.objects.filter(pk=notice_id).update(send_error=str(error))


def deliver(*, notice_id: int) -> bool:
    """Send the e-mail of one notice, once; what went wrong is kept on the notice. Whether it is sent now."""
    notice = Notice.objects.select_related("to").filter(pk=notice_id, sent_at=None).first()
    if notice is None or not notice.to.email:
        return False
    text = f"{notice.body}\n\nXem và xử lý tại: {settings.SITE_URL}\nThư tự động, xin không trả lời."
    try:
        EmailMessage(subject=f"[OCOP] {notice.subject}", body=text, to=[notice.to.email]).send()
    except Exception as error:  # any fault of a mail server must not touch the act that was told
        _log.warning("notice %s was not sent: %s", notice_id, error)
        Notice.objects.filter(pk=notice_id).update(send_error=str(error) or type(error).__name__)
        return False
    Notice.objects.filter(pk=notice_id).update(sent_at=timezone.now(), send_error="")
    return True


@transaction.atomic
def mark_read(*, by: User, notice: Notice) -> Notice:
    """Note that `by` has read their own notice; the first time counts."""
    if notice.to_id != by.pk:
        raise NotAllowed("Thông báo này không gửi cho bạn.")
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, by: User) -> int:
    """Note that `by` has read all their notices; how many were new."""
    return Notice.objects.filter(to=by, read_at=None).update(read_at=timezone.now())
