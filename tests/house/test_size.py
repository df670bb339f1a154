"""The budgets of docs/structure.md, measured."""

import ast
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for path in (ROOT / "ocop").rglob("*.py") if "migrations" not in path.parts]


def lengths_of_functions() -> dict[str, int]:
    found = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                found[f"{path.relative_to(ROOT)}:{node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    return found


def lines(path: Path) -> int:
    return path.read_text().count("\n")


def test_no_module_is_over_500_lines() -> None:
    assert {str(path.relative_to(ROOT)): lines(path) for path in SOURCES if lines(path) > 500} == {}


def test_half_of_the_modules_are_short() -> None:
    sizes = [lines(path) for path in SOURCES]
    assert median(sizes) <= 80
    assert quantiles(sizes, n=10)[-1] <= 250


def test_no_view_module_is_over_300_lines() -> None:
    views = list((ROOT / "ocop" / "web").rglob("*.py"))
    assert {str(path.relative_to(ROOT)): lines(path) for path in views if lines(path) > 300} == {}


def test_no_function_is_over_60_lines() -> None:
    assert {name: size for name, size in lengths_of_functions().items() if size > 60} == {}


def test_most_functions_are_short() -> None:
    sizes = list(lengths_of_functions().values())
    assert median(sizes) <= 10
    assert quantiles(sizes, n=10)[-1] <= 25


def test_no_template_is_over_300_lines() -> None:
    templates = list((ROOT / "ocop").rglob("*.html"))
    assert {str(path.relative_to(ROOT)): lines(path) for path in templates if lines(path) > 300} == {}
