"""Components: small templates that declare what they take and refuse anything else.

A component is `ocop/web/components/<name>.html`. Its first lines declare it:

    {# ui label kind=primary|quiet|stop href= small? +actions * #}

`label` is required; `href=` is optional (default ""; `size=3` a number, `text="two words"` quoted);
`kind=a|b` takes one of the words, the first is the default; `small?` is a flag; `+actions` is a slot beside
the default one (`content`); `*` lets attributes beginning with data-, hx-, aria- (and `id`) through to the
element that prints `{{ attrs }}`.
Unknown components, attributes, slots and literal words are refused when the page is compiled.
"""

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine, Node, NodeList, Origin, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).resolve().parent
HEADER = re.compile(r"^\{# ui ?(.*?) ?#\}$", re.MULTILINE)
ATTRIBUTE = re.compile(r"([A-Za-z][\w:-]*)=(.+)", re.DOTALL)
PASSED_ON = re.compile(r"(?:data|hx|aria)-[\w:-]+|id")
CARRIED = ("request", "csrf_token", "user")


@dataclass
class Declaration:
    """What a component takes: names with defaults, words allowed, slots."""

    name: str
    required: list[str] = field(default_factory=list)
    defaults: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    slots: list[str] = field(default_factory=list)
    passes_attributes: bool = False

    def takes(self, attribute: str) -> bool:
        """Whether the component may be given this attribute."""
        if attribute in self.required or attribute in self.defaults:
            return True
        return self.passes_attributes and PASSED_ON.fullmatch(attribute) is not None


def declare(name: str, source: str) -> Declaration:
    """Read the header lines of a component's template."""
    headers = HEADER.findall(source)
    if not headers:
        raise TemplateSyntaxError(f"Component {name!r} has no {{# ui … #}} header")
    found = Declaration(name)
    for word in shlex.split(" ".join(headers)):
        _declare_word(found, word)
    return found


def _declare_word(found: Declaration, word: str) -> None:
    name, equals, default = word.partition("=")
    if word == "*":
        found.passes_attributes = True
    elif word.startswith("+"):
        found.slots.append(word[1:])
    elif word.endswith("?"):
        found.defaults[word[:-1]] = False
    elif not equals:
        found.required.append(word)
    else:
        words = default.split("|")
        found.defaults[name] = int(default) if default.isdecimal() else words[0]
        if len(words) > 1:
            found.choices[name] = words


def names() -> list[str]:
    """Every component, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.html"))


def load(name: str) -> tuple[Declaration, Template]:
    """Declaration and compiled template of a component; read again when its file changes."""
    path = FOLDER / f"{name}.html"
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        raise TemplateSyntaxError(f"No component {name!r}; there are: {', '.join(names())}") from error
    return _load(name, stamp)


@lru_cache(maxsize=256)
def _load(name: str, stamp: int) -> tuple[Declaration, Template]:
    path = FOLDER / f"{name}.html"
    source = path.read_text(encoding="utf-8")
    origin = Origin(name=str(path), template_name=f"components/{name}.html")
    return declare(name, source), Template(source, origin, path.name, Engine.get_default())


class SlotNode(Node):
    """A named part of the page handed to the component around it."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        """Reached only when the slot does not stand directly inside a component."""
        raise TemplateSyntaxError(f"Slot {self.name!r} must stand directly inside its component")


class ComponentNode(Node):
    """One use of a component on a page; its template sees only what it was given."""

    def __init__(self, name: str, given: dict[str, FilterExpression], slots: dict[str, NodeList]) -> None:
        self.name, self.given, self.slots = name, given, slots
        declaration, _ = load(name)
        check(declaration, given, slots)

    def render(self, context: Context) -> SafeString:
        declaration, template = load(self.name)
        values = {key: expression.resolve(context) for key, expression in self.given.items()}
        props = {key: values[key] for key in declaration.required}
        props |= {key: values.get(key, default) for key, default in declaration.defaults.items()}
        props["attrs"] = flat((k, v) for k, v in values.items() if k not in props)
        for slot in ("content", *declaration.slots):
            part = self.slots.get(slot)
            props[slot] = part.render(context) if part is not None else ""
        carried = {key: context[key] for key in CARRIED if key in context}
        with context.render_context.push_state(template):
            return template.nodelist.render(context.new(carried | props))


def flat(pairs: Iterable[tuple[str, Any]]) -> SafeString:
    """Attributes as HTML; None and False are left out, True stands alone."""
    kept = [(k, v) for k, v in pairs if v is not None and v is not False]
    return format_html_join("", "{}", ((_attribute(k, v),) for k, v in kept))


def _attribute(name: str, value: Any) -> SafeString:
    if value is True:
        return mark_safe(f" {name}")  # noqa: S308 - the name matched PASSED_ON at compile time
    return format_html_join("", ' {}="{}"', [(name, value)])


def check(declaration: Declaration, given: dict[str, FilterExpression], slots: Iterable[str]) -> None:
    """Refuse what the component does not declare."""
    name = declaration.name
    if unknown := [key for key in given if not declaration.takes(key)]:
        raise TemplateSyntaxError(f"Component {name!r} does not take {', '.join(unknown)}")
    if missing := [key for key in declaration.required if key not in given]:
        raise TemplateSyntaxError(f"Component {name!r} needs {', '.join(missing)}")
    if strange := set(slots) - {"content", *declaration.slots}:
        raise TemplateSyntaxError(f"Component {name!r} has no slot {', '.join(sorted(strange))}")
    for key, words in declaration.choices.items():
        expression = given.get(key)
        if expression is None or expression.filters or not isinstance(expression.var, str):
            continue
        if expression.var not in words:
            raise TemplateSyntaxError(f"{name}: {key} is one of {', '.join(words)}, not {expression.var!r}")


def parse(parser: Parser, token: Token, *, block: bool) -> ComponentNode:
    """Compile `{% c "name" key=value %}` or `{% component "name" … %}…{% endcomponent %}`."""
    tag, *bits = token.split_contents()
    if not bits or bits[0][0] not in "\"'":
        raise TemplateSyntaxError(f"{tag} needs the quoted name of a component first")
    given: dict[str, FilterExpression] = {}
    for bit in bits[1:]:
        match = ATTRIBUTE.fullmatch(bit)
        if match is None:
            raise TemplateSyntaxError(f"{tag} {bits[0]}: write {bit} as name=value")
        given[match[1]] = parser.compile_filter(match[2])
    slots: dict[str, NodeList] = {}
    if block:
        slots = _split(parser.parse(("endcomponent",)))
        parser.delete_first_token()
    return ComponentNode(bits[0][1:-1], given, slots)


def _split(nodes: NodeList) -> dict[str, NodeList]:
    slots = {node.name: node.nodelist for node in nodes if isinstance(node, SlotNode)}
    slots["content"] = NodeList(node for node in nodes if not isinstance(node, SlotNode))
    return slots
