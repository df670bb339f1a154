"""Jobs of the queue: ids in, one action out."""

from ocop.notices.actions import deliver


def send_notice(notice_id: int) -> bool:
    """Send the e-mail of one notice."""
    return deliver(notice_id=notice_id)
