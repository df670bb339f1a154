"""`{% load ui %}`: components, icons and the few filters their templates need."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template import TemplateSyntaxError
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ocop.web.components import engine

register = template.Library()

ICON_LIST = Path(__file__).resolve().parent.parent / "assets" / "icons.txt"
KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.DateInput, "date"),
    (forms.MultiWidget, "group"),
]


@register.tag("c")
def use_component(parser: template.base.Parser, token: template.base.Token) -> engine.ComponentNode:
    """`{% c "button" label="Nộp hồ sơ" %}`"""
    return engine.parse(parser, token, block=False)


@register.tag("component")
def wrap_component(parser: template.base.Parser, token: template.base.Token) -> engine.ComponentNode:
    """`{% component "card" title="…" %}…{% endcomponent %}`"""
    return engine.parse(parser, token, block=True)


@register.tag("slot")
def name_slot(parser: template.base.Parser, token: template.base.Token) -> engine.SlotNode:
    """`{% slot "actions" %}…{% endslot %}`, directly inside a component."""
    try:
        _, quoted = token.split_contents()
    except ValueError as error:
        raise TemplateSyntaxError("slot takes one quoted name") from error
    nodes = parser.parse(("endslot",))
    parser.delete_first_token()
    return engine.SlotNode(quoted.strip("\"'"), nodes)


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """Icons that the build puts into the sprite."""
    return frozenset(ICON_LIST.read_text(encoding="utf-8").split())


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """One icon of the sprite; silent to a screen reader unless it has a label."""
    if name not in icon_names():
        raise TemplateSyntaxError(f"No icon {name!r} in assets/icons.txt")
    href = f"{static('web/icons.svg')}#{name}"
    if not label:
        return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}"/></svg>', css, href)
    return format_html('<svg class="icon {}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, href)


@register.filter
def up_to(first: int, last: int) -> range:
    """The numbers from the first to the last."""
    return range(first, last + 1)


@register.filter
def widget_kind(field: BoundField) -> str:
    """How the field component lays the widget out."""
    return next((kind for cls, kind in KINDS if isinstance(field.field.widget, cls)), "text")


@register.simple_tag
def widget(field: BoundField, help_text: Any = "") -> SafeString:
    """The field's input, told which help and error stand beside it."""
    attrs: dict[str, Any] = {}
    parts = [f"{field.auto_id}_helptext"] if help_text else []
    if field.errors:
        parts.append(f"{field.auto_id}_error")
    if parts:
        attrs["aria-describedby"] = " ".join(parts)
    return field.as_widget(attrs=attrs)


@register.filter
def upto(number: Any) -> range:
    """1..number, to draw one thing so many times."""
    return range(1, int(number) + 1)


@register.filter
def pages_shown(page: Any) -> list[Any]:
    """Page numbers to print around the current one, with gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def percent_of(value: Any, whole: Any) -> str:
    """`value` as a share of `whole` from 0 to 100, with a dot: for SVG and meter attributes."""
    whole = float(whole or 0)
    return f"{max(0.0, min(100.0, 100 * float(value or 0) / whole)):.2f}" if whole else "0"
