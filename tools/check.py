"""One definition of "good": lint, formats, types, import contracts, migrations, house tests (`make check`)."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def templates() -> list[str]:
    """Every template under version control or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.html"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split("\n") if name and (ROOT / name).exists()]


def steps() -> list[tuple[str, list[str]]]:
    """Name and command of each check."""
    return [
        ("ruff", [str(BIN / "ruff"), "check", "-q", "."]),
        ("format", [str(BIN / "ruff"), "format", "-q", "--check", "."]),
        ("templates", [str(BIN / "djhtml"), "--check", "--tabwidth", "2", *templates()]),
        ("imports", [str(BIN / "lint-imports"), "--no-cache"]),
        ("migrations", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", "-v", "0"]),
        ("django", [sys.executable, "manage.py", "check", "--fail-level", "WARNING"]),
        ("mypy", [str(BIN / "mypy"), "ocop", "config"]),
        ("house", [sys.executable, "-m", "pytest", "-q", "tests/house"]),
    ]


def main() -> int:
    """Run all; the output of a failed one is shown."""
    failed = []
    for name, command in steps():
        start = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
        good = done.returncode == 0
        print(f"{'ok  ' if good else 'HỎNG'} {name} ({time.monotonic() - start:.1f} s)", flush=True)
        if not good:
            failed.append(name)
            print(done.stdout[-6000:], done.stderr[-3000:], sep="\n", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
