"""How much the pages and papers of the sample province cost over their floors, measured in the same run.

    .venv/bin/python -m bench.pages

A page against a bare view through the same middleware; the rows behind a list against one bare query of the same
table; a certificate against the bare library call on the same layout.
"""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

WORK = tempfile.TemporaryDirectory(prefix="ocop-bench-")
os.environ["DATABASE_URL"] = f"sqlite:///{Path(WORK.name) / 'bench.sqlite3'}"
os.environ["OCOP_FILES"] = str(Path(WORK.name) / "files")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402 - the database is chosen above

django.setup()

import typst  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from ocop.accounts.models import User  # noqa: E402
from ocop.documents.typeset import LAYOUTS, render  # noqa: E402
from ocop.dossiers.models import Dossier, Round  # noqa: E402
from ocop.evaluation.models import AgendaItem  # noqa: E402
from ocop.recognition.models import Certificate  # noqa: E402
from ocop.recognition.papers import certificate_data, words_of  # noqa: E402

ROUNDS = 15


def main() -> None:
    """Build the sample province in a database of its own, then measure."""
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("demo")
    pages()
    papers()


def pages() -> None:
    """Pages of each audience against a bare view."""
    round_ = Round.objects.order_by("year", "number").first()
    certificate = Certificate.objects.order_by("pk").first()
    scoring = AgendaItem.objects.filter(state="scoring").first()
    filled = Dossier.objects.get(product__name__startswith="Cơm cháy")
    assert round_ is not None
    assert certificate is not None
    assert scoring is not None
    timed = [("trang trống (robots.txt)", timer(visitor(), "/robots.txt"))]
    for title, user, path in (
        ("trang công khai của giấy chứng nhận", "", f"/c/{certificate.code}/"),
        ("tra cứu công khai", "", "/tra-cuu/"),
        ("bảng theo dõi đợt", "vanphong", f"/tinh/dot/{round_.pk}/"),
        ("tự chấm một tiêu chí", "chuthe2", f"/chu-the/ho-so/{filled.pk}/tu-cham/1.1/"),
        ("phiếu chấm của ủy viên", "uyvien2", f"/hoi-dong/muc/{scoring.pk}/phieu/1.1/"),
    ):
        timed.append((title, timer(visitor(user), path)))
    table("Trang (trung vị của nhiều lần)", timed)


def papers() -> None:
    """A certificate against the bare typesetter on the same layout and data."""
    row = Certificate.objects.order_by("pk").first()
    assert row is not None
    words = words_of(row.dossier, row.issued_on)
    data = certificate_data(
        words,
        row.decision,
        number=row.number,
        code=row.code,
        token=row.token,
        stars=row.stars,
        valid_until=row.valid_until,
    )
    text = json.dumps(data, ensure_ascii=False)

    def bare() -> None:
        typst.compile(
            LAYOUTS / "certificate.typ",
            root=LAYOUTS,
            font_paths=[Path(settings.VAR_DIR) / "fonts"],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": text},
            pdf_standards=["a-2b"],
        )

    table("Giấy chứng nhận", [("typst trần", clock(bare)), ("render()", clock(lambda: render("certificate", data)))])


def visitor(username: str = "") -> Client:
    """A browser without cookies, or one signed in."""
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def timer(client: Client, path: str) -> float:
    """Seconds of one answer; the page must open."""

    def visit() -> None:
        assert client.get(path).status_code == 200, path

    return clock(visit)


def clock(work: Callable[[], object]) -> float:
    """Median seconds of several runs after a first one."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def table(title: str, timed: list[tuple[str, float]]) -> None:
    """Milliseconds, and the ratio to the first row."""
    floor = timed[0][1]
    print(f"{title}")
    for name, seconds in timed:
        print(f"  {name:<40} {seconds * 1000:8.1f} ms   × {seconds / floor:5.1f}")
    print()


if __name__ == "__main__":
    main()
