"""The yearly reports: which are due, and one with its figures, their meaning and what was typed."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ocop.base.spreadsheet import CONTENT_TYPE, Column, workbook
from ocop.papers.queries.gather import gather
from ocop.papers.queries.register import standing_paper, standing_papers
from ocop.papers.queries.subjects import about, kinds_about
from ocop.programme.indicators import INDICATORS
from ocop.programme.queries.reports import open_to, today, visible_to
from ocop.programme.spec import SECTIONS
from ocop.programme.wording import cell, deadline_words
from ocop.web.door import door
from ocop.web.programme.loading import report_of

PER_PAGE = 25
SUBJECT = "report"
TILES = ("filed", "evaluated", "recognised", "in_force")
COLUMNS = (
    Column("Bảng", 34),
    Column("Dòng", 34),
    Column("Cột", 26),
    Column("Giá trị", 16),
    Column("Định nghĩa", 60),
    Column("Nguồn", 30),
)


@dataclass(frozen=True)
class Shown:
    """What a report says: of the paper once it is issued, until then of today."""

    data: dict[str, Any]
    paper: Any

    @property
    def tiles(self) -> list[tuple[str, str]]:
        """The first figures."""
        return [(INDICATORS[key].title, cell(self.data["tom_tat"][key])) for key in TILES]

    @property
    def tables(self) -> list[dict[str, Any]]:
        """Tables whose cells know the head of their column."""
        return [_table(item) for item in self.data["bang"]]

    @property
    def texts(self) -> list[dict[str, Any]]:
        """The typed parts, with whether one is still to be written."""
        rows = [(row, self.data.get(row.key) or "") for row in SECTIONS]
        return [{"title": row.title, "text": text, "needed": row.required and not text} for row, text in rows]


def shown(report: Any) -> Shown:
    """The report as its page shows it."""
    thing = about(SUBJECT, report.pk)
    assert thing is not None  # the guard has just loaded it
    kind = kinds_about(thing)[0]
    paper = standing_paper(kind.key, SUBJECT, report.pk)
    return Shown(paper.data if paper else gather(kind.key, thing).data, paper)


def _table(item: dict[str, Any]) -> dict[str, Any]:
    def line(row: Any) -> dict[str, Any]:
        pairs = [
            (head, cell(value), not isinstance(value, str)) for head, value in zip(item["head"], row, strict=True)
        ]
        return {"first": pairs[0][1], "rest": pairs[1:]}

    heads = [(head, number > 0 and not item["words"]) for number, head in enumerate(item["head"])]
    total = line(item["total"]) if item["total"] else None
    return {
        **item,
        "counts": not item["words"],
        "head": heads,
        "rows": [line(row) for row in item["rows"]],
        "total": total,
    }


@door("programme.view_report", methods=("GET",))
def reports(request: HttpRequest) -> HttpResponse:
    """Every report this person sees, with its deadline; those still to be begun come first."""
    page = Paginator(visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    issued = standing_papers(SUBJECT, [row.pk for row in page])
    context = {
        "page": page,
        "rows": [_row(row, issued.get(row.pk)) for row in page],
        "coming": [_coming(row) for row in open_to(request.user)],
    }
    return render(request, "programme/reports.html", context)


def _row(report: Any, paper: Any) -> dict[str, Any]:
    words = deadline_words(report.due.before(report.year), today(), sent=paper is not None)
    return {"report": report, "paper": paper, "due": words}


def _coming(row: Any) -> dict[str, Any]:
    due = row.report.due
    words = deadline_words(due.before(row.year), today(), sent=row.year < today().year)
    return {"title": str(row.report), "unit": row.unit.pk, "year": row.year, "due": words}


@door("programme.view_report", load=report_of, methods=("GET",))
def report(request: HttpRequest, report: Any, pk: int) -> HttpResponse:
    """One report: figures with their source and meaning, targets, typed parts."""
    found = shown(report)
    context = {
        "report": report,
        "shown": found,
        "due": deadline_words(report.due.before(report.year), today(), sent=found.paper is not None),
        "missing": sum(row["needed"] for row in found.texts),
        "no_targets": not report.district_id and not found.data["muc_tieu"],
        "may_write": request.user.has_perm("programme.write_report", report),
        "crumbs": [("Báo cáo năm", reverse("year_reports"))],
    }
    return render(request, "programme/report.html", context)


@door("programme.view_report", load=report_of, methods=("GET",))
def excel(request: HttpRequest, report: Any, pk: int) -> HttpResponse:
    """Every figure of the report with its meaning, one to a line."""
    found = shown(report)
    rows = [
        (item["title"], row[0], head, value, item["definition"], item["source"])
        for item in found.data["bang"]
        for row in [*item["rows"], *([item["total"]] if item["total"] else [])]
        for head, value in zip(item["head"][1:], row[1:], strict=True)
    ]
    title = f"{report}, số liệu tính đến hết {found.data['tinh_den']}"
    response = HttpResponse(workbook(title, COLUMNS, rows), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="bao-cao-nam-{report.year}.xlsx"'
    return response
