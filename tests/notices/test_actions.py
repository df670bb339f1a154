"""Notices: one row each, the e-mail after commit, a fault kept and never in the way."""

import pytest
from django.core import mail
from django.db import transaction

from ocop.base.errors import NotAllowed
from ocop.base.signals import notice_due
from ocop.notices import actions, queries
from ocop.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.parties import make_producer

pytestmark = pytest.mark.django_db


def tell(*people, **fields):
    given = {"kind": "dossiers.returned", "subject": "Hồ sơ trả lại", "body": "Xã trả lại hồ sơ."} | fields
    return actions.notify(to=people, **given)


def test_notify_writes_one_row_for_each_active_person_once():
    first, second, gone = make_user(), make_user(), make_user(is_active=False)
    producer = make_producer()
    tell(first, second, first, gone, about=producer)
    rows = Notice.objects.order_by("pk").values_list("to_id", "kind", "about_type", "about_id")
    assert list(rows) == [
        (first.pk, "dossiers.returned", "parties.producer", producer.pk),
        (second.pk, "dossiers.returned", "parties.producer", producer.pk),
    ]


def test_the_email_goes_out_after_commit(django_capture_on_commit_callbacks):
    user = make_user(email="sen@example.vn")
    with django_capture_on_commit_callbacks(execute=True):
        tell(user)
        assert mail.outbox == []
    assert [(message.to, message.subject) for message in mail.outbox] == [(["sen@example.vn"], "[OCOP] Hồ sơ trả lại")]
    assert Notice.objects.get().sent_at is not None


def test_people_without_address_and_sample_accounts_get_no_email(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell(make_user(), make_user(email="mau@example.vn", is_sample=True))
    assert (mail.outbox, Notice.objects.filter(sent_at=None).count()) == ([], 2)


def test_a_mail_server_that_is_down_is_written_on_the_notice(settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with django_capture_on_commit_callbacks(execute=True):
        tell(make_user(email="sen@example.vn"))
    notice = Notice.objects.get()
    assert notice.sent_at is None
    assert "refused" in notice.send_error


def test_an_email_is_sent_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell(make_user(email="sen@example.vn"))
    assert actions.deliver(notice_id=Notice.objects.get().pk) is False
    assert len(mail.outbox) == 1


@transaction.atomic
def tell_and_fail(user):
    tell(user)
    raise RuntimeError


def test_an_act_that_fails_tells_nobody():
    user = make_user()
    with pytest.raises(RuntimeError):
        tell_and_fail(user)
    assert Notice.objects.count() == 0


def test_a_floor_below_is_heard_through_the_signal():
    user = make_user()
    notice_due.send(sender=None, to=[user], kind="accounts.granted", subject="Vai trò mới", body="…", about=user)
    assert Notice.objects.get().subject == "Vai trò mới"


def test_reading_counts_once_and_only_for_oneself():
    user, other = make_user(), make_user()
    (notice,) = tell(user)
    with pytest.raises(NotAllowed):
        actions.mark_read(by=other, notice=notice)
    assert queries.unread_count(user) == 1
    read_at = actions.mark_read(by=user, notice=notice).read_at
    assert actions.mark_read(by=user, notice=notice).read_at == read_at
    assert queries.unread_count(user) == 0


def test_all_can_be_marked_read_without_touching_others():
    user, other = make_user(), make_user()
    tell(user, other)
    tell(user)
    assert actions.mark_all_read(by=user) == 2
    assert (queries.unread_count(user), queries.unread_count(other)) == (0, 1)


def test_nobody_finds_anothers_notice():
    user, other = make_user(), make_user()
    (notice,) = tell(user)
    assert queries.notice_of(other, notice.pk) is None
    assert queries.notice_of(user, notice.pk) == notice
    assert list(queries.visible_to(other)) == []
