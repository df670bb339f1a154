"""A member's own sheet as it is printed and signed: "Phiếu đánh giá, phân hạng" of Phụ lục II."""

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.evaluation.queries.sheets import marks_of, own_sheet, rules_of
from ocop.regulations.queries.printed import printed_form
from ocop.web.council.loading import found, item_of
from ocop.web.door import door


@door("evaluation.score", load=item_of, methods=("GET",))
def printed(request: HttpRequest, item: Any, item_id: int) -> HttpResponse:
    """The whole form with the boxes that this member ticked."""
    sheet = found(own_sheet(item, request.user))
    marks = marks_of(sheet)
    chosen = {mark.option_id for mark in marks.values() if mark.option_id}
    lines = [
        {
            "line": line,
            "options": [(option, option.id in chosen) for option in line.options],
            "mark": marks.get(line.criterion_id),
            "is_leaf": line.criterion_id is not None,
        }
        for line in printed_form(item.dossier.criteria_set)
    ]
    total = sum((Fraction(mark.option.points) for mark in marks.values() if mark.option), Fraction(0))
    most = sum((part.max_points for part in rules_of(item).parts), Fraction(0))
    context = {"item": item, "sheet": sheet, "lines": lines, "total": total, "most": most, "dossier": item.dossier}
    return render(request, "council/sheet_print.html", context)
