"""What the guards of these pages load."""

from typing import Any

from django.http import Http404, HttpRequest

from ocop.places.queries import unit_by_id
from ocop.programme.queries.reports import blank, get_report, reports_on
from ocop.web.door import NOT_FOUND


def report_of(request: HttpRequest, pk: int) -> Any:
    """The report of the address."""
    found = get_report(pk)
    if found is None:
        raise Http404(NOT_FOUND)
    return found


def blank_of(request: HttpRequest, unit: int, year: int) -> Any:
    """The report that would be begun, of a body that reports on that year."""
    body = unit_by_id(unit)
    if body is None or not reports_on(body, year):
        raise Http404(NOT_FOUND)
    return blank(body, year)
