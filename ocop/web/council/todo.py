"""What waits for this person in the council."""

from typing import Any

from django.urls import reverse

from ocop.evaluation.queries.waiting import Waiting, waiting_for
from ocop.web.todo import Todo

# kind of act -> page, word on the button, tone
PAGES = {
    "declare": ("council_declare", "Kê khai", "gold"),
    "score": ("council_sheet", "Chấm điểm", "gold"),
    "recheck": ("council_answer", "Xem lại", "lacquer"),
    "conclude": ("council_review", "Kết luận", "gold"),
    "answers": ("council_session", "Khép hạn", "lacquer"),
    "publish": ("council_session", "Công bố", "gold"),
    "open": ("council_session", "Chuẩn bị", "plain"),
}


def todo(user: Any) -> list[Todo]:
    """The acts that wait for `user`, most urgent first."""
    return [_todo(act) for act in waiting_for(user)]


def _todo(act: Waiting) -> Todo:
    view, word, tone = PAGES[act.kind]
    return Todo(act.title, act.detail, reverse(view, args=[act.key]), word, tone=tone, count=act.count)
