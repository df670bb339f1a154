"""Writes docs/generated: the move tables and the permission matrix, from the code itself."""

from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from ocop.accounts.permissions import REGISTRY, Permission
from ocop.accounts.roles import ROLES, SCOPE_TITLES
from ocop.base.moves import MoveTable

NOTE = "<!-- Made by `make docs` from the code; do not edit. -->\n"


class Command(BaseCommand):
    """`--check` only says whether the pages are up to date."""

    help = "Viết lại docs/generated từ bảng bước và bảng quyền."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "generated"
        stale = []
        for name, text in (("states.md", states_page()), ("permissions.md", permissions_page())):
            page = folder / name
            if page.exists() and page.read_text() == text:
                continue
            stale.append(name)
            if not options["check"]:
                folder.mkdir(parents=True, exist_ok=True)
                page.write_text(text)
        if stale and options["check"]:
            raise SystemExit(f"Cũ: {', '.join(stale)}. Chạy `make docs`.")
        self.stdout.write(f"Đã viết: {', '.join(stale) or 'không có gì mới'}")


def move_tables() -> list[MoveTable]:
    """Every move table of the project, in the order of the apps."""
    found: list[MoveTable] = []
    for app in apps.get_app_configs():
        if app.name.startswith("ocop.") and (Path(app.path) / "states.py").exists():
            states = import_module(f"{app.name}.states")
            found += [value for value in vars(states).values() if isinstance(value, MoveTable)]
    return found


def states_page() -> str:
    """One table per kind of record: move, from, to, reason, guards."""
    parts = [NOTE, "# States and moves\n"]
    for table in move_tables():
        parts.append(f"\n## {table.app}: {table.record}\n")
        parts.append("| state | title |\n| --- | --- |")
        parts += [f"| `{state}` | {title} |" for state, title in table.titles.items()]
        parts.append("\n| move | title | from | to | reason | guards |\n| --- | --- | --- | --- | --- | --- |")
        for move in table.moves:
            sources = ", ".join(f"`{source}`" for source in move.sources)
            target = f"`{move.target}`" if move.target else "(stays)"
            mark = " *(internal)*" if move.internal else ""
            reason = "yes" if move.reason else ""
            parts.append(
                f"| `{move.name}`{mark} | {move.title} | {sources} | {target} | {reason} | {', '.join(move.needs)} |"
            )
    return "\n".join(parts) + "\n"


def permissions_page() -> str:
    """Roles with their words, then every permission with who holds it, in which scope, on which condition."""
    parts = [NOTE, "# Roles and permissions\n", "| role | what its holder does | scope | second factor |"]
    parts.append("| --- | --- | --- | --- |")
    for card in ROLES.values():
        factor = "yes" if card.needs_mfa else ""
        parts.append(f"| **{card.title}** `{card.key}` | {card.description} | {SCOPE_TITLES[card.scope]} | {factor} |")
    for app in sorted({name.split(".")[0] for name in REGISTRY}):
        parts.append(
            f"\n## {app}\n\n| permission | what | who, within their scope | condition |\n| --- | --- | --- | --- |"
        )
        parts += [permission_row(permission) for name, permission in REGISTRY.items() if name.startswith(f"{app}.")]
    return "\n".join(parts) + "\n"


def permission_row(permission: Permission) -> str:
    """One line of the matrix."""
    who = ", ".join(f"{ROLES[role].title} ({SCOPE_TITLES[ROLES[role].scope]})" for role in permission.roles)
    if permission.district:
        who += "; ở huyện: " + ", ".join(
            ROLES[role].in_district for role in permission.roles if ROLES[role].in_district
        )
    return f"| `{permission.name}` | {permission.title} | {who} | {permission.when_said} |"
