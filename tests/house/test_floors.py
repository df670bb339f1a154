"""Foreign keys obey the floors: named by string they escape the import checker."""

import re
import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]


def floors() -> dict[str, int]:
    """Height of every app, from the import contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["name"] == "The floors")
    return {name.strip(): -index for index, layer in enumerate(layers) for name in layer.split("|")}


def test_a_foreign_key_never_points_to_a_floor_above() -> None:
    height = floors()
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if model.__module__.startswith("ocop.") and field.is_relation and getattr(field, "column", None)
        if field.related_model.__module__.startswith("ocop.")
        if height[field.related_model._meta.app_label] > height[model._meta.app_label]
    ]
    assert upward == []


def test_people_who_signed_something_cannot_be_deleted() -> None:
    """Whoever acted stays on record (convention 7): only their own belongings go with an account."""
    own_belongings = {"notices.Notice", "documents.Upload"}
    loose = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if model.__module__.startswith("ocop.") and getattr(field, "column", None) and field.is_relation
        if field.related_model._meta.label == "accounts.User" and model._meta.label not in own_belongings
        if field.remote_field.on_delete.__name__ not in ("PROTECT", "RESTRICT")
    ]
    assert loose == []


def test_every_app_stands_on_a_floor_of_the_structure_page() -> None:
    page = (ROOT / "docs" / "structure.md").read_text()
    assert [app for app in floors() if not re.search(rf"\b{app}/", page)] == []
