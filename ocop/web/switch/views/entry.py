"""Results that exist on paper only: the list, entering one, correcting one, many from Excel."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.errors import NotAllowed, Refused
from ocop.base.spreadsheet import CONTENT_TYPE
from ocop.base.text import fold
from ocop.products.queries.products import product_by_id
from ocop.recognition.actions.old_results import OldFacts, correct_old_result, save_old_result
from ocop.recognition.actions.old_sheets import ImportFaults, import_old_results
from ocop.recognition.papers import entry_template
from ocop.recognition.queries.old_results import (
    communes_to_enter,
    old_results_visible_to,
    old_set_by_id,
    old_sets,
    products_to_enter,
    published_by_id,
    unscored_published,
)
from ocop.recognition.queries.published import homes_today
from ocop.regulations.queries import criteria_sheet
from ocop.web.door import NOT_FOUND, attempt, door, say_refusal
from ocop.web.switch.forms import ImportForm, OldResultForm, marks_initial
from ocop.web.switch.views.product import load_old

PER_PAGE = 25
EDIT = "recognition.edit_old_result"


@door("recognition.view_switch", methods=("GET",))
def listing(request: HttpRequest) -> HttpResponse:
    """Results entered so far in this person's scope."""
    rows = _matching(request, old_results_visible_to(request.user).order_by("-decided_on", "-pk"))
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": request.GET.get("q", ""),
        "may_enter": request.user.has_perm(EDIT),
    }
    return render(request, "switch/old_results.html", context)


@door(EDIT, methods=("GET",))
def waiting(request: HttpRequest) -> HttpResponse:
    """Products of the system without an old result: choose one to enter."""
    rows = _matching(request, products_to_enter(request.user))
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": request.GET.get("q", ""),
        "sets": old_sets(),
    }
    return render(request, "switch/waiting.html", context)


@door(EDIT, methods=("GET",))
def published_before(request: HttpRequest) -> HttpResponse:
    """Recognitions published in the past without points: choose one to enter."""
    rows = _matching(request, unscored_published())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "switch/published.html", {"page": page, "query": request.GET.get("q", "")})


@door(EDIT)
def create(request: HttpRequest) -> HttpResponse:
    """Enter one result: of a product (?san-pham=), or of one that is not in the system; ?bo= is the old set."""
    product = product_by_id(_number(request, "san-pham"))
    if product is not None and not request.user.has_perm(EDIT, product):
        raise Http404(NOT_FOUND)
    published = published_by_id(_number(request, "cong-bo"))
    chosen = old_set_by_id(_number(request, "bo")) or _usual_set(product) or _likely_set(published)
    if chosen is None:
        return redirect("old_results_waiting")
    form = OldResultForm(
        request.POST or None, sheet=criteria_sheet(chosen), communes=_communes(request), named=product is not None,
        initial=_published_initial(published),
    )  # fmt: skip
    if form.is_valid():
        facts = _facts(form, chosen, product=product, published=published, commune=_commune(request, form))
        saved = attempt(request, save_old_result, success="Đã ghi kết quả cũ.", facts=facts)
        if saved:
            return redirect("old_result", pk=saved.pk)
    sets = [{"set": row, "current": row.pk == chosen.pk} for row in old_sets()]
    context = {"form": form, "product": product, "chosen": chosen, "sets": sets, "published": published}
    if published and not product:
        context["alike"] = _matching_words(products_to_enter(request.user), published.product_name)[:3]
    return render(request, "switch/enter.html", context)


@door(EDIT, load=load_old)
def correct(request: HttpRequest, old: Any, pk: int) -> HttpResponse:
    """Correct what was copied wrongly, with a reason."""
    sheet = criteria_sheet(old.criteria_set)
    initial = {
        "product_name": old.product_name, "producer_name": old.producer_name, "stars": old.stars,
        "decision_no": old.decision_no, "decided_on": old.decided_on, "source": old.source,
        **marks_initial(sheet, old.marks),
    }  # fmt: skip
    form = OldResultForm(
        request.POST or None, sheet=sheet, communes=[], named=old.product is not None, correcting=True, initial=initial
    )
    if form.is_valid():
        facts = _facts(form, old.criteria_set, product=old.product, commune=old.commune)
        reason = form.cleaned_data["reason"]
        if attempt(request, correct_old_result, success="Đã sửa và ghi lý do.", old=old, facts=facts, reason=reason):
            return redirect("old_result", pk=pk)
    context = {"form": form, "product": old.product, "chosen": old.criteria_set, "old": old}
    return render(request, "switch/enter.html", context)


@door(EDIT)
def many(request: HttpRequest) -> HttpResponse:
    """Take a filled template of one set; every wrong line is named."""
    chosen = old_set_by_id(_number(request, "bo"))
    form = ImportForm(request.POST or None, request.FILES or None)
    faults: tuple[Any, ...] = ()
    if chosen is not None and form.is_valid():
        try:
            count = import_old_results(by=request.user, criteria_set=chosen, content=form.cleaned_data["file"])
        except ImportFaults as error:
            faults = error.faults
            messages.error(request, str(error))
        except NotAllowed:
            raise
        except Refused as error:
            say_refusal(request, error)
        else:
            messages.success(request, f"Đã ghi {count} kết quả cũ.")
            return redirect("old_results")
    context = {"form": form, "chosen": chosen, "sets": old_sets(), "faults": faults}
    return render(request, "switch/import.html", context)


@door(EDIT, methods=("GET",))
def template(request: HttpRequest) -> HttpResponse:
    """The empty form of one set, with this person's products of that set."""
    chosen = old_set_by_id(_number(request, "bo"))
    if chosen is None:
        raise Http404(NOT_FOUND)
    content = entry_template(criteria_sheet(chosen), products_to_enter(request.user, chosen))
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="ket-qua-cu-bo-{chosen.no}.xlsx"'
    return answer


def _facts(form: OldResultForm, chosen: Any, **more: Any) -> OldFacts:
    typed = form.cleaned_data
    return OldFacts(
        criteria_set=chosen, stars=typed["stars"], decision_no=typed["decision_no"], decided_on=typed["decided_on"],
        marks=form.marks(), source=typed["source"], product_name=typed.get("product_name", ""),
        producer_name=typed.get("producer_name", ""), **more,
    )  # fmt: skip


def _published_initial(published: Any) -> dict[str, Any]:
    """What the publication tells, as the form takes it."""
    if published is None:
        return {}
    home = homes_today([published]).get(published.pk)
    return {
        "product_name": published.product_name, "producer_name": published.producer_name, "stars": published.stars,
        "decision_no": published.decision[:60], "commune": home.pk if home else None,
        "source": f"Biên bản giấy; hạng sao theo {published.source}"[:300],
    }  # fmt: skip


def _likely_set(published: Any) -> Any:
    """A set whose name the publication gives, else the first: the officer chooses."""
    if published is None:
        return None
    said, sets = fold(published.group_name), list(old_sets())
    return next((row for row in sets if said and fold(row.name) in said), sets[0] if sets else None)


def _matching(request: HttpRequest, rows: Any) -> Any:
    return _matching_words(rows, request.GET.get("q", ""))


def _matching_words(rows: Any, typed: str) -> Any:
    for word in fold(typed).split():
        rows = rows.filter(folded__contains=word)
    return rows


def _communes(request: HttpRequest) -> list[tuple[int, str]]:
    return [(unit.pk, unit.full_name) for unit in communes_to_enter(request.user)]


def _commune(request: HttpRequest, form: OldResultForm) -> Any:
    return communes_to_enter(request.user).filter(pk=form.cleaned_data.get("commune")).first()


def _usual_set(product: Any) -> Any:
    if product is None or product.criteria_set is None:
        return None
    return old_sets().filter(no=product.criteria_set.no).last()


def _number(request: HttpRequest, name: str) -> int:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 12 else 0
