"""Filing a dossier: the last look, the declaration, the receipt, the printed form, withdrawal, the result."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.accounts.actions.personal import read_representative
from ocop.base.errors import NotAllowed
from ocop.base.text import whole
from ocop.dossiers.actions.filing import resubmit_dossier, submit_dossier, withdraw_dossier
from ocop.dossiers.queries.content import kind_title
from ocop.dossiers.queries.freezing import content_of
from ocop.dossiers.queries.overview import latest_snapshot
from ocop.dossiers.queries.selfscore import score_of
from ocop.dossiers.queries.timeline import course_of
from ocop.dossiers.spec import DECLARATION, pages_for, snapshot_diff
from ocop.dossiers.states import DossierState
from ocop.evaluation.queries.published import published_conclusion
from ocop.recognition.queries.certificates import certificate_of_dossier
from ocop.recognition.queries.proof import proof_of
from ocop.regulations.queries.printed import official_words
from ocop.web.door import attempt, door
from ocop.web.producer.frame import dossier_frame, shown_findings
from ocop.web.producer.loading import dossier_of


@door("dossiers.edit", load=dossier_of, methods=("GET",))
def review(request: HttpRequest, dossier: Any, **kwargs: Any) -> HttpResponse:
    """The last look before filing: what is missing, the self-score, what changed, the declaration."""
    frame = dossier_frame(request, dossier, "nop")
    snapshot = latest_snapshot(dossier)
    changes = snapshot_diff(snapshot.content, content_of(dossier)) if snapshot else []
    context = {
        **frame,
        "missing": shown_findings(dossier, frame["lacks"]),
        "doubts": shown_findings(dossier, [f for f in frame["findings"] if not f.blocking]),
        "score": score_of(dossier),
        "declaration": DECLARATION,
        "snapshot": snapshot,
        "changes": changes,
        "may_file": request.user.has_perm("dossiers.submit", dossier)
        or request.user.has_perm("dossiers.resubmit", dossier),
    }
    return render(request, "producer/review.html", context)


@door("dossiers.view", load=dossier_of, methods=("POST",))
def submit(request: HttpRequest, dossier: Any, **kwargs: Any) -> HttpResponse:
    """File the dossier, or the completion asked for. Twice pressed, the same receipt."""
    declared = request.POST.get("declared") == "yes"
    version = whole(request.POST.get("version", ""))
    if version:
        done = attempt(request, resubmit_dossier, dossier=dossier, declared=declared, after_version=version)
    else:
        done = attempt(request, submit_dossier, dossier=dossier, declared=declared)
    return redirect("my_receipt" if done else "my_review", dossier.pk)


@door("dossiers.view", load=dossier_of, methods=("GET",))
def receipt(request: HttpRequest, dossier: Any, **kwargs: Any) -> HttpResponse:
    """The receipt, on screen and to print."""
    snapshot = latest_snapshot(dossier)
    if snapshot is None:
        return redirect("my_dossier", dossier.pk)
    context = {"dossier": dossier, "snapshot": snapshot, "course": course_of(dossier), "product": dossier.product}
    return render(request, "producer/receipt.html", context)


@door("dossiers.view", load=dossier_of, methods=("GET",))
def printed(request: HttpRequest, dossier: Any, **kwargs: Any) -> HttpResponse:
    """The whole form to print: of a draft as it stands, else the last frozen version."""
    snapshot = latest_snapshot(dossier)
    content = snapshot.content if snapshot else content_of(dossier)
    fields = {row["key"]: row for row in content["fields"]}
    try:
        read_representative(by=request.user, producer=dossier.product.producer)
        hidden: set[str] = set()
    except NotAllowed:
        hidden = {key for key, row in fields.items() if row["personal"]}
    papers = {row["id"]: row for row in content["evidence"]}
    words = official_words(dossier.criteria_set)
    context = {
        "dossier": dossier,
        "snapshot": snapshot,
        "content": content,
        "pages": [_printed_page(shape, fields, hidden) for shape in pages_for(dossier.kind)],
        "criteria": [_printed_criterion(row, papers, words) for row in content["criteria"]],
        "papers": list(papers.values()),
        "total": str(content["total"]).replace(".", ","),
        "kind_title": kind_title(dossier.kind),
        "declaration": snapshot.declaration if snapshot else DECLARATION,
    }
    return render(request, "producer/printed.html", context)


def _printed_page(shape: Any, fields: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    sections = [
        (
            section.title,
            [
                (item.label, "(không hiển thị)" if item.key in hidden else fields.get(item.key, {}).get("shown", ""))
                for item in section.fields
            ],
        )
        for section in shape.sections
    ]
    return {"title": shape.title, "sections": sections}


def _printed_criterion(row: dict[str, Any], papers: dict[int, Any], words: dict[str, Any]) -> dict[str, Any]:
    """A criterion and the level that is claimed, in the words of the decision where they are known."""
    cited = [
        papers[each["evidence"]]["title"] + (f", trang {each['pages']}" if each["pages"] else "")
        for each in row["cited"]
    ]
    points = "" if row["points"] is None else row["points"].replace(".", ",")
    text, options = words.get(row["code"], (f"{row['code']} {row['name']}", {}))
    label = options.get(row["option"], row["label"]).lstrip("□ ")
    return {**row, "text": text, "label": label, "points": points, "max": row["max"].replace(".", ","), "cited": cited}


@door("dossiers.withdraw", load=dossier_of)
def withdraw(request: HttpRequest, dossier: Any, **kwargs: Any) -> HttpResponse:
    """Take a filed dossier back, with a reason."""
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:1000]
        if attempt(request, withdraw_dossier, dossier=dossier, reason=reason, success="Đã rút hồ sơ."):
            return redirect("my_dossier", dossier.pk)
    return render(request, "producer/withdraw.html", dossier_frame(request, dossier, "rut"))


@door("dossiers.view", load=dossier_of, methods=("GET",))
def result(request: HttpRequest, dossier: Any, **kwargs: Any) -> HttpResponse:
    """The council's result once published: stars, average, what blocked. No member's name or sheet."""
    conclusion = published_conclusion(dossier.pk)
    if conclusion is None:
        return redirect("my_dossier", dossier.pk)
    frame = dossier_frame(request, dossier, "ket-qua")
    context = {**frame, "result": proof_of(conclusion), "certificate": certificate_of_dossier(dossier.pk)}
    return render(request, "producer/result.html", context | {"done": dossier.state == DossierState.RECOGNISED})
