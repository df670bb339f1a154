"""Drawing up a yearly report: begun, its parts saved as they are typed, its targets."""

from typing import Any

from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ocop.base.dates import HANOI
from ocop.programme import actions
from ocop.programme.spec import SECTIONS
from ocop.web.door import attempt, door
from ocop.web.programme.forms import TargetForm, TextsForm
from ocop.web.programme.loading import blank_of, report_of

NEW_ROWS = 3
CLASH = "Người khác vừa sửa mục này; bản đang lưu: “{text}”. Hãy gộp vào bản của bạn rồi lưu lại."
NEWER = "Người khác vừa sửa mục bạn đang soạn. Tải lại trang để xem bản đó."


@door("programme.write_report", load=blank_of, methods=("POST",))
def begin(request: HttpRequest, report: Any, unit: int, year: int) -> HttpResponse:
    """Begin the report of a body on a year."""
    made = attempt(request, actions.open_report, unit=report.unit, year=year)
    if made is None:
        return redirect("year_reports")
    return redirect("year_report_write", pk=made.pk)


@door("programme.write_report", load=report_of)
def write(request: HttpRequest, report: Any, pk: int) -> HttpResponse:
    """The typed parts."""
    if request.method != "POST":
        form = TextsForm(initial={**report.texts, "version": report.version})
        return _page(request, report, form)
    form = TextsForm(request.POST)
    quiet = request.headers.get("X-Autosave") == "1"
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422) if quiet else _page(request, report, form, 422)
    seen = form.cleaned_data["version"]
    clashing = actions.write_report(by=request.user, report=report, texts=form.texts(), seen=seen)
    if quiet:
        return _answer(report, clashing)
    if clashing:
        return _both(request, report, form, clashing)
    return redirect("year_report", pk=pk)


def _answer(report: Any, clashing: list[str]) -> JsonResponse:
    if clashing:
        return JsonResponse({"message": NEWER}, status=409)
    at = timezone.now().astimezone(HANOI).strftime("%H:%M")
    return JsonResponse({"version": report.version, "saved_at": at, "errors": {}})


def _both(request: HttpRequest, report: Any, form: TextsForm, clashing: list[str]) -> HttpResponse:
    """What was typed stays in its field, what somebody else saved stands beside; the next save has seen both."""
    again = TextsForm({**form.cleaned_data, "version": report.version})
    again.is_valid()
    for key in clashing:
        again.add_error(key, CLASH.format(text=report.texts.get(key, "")))
    return _page(request, report, again, 409)


def _page(request: HttpRequest, report: Any, form: TextsForm, status: int = 200) -> HttpResponse:
    context = {
        "report": report,
        "form": form,
        "parts": [(row, form[row.key]) for row in SECTIONS],
        "crumbs": _crumbs(report),
    }
    return render(request, "programme/write.html", context, status=status)


@door("programme.write_report", load=report_of)
def targets(request: HttpRequest, report: Any, pk: int) -> HttpResponse:
    """The targets of the year, each with a computed result or words."""
    names = list(TargetForm.base_fields)
    rows = formset_factory(TargetForm, extra=NEW_ROWS, max_num=actions.MOST_TARGETS, validate_max=True)
    there = [{name: getattr(row, name) for name in names} for row in report.targets.all()]
    formset = rows(request.POST or None, initial=there, prefix="mt")
    version = report.version
    if request.method == "POST" and formset.is_valid():
        typed = request.POST.get("version", "")
        version = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
        facts = [row for form in formset if (row := form.facts())]
        if attempt(request, actions.set_targets, success="Đã lưu mục tiêu.", report=report, rows=facts, seen=version):
            return redirect("year_report", pk=pk)
    context = {"report": report, "formset": formset, "version": version, "crumbs": _crumbs(report)}
    status = 422 if formset.is_bound and not formset.is_valid() else 200
    return render(request, "programme/targets.html", context, status=status)


def _crumbs(report: Any) -> list[tuple[str, str]]:
    return [("Báo cáo năm", reverse("year_reports")), (str(report), reverse("year_report", args=[report.pk]))]
