"""Reads of one's own notices."""

from datetime import datetime

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.notices.models import Notice


def visible_to(user: User) -> QuerySet[Notice]:
    """The notices sent to `user`, the latest first. Nobody reads another's."""
    return Notice.objects.filter(to=user)


def unread_count(user: User) -> int:
    """How many notices `user` has not read."""
    return visible_to(user).filter(read_at=None).count()


def notice_of(user: User, notice_id: int) -> Notice | None:
    """One notice of `user`; none where it is another's."""
    return visible_to(user).filter(pk=notice_id).first()


def already_told(kind: str, since: datetime | None = None) -> set[int]:
    """Keys of the things about which a notice of this kind was written (since a moment)."""
    rows = Notice.objects.filter(kind=kind, about_id__isnull=False)
    rows = rows.filter(created_at__gte=since) if since else rows
    return {key for key in rows.values_list("about_id", flat=True) if key is not None}
