"""What was submitted, page by page, with the commune's check beside it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.dossiers.queries.desks import checklist, score_of, snapshot_of
from ocop.dossiers.queries.rounds import today
from ocop.dossiers.spec import SELF_SCORE, pages_for
from ocop.evaluation.queries.assessment import paper_from
from ocop.regulations.queries.sheets import criteria_sheet
from ocop.web.door import NOT_FOUND, door
from ocop.web.office.loading import dossier_of, found, number_in
from ocop.web.office.views.frame import frame


@door("dossiers.examine", load=dossier_of, methods=("GET",))
def content(request: HttpRequest, dossier: Any, /, page: str, **kwargs: Any) -> HttpResponse:
    """One page of what was submitted, with the commune's check beside it."""
    snapshot = found(snapshot_of(dossier, number_in(request, "ban")))
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
