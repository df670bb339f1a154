"""The advisory team: my dossiers, the criteria of one, the report."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ocop.base.dates import HANOI
from ocop.base.errors import NotAllowed, Refused
from ocop.dossiers.queries.boards import by_urgency
from ocop.dossiers.queries.desks import for_lists, matching, with_waiting
from ocop.dossiers.queries.rounds import today
from ocop.dossiers.queries.timeline import courses, with_course
from ocop.dossiers.states import DossierState
from ocop.evaluation.actions import assessment as actions
from ocop.evaluation.queries.assessment import (
    assessment_of,
    beside_standing,
    criteria_of,
    criterion_by_code,
    dossiers_of_team,
    option_by_id,
    team_result,
    what_is_missing,
)
from ocop.web.door import attempt, door, say_refusal
from ocop.web.office.loading import dossier_of, found
from ocop.web.office.rows import page_of, rows_of_courses
from ocop.web.office.team_forms import FindingForm, ReportForm
from ocop.web.office.views.frame import frame

NO_OPTION = "0"


@door("evaluation.view_team_desk", methods=("GET",))
def queue(request: HttpRequest) -> HttpResponse:
    """My dossiers; with ?o=tat-ca those of the whole team."""
    every = dossiers_of_team(request.user)
    mine = every.filter(reviewer=request.user)
    everyone = request.GET.get("o") == "tat-ca"
    chosen = matching(with_waiting(every if everyone else mine), request.GET.get("q", ""))
    page = page_of(request, by_urgency(courses(for_lists(with_course(chosen)))))
    counts = {"mine": mine.count(), "all": every.count()}
    context = {
        "page": page,
        "rows": rows_of_courses(page.object_list),
        "reviewing": mine.filter(state=DossierState.IN_REVIEW).count(),
        "q": request.GET.get("q", ""),
        "filters": [
            {"label": "Của tôi", "url": "?", "count": counts["mine"], "current": not everyone},
            {"label": "Cả Tổ tư vấn", "url": "?o=tat-ca", "count": counts["all"], "current": everyone},
        ],
    }
    return render(request, "office/team_queue.html", context)


@door("evaluation.assess", load=dossier_of, methods=("GET",))
def criteria(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """All criteria: claim, evidence and guidance beside the team's finding."""
    context = frame(request, dossier, "office_assessment") | work(request, dossier)
    return render(request, "office/criteria.html", context)


def work(request: HttpRequest, dossier: Any) -> dict[str, Any]:
    """The team's work as its pages show it."""
    rows = criteria_of(dossier)
    sections: dict[str, dict[str, Any]] = {}
    for row in rows:
        section = {"code": row.rule.section_code, "name": row.rule.section_name, "rows": []}
        sections.setdefault(row.rule.section_code, section)["rows"].append(row)
    return {
        "sections": list(sections.values()),
        "assessed": sum(row.finding is not None for row in rows),
        "of": len(rows),
        "result": team_result(dossier, rows),
        "lacking": [row for row in rows if row.as_found.lacks_note],
        "knockouts": [row for row in rows if row.finding and row.finding.knockout],
        "untouched": [row for row in rows if row.finding is None],
        "today": today(),
        "team_tabs": team_tabs(request, dossier),
    }


def team_tabs(request: HttpRequest, dossier: Any) -> list[dict[str, Any]]:
    """The team's pages of one dossier."""
    titles = (
        ("team_criteria", "Tiêu chí", "list-check"),
        ("team_records", "Khảo sát, kiểm nghiệm, mẫu", "map-pin"),
        ("team_report", "Báo cáo", "writing-sign"),
    )
    current = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {"label": label, "icon": icon, "url": reverse(name, args=[dossier.pk]), "current": name == current}
        for name, label, icon in titles
    ]


@door("evaluation.assess", load=dossier_of, methods=("POST",))
def criterion(request: HttpRequest, dossier: Any, /, code: str, **kwargs: Any) -> HttpResponse:
    """Keep the finding on one criterion; the answer to autosave is that criterion and the totals again."""
    rule = found(criterion_by_code(dossier, code))
    form = FindingForm(request.POST)
    form.is_valid()
    typed = form.cleaned_data
    option = found(option_by_id(rule, typed["option"])) if typed["option"] not in ("", NO_OPTION) else None
    words = {name: typed[name] for name in ("note", "evidence_ok", "knockout")}
    here = redirect(f"{reverse('team_criteria', args=[dossier.pk])}#tc-{code}")
    if "theirs" in request.POST:
        return here
    try:
        # pressing "Lưu bản của tôi" says that the colleague's words were seen too
        seen = typed["over"] or request.POST.get("version")
        if not typed["option"]:
            raise Refused(f"Tiêu chí {code}: hãy chọn mức đạt.")
        row = actions.assess_criterion(
            by=request.user, dossier=dossier, criterion=rule, option=option, seen=seen, **words
        )
    except actions.Overwritten as error:
        return _clash(request, dossier, error, option=option, seen=typed["version"], **words)
    except NotAllowed:
        raise
    except Refused as error:
        return _not_kept(request, error, here)
    return _state_again(request, dossier, row) if _is_quiet(request) else here


def _is_quiet(request: HttpRequest) -> bool:
    return bool(request.headers.get("X-Autosave"))


def _not_kept(request: HttpRequest, error: Refused, here: HttpResponse) -> HttpResponse:
    if _is_quiet(request):  # what was typed stays on the device
        return JsonResponse({"errors": {"note": [str(error)]}}, status=422)
    say_refusal(request, error)
    return here


def _state_again(request: HttpRequest, dossier: Any, finding: Any) -> HttpResponse:
    context = {"dossier": dossier, "oob": True} | work(request, dossier)
    code = finding.criterion.code
    context["row"] = next(row for part in context["sections"] for row in part["rows"] if row.rule.code == code)
    response = render(request, "office/parts/criterion_state.html", context)
    response["X-Version"] = finding.stamp
    response["X-Saved-At"] = timezone.now().astimezone(HANOI).strftime("%H:%M")
    return response


def _clash(request: HttpRequest, dossier: Any, error: actions.Overwritten, **typed: Any) -> HttpResponse:
    """A colleague wrote the same criterion: both contents are shown, what was typed is still in its form."""
    code = error.standing.criterion.code
    context = frame(request, dossier, "office_assessment") | work(request, dossier)
    for section in context["sections"]:
        section["rows"] = [beside_standing(row, **typed) if row.rule.code == code else row for row in section["rows"]]
    if _is_quiet(request):
        mine = next(row for part in context["sections"] for row in part["rows"] if row.rule.code == code)
        return render(request, "office/parts/finding_clash.html", {"row": mine, "oob": True}, status=409)
    say_refusal(request, error)
    return render(request, "office/criteria.html", context, status=409)


@door("evaluation.assess", load=dossier_of, methods=("POST",))
def accept_claims(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Take over the claims that have their evidence, for what is still open."""
    taken = attempt(request, actions.accept_claims, dossier=dossier)
    if taken is not None and taken is not True:
        messages.success(request, f"Đã ghi mức tự chấm cho {taken} tiêu chí có minh chứng; hãy rà lại từng tiêu chí.")
    return redirect("team_criteria", dossier=dossier.pk)


@door("evaluation.assess", load=dossier_of)
def report(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """The team's report: its words, the computed result, what is still missing."""
    written = assessment_of(dossier)
    initial = {"summary": written.summary, "proposal": written.proposal} if written else {}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = "" if request.headers.get("X-Autosave") else "Đã lưu báo cáo."
        attempt(request, actions.write_report, success=said, dossier=dossier, **form.cleaned_data)
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=204)
        return redirect("team_report", dossier=dossier.pk)
    context = frame(request, dossier, "office_assessment") | work(request, dossier)
    context |= {
        "form": form,
        "missing": what_is_missing(dossier),
        "may_finish": request.user.has_perm("evaluation.finish_assessment", dossier),
    }
    return render(request, "office/team_report.html", context)


@door("evaluation.finish_assessment", load=dossier_of, methods=("POST",))
def finish(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Report to the council."""
    done = attempt(request, actions.finish, success="Đã báo cáo; hồ sơ sẵn sàng trình Hội đồng.", dossier=dossier)
    if done:
        return redirect("office_dossier", dossier=dossier.pk)
    return redirect("team_report", dossier=dossier.pk)
