"""What every page of a dossier shows around its own content."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ocop.dossiers.queries.content import completeness_of, kind_title, reopened_items
from ocop.dossiers.queries.overview import clashes_of, part_of, parts_of
from ocop.dossiers.queries.timeline import course_of
from ocop.dossiers.spec import SELF_SCORE
from ocop.dossiers.states import DossierState, Holder, producer_title


def dossier_frame(request: HttpRequest, dossier: Any, current: str = "") -> dict[str, Any]:
    """The dossier with its parts as steps, its state in the producer's words, conflicts, and what may be done."""
    reopened = reopened_items(dossier)
    may_edit = request.user.has_perm("dossiers.edit", dossier)
    course = course_of(dossier)
    findings = completeness_of(dossier) if may_edit else []
    parts = parts_of(dossier, findings, reopened)
    return {
        "dossier": dossier,
        "product": dossier.product,
        "kind_title": kind_title(dossier.kind),
        "course": course,
        "state_title": state_title(course),
        "is_draft": dossier.state == DossierState.DRAFT,
        "may_edit": may_edit,
        "reopened": reopened,
        "findings": findings,
        "lacks": [finding for finding in findings if finding.blocking],
        "parts": parts,
        "steps": [_step(dossier, part, current, may_edit) for part in parts],
        "clashes": [row for row in clashes_of(dossier) if current in ("", "nop", part_of(row.item))],
        "crumbs": [
            ("Sản phẩm của tôi", reverse("my_home")),
            (dossier.product.name, reverse("my_dossier", args=[dossier.pk]) if current else ""),
        ],
    }


def state_title(course: Any) -> str:
    """The state in the producer's words; while a request for completion is open, that comes first."""
    dossier = course.dossier
    if dossier.state != DossierState.DRAFT and course.holder == Holder.PRODUCER:
        return "Chờ bạn bổ sung"
    return producer_title(dossier.state, dossier.level)


def part_url(dossier: Any, key: str) -> str:
    """The page of one part."""
    if key == SELF_SCORE:
        return reverse("my_scores", args=[dossier.pk])
    return reverse("my_page", args=[dossier.pk, key])


def where_url(dossier: Any, where: str) -> str:
    """Where a finding is mended."""
    kind, _, key = where.partition(":")
    if kind == "criterion":
        return reverse("my_score", args=[dossier.pk, key])
    if kind == "product":
        return reverse("my_product_edit", args=[dossier.product_id])
    anchor = f"#id_{key}" if kind == "field" else ""
    return part_url(dossier, part_of(where)) + anchor


def shown_findings(dossier: Any, findings: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """Findings under the part in which each is mended, with its address, in the order of the form."""
    titles = {part.key: part.title for part in parts_of(dossier, (), None)}
    groups: dict[str, list[dict[str, Any]]] = {key: [] for key in titles}
    for finding in findings:
        row = {"text": finding.message, "clause": finding.clause, "url": where_url(dossier, finding.where)}
        groups[part_of(finding.where)].append(row)
    return [(titles[key], rows) for key, rows in groups.items() if rows]


def _step(dossier: Any, part: Any, current: str, may_edit: bool) -> dict[str, Any]:
    state = "current" if part.key == current else "done" if may_edit and not part.lacks else "todo"
    return {"label": part.title, "url": part_url(dossier, part.key), "state": state}
