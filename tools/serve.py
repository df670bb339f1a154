"""Bring the database and the demo up to date, say where the site is, and serve it (`make run`)."""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC_STAMP = ROOT / "var" / "static.stamp"


def manage(*arguments: str) -> None:
    """Run one management command; stop with its exit code where it fails."""
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


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
    manage("collectstatic", "--noinput", "--clear", "-v", "0")
    STATIC_STAMP.write_text(digest)


def main() -> None:
    """The steps of `make run`, each with its time."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["OCOP_BUILT_ASSETS"] = "1"
    port = os.environ.get("PORT", "8000")
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    steps = (
        ("Tệp tĩnh", collect_static),
        ("Cơ sở dữ liệu", lambda: manage("migrate", "-v", "0")),
        ("Địa bàn", lambda: manage("load_places")),
        ("Tỉnh mẫu", lambda: manage("demo")),
    )
    for number, (title, step) in enumerate(steps, start=1):
        start = time.monotonic()
        step()
        print(f"[{number}/{len(steps)}] {title}: {time.monotonic() - start:.1f} giây", flush=True)
    manage("demo", "--accounts")
    print(f"\n  Mở http://localhost:{port}/   (dừng: Ctrl+C)\n", flush=True)
    gunicorn = str(Path(sys.executable).parent / "gunicorn")
    os.chdir(ROOT)
    os.execv(  # noqa: S606
        gunicorn,
        [gunicorn, "config.wsgi:application", "--bind", f"0.0.0.0:{port}", "--worker-class", "gthread"]
        + ["--workers", "2", "--threads", "4", "--timeout", "120", "--log-level", "warning"],
    )


if __name__ == "__main__":
    main()
