"""What the guards of these pages load; what is not there, or not for this person, is 404."""

from typing import Any

from django.http import HttpRequest

from ocop.supervision.queries.inspections import get_inspection, get_member
from ocop.supervision.queries.products import conclusion_of, get_product, minutes_of
from ocop.web.office.loading import found


def inspection_of(request: HttpRequest, pk: int, **kwargs: Any) -> Any:
    """The inspection of the address."""
    return found(get_inspection(pk))


def member_of(request: HttpRequest, pk: int) -> Any:
    """The person of a team named in the address."""
    return found(get_member(pk))


def product_of(request: HttpRequest, pk: int, **kwargs: Any) -> Any:
    """The product of the address."""
    return found(get_product(pk))


def product_plan(request: HttpRequest, pk: int) -> Any:
    """The inspection in which the product of the address stands."""
    return product_of(request, pk).inspection


def product_minutes(request: HttpRequest, pk: int) -> Any:
    """The minutes of the product of the address."""
    return found(minutes_of(product_of(request, pk)))


def product_conclusion(request: HttpRequest, pk: int) -> Any:
    """What is concluded on the product of the address."""
    return found(conclusion_of(product_of(request, pk)))
