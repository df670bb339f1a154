"""Small real files of each kind, and stored ones."""

from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from pypdf import PdfWriter

from ocop.accounts.models import User
from ocop.documents.actions.files import store_file
from ocop.documents.models import StoredFile

_numbers = count(1)


def pdf_bytes(pages: int = 1, *, password: str = "", mark: str = "") -> bytes:
    """A PDF of blank pages; `mark` makes its bytes its own."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 280)
    writer.add_metadata({"/Title": mark or "Minh chứng"})
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def picture_bytes(kind: str = "JPEG", size: tuple[int, int] = (40, 30), colour: str = "#1f6f43") -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def office_bytes(main: str = "word/document.xml", **more: bytes) -> bytes:
    """A zip with the parts by which DOCX or XLSX is known; `more` adds parts, "__" standing for "/"."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, "<x/>")
        for name, content in more.items():
            archive.writestr(name.replace("__", "/").replace("_bin", ".bin"), content)
    return out.getvalue()


def make_stored_file(
    by: User | None = None, *, name: str = "minh-chung.pdf", content: bytes | None = None
) -> StoredFile:
    """A file in the storage, with bytes of its own unless given."""
    return store_file(by=by, name=name, content=BytesIO(content or pdf_bytes(mark=f"Tệp {next(_numbers)}")))
