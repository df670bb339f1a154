"""The official file from which a decision was read, to be compared with what stands here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from ocop.regulations.queries.imports import source_file_of
from ocop.regulations.queries.shelf import decision_by_id
from ocop.web.door import door
from ocop.web.rules.loading import draft_of, found


@door("regulations.view", methods=("GET",))
def source_file(request: HttpRequest, decision: int) -> HttpResponse:
    """Of a decision that is frozen."""
    return _sent(found(decision_by_id(decision)))


@door("regulations.view_draft", load=draft_of, methods=("GET",))
def draft_file(request: HttpRequest, draft: Any, **kwargs: Any) -> HttpResponse:
    """Of a draft."""
    return _sent(draft)


def _sent(decision: Any) -> HttpResponse:
    """Always to be kept, never shown: it may be HTML of anybody's making."""
    kept = found(source_file_of(decision))
    answer = HttpResponse(bytes(kept.content), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, kept.name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
