"""What may not stand in a commit."""

import re
import subprocess
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]

# Written in pieces, so that this file does not find itself.
INDEX_ADDRESS = re.compile(r"https?://[\w.]*(?:pypi|npmjs|pythonhosted|debian)\.", re.I)
INDEX_OPTION = re.compile(r"--(?:extra-)?index" + r"-url[ =]h|--find" + r"-links[ =]|\"resol" + r"ved\":")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|tmp/bash" + r"_jobs)/")
FOREIGN_SCRIPT = re.compile(r"https?://(?:cdn|unpkg|cdnjs|fonts\.g)")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b(?!\()")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        try:
            found[str(path.relative_to(ROOT))] = path.read_text()
        except UnicodeDecodeError:
            continue
    return found


def holding(pattern: re.Pattern[str], *, only: str = "") -> list[str]:
    return [name for name, text in texts().items() if name.endswith(only) and pattern.search(text)]


def test_every_command_that_a_text_names_exists() -> None:
    named = {name for text in texts().values() for name in re.findall(r"manage\.py ([a-z_]{3,})", text)}
    assert {"migrate", "make_code_key"} <= named
    assert named - set(get_commands()) == set()


def test_no_address_of_a_package_index_is_committed() -> None:
    assert holding(INDEX_ADDRESS) == []
    assert holding(INDEX_OPTION) == ["Makefile"] or holding(INDEX_OPTION) == []


def test_no_path_of_a_machine_is_committed() -> None:
    assert holding(MACHINE_PATH) == []


def test_nothing_is_loaded_from_a_foreign_host() -> None:
    assert holding(FOREIGN_SCRIPT) == []


def test_nothing_is_left_unfinished() -> None:
    assert holding(UNFINISHED, only=".py") + holding(UNFINISHED, only=".html") == []


def test_no_third_party_or_built_file_is_committed() -> None:
    built = re.compile(r"(^|/)(node_modules|\.venv|var)/|\.sqlite3$|\.min\.(js|css)$|^uv\.lock$|\.(woff2?|ttf)$")
    assert [str(path.relative_to(ROOT)) for path in tracked() if built.search(str(path.relative_to(ROOT)))] == []


def test_templates_hold_no_inline_script_or_style() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(\bsrc=|type=\"application/json\"))", re.I)
    assert holding(inline, only=".html") == []
