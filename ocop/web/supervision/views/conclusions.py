"""Concluding: each product, the whole, the signature; and what follows from it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.supervision.actions import concluding, deciding
from ocop.supervision.queries.products import changed_in, conclusion_of
from ocop.web.door import attempt, door
from ocop.web.leader.forms import ReasonForm
from ocop.web.supervision.forms import ProductConclusionForm, SignedForm, SummaryForm
from ocop.web.supervision.loading import inspection_of, product_conclusion, product_of
from ocop.web.supervision.views.page import show_inspection, try_form
from ocop.web.supervision.views.products import show_product

FIELDS = ("outcome", "ground", "reason", "remedy_by")


@door("supervision.conclude_product", load=product_of)
def conclude(request: HttpRequest, product: Any, pk: int) -> HttpResponse:
    """What the conclusion says of one product, beside what the minutes found otherwise."""
    made, changed = conclusion_of(product), changed_in(product)
    initial = {name: getattr(made, name) for name in FIELDS} if made else {"outcome": "" if changed else "keeps"}
    form = ProductConclusionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        draft = form.facts(str(product), len(changed))
        if try_form(request, form, concluding.conclude_product, "Đã ghi kết luận.", product=product, draft=draft):
            return redirect("inspection", pk=product.inspection_id)
    context = {"product": product, "inspection": product.inspection, "changed": changed, "form": form}
    return render(request, "supervision/conclude.html", context, status=422 if request.method == "POST" else 200)


@door("supervision.conclude_product", load=inspection_of, methods=("POST",))
def summary(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Keep the words on the whole."""
    form = SummaryForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["summary"]
        if try_form(request, form, concluding.write_summary, "Đã lưu.", inspection=inspection, summary=text):
            return redirect("inspection", pk=pk)
    return show_inspection(request, inspection, summary_form=form, status=422)


@door("supervision.submit_conclusion", load=inspection_of, methods=("POST",))
def submit(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Lay the draft before who signs."""
    attempt(request, deciding.submit_conclusion, inspection=inspection, success="Đã trình dự thảo kết luận.")
    return redirect("inspection", pk=pk)


@door("supervision.return_conclusion", load=inspection_of, methods=("POST",))
def send_back(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Send the draft back, with the reason."""
    reason = request.POST.get("reason", "")
    attempt(request, deciding.return_conclusion, inspection=inspection, reason=reason, success="Đã trả lại cho Đoàn.")
    return redirect("inspection", pk=pk)


@door("supervision.sign_conclusion", load=inspection_of, methods=("POST",))
def sign(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Sign it."""
    form = SignedForm(request.POST)
    said = "Đã ký kết luận. Chủ thể và xã nhận thông báo."
    if form.is_valid() and try_form(
        request, form, deciding.sign_conclusion, said, inspection=inspection, facts=form.facts()
    ):
        return redirect("inspection", pk=pk)
    return show_inspection(request, inspection, sign_form=form, status=422)


@door("supervision.confirm_remedy", load=product_conclusion, methods=("POST",))
def remedied(request: HttpRequest, conclusion: Any, pk: int) -> HttpResponse:
    """What had to be remedied was seen to be."""
    form = ReasonForm(request.POST, auto_id="kp-%s")
    said = "Đã xác nhận khắc phục."
    if form.is_valid() and try_form(
        request, form, concluding.confirm_remedy, said, conclusion=conclusion, note=form.cleaned_data["reason"]
    ):
        return redirect("inspected", pk=pk)
    return show_product(request, conclusion.product, remedy_form=form, status=422)


@door("supervision.decline_measure", load=product_conclusion, methods=("POST",))
def decline(request: HttpRequest, conclusion: Any, pk: int) -> HttpResponse:
    """The leader takes no measure, with the reason."""
    form = ReasonForm(request.POST, auto_id="kad-%s")
    said = "Đã ghi: không tạm dừng, không thu hồi."
    if form.is_valid() and try_form(
        request, form, concluding.decline_measure, said, conclusion=conclusion, reason=form.cleaned_data["reason"]
    ):
        return redirect("inspected", pk=pk)
    return show_product(request, conclusion.product, decline_form=form, status=422)
