"""Every widget in every state, for whoever builds a page; shown in development and in the demo only."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.web.components import engine, samples
from ocop.web.door import public


def only_in_development(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A stranger to a running province has no business here: 404."""

    @public
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not (settings.DEBUG or settings.DEMO):
            raise Http404
        return view(request)

    return guarded


def _shell() -> dict[str, object]:
    return {
        "nav": samples.NAV,
        "role_label": "Văn phòng điều phối cấp tỉnh",
        "user_label": "Người xem mẫu",
        "user_initials": "NX",
        "demo_notice": "Bản trình diễn – dữ liệu mẫu; xác thực hai bước đang tắt",
    }


@only_in_development
def components_page(request: HttpRequest) -> HttpResponse:
    """All components inside the signed-in layout."""
    page = Paginator(range(1, 243), 20).get_page(request.GET.get("page", "6"))
    context = _shell() | samples.everything() | {"page": page, "declarations": _declarations()}
    return render(request, "web/components/index.html", context)


@only_in_development
def lean_page(request: HttpRequest) -> HttpResponse:
    """The public layout."""
    return render(request, "web/components/lean.html", samples.everything())


@only_in_development
def tablet_page(request: HttpRequest) -> HttpResponse:
    """The council member's layout."""
    return render(request, "web/components/tablet.html", _shell() | samples.everything())


@only_in_development
def bare_page(request: HttpRequest) -> HttpResponse:
    """The layout before sign-in."""
    return render(request, "web/components/bare.html", _shell() | {"form": samples.SignInForm()})


def _declarations() -> list[tuple[str, list[str], list[str]]]:
    rows = []
    for name in engine.names():
        found, _ = engine.load(name)
        props = [f"{key}*" for key in found.required]
        for key, default in found.defaults.items():
            words = "|".join(found.choices.get(key, [])) or default
            props.append(f"{key}?" if default is False else f"{key}={words}")
        rows.append((name, props, found.slots))
    return rows
