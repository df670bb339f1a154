"""What the guards of these pages load; what is not there is 404."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from ocop.evaluation.queries.councils import get_council
from ocop.evaluation.queries.sessions import get_item, get_session
from ocop.web.door import NOT_FOUND

Crumbs = list[tuple[str, str]]


def found(thing: Any) -> Any:
    """`thing`, or 404 where there is none."""
    if thing is None:
        raise Http404(NOT_FOUND)
    return thing


def council_of(request: HttpRequest, council_id: int, **kwargs: Any) -> Any:
    """The council of the address."""
    return found(get_council(council_id))


def session_of(request: HttpRequest, session_id: int, **kwargs: Any) -> Any:
    """The session of the address."""
    return found(get_session(session_id))


def item_of(request: HttpRequest, item_id: int, **kwargs: Any) -> Any:
    """The agenda item of the address."""
    return found(get_item(item_id))


def council_crumbs(council: Any, last: str = "") -> Crumbs:
    """The way to a council, or to a page of it."""
    way = [("Hội đồng", reverse("council_list")), (str(council), reverse("council_page", args=[council.pk]))]
    return [*way, (last, "")] if last else [way[0], (str(council), "")]


def session_crumbs(session: Any, last: str = "") -> Crumbs:
    """The way to a session, or to a page of it."""
    way = [("Hội đồng", reverse("council_page", args=[session.council_id]))]
    if not last:
        return [*way, (str(session), "")]
    return [*way, (str(session), reverse("council_session", args=[session.pk])), (last, "")]
