"""A dossier of many scanned files as one stamped PDF: time against bare qpdf, and how much more memory it takes.

`python -m bench.assembly [files]`; the last two figures are the size of the whole and the growth of memory, in MB.
"""

import io
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import pikepdf  # noqa: E402
from PIL import Image  # noqa: E402

from ocop.documents.assembly import Leaf, Part, assemble  # noqa: E402
from ocop.documents.typeset import render  # noqa: E402

FILES, PAGES, MEGABYTE = 60, 3, 1024 * 1024


def scans(folder: Path, files: int) -> list[Path]:
    """Files of three pages that do not compress, as scans are; made by a child, so that its memory is not ours."""
    if (child := os.fork()) == 0:
        for number in range(files):
            pages = [Image.frombytes("RGB", (1000, 1000), os.urandom(3_000_000)) for _ in range(PAGES)]
            pages[0].save(folder / f"{number}.pdf", "PDF", save_all=True, append_images=pages[1:], resolution=100)
        os._exit(0)
    os.waitpid(child, 0)
    return [folder / f"{number}.pdf" for number in range(files)]


def stamps(leaves: Sequence[Leaf]) -> bytes:
    """As the action of a dossier prints them."""
    rows = [
        {"width": leaf.width, "height": leaf.height, "left": "Hồ sơ 02/PĐK-37-14560-2026", "right": str(leaf.number)}
        for leaf in leaves
    ]
    return render("stamps", {"pages": rows})


def contents(leaves: Sequence[Leaf]) -> bytes:
    """A page to stand for the table."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def main(files: int) -> None:
    """One run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = scans(folder, files)
        start = perf_counter()
        pikepdf.Job(["qpdf", "--empty", "--pages", *map(str, paths), "--", str(folder / "bare.pdf")]).run()
        floor = perf_counter() - start
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = perf_counter()
        parts = [Part(path.stem, partial(path.open, "rb")) for path in paths]
        leaves = assemble(parts, folder / "whole.pdf", contents=contents, stamp=stamps)
        spent = perf_counter() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        size = (folder / "whole.pdf").stat().st_size / MEGABYTE
        print(f"{files} tệp, {len(leaves)} trang: {spent:.2f} s = {spent / floor:.1f} lần qpdf trần; "
              f"MB của tệp, MB bộ nhớ tăng: {size:.0f} {grown:.0f}")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
