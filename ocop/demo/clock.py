"""The sample province has a past: its acts are done "on the day", so that timelines and terms look as they would."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

from ocop.base.dates import HANOI


@contextmanager
def on(day: date, hour: int = 9, minute: int = 0) -> Iterator[datetime]:
    """Within it, Django's clock stands at that moment; it moves on by a second with each question."""
    start = datetime.combine(day, time(hour, minute), HANOI)
    asked = iter(range(10**6))
    with patch("django.utils.timezone.now", lambda: start + timedelta(seconds=next(asked))):
        yield start
