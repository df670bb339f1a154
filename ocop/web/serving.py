"""Handing out a stored file so that it can do no harm: its sniffed type, never guessed, in a sandbox where shown."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified

from ocop.documents.actions.files import open_file
from ocop.documents.pictures import NoPicture, page_picture

SHOWN = {"application/pdf", "image/jpeg", "image/png"}
# Chromium shows no PDF inside a sandbox; a PDF has no scripts of this site, and everything else is shut off.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


def serve(request: HttpRequest, stored: Any) -> HttpResponseBase:
    """The bytes of `stored`, in the browser where it can show them; with `?tai=1`, and else, as a download. With
    `?trang=2` a picture of that page of a PDF.

    The caller has asked the permission. A browser that holds the same bytes is told so.
    """
    page = _page(stored, request.GET["trang"]) if "trang" in request.GET else 0
    tag = f'"{stored.sha256[:32]}-{page}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    response = _picture(stored, page) if page else _whole(stored, download="tai" in request.GET)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    is_pdf = response["Content-Type"] == "application/pdf"
    response["Content-Security-Policy"] = POLICY if is_pdf else f"sandbox; {POLICY}"
    return response


def _whole(stored: Any, *, download: bool) -> HttpResponseBase:
    shown = stored.content_type in SHOWN and not download
    response = FileResponse(
        open_file(stored), as_attachment=not shown, filename=stored.name, content_type=stored.content_type
    )
    response["Content-Length"] = str(stored.size)
    return response


def _page(stored: Any, text: str) -> int:
    """The number of a page that the PDF has."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    if stored.content_type != "application/pdf" or not 1 <= number <= (stored.pages or 0):
        raise Http404
    return number


def _picture(stored: Any, page: int) -> HttpResponseBase:
    try:
        with open_file(stored) as pdf:
            return HttpResponse(page_picture(pdf, page), content_type="image/jpeg")
    except NoPicture as error:
        raise Http404 from error
