"""What waits for this person here: yearly reports that are near their deadline."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from ocop.papers.queries.register import standing_papers
from ocop.programme.queries.reports import open_to, today, written_by
from ocop.programme.wording import deadline_words
from ocop.web.programme.views import SUBJECT
from ocop.web.todo import Todo

SOON = timedelta(days=30)


def todo(user: Any) -> list[Todo]:
    """This year's reports of their own bodies, from a month before they are due until they are issued."""
    if not user.has_perm("programme.write_report"):
        return []
    year = today().year
    begun = [row for row in written_by(user) if row.year == year]
    issued = standing_papers(SUBJECT, [row.pk for row in begun]) if begun else {}
    waiting = [(row, reverse("year_report", args=[row.pk]), "Soạn tiếp") for row in begun if row.pk not in issued]
    waiting += [(row.report, reverse("year_reports"), "Lập báo cáo") for row in open_to(user) if row.year == year]
    return [_line(report, url, act) for report, url, act in waiting if today() >= report.due.before(year) - SOON]


def _line(report: Any, url: str, act: str) -> Todo:
    before = report.due.before(report.year)
    late = today() >= before
    return Todo(
        title=f"{report}: gửi {deadline_words(before, today(), sent=False)}",
        detail=report.due.source,
        url=url,
        action=act,
        tone="lacquer" if late else "gold",
        due=before - timedelta(days=1),
    )
