"""How a page is guarded: every view names its permission, a stranger gets 404, a refusal is a sentence.

`@door("dossiers.submit", load=dossier_of)` loads the object, asks the permission for it and hands it to the view as
its second argument; without `load` it asks whether the role is held anywhere, and the view lists only what its query
lets the user see. `@public` and `@signed_in` mark the pages that need less. A house test walks every address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from ocop.base.errors import NotAllowed, NotReady, Refused

View = Callable[..., HttpResponse]
Loader = Callable[..., Any]

NOT_FOUND = "Không có trang này, hoặc bạn không được xem."


def door(
    permission: str, load: Loader | None = None, methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[View], View]:
    """Guard a view by `permission` on what `load(request, **kwargs)` returns (404 where the user may not)."""

    def guard(view: View) -> View:
        @require_http_methods([*methods, "HEAD"])
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if load is None:
                ask_or_404(request, permission)
                return _answer(view, request, **kwargs)
            target = load(request, **kwargs)
            ask_or_404(request, permission, target)
            return _answer(view, request, target, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def public(view: View) -> View:
    """Open to everybody."""
    opened = login_not_required(view)
    opened.permission = "public"  # type: ignore[attr-defined]
    return opened


def signed_in(view: View) -> View:
    """Open to whoever has signed in; shows only what is theirs."""
    view.permission = "signed_in"  # type: ignore[attr-defined]
    return view


def ask_or_404(request: HttpRequest, permission: str, target: Any = None) -> None:
    """Answer as if nothing were there, unless the user holds `permission` on `target`."""
    if target is not None and not request.user.has_perm(permission, target):
        raise Http404(NOT_FOUND)
    if target is None and not request.user.has_perm(permission):
        raise Http404(NOT_FOUND)


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except NotAllowed as error:
        raise Http404(NOT_FOUND) from error


def say_refusal(request: HttpRequest, error: Refused) -> None:
    """Put the sentences of a refusal among the messages of the next page."""
    sentences = [finding.message for finding in error.findings] if isinstance(error, NotReady) else [str(error)]
    for sentence in sentences:
        messages.error(request, sentence)


def attempt(request: HttpRequest, action: Callable[..., Any], *, success: str = "", **kwargs: Any) -> Any:
    """Run `action(by=request.user, **kwargs)`; a refusal becomes messages and gives None. NotAllowed goes up."""
    try:
        result = action(by=request.user, **kwargs)
    except NotAllowed:
        raise
    except Refused as error:
        say_refusal(request, error)
        return None
    if success:
        messages.success(request, success)
    return result if result is not None else True
