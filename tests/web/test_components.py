"""The design system keeps its promises: strict components, readable colours, no inline code, small pages."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from ocop.web.components import engine, samples

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "ocop" / "web"
BUILT = ROOT / "var" / "assets" / "web"
COMPONENTS = sorted(engine.FOLDER.glob("*.html"))
LAYOUTS = sorted((WEB / "templates").rglob("*.html"))
SHOWN = "".join(p.read_text() for p in (WEB / "templates").rglob("*.html")) + "".join(
    p.read_text() for p in COMPONENTS
)
CSS = {p.stem: p.read_text() for p in (WEB / "assets" / "css").glob("*.css")}
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS["tokens"]))

needs_built = pytest.mark.skipif(not (BUILT / "ui.css").exists(), reason="giao diện chưa dựng: make assets")


@pytest.fixture(autouse=True)
def _no_collected_files_needed(settings: object, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path


def draw(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def squeezed(html: str) -> str:
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html)).strip()


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('{% c "buton" label="x" %}', "No component 'buton'"),
        ('{% c "button" label="x" colour="red" %}', "does not take colour"),
        ('{% c "button" kind="quiet" %}', "needs label"),
        ('{% c "button" label="x" kind="red" %}', "kind is one of primary, quiet, stop, link, not 'red'"),
        ('{% c "button" label="x" onclick="y" %}', "does not take onclick"),
        ('{% c "sample" data-x="y" %}', "does not take data-x"),
        ('{% c "button" "x" %}', 'write "x" as name=value'),
        ("{% c button %}", "needs the quoted name"),
        ('{% component "card" %}{% slot "foot" %}x{% endslot %}{% endcomponent %}', "has no slot foot"),
        ('{% component "card" %}x', "Unclosed tag"),
    ],
)
def test_a_page_that_misuses_a_component_does_not_compile(source: str, complaint: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=re.escape(complaint)):
        Template("{% load ui %}" + source)


def test_a_slot_hidden_inside_a_condition_is_an_error_and_not_silently_lost() -> None:
    page = '{% component "card" %}{% if 1 %}{% slot "actions" %}x{% endslot %}{% endif %}{% endcomponent %}'
    with pytest.raises(TemplateSyntaxError, match="must stand directly inside"):
        draw(page)


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="No icon 'unicorn'"):
        draw('{% icon "unicorn" %}')


def test_attributes_for_scripts_pass_through_escaped_and_flags_stand_alone() -> None:
    html = draw('{% c "button" label="A" data-open=True hx-get=address aria-label=None %}', address='/x?a="1"&b')
    assert squeezed(html) == (
        '<button class="btn" type="submit" data-open hx-get="/x?a=&quot;1&quot;&amp;b"><span>A</span></button>'
    )


def test_text_given_to_a_component_is_escaped() -> None:
    assert squeezed(draw('{% c "tag" label=name %}', name="<b>Nem</b>")) == (
        '<span class="tag">&lt;b&gt;Nem&lt;/b&gt;</span>'
    )


def test_a_component_sees_only_what_it_was_given() -> None:
    assert draw('{% c "tile" label="A" value="1" %}', note="from outside") == draw(
        '{% c "tile" label="A" value="1" %}'
    )


def test_slots_and_content_are_drawn_in_the_context_of_the_page() -> None:
    html = draw(
        '{% component "card" title="T" %}{% slot "footer" %}{{ x }}{% endslot %}{{ y }}{% endcomponent %}',
        x="chân",
        y="thân",
    )
    assert squeezed(html) == (
        '<section class="card"><div class="card-head"><div><h2>T</h2></div></div> thân'
        ' <div class="card-foot">chân</div></section>'
    )


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda p: p.stem)
def test_every_component_declares_itself_compiles_and_is_shown_on_the_components_page(path: Path) -> None:
    declaration, template = engine.load(path.stem)
    assert declaration.name == path.stem
    assert template.nodelist
    assert re.search(rf'{{% (c|component) "{path.stem}"', SHOWN)


@pytest.mark.parametrize("path", COMPONENTS + LAYOUTS, ids=lambda p: str(p.relative_to(WEB)))
def test_no_template_carries_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    assert re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:|hx-on", source) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", source) if "src=" not in tag] == []


@pytest.mark.parametrize("path", COMPONENTS + LAYOUTS, ids=lambda p: str(p.relative_to(WEB)))
def test_every_class_in_a_template_has_a_rule(path: Path) -> None:
    plain = re.sub(r"{#.*?#}|{%.*?%}", " ", re.sub(r"{{.*?}}", "§", path.read_text()))
    used = {name for value in re.findall(r'class="([^"]*)"', plain) for name in value.split() if "§" not in name}
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", "".join(CSS.values())))
    # a name finished by a value is checked by its beginning
    known |= {name[: i + 1] for name in known for i, letter in enumerate(name) if letter == "-"}
    assert used - known == set()


def test_every_css_variable_in_use_is_declared() -> None:
    everything = "".join(CSS.values())
    declared = set(re.findall(r"(--[\w-]+):", CSS["tokens"]))
    assert set(re.findall(r"var\((--[\w-]+)\)", everything)) - declared == set()


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3: from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "leaf") for ground in ("paper", "card", "wash", "leaf-wash")),
    *((ink, "wash-2") for ink in ("ink", "ink-2")),
    *(("ink", ground) for ground in ("gold-wash", "lacquer-wash", "sky-wash")),
    *(("leaf-deep", ground) for ground in ("card", "paper", "leaf-wash")),
    *(("lacquer", ground) for ground in ("card", "paper", "lacquer-wash")),
    *(("gold-ink", ground) for ground in ("card", "paper", "gold-wash")),
    ("lacquer-deep", "lacquer-wash"),
    ("sky", "sky-wash"),
    *(("on-leaf", ground) for ground in ("leaf", "leaf-deep", "leaf-night", "lacquer")),
    ("on-leaf-2", "leaf-deep"),
]
SHAPE_PAIRS = [
    *(("edge", ground) for ground in ("card", "paper", "wash")),
    *((star, ground) for star in ("gold", "star-off") for ground in ("card", "paper")),
    ("gold", "gold-wash"),
    ("leaf", "wash-2"),
    *(("focus", ground) for ground in ("card", "paper", "wash", "leaf-wash")),
]


@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_words_stand_out_from_their_ground(ink: str, ground: str) -> None:
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_and_edges_stand_out_from_their_ground(shape: str, ground: str) -> None:
    assert contrast(TOKENS[shape], TOKENS[ground]) >= 3


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (12, "còn 12 ngày làm việc", "deadline"),
        (3, "còn 3 ngày làm việc", "deadline deadline-soon"),
        (0, "hạn trong hôm nay", "deadline deadline-soon"),
        (-2, "quá hạn 2 ngày làm việc", "deadline deadline-late"),
    ],
)
def test_a_deadline_says_in_words_how_many_working_days_are_left(days: int, words: str, tone: str) -> None:
    html = draw('{% c "deadline" days=days %}', days=days)
    assert re.sub(r"<[^>]+>", "", html).strip() == words
    assert re.findall(r'^<span class="([^"]+)', html.strip()) == [tone]


@pytest.mark.parametrize(("n", "words"), [(5, "5 sao"), (3, "3 sao"), (0, "chưa đạt sao"), (None, "chưa đạt sao")])
def test_stars_are_shapes_and_words(n: int | None, words: str) -> None:
    html = draw('{% c "stars" n=n %}', n=n)
    assert html.count('class="star-on"') == (n or 0)
    assert html.count('class="star-off"') == 5 - (n or 0)
    assert re.sub(r"<[^>]+>", "", html).strip() == words


def test_a_field_tells_its_input_which_help_and_error_stand_beside_it() -> None:
    form = samples.filled_badly()
    html = draw('{% c "field" field=form.name %}', form=form)
    assert re.findall(r'aria-describedby="([^"]+)"', html) == ["id_name_helptext id_name_error"]
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert re.findall(r'aria-invalid="(\w+)"', html) == ["true"]


def test_a_group_of_choices_is_a_fieldset_described_by_its_help() -> None:
    html = draw('{% c "field" field=form.kind %}', form=samples.SampleForm())
    assert re.findall(r'<fieldset[^>]*aria-describedby="([^"]+)"', html) == ["id_kind_helptext"]
    assert html.count('type="radio"') == 3


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("name", "text"),
        ("story", "textarea"),
        ("group", "select"),
        ("kind", "radios"),
        ("uses", "checkboxes"),
        ("issued", "date"),
        ("paper", "file"),
        ("agree", "checkbox"),
    ],
)
def test_each_widget_finds_its_layout(name: str, kind: str) -> None:
    assert (
        Template("{% load ui %}{{ field|widget_kind }}").render(Context({"field": samples.SampleForm()[name]})) == kind
    )


def test_a_hidden_field_is_drawn_bare() -> None:
    class WithHidden(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    html = draw('{% c "field" field=form.version %}', form=WithHidden())
    assert html.strip() == '<input type="hidden" name="version" value="3" id="id_version">'


def test_the_points_bar_writes_widths_with_a_dot_whatever_the_language() -> None:
    html = draw('{% c "points" value=66.5 bands=bands shown="66,5" %}', bands=[(0, 1), (50, 3), (70, 4)])
    assert re.findall(r'points-fill" width="([^"]+)"', html) == ["66.50%"]
    assert re.findall(r'class="reached">([^<]+)', html) == ["50", "3 sao"]


def test_pages_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(60), 20).get_page(2)
    request = RequestFactory().get("/ho-so/?q=nem&page=2")
    html = Template('{% load ui %}{% c "pages" page=page noun="hồ sơ" %}').render(
        Context({"page": page, "request": request})
    )
    assert re.findall(r'href="(\?[^"]+)"', html) == [
        "?q=nem&amp;page=1",
        "?q=nem&amp;page=1",
        "?q=nem&amp;page=3",
        "?q=nem&amp;page=3",
    ]
    assert "21–40 trong 60 hồ sơ" in html


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_an_error_page_needs_nothing_from_the_view(name: str) -> None:
    html = render_to_string(name)
    assert re.findall(r"<h1>([^<]+)</h1>", html)
    assert html.count("Về trang đầu") == 1


@pytest.mark.urls("ocop.web.components.urls")
@pytest.mark.parametrize("page", ["", "cong-khai/", "phieu-cham/", "dang-nhap/"])
def test_the_components_pages_open_in_the_demo_only(page: str, settings: object) -> None:
    settings.DEMO, settings.DEBUG = True, False
    assert Client().get(f"/{page}").status_code == 200
    settings.DEMO = False
    assert Client().get(f"/{page}").status_code == 404


def test_the_lock_of_npm_packages_names_no_address_and_every_hash() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if not entry.get("integrity")] == []


def packed(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 6))


@needs_built
@pytest.mark.urls("ocop.web.components.urls")
def test_a_public_page_weighs_less_than_50_kb_and_runs_no_script() -> None:
    html = Client().get("/cong-khai/").content
    assert b"<script" not in html
    fonts = [BUILT / name for name in re.findall(r"fonts/[\w-]+\.woff2", (BUILT / "lean.css").read_text())]
    parts = [BUILT / "lean.css", BUILT / "favicon.svg", *fonts]
    assert len(fonts) == 2
    assert len(gzip.compress(html, 6)) + sum(map(packed, parts)) < 50_000


@needs_built
@pytest.mark.urls("ocop.web.components.urls")
def test_a_first_visit_of_a_signed_in_page_weighs_less_than_150_kb() -> None:
    html = Client().get("/").content
    fonts = [BUILT / name for name in re.findall(r"fonts/[\w-]+\.woff2", (BUILT / "ui.css").read_text())]
    parts = [BUILT / name for name in ("ui.css", "ui.js", "icons.svg", "favicon.svg")]
    htmx = 17_000  # django-htmx serves it; measured 16,541
    assert len(gzip.compress(html, 6)) + htmx + sum(map(packed, parts + fonts)) < 150_000
