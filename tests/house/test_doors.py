"""Every address names its permission, and every page refuses strangers by default."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from ocop.accounts.permissions import REGISTRY

# Views of the sign-in library guard themselves; each is listed here on purpose.
LIBRARY = ("allauth.",)


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def own_patterns() -> list[URLPattern]:
    return [entry for entry in patterns() if not entry.callback.__module__.startswith(LIBRARY)]


def test_every_address_names_a_permission_that_exists() -> None:
    known = {*REGISTRY, "public", "signed_in"}
    nameless = [
        str(entry.pattern) for entry in own_patterns() if getattr(entry.callback, "permission", None) not in known
    ]
    assert nameless == []


def test_every_address_has_a_name() -> None:
    assert [str(entry.pattern) for entry in own_patterns() if not entry.name] == []


def example(entry: URLPattern) -> str:
    """An address of this pattern with made-up values."""
    values = {"int": "999999", "str": "khong-co", "slug": "khong-co", "uuid": "0" * 8 + "-0000-0000-0000-" + "0" * 12}
    route = str(entry.pattern)
    for name, converter in entry.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for form in (f"<{kind}:{name}>", f"<{name}>", f"<path:{name}>"):
            route = route.replace(form, values.get(kind, "khong-co"))
    return route


def test_no_address_is_hidden_behind_another() -> None:
    """A pattern with a free word must not stand before the fixed word that it would swallow."""
    asked = [(f"/{prefix}{example(entry)}", entry.name) for prefix, entry in addresses() if entry.name]
    assert [address for address, name in asked if resolve(address).url_name != name] == []


@pytest.mark.django_db
def test_a_visitor_gets_only_public_pages(client: Client) -> None:
    """Everything else sends to the sign-in page, or says that nothing is there."""
    opened = []
    for prefix, entry in addresses():
        answer = client.get(f"/{prefix}{example(entry)}")
        if answer.status_code == 200 and getattr(entry.callback, "permission", "") != "public":
            opened.append(f"{prefix}{entry.pattern}")
    library_sign_in = {"dang-nhap/"}
    assert [route for route in opened if route not in library_sign_in] == []


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, prefix + str(entry.pattern).removeprefix("^"))
        else:
            yield prefix, entry
