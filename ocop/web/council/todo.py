"""What waits for this person here."""

from typing import Any

from ocop.web.todo import Todo


def todo(user: Any) -> list[Todo]:
    """The acts that wait for `user`, most urgent first."""
    return []
