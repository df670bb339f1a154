"""What the guards of these pages load; what is not there, or not for this person, is 404."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from ocop.papers.queries.register import get_number, get_paper, units_of
from ocop.papers.queries.signing import BODIES
from ocop.papers.queries.subjects import about, about_paper
from ocop.papers.queries.templates import get_template
from ocop.papers.spec import KINDS
from ocop.web.door import NOT_FOUND, ask_or_404


@dataclass(frozen=True)
class Opened:
    """An issued paper with what it is about; its thing decides who sees it."""

    paper: Any
    about: Any

    @property
    def body(self) -> Any:
        """Whose paper it is, as signing counts; none where nobody signs it."""
        return BODIES.get(self.paper.issuer)

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """Those of the thing."""
        scopes: Iterable[tuple[str, int]] = self.about.access_scopes()
        return scopes


@dataclass(frozen=True)
class Place:
    """A place whose settings are changed."""

    unit: Any

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The place itself and the province over it."""
        above = ("province", self.unit.parent_id or self.unit.pk)
        return [("commune", self.unit.pk), ("district", self.unit.pk), above]


def found(thing: Any) -> Any:
    """`thing`, or 404."""
    if thing is None:
        raise Http404(NOT_FOUND)
    return thing


def about_of(request: HttpRequest, subject: str, pk: int, **kwargs: Any) -> Any:
    """The thing of the address."""
    return found(about(subject, pk))


def kind_of(request: HttpRequest, thing: Any, key: str, act: str = "view") -> Any:
    """The kind of the address, if the person may see (or issue) it of this thing."""
    kind = KINDS.get(key)
    if kind is None or kind.subject != thing.type or kind.key == "certificate":
        raise Http404(NOT_FOUND)
    ask_or_404(request, f"papers.{act}_{key}", thing)
    return kind


def tried(request: HttpRequest, kind: str) -> Any:
    """The template named by ?ban-mau= to be tried on a draft, for whoever may change it; none where none is named."""
    pk = request.GET.get("ban-mau", "")
    if not pk:
        return None
    row = found(get_template(int(pk)) if pk.isdecimal() else None)
    ask_or_404(request, "papers.change_template", Place(row.unit))
    return found(row if row.kind == kind else None)


def opened(request: HttpRequest, pk: int, **kwargs: Any) -> Any:
    """The issued paper of the address."""
    paper = found(get_paper(pk))
    return Opened(paper, found(about_paper(paper)))


def number_of(request: HttpRequest, pk: int) -> Any:
    """The number of the address."""
    return found(get_number(pk))


def place_of(request: HttpRequest, unit: int, **kwargs: Any) -> Any:
    """The place of the address, among those of the person."""
    return Place(found(units_of(request.user).filter(pk=unit).first()))
