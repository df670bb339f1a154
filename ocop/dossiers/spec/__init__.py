"""The one specification of the dossier: it fills, checks, reviews and prints. Pure."""

from collections.abc import Collection
from functools import cache

from ocop.dossiers.spec.form import DECLARATION, PAGES, SELF_SCORE, SELF_SCORE_ITEM
from ocop.dossiers.spec.frozen import Change, canonical_json, digest, snapshot_diff
from ocop.dossiers.spec.shapes import AGAIN, EVERY, FIRST, RENEWING, UPGRADE, Field, Kind, Page, Section

__all__ = [
    "AGAIN",
    "DECLARATION",
    "EVERY",
    "FIRST",
    "PAGES",
    "RENEWING",
    "SELF_SCORE",
    "SELF_SCORE_ITEM",
    "UPGRADE",
    "Change",
    "Field",
    "Kind",
    "Page",
    "Section",
    "canonical_json",
    "digest",
    "field",
    "fields_for",
    "is_open",
    "page",
    "page_of",
    "pages_for",
    "snapshot_diff",
    "title_of",
]


@cache
def pages_for(kind: str) -> tuple[Page, ...]:
    """The screens of a dossier of this kind, each with only the fields that are asked of it."""
    return tuple(_narrowed(item, kind) for item in PAGES if kind in item.kinds)


def _narrowed(whole: Page, kind: str) -> Page:
    sections = (
        Section(part.title, tuple(item for item in part.fields if kind in item.kinds), part.intro)
        for part in whole.sections
    )
    return Page(whole.key, whole.title, whole.lead, tuple(part for part in sections if part.fields), whole.kinds)


def page(kind: str, key: str) -> Page:
    """The screen with this key; KeyError where the kind has none."""
    return {item.key: item for item in pages_for(kind)}[key]


@cache
def fields_for(kind: str) -> dict[str, Field]:
    """Every field of a dossier of this kind, by key, in the order of the form."""
    return {item.key: item for part in pages_for(kind) for item in part.fields}


def field(kind: str, key: str) -> Field:
    """The field with this key; KeyError where the kind has none."""
    return fields_for(kind)[key]


@cache
def page_of(key: str) -> Page:
    """The screen on which a field stands."""
    for part in PAGES:
        if any(item.key == key for item in part.fields):
            return part
    raise KeyError(key)


def is_open(reopened: Collection[str] | None, item: str) -> bool:
    """Whether `item` may be changed now. `reopened` None: everything (a draft); else the items sent back.

    A page sent back reopens its fields, the self-score its criteria; a field does not reopen its page.
    """
    if reopened is None or item in reopened:
        return True
    kind, _, key = item.partition(":")
    if kind == "field":
        return page_of(key).item in reopened
    if kind == "page" and key != SELF_SCORE:
        return any(field.item in reopened for part in PAGES if part.key == key for field in part.fields)
    if kind == "page":
        return any(name.startswith("criterion:") for name in reopened)
    return kind == "criterion" and SELF_SCORE_ITEM in reopened


def title_of(item: str) -> str:
    """What a person calls an item: "Lịch sử hình thành, phát triển", "Tiêu chí 1.5"."""
    kind, _, key = item.partition(":")
    if kind == "criterion":
        return f"Tiêu chí {key}"
    if item == SELF_SCORE_ITEM:
        return "Tự chấm điểm"
    if kind == "page":
        return next((part.title for part in PAGES if part.key == key), key)
    if kind == "field":
        return next((each.label for part in PAGES for each in part.fields if each.key == key), key)
    return {"evidence": "Minh chứng"}.get(kind, key)
