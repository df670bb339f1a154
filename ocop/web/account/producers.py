"""The producers of a commune or province: the queue, the list, and what the commune does with them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from ocop.accounts.actions import producers as actions
from ocop.accounts.queries import producers as queries
from ocop.base.errors import NotAllowed, Refused
from ocop.base.spreadsheet import Column, workbook
from ocop.parties.queries import in_unit, matching, producer_by_id
from ocop.parties.states import TITLES, ProducerState
from ocop.places.queries import lineages
from ocop.web.account.forms import AccountForm, ProducerForm, show_refusal
from ocop.web.account.sending import excel
from ocop.web.door import attempt, door
from ocop.web.links import unit_asked

PER_PAGE = 25


def producer_of(request: HttpRequest, pk: int, **_: Any) -> Any:
    """The producer of the address; 404 where there is none."""
    producer = producer_by_id(pk)
    if producer is None:
        raise Http404
    return producer


def _found(request: HttpRequest) -> Any:
    found = queries.visible_to(request.user)
    if request.GET.get("state") in list(ProducerState):
        found = found.filter(state=request.GET["state"])
    if unit := unit_asked(request):
        found = in_unit(found, unit)
    return matching(found, request.GET.get("q", "")) if request.GET.get("q") else found


@door("parties.view_producer", methods=("GET",))
def producer_list(request: HttpRequest) -> HttpResponse:
    """Producers that one may see; those that wait for the commune stand first, on a list of their own. Whoever acts
    for one producer alone is led to its page."""
    own = [producer.pk for producer in queries.own_producers(request.user)[:2]]
    if len(own) == 1 and not request.user.is_official:
        return redirect("producer_page", pk=own[0])
    page = Paginator(_found(request), PER_PAGE).get_page(request.GET.get("page"))
    now_in = lineages({producer.commune_id for producer in page})
    state = request.GET.get("state", "")
    filters = [{"label": "Tất cả", "url": "?", "current": not state, "count": None}]
    filters += [
        {"label": title, "url": f"?state={key}", "current": state == key, "count": None}
        for key, title in TITLES.items()
    ]
    facts = {
        "page": page,
        "units": queries.units_of(queries.visible_to(request.user)),
        "chosen_unit": request.GET.get("xa", ""),
        "rows": [(producer, now_in.get(producer.commune_id)) for producer in page],
        "q": request.GET.get("q", ""),
        "state": state,
        "filters": filters,
        "waiting": queries.waiting_for(request.user)[:PER_PAGE] if not state and page.number == 1 else [],
        "may_create": request.user.has_perm("parties.create_producer"),
        "query": request.GET.urlencode(),
    }
    return render(request, "people/producers.html", facts)


@door("parties.view_producer", methods=("GET",))
def producer_export(request: HttpRequest) -> HttpResponse:
    """The same list as an Excel file, without personal data."""
    columns = [
        Column("Chủ thể", 40),
        Column("Loại hình", 30),
        Column("Số đăng ký", 18),
        Column("Xã, phường", 24),
        Column("Địa chỉ", 40),
        Column("Trạng thái", 18),
    ]
    rows = (
        (
            producer.name,
            producer.get_legal_form_display(),
            producer.registration_no,
            producer.commune.full_name,
            producer.address,
            producer.get_state_display(),
        )
        for producer in _found(request)
    )
    return excel("chu-the", workbook("Chủ thể OCOP", columns, rows))


@door("parties.create_producer")
def producer_new(request: HttpRequest) -> HttpResponse:
    """An officer types a producer who cannot; it is confirmed at once."""
    form = ProducerForm(request.POST or None)
    if form.is_valid():
        try:
            producer = actions.type_producer(by=request.user, facts=form.facts())
            messages.success(request, f"Đã ghi và xác nhận {producer.name}.")
            return redirect("producer_account", pk=producer.pk)
        except NotAllowed:
            form.add_error("commune", "Bạn chỉ nhập được chủ thể của xã, phường mình.")
        except Refused as refusal:
            show_refusal(form, refusal)
    return render(request, "people/producer_new.html", {"form": form})


@door("accounts.open_account", load=producer_of)
@never_cache
def producer_account(request: HttpRequest, producer: Any, pk: int) -> HttpResponse:
    """An account to hand over, or none: an officer may help with recorded consent instead."""
    form = AccountForm(request.POST or None, initial={"phone": producer.phone, "email": producer.email})
    if form.is_valid():
        done = attempt(request, actions.open_account, producer=producer, **form.cleaned_data)
        if done:
            facts = {"person": done.user, "password": done.password, "back": f"/thong-tin-chu-the/{pk}/"}
            return render(request, "people/handover.html", facts)
    return render(request, "people/producer_account.html", {"form": form, "producer": producer})


@door("parties.confirm_producer", load=producer_of, methods=("POST",))
def producer_confirm(request: HttpRequest, producer: Any, pk: int) -> HttpResponse:
    """The commune confirms."""
    attempt(request, actions.confirm_producer, success=f"Đã xác nhận {producer.name}.", producer=producer)
    return redirect("producer_page", pk=pk)


@door("parties.refuse_producer", load=producer_of, methods=("POST",))
def producer_refuse(request: HttpRequest, producer: Any, pk: int) -> HttpResponse:
    """The commune does not confirm, and says why."""
    reason = request.POST.get("reason", "")
    said = "Đã báo chủ thể lý do chưa xác nhận."
    attempt(request, actions.refuse_producer, success=said, producer=producer, reason=reason)
    return redirect("producer_page", pk=pk)


@door("parties.register_again", load=producer_of, methods=("POST",))
def producer_again(request: HttpRequest, producer: Any, pk: int) -> HttpResponse:
    """A refused producer asks again."""
    attempt(request, actions.register_again, success="Đã gửi lại đăng ký cho xã.", producer=producer)
    return redirect("producer_page", pk=pk)
