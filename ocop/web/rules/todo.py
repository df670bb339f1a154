"""What waits for this person about the rules: drafts to put in force."""

from typing import Any

from django.urls import reverse

from ocop.base.dates import show
from ocop.regulations.queries.drafting import waiting_for_freeze
from ocop.web.todo import Todo


def todo(user: Any) -> list[Todo]:
    """The acts that wait for `user`, most urgent first."""
    return [
        Todo(
            f"Chốt bản nháp {draft.number}",
            f"Mọi chỗ chưa rõ đã kết luận; áp dụng từ {show(draft.in_force_from)}",
            reverse("rules_draft", args=[draft.pk]),
            "Xem và chốt",
            "gold",
        )
        for draft in waiting_for_freeze(user)
    ]
