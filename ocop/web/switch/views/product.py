"""One product under the new law: whether it keeps its star, and what it has to show or do."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.products.queries.products import product_by_id
from ocop.recognition.queries.old_results import old_result_by_id
from ocop.recognition.queries.switch import (
    criterion_spans,
    from_minutes,
    latest_correspondence,
    need_data,
    outlook_of,
    scored_products,
    shown,
)
from ocop.regulations.queries.correspondence import Switches
from ocop.web.door import NOT_FOUND, door
from ocop.web.switch.wording import BANDS, SENTENCES, VERDICTS, need_rows

SOURCES = {"council": "kết quả của Hội đồng", "minutes": "kết quả nhập từ biên bản giấy"}


def load_product(request: HttpRequest, pk: int) -> Any:
    """The product of this address."""
    return product_by_id(pk) or _missing()


def load_old(request: HttpRequest, pk: int) -> Any:
    """The old result of this address."""
    return old_result_by_id(pk) or _missing()


@door("recognition.view_product_switch", load=load_product, methods=("GET",))
def product(request: HttpRequest, product: Any, pk: int) -> HttpResponse:
    """A product of the system, from its newest result."""
    correspondence = latest_correspondence()
    scored = scored_products([product.pk], correspondence).get(product.pk) if correspondence else None
    context = {
        "product": product,
        "name": product.name,
        "producer": product.producer.name,
        "may_enter": request.user.has_perm("recognition.edit_old_result", product),
        "own": not request.user.has_perm("recognition.view_switch"),
    }
    return _answer(request, context, correspondence, scored)


@door("recognition.view_switch", load=load_old, methods=("GET",))
def old_result(request: HttpRequest, old: Any, pk: int) -> HttpResponse:
    """A result from paper, with everything that was written before and what it becomes."""
    correspondence = latest_correspondence()
    fits = correspondence is not None and old.criteria_set.decision_id == correspondence.before_id
    context = {
        "old": old,
        "product": old.product,
        "name": old.product_name,
        "producer": old.producer_name,
        "may_correct": request.user.has_perm("recognition.edit_old_result", old),
    }
    return _answer(request, context, correspondence, from_minutes(old) if fits else None)


def _answer(request: HttpRequest, context: dict[str, Any], correspondence: Any, scored: Any) -> HttpResponse:
    switches = Switches(correspondence) if scored else None
    found = outlook_of(scored, switches) if switches else None
    context |= {"correspondence": correspondence, "scored": scored, "found": found}
    if found and switches:
        minima, points = need_rows([need_data(need) for need in found.needs])
        band, icon = BANDS[found.verdict]
        context |= {
            "verdict": VERDICTS[found.verdict],
            "sentence": SENTENCES[found.verdict],
            "band": band,
            "icon": icon,
            "minima": minima,
            "points": points,
            "gap": shown(found.gap),
            "worst": shown(found.worst.average),
            "best": shown(found.best.average),
            "source": SOURCES[scored.source],
            "spans": criterion_spans(found, switches) if request.user.has_perm("recognition.view_switch") else [],
        }
    return render(request, "switch/product.html", context)


def _missing() -> Any:
    raise Http404(NOT_FOUND)
