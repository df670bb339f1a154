"""Site surveys, extra tests and samples."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from ocop.dossiers.queries.rounds import today
from ocop.evaluation.actions import assessment as actions
from ocop.evaluation.queries.assessment import (
    assessment_of,
    criterion_by_code,
    extra_test_of,
    extra_tests_of,
    photo_of,
    samples_of,
    surveys_of,
)
from ocop.regulations.queries.sheets import criteria_sheet
from ocop.web.door import attempt, door
from ocop.web.office.loading import dossier_of, found
from ocop.web.office.team_forms import SamplesForm, SurveyForm, TestForm, TestResultForm, WaiverForm
from ocop.web.office.views.frame import frame
from ocop.web.office.views.team import team_tabs
from ocop.web.serving import serve

MOST_PHOTOS = 12


@door("evaluation.assess", load=dossier_of, methods=("GET",))
def records(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """What was seen on the spot, tested and received."""
    return _page(request, dossier)


def _page(request: HttpRequest, dossier: Any, /, **bad: forms.Form) -> HttpResponse:
    """The page with its forms; `bad` are those that came back with errors."""
    written = assessment_of(dossier)
    samples = samples_of(dossier)
    day = today().isoformat()
    given = {
        "survey_form": SurveyForm(initial={"surveyed_on": day}, auto_id="id_ks_%s"),
        "waiver_form": WaiverForm(
            initial={"reason": written.survey_waived_reason if written else ""}, auto_id="id_mks_%s"
        ),
        "test_form": TestForm(criteria=_criteria(dossier), auto_id="id_kn_%s"),
        "samples_form": SamplesForm(initial={"count": dossier.criteria_set.sample_units, "received_on": day}),
    }
    context = frame(request, dossier, "office_assessment") | {
        "team_tabs": team_tabs(request, dossier),
        "surveys": surveys_of(dossier),
        "tests": [(test, TestResultForm(auto_id=f"id_kq{test.pk}_%s")) for test in extra_tests_of(dossier)],
        "samples": samples,
        "samples_count": sum(row.count for row in samples),
        "samples_needed": dossier.criteria_set.sample_units,
        "waived": written.survey_waived_reason if written else "",
        **given,
        **bad,
    }
    return render(request, "office/records.html", context)


def _criteria(dossier: Any) -> list[tuple[str, str]]:
    return [(rule.code, f"{rule.code}. {rule.name}") for rule in criteria_sheet(dossier.criteria_set)]


@door("evaluation.assess", load=dossier_of, methods=("POST",))
def survey(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Write down a visit with photos."""
    form = SurveyForm(request.POST, auto_id="id_ks_%s")
    photos = request.FILES.getlist("photos")
    if len(photos) > MOST_PHOTOS:
        form.add_error(None, f"Mỗi lần ghi nhiều nhất {MOST_PHOTOS} ảnh.")
    if not form.is_valid():
        return _page(request, dossier, survey_form=form)
    uploads = [(photo.name or "anh.jpg", photo.file) for photo in photos]
    said = "Đã ghi biên bản khảo sát."
    attempt(request, actions.record_survey, success=said, dossier=dossier, photos=uploads, **form.cleaned_data)
    return _back(dossier)


@door("evaluation.assess", load=dossier_of, methods=("POST",))
def waive_survey(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Say why no visit is needed."""
    reason = request.POST.get("reason", "")
    attempt(request, actions.waive_survey, success="Đã ghi.", dossier=dossier, reason=reason)
    return _back(dossier)


@door("evaluation.assess", load=dossier_of, methods=("POST",))
def ask_test(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Ask for a further test."""
    form = TestForm(request.POST, criteria=_criteria(dossier), auto_id="id_kn_%s")
    if not form.is_valid():
        return _page(request, dossier, test_form=form)
    typed = form.cleaned_data
    rule = criterion_by_code(dossier, typed["criterion"]) if typed["criterion"] else None
    facts = {"what": typed["what"], "reason": typed["reason"], "criterion": rule}
    attempt(request, actions.ask_test, success="Đã gửi đề nghị cho chủ thể.", dossier=dossier, **facts)
    return _back(dossier)


@door("evaluation.assess", load=dossier_of, methods=("POST",))
def test_result(request: HttpRequest, dossier: Any, /, test: int, **kwargs: Any) -> HttpResponse:
    """Write the result of a test."""
    row = found(extra_test_of(dossier, test))
    form = TestResultForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "Hãy ghi đơn vị kiểm nghiệm và kết quả.")
        return _back(dossier)
    upload = form.cleaned_data["file"]
    file = (upload.name, upload.file) if upload else None
    facts = {"lab": form.cleaned_data["lab"], "result": form.cleaned_data["result"], "file": file}
    attempt(request, actions.record_test, success="Đã ghi kết quả kiểm nghiệm.", test=row, **facts)
    return _back(dossier)


@door("evaluation.assess", load=dossier_of, methods=("POST",))
def test_waive(request: HttpRequest, dossier: Any, /, test: int, **kwargs: Any) -> HttpResponse:
    """Explain why a test is not needed any more."""
    row = found(extra_test_of(dossier, test))
    reason = request.POST.get("reason", "")
    attempt(request, actions.waive_test, success="Đã ghi lý do.", test=row, reason=reason)
    return _back(dossier)


@door("evaluation.receive_samples", load=dossier_of, methods=("POST",))
def samples(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Note samples received, by the office or the team."""
    form = SamplesForm(request.POST)
    if form.is_valid():
        attempt(request, actions.receive_samples, success="Đã ghi nhận mẫu.", dossier=dossier, **form.cleaned_data)
    else:
        messages.error(request, "Hãy ghi số mẫu và ngày nhận.")
    if request.user.has_perm("evaluation.assess", dossier):
        return _back(dossier)
    return redirect("office_dossier", dossier=dossier.pk)


@door("evaluation.view_assessment", load=dossier_of, methods=("GET",))
def photo(request: HttpRequest, dossier: Any, /, photo: int, **kwargs: Any) -> HttpResponseBase:
    """The bytes of a survey photo."""
    return serve(request, found(photo_of(dossier, photo)).file)


@door("evaluation.view_assessment", load=dossier_of, methods=("GET",))
def test_file(request: HttpRequest, dossier: Any, /, test: int, **kwargs: Any) -> HttpResponseBase:
    """The bytes of a laboratory's paper."""
    return serve(request, found(found(extra_test_of(dossier, test)).file))


def _back(dossier: Any) -> HttpResponse:
    return redirect("team_records", dossier=dossier.pk)
