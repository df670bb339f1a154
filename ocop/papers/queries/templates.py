"""Reads of templates, and of things in the record on which a template shows how it looks."""

from collections.abc import Mapping
from typing import Any

from ocop.accounts.models import User
from ocop.papers.models import Template
from ocop.papers.queries.subjects import About, latest
from ocop.papers.spec import Kind
from ocop.places.models import Unit

EXAMPLES = 3
_SHOWN = 60


def get_template(pk: int) -> Template | None:
    """One template, for a door to ask the permission of."""
    return Template.objects.select_related("unit", "file").filter(pk=pk).first()


def examples_of(user: User, kind: Kind, province: Unit) -> list[About]:
    """The latest things of the province with such a paper, of those that `user` may read."""
    found = latest(kind, province, EXAMPLES)
    return [thing for thing in found if user.has_perm(f"papers.view_{kind.key}", thing)]


def row_fields(value: Any) -> list[tuple[str, str]]:
    """What a row of a list offers inside a loop, each with how it reads: `x.san_pham`, `x[0]`, or `x` itself."""
    if not isinstance(value, list | tuple) or not value:
        return []
    first = value[0]
    if isinstance(first, Mapping):
        return [(f"x.{name}", _brief(item)) for name, item in first.items()]
    if isinstance(first, list | tuple):
        return [(f"x[{number}]", _brief(item)) for number, item in enumerate(first)]
    return [("x", _brief(first))]


def _brief(value: Any) -> str:
    text = "danh sách" if isinstance(value, list | tuple | Mapping) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
