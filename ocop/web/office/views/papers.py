"""The papers a dossier cites, and the personal data of its representative."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from ocop.accounts.actions.personal import read_representative
from ocop.evaluation.queries.assessment import cited_evidence, criteria_of
from ocop.web.door import door
from ocop.web.office.loading import dossier_of, found
from ocop.web.office.views.frame import frame
from ocop.web.serving import serve


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
