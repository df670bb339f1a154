"""Papers and reports of a session: the data of the minutes, the chair's report."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.base.spreadsheet import CONTENT_TYPE, Column, workbook
from ocop.evaluation.queries.councils import lines_of
from ocop.evaluation.queries.minutes import minutes_of
from ocop.evaluation.queries.review import session_report
from ocop.web.council.loading import session_crumbs, session_of
from ocop.web.door import door


@door("evaluation.view_session", load=session_of, methods=("GET",))
def minutes(request: HttpRequest, session: Any, session_id: int) -> HttpResponse:
    """The data of the minutes, to read and to print; without what this person may not read."""
    context = {
        "session": session,
        "minutes": minutes_of(session, request.user),
        "regulation_lines": lines_of(session.rules),
        "crumbs": session_crumbs(session, "Số liệu biên bản"),
    }
    return render(request, "council/minutes.html", context)


COLUMNS = (
    Column("STT", 6), Column("Sản phẩm", 36), Column("Chủ thể", 36), Column("Xã, phường", 22), Column("Bộ", 6),
    Column("Trạng thái", 24), Column("Điểm trung bình", 16), Column("Số sao", 10), Column("Diễn giải", 70),
)  # fmt: skip


@door("evaluation.view_session", load=session_of, methods=("GET",))
def export(request: HttpRequest, session: Any, session_id: int) -> HttpResponse:
    """The agenda with its results as an Excel file; results only where this person may read them."""
    rows = [_export_row(entry) for entry in minutes_of(session, request.user).items]
    response = HttpResponse(workbook(f"{session}, {session.round}", COLUMNS, rows), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="phien-{session.pk}.xlsx"'
    return response


def _export_row(entry: Any) -> list[Any]:
    dossier, conclusion = entry.row.item.dossier, entry.row.conclusion
    result = [conclusion.average_shown, conclusion.stars or "không xếp hạng"] if conclusion else ["", ""]
    names = [str(dossier.product), str(dossier.product.producer), str(dossier.commune)]
    return [entry.row.number, *names, dossier.criteria_set.no, entry.row.state, *result, " ".join(entry.words)]


@door("evaluation.view_severity", load=session_of, methods=("GET",))
def severity(request: HttpRequest, session: Any, session_id: int) -> HttpResponse:
    """Products near a threshold, sheets that decide alone, members high or low."""
    report = session_report(session, request.user)
    context = {"session": session, "report": report, "crumbs": session_crumbs(session, "Mức chấm và sát ngưỡng")}
    return render(request, "council/severity.html", context)
