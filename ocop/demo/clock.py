"""The sample province has a past: its acts are done "on the day", so that timelines and terms look as they would."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from unittest.mock import patch

from django.contrib.auth.hashers import make_password

from ocop.base.dates import HANOI


@contextmanager
def on(day: date, hour: int = 9, minute: int = 0) -> Iterator[datetime]:
    """Within it, Django's clock stands at that moment; it moves on by a second with each question."""
    start = datetime.combine(day, time(hour, minute), HANOI)
    asked = iter(range(10**6))
    with patch("django.utils.timezone.now", lambda: start + timedelta(seconds=next(asked))):
        yield start


@contextmanager
def one_hash() -> Iterator[None]:
    """The sample accounts share one known password: its slow hash is made once instead of forty times."""
    with patch("django.contrib.auth.base_user.make_password", lru_cache(make_password)):
        yield
