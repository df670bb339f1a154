"""What many papers cost: 500 certificates over the bare typesetter.

.venv/bin/python -m bench.papers
"""

import json
import os
from pathlib import Path
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

import typst  # noqa: E402
from django.conf import settings  # noqa: E402

from ocop.documents.typeset import LAYOUTS, qr_svg, render  # noqa: E402

CERTIFICATES = 500


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


if __name__ == "__main__":
    certificates()
