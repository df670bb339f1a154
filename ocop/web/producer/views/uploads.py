"""Resumable uploads, as `upload.js` speaks them: start, pieces, status, finish."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ocop.base.errors import NotAllowed, Refused
from ocop.documents.actions.uploads import CHUNK, WrongOffset, add_chunk, finish_upload, start_upload
from ocop.documents.queries import upload_of
from ocop.web.door import signed_in


@signed_in
@require_http_methods(["POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin: JSON {name, size}."""
    try:
        asked = json.loads(request.body)
        name, size = str(asked["name"]), int(asked["size"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return JsonResponse({"message": "Yêu cầu tải lên không đúng."}, status=400)
    try:
        upload = start_upload(by=request.user, name=name, size=size)
    except Refused as error:
        return JsonResponse({"message": str(error)}, status=422)
    address = reverse("my_upload", args=[upload.key])
    return JsonResponse({"id": upload.key, "url": address, "offset": 0, "chunk": CHUNK}, status=201)


@signed_in
@require_http_methods(["GET", "PATCH", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Status, a piece, or the end."""
    try:
        if request.method == "GET":
            return _status(request, key)
        return _piece(request, key) if request.method == "PATCH" else _finish(request, key)
    except NotAllowed:
        return JsonResponse({"message": "Không có lượt tải lên này."}, status=404)
    except WrongOffset as error:
        return JsonResponse({"offset": error.offset}, status=409)
    except Refused as error:
        return JsonResponse({"message": str(error)}, status=422)


def _status(request: HttpRequest, key: str) -> HttpResponse:
    upload = upload_of(request.user, key)
    if upload is None:
        raise NotAllowed("Không có lượt tải lên này.")
    return JsonResponse({"offset": upload.received, "size": upload.size})


def _piece(request: HttpRequest, key: str) -> HttpResponse:
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isascii() or not offset.isdecimal() or len(offset) > 12:
        return JsonResponse({"message": "Thiếu vị trí của phần gửi lên."}, status=400)
    upload = add_chunk(by=request.user, key=key, offset=int(offset), content=request.body)
    return JsonResponse({"offset": upload.received})


def _finish(request: HttpRequest, key: str) -> HttpResponse:
    stored = finish_upload(by=request.user, key=key)
    html = render_to_string("producer/parts/uploaded.html", {"key": key, "file": stored}, request)
    return JsonResponse({"file": {"id": key, "name": stored.name, "html": html}})
