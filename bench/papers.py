"""What many papers cost: 500 certificates over the bare typesetter, 60 files put together as one stamped PDF.

.venv/bin/python -m bench.papers
"""

import io
import json
import os
import resource
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

import pikepdf  # noqa: E402
import typst  # noqa: E402
from django.conf import settings  # noqa: E402
from PIL import Image  # noqa: E402

from ocop.documents.assembly import Part, assemble  # noqa: E402
from ocop.documents.typeset import LAYOUTS, qr_svg, render  # noqa: E402

CERTIFICATES, FILES, MEGABYTE = 500, 60, 1024 * 1024


def certificate(number: int) -> dict[str, object]:
    """The data of one certificate."""
    link = f"https://ocop.example/c/37-14488-{number:03d}-2026/4" + "Ab0_-" * 17
    names = ("product", "producer", "commune", "province", "set_name", "issuer", "signer_title", "signer", "qr_note")
    words = dict.fromkeys(names, "Hợp tác xã Ưu Đàm")
    dates = {"valid_from": "15/11/2026", "valid_until": "14/11/2029", "day": "2026-11-15"}
    return {**words, **dates, "number": f"{number}/GCN", "code": f"37-14488-{number:03d}-2026", "stars": 4,
            "decision": "1/QĐ-UBND", "decided_on": "ngày 15 tháng 11 năm 2026",
            "place_and_date": "Ninh Bình, ngày 15 tháng 11 năm 2026", "qr": qr_svg(link)}  # fmt: skip


def certificates() -> None:
    """Ours against one bare compiler on the same pages."""
    rows = [certificate(number) for number in range(CERTIFICATES)]
    fonts = [str(Path(settings.VAR_DIR) / "fonts")]
    bare = typst.Compiler(
        str(LAYOUTS / "certificate.typ"), root=str(LAYOUTS), font_paths=fonts, ignore_system_fonts=True
    )
    texts = [json.dumps(row, ensure_ascii=False) for row in rows]
    start = perf_counter()
    for text in texts:
        bare.compile(format="pdf", sys_inputs={"data": text}, pdf_standards=["a-2b"])
    floor = perf_counter() - start
    start = perf_counter()
    for row in rows:
        render("certificate", row)
    ours = perf_counter() - start
    print(f"{CERTIFICATES} giấy chứng nhận: typst trần {floor:.2f} s, render() {ours:.2f} s = {ours / floor:.2f} lần")


def scan(seed: int) -> bytes:
    """A PDF of some megabytes that does not compress, as a scan is."""
    picture = Image.frombytes("RGB", (1000, 1000), os.urandom(3_000_000))
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=100 + seed % 3)
    return out.getvalue()


def assembled() -> None:
    """60 files as one: time, size, and how much more memory than before."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in range(FILES):
            path = Path(folder) / f"{number}.pdf"
            with pikepdf.new() as pdf:
                for part in range(3):
                    pdf.pages.extend(pikepdf.open(io.BytesIO(scan(number + part))).pages)
                pdf.save(path)
            paths.append(path)
        stamp = scan_stamp()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = perf_counter()
        parts = [Part(path.stem, partial(path.open, "rb")) for path in paths]
        target = Path(folder) / "whole.pdf"
        made = assemble(parts, target, lambda page: stamp)
        spent = perf_counter() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        size = target.stat().st_size / MEGABYTE
        print(f"{FILES} tệp, {made.pages} trang, {size:.0f} MB: {spent:.2f} s, bộ nhớ tăng {grown:.0f} MB")


def scan_stamp() -> bytes:
    """A small page to lay over each page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 40))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


if __name__ == "__main__":
    certificates()
    assembled()
