"""The record of who did what, for the auditor and the administrator."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.accounts.permissions import REGISTRY
from ocop.audit.queries import entries_matching
from ocop.base.dates import HANOI
from ocop.base.spreadsheet import Column, workbook
from ocop.web.account.act_titles import MOVES, OTHER_ACTS
from ocop.web.account.fields import DayField
from ocop.web.account.sending import excel
from ocop.web.door import door

PER_PAGE = 25
EXPORT_LIMIT = 20_000


class AuditFilter(forms.Form):
    """By who, what about, and day."""

    actor = forms.CharField(label="Người thực hiện", required=False)
    subject = forms.CharField(label="Đối tượng", required=False)
    since = DayField(label="Từ ngày", required=False)
    until = DayField(label="Đến hết ngày", required=False)


@door("audit.view", methods=("GET",))
def audit_log(request: HttpRequest) -> HttpResponse:
    """Entries, the latest first."""
    form = AuditFilter(request.GET)
    page = Paginator(_entries(form), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"entry": entry, "title": title_of(entry.action)} for entry in page]
    facts = {"form": form, "page": page, "rows": rows, "query": request.GET.urlencode()}
    facts["filtered"] = any(request.GET.get(name) for name in form.fields)
    return render(request, "people/audit.html", facts)


@door("audit.view", methods=("GET",))
def audit_export(request: HttpRequest) -> HttpResponse:
    """The same entries as an Excel file."""
    columns = [
        Column("Số", 8),
        Column("Lúc", 18),
        Column("Người thực hiện", 28),
        Column("Việc", 34),
        Column("Đối tượng", 40),
        Column("Dấu vết", 66),
    ]
    rows = (
        (
            entry.number,
            entry.at,
            entry.actor_name,
            title_of(entry.action),
            entry.subject_name,
            entry.digest,
        )
        for entry in _entries(AuditFilter(request.GET))[:EXPORT_LIMIT]
    )
    return excel("nhat-ky", workbook("Nhật ký", columns, rows))


def title_of(action: str) -> str:
    """The act in Vietnamese: the permission's title, or one of the acts that need none."""
    if action in REGISTRY:
        return REGISTRY[action].title
    return MOVES.get(action) or OTHER_ACTS.get(action, action)


def _entries(form: AuditFilter) -> Any:
    given = form.cleaned_data if form.is_valid() else {}
    since, until = given.get("since"), given.get("until")
    found = entries_matching(
        since=datetime.combine(since, time.min, HANOI) if since else None,
        until=datetime.combine(until + timedelta(days=1), time.min, HANOI) if until else None,
    )
    if given.get("actor"):
        found = found.filter(actor_name__icontains=given["actor"])
    if given.get("subject"):
        found = found.filter(subject_name__icontains=given["subject"])
    return found
