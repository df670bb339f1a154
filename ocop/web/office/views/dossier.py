"""A dossier as officials read it: overview, what was submitted page by page, papers, versions, timeline."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from ocop.accounts.actions.personal import read_representative
from ocop.dossiers.queries.boards import open_rounds
from ocop.dossiers.queries.desks import (
    changes_between,
    checklist,
    report_of,
    score_of,
    snapshot_of,
    snapshots_of,
    supplements_of,
)
from ocop.dossiers.queries.rounds import today
from ocop.dossiers.queries.teams import commune_officers, named, province_officers, team_of
from ocop.dossiers.spec import SELF_SCORE, pages_for
from ocop.evaluation.queries.assessment import (
    assessment_of,
    cited_evidence,
    criteria_of,
    extra_tests_of,
    paper_from,
    progress_of,
    reports_of,
    samples_of,
    surveys_of,
    team_result,
)
from ocop.regulations.queries.sheets import criteria_sheet
from ocop.web.door import NOT_FOUND, door
from ocop.web.office.forms import IntakeForm, OfficerForm, PeopleForm, ReasonForm, SamplesForm, SigningForm
from ocop.web.office.loading import dossier_of, found
from ocop.web.office.views.frame import frame, timeline_items
from ocop.web.serving import serve


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def overview(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Where the dossier stands and what this person may do with it."""
    context = frame(request, dossier, "office_dossier")
    snapshot = snapshot_of(dossier, None)
    items = checklist(dossier)
    context |= {
        "score": score_of(snapshot.content, criteria_sheet(dossier.criteria_set)) if snapshot else None,
        "checked": sum(item.is_ok is not None for item in items),
        "not_ok": [item for item in items if item.is_ok is False],
        "items_count": len(items),
        "report": report_of(dossier),
        "progress": progress_of([dossier])[dossier.pk],
        "timeline": timeline_items(context["course"])[:4],
        "reason_form": ReasonForm(auto_id="id_ly_do_%s"),
        "perms_assess": request.user.has_perm("evaluation.assess", dossier),
        **_forms(request, dossier, context["moves"]),
    }
    return render(request, "office/dossier.html", context)


def _forms(request: HttpRequest, dossier: Any, /, moves: set[str]) -> dict[str, Any]:
    """The forms of the acts that are open to this person."""
    given: dict[str, Any] = {}
    if "commune_forward" in moves:
        report = report_of(dossier)
        first = {"report_no": report.report_no, "request_no": report.request_no} if report else {}
        given["signing_form"] = SigningForm(initial=first)
    if request.user.has_perm("dossiers.assign_commune_officer", dossier):
        form = OfficerForm(initial={"officer": dossier.commune_officer_id}, auto_id="id_thu_ly_%s")
        form.offer("officer", named(commune_officers(dossier)), "Cả bộ phận")
        given["officer_form"] = form
    if dossier.criteria_set.needs_samples and request.user.has_perm("evaluation.receive_samples", dossier):
        first = {"count": dossier.criteria_set.sample_units, "received_on": today().isoformat()}
        given["samples_form"] = SamplesForm(initial=first, auto_id="id_mau_%s")
    if request.user.has_perm("dossiers.assign_people", dossier):
        given |= _province_forms(request, dossier, moves)
    return given


def _province_forms(request: HttpRequest, dossier: Any, /, moves: set[str]) -> dict[str, Any]:
    rounds = open_rounds(dossier)
    officers = named(province_officers(dossier))
    if "province_accept" in moves:
        form = IntakeForm(initial={"round": dossier.round_id, "officer": request.user.pk})
        form.offer("round", [(str(row.pk), row.name) for row in rounds], "Chọn đợt")
        members = {user.pk: user for row in rounds for user in team_of(row)}
        form.offer("reviewer", named(members.values()), "Chọn thành viên")
        form.offer("officer", officers, "Tôi")
        return {"intake_form": form, "no_team": not members}
    people = PeopleForm(initial={"officer": dossier.province_officer_id, "reviewer": dossier.reviewer_id})
    people.offer("officer", officers, "Chưa giao")
    people.offer("reviewer", named(team_of(dossier.round)) if dossier.round else [], "Chưa giao")
    return {"people_form": people, "rounds": rounds}


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def content(request: HttpRequest, dossier: Any, /, page: str, **kwargs: Any) -> HttpResponse:
    """One page of what was submitted, with the commune's check beside it."""
    snapshot = found(snapshot_of(dossier, _number(request, "ban")))
    context = frame(request, dossier, "office_content")
    pages = pages_for(dossier.kind)
    titles = [(part.key, part.title) for part in pages] + [(SELF_SCORE, "Tự chấm và minh chứng")]
    if page not in dict(titles):
        raise Http404(NOT_FOUND)
    checks = {line.item: line for line in checklist(dossier)}
    is_latest = snapshot.version == context["versions"]
    context |= {
        "snapshot": snapshot,
        "is_latest": is_latest,
        "page_key": page,
        "page_title": dict(titles)[page],
        "steps": _steps(titles, page, checks),
        "may_check": request.user.has_perm("dossiers.check_items", dossier) and is_latest and not context["waiting"],
        "next_page": _next(titles, page),
        "today": today(),
    }
    if page == SELF_SCORE:
        context["sections"] = _sections(dossier, snapshot, checks)
        context["score"] = score_of(snapshot.content, criteria_sheet(dossier.criteria_set))
        return render(request, "office/content_score.html", context)
    part = next(item for item in pages if item.key == page)
    rows = {row["key"]: row for row in snapshot.content["fields"]}
    context["groups"] = [
        (group.title, [rows[f.key] for f in group.fields if f.key in rows]) for group in part.sections
    ]
    context["line"] = checks.get(part.item)
    return render(request, "office/content_page.html", context)


def _steps(titles: list[tuple[str, str]], page: str, checks: dict[str, Any]) -> list[dict[str, Any]]:
    """The pages with how far the commune is with each."""

    def is_done(key: str) -> bool:
        if key != SELF_SCORE:
            line = checks.get(f"page:{key}")
            return line is not None and line.is_ok is not None
        return all(line.is_ok is not None for item, line in checks.items() if item.startswith("criterion:"))

    return [
        {"key": key, "label": title, "state": "current" if key == page else "done" if is_done(key) else "todo"}
        for key, title in titles
    ]


def _next(titles: list[tuple[str, str]], page: str) -> str:
    keys = [key for key, _ in titles]
    place = keys.index(page) + 1
    return keys[place] if place < len(keys) else ""


def _sections(dossier: Any, snapshot: Any, checks: dict[str, Any]) -> list[dict[str, Any]]:
    """The criteria by section: what was claimed, the papers, the commune's finding."""
    papers = {row["id"]: row for row in snapshot.content["evidence"]}
    claims = {row["code"]: row for row in snapshot.content["criteria"]}
    found_sections: dict[str, dict[str, Any]] = {}
    for rule in criteria_sheet(dossier.criteria_set):
        claim = claims.get(rule.code, {})
        section = found_sections.setdefault(
            rule.section_code, {"code": rule.section_code, "name": rule.section_name, "rows": []}
        )
        cited = [paper_from(papers[item["evidence"]], item) for item in claim.get("cited", ())]
        section["rows"].append(
            {"rule": rule, "claim": claim, "papers": cited, "line": checks.get(f"criterion:{rule.code}")}
        )
    return list(found_sections.values())


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def representative(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """The personal data of the representative; every reading is recorded."""
    person = read_representative(by=request.user, producer=dossier.product.producer)
    context = frame(request, dossier, "office_content")
    return render(request, "office/representative.html", {**context, "person": person})


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def paper(request: HttpRequest, dossier: Any, /, evidence: int, **kwargs: Any) -> HttpResponse:
    """A paper cited by the dossier, shown in the page."""
    row = found(cited_evidence(dossier, evidence))
    uses = [item for item in criteria_of(dossier) if any(cited.id == row.pk for cited in item.papers)]
    context = frame(request, dossier, "office_content")
    return render(request, "office/paper.html", {**context, "paper": row, "uses": uses})


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def paper_file(request: HttpRequest, dossier: Any, /, evidence: int, **kwargs: Any) -> HttpResponseBase:
    """The bytes of a paper cited by the dossier."""
    return serve(request, found(cited_evidence(dossier, evidence)).file)


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def changes(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """The submitted versions and what changed between two of them."""
    context = frame(request, dossier, "office_changes")
    newer = _number(request, "den") or context["versions"]
    older = _number(request, "tu") or max(newer - 1, 1)
    context |= {
        "snapshots": snapshots_of(dossier),
        "older": older,
        "newer": newer,
        "changes": changes_between(dossier, older, newer),
        "supplements": supplements_of(dossier),
    }
    return render(request, "office/changes.html", context)


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def timeline(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Every step with who, when and why; who held it for how long."""
    context = frame(request, dossier, "office_timeline")
    context["timeline"] = timeline_items(context["course"])
    return render(request, "office/timeline.html", context)


@door("evaluation.view_assessment", load=dossier_of, methods=("GET",))
def assessment(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """What the advisory team found."""
    context = frame(request, dossier, "office_assessment")
    criteria = criteria_of(dossier)
    context |= {
        "assessment": assessment_of(dossier),
        "criteria": criteria,
        "result": team_result(dossier, criteria),
        "assessed": sum(row.finding is not None for row in criteria),
        "surveys": surveys_of(dossier),
        "tests": extra_tests_of(dossier),
        "samples": samples_of(dossier),
        "samples_count": sum(row.count for row in samples_of(dossier)),
        "reports": reports_of(dossier),
    }
    return render(request, "office/assessment.html", context)


def _number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdigit() and len(value) < 5 else 0
