"""Sample papers and pictures, plainly marked as such: what the invented producers put into their vaults."""

import io
import json
from pathlib import Path

import typst
from django.conf import settings
from PIL import Image, ImageDraw

_LAYOUT = """
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 25mm, background: rotate(-35deg, text(64pt, luma(235), weight: "bold")[BẢN MẪU]))
#set text(font: "Be Vietnam Pro", size: 12pt, lang: "vi")
#set par(leading: 0.9em, spacing: 1.3em)
#align(center, text(16pt, weight: "bold", upper(data.title)))
#align(center)[#data.owner]
#v(8mm)
#for (index, page) in data.pages.enumerate() {
  if index > 0 { pagebreak() }
  for line in page { par(line) }
}
#v(10mm)
#text(10pt, luma(90))[Giấy tờ mẫu để trình diễn hệ thống, không có giá trị pháp lý.]
"""


def paper(title: str, owner: str, *pages: tuple[str, ...]) -> io.BytesIO:
    """A PDF of one or more pages."""
    data = json.dumps({"title": title, "owner": owner, "pages": pages}, ensure_ascii=False)
    made = typst.compile(
        _LAYOUT.encode(),
        font_paths=[Path(settings.VAR_DIR) / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": data},
    )
    return io.BytesIO(made)


def picture(seed: int) -> io.BytesIO:
    """A calm landscape in a few colours, standing in for a photo."""
    size = (1200, 800)
    sky, hills = _shade((238, 232, 214), seed), (_shade((150, 176, 130), seed), _shade((86, 128, 84), seed * 3))
    image = Image.new("RGB", size, sky)
    draw = ImageDraw.Draw(image)
    draw.ellipse((820 - seed % 7 * 60, 110, 960 - seed % 7 * 60, 250), fill=_shade((228, 190, 110), seed))
    for layer, colour in enumerate(hills):
        top = 420 + layer * 130
        points = [(x, top + ((x * (seed + 3 + layer * 5)) % 170) - 85) for x in range(-100, 1400, 220)]
        draw.polygon([*points, (1300, 800), (-100, 800)], fill=colour)
    for row in range(6):
        y = 640 + row * 28
        draw.line((0, y, 1200, y - 20 + seed % 40), fill=_shade((206, 190, 120), seed + row), width=4)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    out.seek(0)
    return out


def _shade(colour: tuple[int, int, int], seed: int) -> tuple[int, int, int]:
    red, green, blue = (
        max(0, min(255, part + (seed * step) % 25 - 12)) for part, step in zip(colour, (7, 11, 13), strict=True)
    )
    return red, green, blue
