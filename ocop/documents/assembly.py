"""Many PDF and picture files as one stamped PDF, one at a time: never more than one of them is held in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import pikepdf
from pypdf import PdfReader

from ocop.base.errors import Refused


@dataclass(frozen=True)
class Part:
    """A file of the set: its title for the bookmark, and how to open it as a PDF."""

    title: str
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True)
class Assembled:
    """What was put together."""

    pages: int
    starts: tuple[tuple[str, int], ...]


def assemble(parts: Iterable[Part], target: Path, stamp: Callable[[int], bytes]) -> Assembled:
    """Write all `parts` one after the other to `target`; `stamp(page)` is a one-page PDF laid over each page."""
    with TemporaryDirectory() as folder, pikepdf.new() as whole:
        starts: list[tuple[str, int]] = []
        for number, part in enumerate(parts):
            path = Path(folder) / f"{number}.pdf"
            _copy(part, path)
            starts.append((part.title, len(whole.pages) + 1))
            _append(whole, path, part.title)
        with whole.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page - 1) for title, page in starts)
        count = len(whole.pages)
        for number, page in enumerate(whole.pages, start=1):
            _lay(whole, page, stamp(number))
        whole.save(target, linearize=False)
    return Assembled(count, tuple(starts))


def count_pages(path: Path) -> int:
    """Pages of a PDF on disk."""
    return len(PdfReader(path).pages)


def _copy(part: Part, path: Path) -> None:
    with part.open() as stream, path.open("wb") as out:
        while block := stream.read(1024 * 1024):
            out.write(block)


def _append(whole: pikepdf.Pdf, path: Path, title: str) -> None:
    """Pages are copied lazily: their streams stay in the file on disk until the whole is saved."""
    try:
        source = pikepdf.open(path)
        whole.pages.extend(source.pages)
    except pikepdf.PdfError as error:
        raise Refused(f"Không ghép được tệp “{title}”: PDF bị hỏng hoặc có mật khẩu.") from error


def _lay(whole: pikepdf.Pdf, page: pikepdf.Page, stamp: bytes) -> None:
    with pikepdf.open(BytesIO(stamp)) as small:
        box = page.mediabox
        left, bottom = float(box[0]), float(box[1])
        page.add_overlay(small.pages[0], pikepdf.Rectangle(left, bottom, float(box[2]), bottom + 40))
