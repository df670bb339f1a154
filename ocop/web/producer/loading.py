"""What the guards of these pages load; what is not there, or not for this person, is 404."""

from typing import Any

from django.http import Http404, HttpRequest

from ocop.dossiers.queries.overview import dossier_by_id
from ocop.dossiers.queries.vault import evidence_by_id
from ocop.parties.queries import producer_by_id
from ocop.products.queries import product_by_id
from ocop.web.door import NOT_FOUND


def _found(thing: Any) -> Any:
    if thing is None:
        raise Http404(NOT_FOUND)
    return thing


def dossier_of(request: HttpRequest, pk: int, **kwargs: Any) -> Any:
    """The dossier named in the address."""
    return _found(dossier_by_id(pk))


def product_of(request: HttpRequest, pk: int, **kwargs: Any) -> Any:
    """The product named in the address."""
    return _found(product_by_id(pk))


def evidence_of(request: HttpRequest, pk: int, **kwargs: Any) -> Any:
    """The paper named in the address."""
    return _found(evidence_by_id(pk))


def producer_of(request: HttpRequest, pk: int, **kwargs: Any) -> Any:
    """The producer named in the address."""
    return _found(producer_by_id(pk))
