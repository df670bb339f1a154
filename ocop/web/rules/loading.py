"""Finding what a page of the rules is about, or 404."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from ocop.regulations.queries.drafting import draft_by_id


def draft_of(request: HttpRequest, decision: int, **kwargs: Any) -> Any:
    """The draft of the address."""
    return found(draft_by_id(decision))


def found(thing: Any) -> Any:
    """`thing`, or 404."""
    if thing is None:
        raise Http404("Không có trang này.")
    return thing


def crumbs(draft: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the rules to a page of a draft."""
    start = [
        ("Quy định", reverse("office_law")),
        (f"Bản nháp {draft.number}", reverse("rules_draft", args=[draft.pk])),
    ]
    return [*start, *more]
