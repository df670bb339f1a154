"""Handing out a stored file so that it can do no harm: its sniffed type, never guessed, in a sandbox where shown."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotModified

from ocop.documents.actions.files import open_file

SHOWN = {"application/pdf", "image/jpeg", "image/png"}
# Chromium shows no PDF inside a sandbox; a PDF has no scripts of this site, and everything else is shut off.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


def serve(request: HttpRequest, stored: Any) -> HttpResponseBase:
    """The bytes of `stored`, in the browser where it can show them; with `?tai=1`, and else, as a download.

    The caller has asked the permission. A browser that holds the same bytes is told so.
    """
    tag = f'"{stored.sha256[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    shown = stored.content_type in SHOWN and "tai" not in request.GET
    response = FileResponse(
        open_file(stored), as_attachment=not shown, filename=stored.name, content_type=stored.content_type
    )
    response["ETag"] = tag
    response["Content-Length"] = str(stored.size)
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY if stored.content_type == "application/pdf" else f"sandbox; {POLICY}"
    return response
