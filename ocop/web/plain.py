"""What a browser sends is text: a request that carries the sign 0, which no browser types and no database keeps, is
answered as unreadable before any view sees it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

ZERO = "\x00"


class PlainTextMiddleware:
    """Refuses addresses and forms with the sign 0 in a name or a value."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Before the view. A form with files is looked at where it was read for its token: a view that says itself
        how its files are taken in must still be able to."""
        form = request.content_type == "application/x-www-form-urlencoded" or "_post" in vars(request)
        if ZERO in request.path or _has_zero(request.GET) or (form and _has_zero(request.POST)):
            raise BadRequest("The request carries the sign 0.")


def _has_zero(sent: QueryDict) -> bool:
    return any(ZERO in name or any(ZERO in value for value in values) for name, values in sent.lists())
