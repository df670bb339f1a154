"""The evidence vault."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ocop.base.dates import local_date
from ocop.base.errors import NotAllowed, NotReady, Refused
from ocop.base.text import whole
from ocop.documents.actions.uploads import taken_files
from ocop.documents.queries import finished_uploads
from ocop.dossiers.actions.evidence import (
    Facts,
    add_evidence,
    cite,
    edit_evidence,
    files_as_one,
    remove_evidence,
    replace_evidence,
)
from ocop.dossiers.queries.overview import dossier_by_id, producer_ids
from ocop.dossiers.queries.vault import AHEAD, evidence_by_id, evidence_file_for, paper_of, vault_of
from ocop.parties.queries import producers
from ocop.regulations.queries import current_decision, evidence_kinds
from ocop.web.door import attempt, door, say_refusal, signed_in
from ocop.web.producer.forms import EvidenceForm
from ocop.web.producer.loading import evidence_of
from ocop.web.serving import serve


@door("dossiers.edit_vault", methods=("GET",))
def vault(request: HttpRequest) -> HttpResponse:
    """My papers; those that lapse first on top."""
    words = request.GET.get("q", "")[:100]
    papers = vault_of(producer_ids(request.user), words=words)
    late = sum(paper.state in ("lapsed", "lapsing") for paper in papers)
    return render(request, "producer/vault.html", {"papers": papers, "words": words, "late": late})


@door("dossiers.edit_vault")
def add(request: HttpRequest) -> HttpResponse:
    """A new paper, on request cited at once for the criterion it was asked for."""
    mine = list(producers().filter(pk__in=producer_ids(request.user)))
    dossier, code = _asked_from(request)
    form = EvidenceForm(request.POST or None, kinds=_kinds(), initial=_usual(dossier, code))
    producer = dossier.product.producer if dossier else _producer(request, mine)
    if request.method == "POST" and form.is_valid() and producer is not None:
        evidence = _keep(request, form, add_evidence, producer=producer)
        if evidence is not None:
            return _after_adding(request, evidence, dossier, code)
    context = {"form": form, "title": "Thêm minh chứng", "producers": mine, "producer": producer, "code": code}
    more = {"dossier": dossier, "needs_file": True, "uploaded": _uploaded(request)}
    return render(request, "producer/evidence_form.html", context | more)


@door("dossiers.view_vault", load=evidence_of, methods=("GET",))
def show(request: HttpRequest, evidence: Any, **kwargs: Any) -> HttpResponse:
    """One paper: what it is, its file, where it is cited."""
    today = local_date(timezone.now())
    rows = [row for row in vault_of({evidence.producer_id}) if row.row.pk == evidence.pk]
    paper = rows[0] if rows else paper_of(evidence, today, today + AHEAD)
    context = {
        "evidence": evidence,
        "paper": paper,
        "may_edit": request.user.has_perm("dossiers.edit_vault", evidence) and evidence.removed_at is None,
        "crumbs": [("Kho minh chứng", reverse("my_vault")), (evidence.title, "")],
    }
    return render(request, "producer/evidence.html", context)


@door("dossiers.edit_vault", load=evidence_of)
def edit(request: HttpRequest, evidence: Any, **kwargs: Any) -> HttpResponse:
    """Correct what is written about a paper."""
    return _change(request, evidence, "Sửa minh chứng", edit_evidence, needs_file=False)


@door("dossiers.edit_vault", load=evidence_of)
def replace(request: HttpRequest, evidence: Any, **kwargs: Any) -> HttpResponse:
    """A newer paper in place of this one."""
    return _change(request, evidence, "Thay bản mới", replace_evidence, needs_file=True)


@door("dossiers.edit_vault", load=evidence_of, methods=("POST",))
def remove(request: HttpRequest, evidence: Any, **kwargs: Any) -> HttpResponse:
    """Take a paper out of the vault."""
    if attempt(request, remove_evidence, evidence=evidence, success="Đã bỏ khỏi kho."):
        return redirect("my_vault")
    return redirect("my_evidence", evidence.pk)


@signed_in
def file(request: HttpRequest, pk: int) -> Any:
    """The file of a paper, for its producer and whoever handles a dossier that cites it."""
    stored = evidence_file_for(request.user, pk)
    if stored is None:
        return render(request, "404.html", status=404)
    return serve(request, stored)


def _change(request: HttpRequest, evidence: Any, title: str, action: Any, *, needs_file: bool) -> HttpResponse:
    names = ("title", "number", "issuer", "issued_on", "valid_until")
    initial = {name: getattr(evidence, name) for name in names} | {"kind": evidence.kind_id}
    for name in ("issued_on", "valid_until"):
        day = initial[name]
        initial[name] = "" if needs_file or day is None else day.strftime("%d/%m/%Y")
    form = EvidenceForm(request.POST or None, kinds=_kinds(), initial=initial)
    if request.method == "POST" and form.is_valid():
        changed = _keep(request, form, action, evidence=evidence, with_file=needs_file)
        if changed is not None:
            messages.success(request, "Đã lưu minh chứng.")
            return redirect("my_evidence", changed.pk)
    context = {"form": form, "title": title, "needs_file": needs_file, "uploaded": _uploaded(request)}
    return render(request, "producer/evidence_form.html", context)


def _keep(request: HttpRequest, form: EvidenceForm, action: Any, *, with_file: bool = True, **given: Any) -> Any:
    """Run a writing action on the vault; what it refuses stands beside the field."""
    try:
        if with_file:
            given["file"] = _file_of(request, form.cleaned_data["title"])
        return action(by=request.user, facts=Facts(**form.cleaned_data), **given)
    except NotAllowed:
        raise
    except NotReady as error:
        for finding in error.findings:
            form.add_error(finding.where if finding.where in form.fields else None, finding.message)
    except Refused as error:
        form.add_error(None, str(error))
    return None


def _file_of(request: HttpRequest, title: str) -> Any:
    files = [(each.name, each) for each in request.FILES.getlist("file")]
    stored = taken_files(by=request.user, keys=request.POST.getlist("upload"))
    return files_as_one(by=request.user, name=title, files=files, stored=stored)


def _uploaded(request: HttpRequest) -> list[Any]:
    """Files already sent, so that a form that comes back with a fault still has them."""
    return finished_uploads(request.user, request.POST.getlist("upload"))


def _kinds() -> list[tuple[int, str]]:
    decision = current_decision(local_date(timezone.now()))
    return list(evidence_kinds(decision).values_list("pk", "name")) if decision else []


def _producer(request: HttpRequest, mine: list[Any]) -> Any:
    asked = request.POST.get("producer") or request.GET.get("chu-the", "")
    chosen = next((row for row in mine if str(row.pk) == asked), None)
    return chosen or (mine[0] if len(mine) == 1 else None)


def _asked_from(request: HttpRequest) -> tuple[Any, str]:
    """The dossier and criterion for which the paper is added, if `user` may write there."""
    key, code = whole(request.GET.get("ho-so", "")), request.GET.get("tieu-chi", "")
    dossier = dossier_by_id(key) if key is not None else None
    if dossier is None or not request.user.has_perm("dossiers.edit", dossier):
        return None, ""
    return dossier, code


def _usual(dossier: Any, code: str) -> dict[str, Any]:
    """The kind that usually proves the criterion, chosen beforehand."""
    if dossier is None:
        return {}
    kinds = evidence_kinds(dossier.criteria_set.decision).filter(criteria__code=code)
    first = kinds.filter(criteria__criteria_set=dossier.criteria_set).first()
    return {"kind": first.pk} if first else {}


def _after_adding(request: HttpRequest, evidence: Any, dossier: Any, code: str) -> HttpResponse:
    messages.success(request, "Đã thêm vào kho minh chứng.")
    if dossier is None:
        return redirect("my_vault")
    try:
        row = evidence_by_id(evidence.pk)
        cite(by=request.user, dossier=dossier, code=code, evidence=row, pages=request.POST.get("pages", ""))
    except Refused as error:
        say_refusal(request, error)
    return redirect(reverse("my_score", args=[dossier.pk, code]) + "#minh-chung")
