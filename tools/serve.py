"""Bring the database and the demo up to date, say where the site is, and serve it (`make run`)."""

import gc
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
STATIC_STAMP = ROOT / "var" / "static.stamp"


def assets_digest() -> str:
    """Changes when any built asset does."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "var" / "assets").rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(ROOT)} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


def collect_static() -> None:
    """Compressed copies of the assets, once per change."""
    digest = assets_digest()
    if STATIC_STAMP.exists() and STATIC_STAMP.read_text() == digest:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    STATIC_STAMP.write_text(digest)


@contextmanager
def step(number: int, title: str) -> Iterator[None]:
    """Say what was done and how long it took."""
    start = time.monotonic()
    yield
    print(f"[{number}/4] {title}: {time.monotonic() - start:.1f} giây", flush=True)


def prepare() -> None:
    """Database, assets and sample province; the assets are built while the database is."""
    # migrating makes millions of short-lived objects that refer to each other; collecting them doubles its time
    gc.set_threshold(500_000, 50, 100)
    assets = subprocess.Popen([sys.executable, ROOT / "tools" / "build_assets.py"], cwd=ROOT)
    django.setup()
    with step(1, "Cơ sở dữ liệu"):
        call_command("migrate", verbosity=0)
    with step(2, "Địa bàn"):
        call_command("load_places")
    with step(3, "Giao diện"):
        if assets.wait():
            raise SystemExit(assets.returncode)
        collect_static()
    with step(4, "Tỉnh mẫu"):
        call_command("demo")
    call_command("demo", accounts=True)


def main() -> None:
    """The steps of `make run`, each with its time; then this process becomes the server."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["OCOP_BUILT_ASSETS"] = "1"
    port = os.environ.get("PORT", "8000")
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    prepare()
    print(f"\n  Mở http://localhost:{port}/   (dừng: Ctrl+C)\n", flush=True)
    gunicorn = str(Path(sys.executable).parent / "gunicorn")
    os.execv(  # noqa: S606
        gunicorn,
        [gunicorn, "config.wsgi:application", "--bind", f"0.0.0.0:{port}", "--worker-class", "gthread", "--preload"]
        + ["--workers", "2", "--threads", "4", "--timeout", "120", "--log-level", "warning"],
    )


if __name__ == "__main__":
    main()
