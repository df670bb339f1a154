"""Many PDF files as one, every page stamped: put together from the files on disk, never in memory."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import pikepdf

from ocop.base.errors import Refused

_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Part:
    """A file of the set: its title for the bookmark, and how to open it as a PDF."""

    title: str
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True)
class Leaf:
    """One page of the whole: the part it comes from (counted from 0), its place there, its place in the whole, and
    its size in points as it lies before the reader."""

    part: int
    page: int
    of: int
    number: int
    width: float
    height: float


Draw = Callable[[Sequence[Leaf]], bytes]
CONTENTS = "Danh mục"


def assemble(parts: Iterable[Part], target: Path, *, contents: Draw, stamp: Draw) -> list[Leaf]:
    """Write a table of contents and all `parts` one after the other to `target`. `contents(leaves)` is the table as
    PDF, given the pages of the parts; `stamp(leaves)` is a PDF with a page for each leaf, of its size, that is laid
    over it. The pages of the contents are part -1."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        titles, paths = _spread(parts, folder)
        leaves = _leaves(titles, paths)
        front = folder / "front.pdf"
        # the table takes the same room whatever numbers it holds: drawn once to learn how many pages that is
        front.write_bytes(contents(leaves))
        ahead = [replace(leaf, part=-1) for leaf in _leaves([CONTENTS], [front])]
        leaves = [replace(leaf, number=leaf.number + len(ahead)) for leaf in leaves]
        front.write_bytes(contents(leaves))
        whole = [*ahead, *leaves]
        stamps, joined = folder / "stamps.pdf", folder / "joined.pdf"
        stamps.write_bytes(stamp(whole))
        # pikepdf's own page lists copy every stream into memory; a job of qpdf reads them from disk as it writes
        files = map(str, (front, *paths))
        pikepdf.Job(["qpdf", "--empty", "--pages", *files, "--", "--overlay", str(stamps), "--", str(joined)]).run()
        _bookmark(joined, target, titles, whole)
    return whole


def _spread(parts: Iterable[Part], folder: Path) -> tuple[list[str], list[Path]]:
    titles, paths = [], []
    for number, part in enumerate(parts):
        path = folder / f"{number}.pdf"
        with part.open() as stream, path.open("wb") as out:
            while block := stream.read(_BLOCK):
                out.write(block)
        titles.append(part.title)
        paths.append(path)
    return titles, paths


def _leaves(titles: list[str], paths: list[Path]) -> list[Leaf]:
    found: list[Leaf] = []
    for part, (title, path) in enumerate(zip(titles, paths, strict=True)):
        try:
            with pikepdf.open(path) as opened:
                sizes = [_size(page) for page in opened.pages]
        except pikepdf.PdfError as error:
            raise Refused(f"Không ghép được tệp “{title}”: PDF bị hỏng hoặc có mật khẩu.") from error
        for page, (width, height) in enumerate(sizes, start=1):
            found.append(Leaf(part, page, len(sizes), len(found) + 1, width, height))
    return found


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    width, height = right - left, top - bottom
    return (height, width) if int(page.obj.get("/Rotate", 0)) % 180 else (width, height)


def _bookmark(source: Path, target: Path, titles: list[str], leaves: Sequence[Leaf]) -> None:
    with pikepdf.open(source) as whole:
        with whole.open_outline() as outline:
            outline.root.extend(
                pikepdf.OutlineItem(CONTENTS if leaf.part < 0 else titles[leaf.part], leaf.number - 1)
                for leaf in leaves
                if leaf.page == 1
            )
        whole.save(target)
