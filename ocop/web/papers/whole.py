"""A dossier as one file to keep or to print."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import slugify

from ocop.base.text import fold
from ocop.papers.actions.assembling import assemble_dossier
from ocop.papers.spec import Subject
from ocop.web.door import ask_or_404, attempt, door
from ocop.web.papers.loading import about_of


def dossier_of(request: HttpRequest, pk: int) -> Any:
    """The dossier of the address as a thing with papers."""
    return about_of(request, Subject.DOSSIER, pk)


@door("papers.view_papers", load=dossier_of, methods=("POST",))
def whole(request: HttpRequest, thing: Any, pk: int) -> HttpResponseBase:
    """The file, made anew each time; whoever may read the producer's own forms gets it."""
    ask_or_404(request, "papers.view_mau_02", thing)
    made = NamedTemporaryFile(suffix=".pdf")  # noqa: SIM115 - closed below: the name goes, the open file stays
    if attempt(request, assemble_dossier, about=thing, target=Path(made.name)) is None:
        made.close()
        return redirect("papers", subject=thing.type, pk=pk)
    name = f"ho-so-{slugify(fold(thing.record.product.name))}.pdf"
    content = Path(made.name).open("rb")  # noqa: SIM115 - the answer closes it
    answer = FileResponse(content, content_type="application/pdf", filename=name, as_attachment=True)
    made.close()
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
