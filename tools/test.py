"""Run the tests on every database and browser this machine has, and say plainly what was left out.

In CI (environment variable CI) a missing database or browser is a failure.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402

POSTGRES = os.environ.get("OCOP_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
# What asks no database, or the same of each, or brings both itself, runs once, on SQLite: pages hold no query of their
# own and the bytes of a signature are the same, and the journey of a whole story walks through them on both.
SAME_ON_EVERY_DATABASE = (
    "house",
    "config",
    "base/test_dates.py",
    "base/test_text.py",
    "demo",
    "web",
    "audit/test_concurrency.py",
    "documents/test_assembly.py",
    "documents/test_official.py",
    "documents/test_pictures.py",
    "documents/test_templates.py",
    "documents/test_typeset.py",
    "documents/test_words.py",
    "evaluation/test_council_rivals.py",
    "journeys/test_law_switch.py",
    "journeys/test_next_law.py",
    "journeys/test_rules_pages.py",
    "journeys/test_signing.py",
    "journeys/test_three_levels.py",
    "journeys/test_without_scripts.py",
    "papers/test_pages.py",
    "regulations/test_lifts.py",
    "regulations/test_scoring_properties.py",
    "security/test_headers.py",
    "security/test_shared_tablet.py",
    "signing/test_inspect.py",
    "signing/test_killed_job.py",
    "signing/test_providers.py",
    "signing/test_rules.py",
    "signing/test_sign.py",
)
IN_CI = bool(os.environ.get("CI"))


def has_postgres() -> bool:
    """Whether a PostgreSQL server answers at the address of OCOP_TEST_POSTGRES."""
    try:
        psycopg.connect(POSTGRES.replace("postgres://", "postgresql://"), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def has_browser() -> bool:
    """Whether Chromium is installed."""
    return chromium() is not None


def pytest(title: str, database: str | None, *arguments: str) -> bool:
    """One run of pytest; true where it passed."""
    start = time.monotonic()
    print(f"\n== {title}", flush=True)
    env = {**os.environ, **({"DATABASE_URL": database} if database else {})}
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", *arguments], cwd=ROOT, env=env, check=False)
    print(f"== {title}: {time.monotonic() - start:.0f} giây, {'đạt' if done.returncode == 0 else 'HỎNG'}", flush=True)
    return done.returncode == 0


def runs(what: str) -> tuple[list[tuple[str, str | None, list[str]]], list[str]]:
    """The runs to make and the words on what is left out."""
    # long journeys first: xdist would put files of few tests last, and one worker would wait for the other
    parallel = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    if what == "fast":
        return [("Kiểm thử nhanh", os.environ.get("DATABASE_URL"), [*parallel, "-m", "not journey and not slow"])], []
    left_out = []
    marks = [] if has_browser() else ["-m", "not journey"]
    if marks:
        left_out.append("hành trình trong trình duyệt (máy này không có Chromium)")
    given = os.environ.get("DATABASE_URL")
    if given and what == "all":
        return [("Cơ sở dữ liệu của DATABASE_URL", given, [*parallel, *marks])], left_out
    chosen: list[tuple[str, str | None, list[str]]] = []
    if what == "all":
        chosen.append(("SQLite", None, [*parallel, *marks]))
    if has_postgres():
        left_to_sqlite = [f"--ignore=tests/{name}" for name in SAME_ON_EVERY_DATABASE]
        marks = ["-m", "not walk" if has_browser() else "not walk and not journey"]
        chosen.append(("PostgreSQL", POSTGRES, [*parallel, *marks, *left_to_sqlite]))
    else:
        left_out.append("PostgreSQL (không có máy chủ nào trả lời)")
    return chosen, left_out


def main() -> int:
    """Exit code 0 where everything that ran passed and, in CI, nothing was left out."""
    chosen, left_out = runs(sys.argv[1] if len(sys.argv) > 1 else "all")
    passed = [pytest(title, database, *arguments) for title, database, arguments in chosen]
    for words in left_out:
        print(f"!! Bỏ qua: {words}", flush=True)
    if IN_CI and left_out:
        print("!! Trong CI, thiếu một phần là hỏng.", flush=True)
        return 1
    return 0 if passed and all(passed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
