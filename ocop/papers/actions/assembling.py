"""A dossier as one file: its forms, every evidence and photo, a table of contents, a line at the foot of each page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.dates import local_date, show
from ocop.documents.actions.files import open_file, photos_as_pdf
from ocop.documents.assembly import Leaf, Part, assemble
from ocop.documents.models import StoredFile
from ocop.documents.spec import Head, PaperText, pairs, para, table
from ocop.documents.typeset import render, typeset_paper
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.desks import latest_snapshot
from ocop.papers.actions.previewing import draft_pdf, read_paper
from ocop.papers.queries.filing import frozen
from ocop.papers.queries.register import standing_paper
from ocop.papers.queries.subjects import About
from ocop.papers.spec import KINDS

FORMS = ("mau_01", "mau_02")
PDF, PICTURES = "application/pdf", ("image/jpeg", "image/png")
SHOWN_HASH = 16


@dataclass(frozen=True)
class Item:
    """One line of the contents. `open` is None where the file has no pages to print (Word, Excel)."""

    title: str
    file_name: str
    sha256: str
    open: Callable[[], IO[bytes]] | None


def assemble_dossier(*, by: User, about: About, target: Path) -> list[Leaf]:
    """Write the dossier of `about` to `target`, as it was filed (or as it stands, before that)."""
    items = [*_forms(by, about), *_evidence(frozen(about.record))]
    printed = [item for item in items if item.open is not None]
    parts = [Part(item.title, item.open) for item in printed if item.open is not None]
    leaves = assemble(
        parts,
        target,
        contents=lambda leaves: _contents(about, items, printed, leaves),
        stamp=lambda leaves: _stamps(about.record, printed, leaves),
    )
    record("papers.assemble_dossier", by=by, subject=about.record, data={"files": len(items), "pages": len(leaves)})
    return leaves


def _forms(by: User, about: About) -> list[Item]:
    """The producer's forms: as issued, else as they would be; reading them asks the permission and leaves a trace."""
    found = []
    for key in FORMS:
        paper = standing_paper(key, about.type, about.pk)
        if paper is not None and paper.file.content_type == PDF:
            issued = read_paper(by=by, paper=paper, about=about)
            found.append(Item(KINDS[key].title, issued.file.name, issued.sha256, partial(open_file, issued.file)))
        else:
            content = draft_pdf(by=by, kind=KINDS[key], about=about)
            found.append(Item(KINDS[key].title, "", "", partial(BytesIO, content)))
    return found


def _evidence(content: Mapping[str, Any]) -> list[Item]:
    facts = [(_title(row), row["file"]) for row in content["evidence"]]
    facts += [(f"Ảnh sản phẩm {number}", row) for number, row in enumerate(content["photos"], start=1)]
    stored = StoredFile.objects.in_bulk([row["id"] for _, row in facts])
    return [Item(title, row["name"], row["sha256"], _opening(stored.get(row["id"]))) for title, row in facts]


def _title(row: Mapping[str, Any]) -> str:
    """A document's own title, with its kind where the title does not say it."""
    title, kind = str(row["title"]), str(row["kind_name"])
    return title if kind.casefold() in title.casefold() else f"{title} ({kind})"


def _opening(stored: StoredFile | None) -> Callable[[], IO[bytes]] | None:
    if stored is None:
        return None
    if stored.content_type == PDF:
        return partial(open_file, stored)
    return partial(_picture, stored) if stored.content_type in PICTURES else None


def _picture(stored: StoredFile) -> IO[bytes]:
    with open_file(stored) as stream:
        return photos_as_pdf([stream])


def _contents(about: About, items: Sequence[Item], printed: Sequence[Item], leaves: Sequence[Leaf]) -> bytes:
    """The table: every document with its pages and hash, also those that cannot be printed."""
    dossier: Dossier = about.record
    pages: dict[int, list[int]] = {}
    for leaf in leaves:
        pages.setdefault(leaf.part, []).append(leaf.number)
    places = {id(item): pages[part] for part, item in enumerate(printed)}
    rows = [
        [str(number), item.title, _range(places.get(id(item))), _file(item)]
        for number, item in enumerate(items, start=1)
    ]
    snapshot = latest_snapshot(dossier)
    state = f"Bản nộp số {snapshot.version}, {show(local_date(snapshot.at))}" if snapshot else "Chưa nộp"
    blocks = [
        pairs([
            ("Sản phẩm", dossier.product.name),
            ("Chủ thể", dossier.product.producer.name),
            ("Số phiếu đăng ký", dossier.receipt_no or "chưa có"),
            ("Tình trạng", state),
            ("Mã băm của bản nộp", snapshot.sha256 if snapshot else "chưa có"),
        ]),
        table(["STT", "Tài liệu", "Trang", "Tệp gốc, mã băm SHA-256"], rows, widths=[-12, 4, -20, 4], align="clcl",
              size=11),
        para("Mã băm in ở chân trang là 16 ký tự đầu của mã băm SHA-256 của tệp gốc.", style="small"),
    ]  # fmt: skip
    head = Head(kind="Danh mục tài liệu", title=f"Hồ sơ sản phẩm {dossier.product.name}")
    text = PaperText(head=head, blocks=blocks)
    return typeset_paper(text, title=f"Hồ sơ {dossier.product.name}", day=local_date(timezone.now())).pdf


def _range(pages: Sequence[int] | None) -> str:
    if not pages:
        return "tải riêng"
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"


def _file(item: Item) -> str:
    return f"{item.file_name} · {item.sha256[:SHOWN_HASH]}" if item.sha256 else "lập từ hồ sơ điện tử"


def _stamps(dossier: Dossier, printed: Sequence[Item], leaves: Sequence[Leaf]) -> bytes:
    """The line at the foot: which dossier, which document, which of its pages, which of all."""
    name = f"Hồ sơ {dossier.receipt_no}" if dossier.receipt_no else "Hồ sơ chưa nộp"
    total = len(leaves)
    rows = []
    for leaf in leaves:
        item = printed[leaf.part] if leaf.part >= 0 else None
        facts = [name, item.title if item else "Danh mục tài liệu", f"trang {leaf.page}/{leaf.of}"]
        if item and item.sha256:
            facts.append(item.sha256[:SHOWN_HASH])
        rows.append({
            "width": leaf.width,
            "height": leaf.height,
            "left": " · ".join(facts),
            "right": f"{leaf.number}/{total}",
        })  # fmt: skip
    return render("stamps", {"pages": rows})
