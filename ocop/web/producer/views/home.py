"""The producer's products and where each stands."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.dossiers.queries.overview import own_dossiers, producer_ids
from ocop.dossiers.queries.timeline import courses
from ocop.dossiers.states import DossierState, Holder
from ocop.products.queries import products_of
from ocop.recognition.queries.certificates import visible_to as certificates_visible_to
from ocop.recognition.queries.certificates import with_status
from ocop.recognition.states import STATUS_TITLES
from ocop.recognition.states import CertificateStatus as S
from ocop.web.door import door
from ocop.web.producer.frame import state_title

PER_PAGE = 25


@door("products.create", methods=("GET",))
def home(request: HttpRequest) -> HttpResponse:
    """My products, each with its dossier of the moment and its stars."""
    mine = producer_ids(request.user)
    page = Paginator(products_of(mine), PER_PAGE).get_page(request.GET.get("page"))
    ids = [product.pk for product in page]
    latest: dict[int, Any] = {}
    for course in courses(own_dossiers(request.user).filter(product__in=ids)):
        latest.setdefault(course.dossier.product_id, course)
    stars = {row.dossier.product_id: row for row in _certificates(request.user, ids)}
    rows = [_row(product, latest.get(product.pk), stars.get(product.pk)) for product in page]
    return render(request, "producer/home.html", {"rows": rows, "page": page, "producers": len(mine)})


@door("products.create", methods=("GET",))
def certificates(request: HttpRequest) -> HttpResponse:
    """The certificates of my products."""
    mine = producer_ids(request.user)
    found = certificates_visible_to(request.user).filter(dossier__product__producer__in=mine)
    rows = with_status(found.select_related("dossier__product", "decision")).order_by("-issued_on")
    return render(
        request, "producer/certificates.html", {"rows": [(row, STATUS_TITLES[S(row.status)]) for row in rows]}
    )


def _certificates(user: Any, ids: list[int]) -> Any:
    found = certificates_visible_to(user).filter(dossier__product__in=ids)
    return with_status(found.select_related("dossier")).order_by("issued_on")


def _row(product: Any, course: Any, certificate: Any) -> dict[str, Any]:
    dossier = course.dossier if course else None
    return {
        "product": product,
        "course": course,
        "dossier": dossier,
        "state": state_title(course) if course else "",
        "is_draft": bool(dossier and dossier.state == DossierState.DRAFT),
        "mine": bool(course and course.holder == Holder.PRODUCER),
        "certificate": certificate,
        "photo": next(iter(product.photos.all()), None),
    }
