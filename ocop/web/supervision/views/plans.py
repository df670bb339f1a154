"""Inspections: the list, planning one, its team and products, laying it before the leader, deciding."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.supervision.actions import deciding, planning
from ocop.supervision.queries.inspections import inspectors_of, listed, province_for, to_inspect, visible_to
from ocop.supervision.states import INSPECTION_TITLES, InspectionState
from ocop.web.door import NOT_FOUND, attempt, door
from ocop.web.supervision.forms import MemberForm, PlanForm, SignedForm
from ocop.web.supervision.loading import inspection_of, member_of, product_of, product_plan
from ocop.web.supervision.views.page import TONES, show_inspection, try_form

PER_PAGE = 25


@door("supervision.view_inspection", methods=("GET",))
def inspections(request: HttpRequest) -> HttpResponse:
    """Every inspection this person may see, with a filter by state."""
    chosen = request.GET.get("buoc", "")
    rows = visible_to(request.user)
    rows = rows.filter(state=chosen) if chosen in INSPECTION_TITLES else rows
    page = Paginator(listed(rows), PER_PAGE).get_page(request.GET.get("page"))
    entries = [("", "Tất cả"), *((state.value, title) for state, title in INSPECTION_TITLES.items())]
    context = {
        "page": page,
        "rows": [{"inspection": row, "tone": TONES[InspectionState(row.state)]} for row in page],
        "filters": [
            {"label": label, "url": f"?buoc={value}" if value else "?", "current": value == chosen, "count": None}
            for value, label in entries
        ],
        "may_create": request.user.has_perm("supervision.create_inspection"),
    }
    return render(request, "supervision/list.html", context)


@door("supervision.create_inspection")
def create(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    form = PlanForm(request.POST or None, initial={"kind": "periodic"})
    province = province_for(request.user)
    if province is None:
        raise Http404(NOT_FOUND)
    if request.method == "POST" and form.is_valid():
        said = "Đã lập. Hãy thêm sản phẩm và Đoàn kiểm tra rồi trình lãnh đạo."
        made = try_form(request, form, planning.create_inspection, said, province=province, draft=form.facts())
        if made:
            return redirect("inspection", pk=made.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": "Lập cuộc kiểm tra", "province": province}
    return render(request, "supervision/plan.html", context, status=status)


@door("supervision.edit_inspection", load=inspection_of)
def edit(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Change words and days."""
    names = ("kind", "title", "basis", "reason", "starts_on", "ends_on")
    form = PlanForm(request.POST or None, initial={name: getattr(inspection, name) for name in names})
    if request.method == "POST" and form.is_valid():
        draft = form.facts()
        if try_form(request, form, planning.edit_inspection, "Đã lưu.", inspection=inspection, draft=draft):
            return redirect("inspection", pk=pk)
    status = 422 if request.method == "POST" else 200
    context = {
        "form": form,
        "title": "Sửa kế hoạch kiểm tra",
        "inspection": inspection,
        "province": inspection.province,
    }
    return render(request, "supervision/plan.html", context, status=status)


@door("supervision.view_inspection", load=inspection_of, methods=("GET",))
def inspection(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """One inspection: its plan, products, team, papers, and what this person may do with it."""
    return show_inspection(request, inspection)


@door("supervision.edit_inspection", load=inspection_of, methods=("POST",))
def add_member(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Name one more person."""
    form = MemberForm(request.POST, inspectors=inspectors_of(inspection))
    if form.is_valid():
        member, user = form.facts(), form.cleaned_data["user"]
        if try_form(
            request,
            form,
            planning.add_member,
            f"Đã thêm {member.name} vào Đoàn.",
            inspection=inspection,
            member=member,
            user=user,
        ):
            return redirect("inspection", pk=pk)
    return show_inspection(request, inspection, member_form=form, status=422)


@door("supervision.edit_inspection", load=member_of, methods=("POST",))
def remove_member(request: HttpRequest, member: Any, pk: int) -> HttpResponse:
    """Take one off."""
    plan = member.inspection_id
    attempt(request, planning.remove_member, member=member, success="Đã đưa ra khỏi Đoàn.")
    return redirect("inspection", pk=plan)


@door("supervision.edit_inspection", load=inspection_of)
def pick(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Search among the certificates that may be inspected, and add those ticked."""
    if request.method == "POST":
        ids = [int(value) for value in request.POST.getlist("certificate") if value.isdecimal() and len(value) < 12]
        added = attempt(request, planning.add_products, inspection=inspection, certificate_ids=ids)
        if added:
            messages.success(request, f"Đã thêm {added} sản phẩm.")
        elif added is not None:
            messages.error(request, "Hãy chọn ít nhất một sản phẩm.")
            return redirect("inspection_pick", pk=pk)
        return redirect("inspection", pk=pk)
    query = request.GET.get("q", "")
    page = Paginator(to_inspect(request.user, inspection, query), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "supervision/pick.html", {"inspection": inspection, "page": page, "query": query})


@door("supervision.edit_inspection", load=product_plan, methods=("POST",))
def remove_product(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Take one off."""
    product = product_of(request, pk)
    attempt(request, planning.remove_product, product=product, success="Đã bỏ sản phẩm ra.")
    return redirect("inspection", pk=inspection.pk)


@door("supervision.submit_inspection", load=inspection_of, methods=("POST",))
def submit(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Lay it before the leader."""
    attempt(request, planning.submit_inspection, inspection=inspection, success="Đã trình lãnh đạo.")
    return redirect("inspection", pk=pk)


@door("supervision.return_inspection", load=inspection_of, methods=("POST",))
def send_back(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Send it back, with the reason."""
    reason = request.POST.get("reason", "")
    attempt(request, planning.return_inspection, inspection=inspection, reason=reason, success="Đã trả lại.")
    return redirect("inspection", pk=pk)


@door("supervision.decide_inspection", load=inspection_of, methods=("POST",))
def decide(request: HttpRequest, inspection: Any, pk: int) -> HttpResponse:
    """Sign the decision to inspect."""
    form = SignedForm(request.POST)
    if form.is_valid() and try_form(
        request,
        form,
        deciding.decide_inspection,
        "Đã ban hành quyết định. Đoàn nhận thông báo.",
        inspection=inspection,
        facts=form.facts(),
    ):
        return redirect("inspection", pk=pk)
    return show_inspection(request, inspection, sign_form=form, status=422)
