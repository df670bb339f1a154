"""Files made on the spot."""

from django.http import HttpResponse

from ocop.base.spreadsheet import CONTENT_TYPE


def excel(name: str, content: bytes) -> HttpResponse:
    """An Excel file to download."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
