"""What waits for one's signature."""

from typing import Any

from django.urls import reverse

from ocop.papers.queries.signing import waiting_for
from ocop.web.todo import Todo


def todo(user: Any) -> list[Todo]:
    """One line for all that waits: the desk of signing lists it."""
    if not user.has_perm("signing.sign_personal"):
        return []
    waiting = waiting_for(user)
    if not waiting:
        return []
    count = sum(row.count for row in waiting)
    return [
        Todo(
            title=f"{count} văn bản chờ ký số",
            detail=waiting[0].title,
            url=reverse("signing_desk"),
            action="Ký số",
            tone="gold",
            count=count,
        )
    ]
