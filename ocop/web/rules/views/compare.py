"""Two decisions side by side, on the screen and as an Excel file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ocop.base.spreadsheet import CONTENT_TYPE, Column, workbook
from ocop.regulations.queries.compare import compare_decisions
from ocop.regulations.queries.drafting import any_decision, drafts
from ocop.regulations.queries.shelf import frozen_decisions
from ocop.regulations.spec.compare import KINDS, SetChange
from ocop.web.door import door

COLUMNS = (
    Column("Bộ (trước)", 10), Column("Bộ (sau)", 10), Column("Bộ sản phẩm", 34), Column("Khác ở", 22),
    Column("Ký hiệu", 10), Column("Tiêu chí", 36), Column("Trước", 48), Column("Sau", 48),
)  # fmt: skip
ADDED, GONE = "Bộ mới", "Bộ không còn"


@door("regulations.view", methods=("GET",))
def compare(request: HttpRequest) -> HttpResponse:
    """The choice of two, the sets with how much is other, and one set criterion by criterion."""
    choices = _choices(request)
    before, after = _pair(request, choices)
    context: dict[str, Any] = {"choices": choices, "before": before, "after": after, "kinds": KINDS}
    context["crumbs"] = [("Quy định", reverse("office_law")), ("So sánh", "")]
    if before and after and before.pk != after.pk:
        changes = compare_decisions(before, after)
        one = next((row for row in changes if _key(row) == request.GET.get("bo")), None)
        context["query"] = f"truoc={before.pk}&sau={after.pk}"
        context["sets"] = [(_key(row), row, _counts(row)) for row in changes]
        context["in_all"] = sum(len(row.changes) for row in changes)
        context["one"] = one
        context["lines"] = _lines(one) if one else []
    return render(request, "rules/compare.html", context)


@door("regulations.view", methods=("GET",))
def compare_excel(request: HttpRequest) -> HttpResponse:
    """Every difference, one a row."""
    before, after = _pair(request, _choices(request))
    if before is None or after is None:
        raise Http404("Hãy chọn hai quyết định.")
    rows = [line for row in compare_decisions(before, after) for line in _sheet_rows(row)]
    title = f"So sánh {_name(before)} với {_name(after)}"
    response = HttpResponse(workbook(title, COLUMNS, rows), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="so-sanh-{before.pk}-{after.pk}.xlsx"'
    return response


def _choices(request: HttpRequest) -> list[tuple[Any, str]]:
    """What this person may compare: drafts only where they may see drafts."""
    rows = list(drafts()) if request.user.has_perm("regulations.view_draft") else []
    return [(row, _name(row)) for row in [*rows, *frozen_decisions()]]


def _name(row: Any) -> str:
    version = f", phiên bản {row.version}" if row.version > 1 else ""
    return f"{row.number}{version}{'' if row.is_frozen else ' (bản nháp)'}"


def _pair(request: HttpRequest, choices: list[tuple[Any, str]]) -> tuple[Any, Any]:
    """The two that were asked for; at first the newest two."""
    rows = {str(row.pk): row for row, _ in choices}
    first = [row for row, _ in choices]
    after = rows.get(request.GET.get("sau", ""), None if "sau" in request.GET else (first[0] if first else None))
    usual = next((row for row in first if after is not None and row.pk != after.pk), None)
    before = rows.get(request.GET.get("truoc", ""), None if "truoc" in request.GET else usual)
    return (any_decision(before.pk) if before else None), (any_decision(after.pk) if after else None)


def _key(row: SetChange) -> str:
    return str(row.after_no) if row.after_no is not None else f"cu-{row.before_no}"


def _counts(row: SetChange) -> list[tuple[str, int]]:
    if row.before_no is None or row.after_no is None:
        return [(ADDED if row.before_no is None else GONE, 0)]
    return [(KINDS[kind], count) for kind, count in row.kinds.items()]


def _lines(row: SetChange) -> list[dict[str, Any]]:
    """criterion → its differences as the component shows them."""
    found: dict[tuple[str, str], list[Any]] = {}
    for change in row.changes:
        found.setdefault((change.code, change.name), []).append(change)
    return [
        {
            "title": f"{code} {name}",
            "kinds": list(dict.fromkeys(KINDS[change.kind] for change in changes)),
            "items": [{"label": KINDS[change.kind], "old": change.before, "new": change.after} for change in changes],
        }
        for (code, name), changes in found.items()
    ]


def _sheet_rows(row: SetChange) -> list[list[Any]]:
    name = row.after_name or row.before_name
    numbers = [row.before_no, row.after_no, name]
    if row.before_no is None or row.after_no is None:
        return [[*numbers, _counts(row)[0][0], "", "", "", ""]]
    renamed = [[*numbers, "Tên bộ", "", "", row.before_name, row.after_name]] if row.renamed else []
    return renamed + [
        [*numbers, KINDS[change.kind], change.code, change.name, change.before, change.after] for change in row.changes
    ]
