"""The visible part of a signature, set by typst, and where it belongs on the page."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageFont
from pypdf import PdfReader

from ocop.base.dates import HANOI
from ocop.base.text import nfc
from ocop.documents.typeset import render
from ocop.signing.checks.placement import default_block
from ocop.signing.spec import POINTS, Block, Box, Sheet

BLUE, RED, BLACK = "#1d3fae", "#c1121f", "#000000"
LONGEST = 700
"""Pixels of the longer side that a stamp keeps: 350 dpi at the largest size."""


def stamp(box: Box, *, image: bytes | None, lines: Sequence[str] = (), colour: str = BLACK) -> bytes:
    """A one-page PDF of the size of `box`: the image alone, or these lines where there is none."""
    data: dict[str, Any] = {"width": box.width, "height": box.height, "colour": colour}
    data |= {"image": list(image)} if image else {"lines": list(lines)}
    return render("signature", data)


def shrunk(image: bytes) -> bytes:
    """The PNG with its transparency, no larger than a stamp needs."""
    with Image.open(BytesIO(image), formats=["PNG"]) as picture:
        picture.thumbnail((LONGEST, LONGEST))
        out = BytesIO()
        picture.convert("RGBA").save(out, "PNG", optimize=True)
    return out.getvalue()


def ratio_of(image: bytes | None, otherwise: float) -> float:
    """Width over height."""
    if image is None:
        return otherwise
    with Image.open(BytesIO(image), formats=["PNG"]) as picture:
        return picture.width / picture.height


def shown_time(moment: datetime) -> str:
    """Day, hours, minutes, seconds and the zone (ISO 8601), as the decree asks."""
    local = moment.astimezone(HANOI)
    return f"{local:%d/%m/%Y %H:%M:%S} {local:%z}"[:-2] + ":00"


def sheets(content: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    pages = PdfReader(BytesIO(content), strict=False).pages
    return [Sheet(float(page.mediabox.width) / POINTS, float(page.mediabox.height) / POINTS) for page in pages]


def find_block(content: bytes, name: str) -> Block:
    """The signing block of the paper: the gap above the last line that is `name`; its usual place otherwise."""
    pages = PdfReader(BytesIO(content), strict=False).pages
    wanted = nfc(name).strip()
    for number in range(len(pages) - 1, -1, -1) if wanted else ():
        lines = _lines(pages[number])
        for text, left, bottom, size in reversed(lines):
            if nfc(text).strip() == wanted:
                above = [line for line in lines if line[2] > bottom + size * 1.5 and abs(line[1] - left) < 220]
                title = min((line[2] for line in above), default=bottom + 110)
                centre = left + _width(wanted, size) / 2
                return Block(number, centre / POINTS, (bottom + size) / POINTS, (title - size * 0.3) / POINTS)
    last = pages[-1].mediabox
    return default_block(Sheet(float(last.width) / POINTS, float(last.height) / POINTS), len(pages) - 1)


def _lines(page: Any) -> list[tuple[str, float, float, float]]:
    """Text, left, baseline and size of each piece of text, top to bottom."""
    found: list[tuple[str, float, float, float]] = []

    def visit(text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        left, bottom = _point(matrix, text_matrix)
        if text.strip():
            found.append((text, left, bottom, abs(size * text_matrix[3] * matrix[3]) or size))

    page.extract_text(visitor_text=visit)
    return sorted(found, key=lambda line: -line[2])


def _point(matrix: Any, inner: Any) -> tuple[float, float]:
    x, y = inner[4], inner[5]
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def _width(text: str, size: float) -> float:
    font = ImageFont.truetype(str(Path(settings.VAR_DIR) / "fonts" / "Tinos_700Bold.ttf"), 100)
    return float(font.getlength(text)) * size / 100
