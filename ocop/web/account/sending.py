"""Files sent as an answer."""

from django.http import HttpResponse
from django.utils import timezone

from ocop.base.spreadsheet import CONTENT_TYPE


def excel(name: str, content: bytes) -> HttpResponse:
    """An Excel file named by its list and the day."""
    day = timezone.localdate()
    headers = {"Content-Disposition": f'attachment; filename="{name}-{day:%Y-%m-%d}.xlsx"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
