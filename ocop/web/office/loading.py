"""What the guards of these pages load; what is not there, or not for this person, is 404."""

from typing import Any

from django.http import Http404, HttpRequest

from ocop.dossiers.queries.boards import desk_dossier, round_by_id
from ocop.web.door import NOT_FOUND


def found(thing: Any) -> Any:
    """`thing`, or 404 where there is none."""
    if thing is None:
        raise Http404(NOT_FOUND)
    return thing


def dossier_of(request: HttpRequest, dossier: int, **kwargs: Any) -> Any:
    """The dossier named in the address."""
    return found(desk_dossier(dossier))


def round_of(request: HttpRequest, round: int, **kwargs: Any) -> Any:
    """The round named in the address."""
    return found(round_by_id(round))


def number_in(request: HttpRequest, name: str) -> int:
    """A small number of the address; 0 where there is none."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 5 else 0
