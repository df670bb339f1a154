"""A file as it was sent → blocks, or a reason why it is not taken."""

from ocop.regulations.spec.blocks import Block, FileRefused
from ocop.regulations.spec.docx import docx_blocks
from ocop.regulations.spec.html import html_blocks

MOST_BYTES = 20 * 1024 * 1024
__all__ = ["MOST_BYTES", "FileRefused", "read_blocks"]

_KNOWN = {
    b"%PDF": "Tệp là PDF. Bản chụp không đọc được chữ; hãy dùng bản Word (.docx) hoặc HTML của quyết định.",
    b"\xd0\xcf\x11\xe0": "Tệp là bản Word cũ (.doc); hãy mở và lưu lại dạng .docx.",
    b"\x89PNG": "Tệp là ảnh; hãy dùng bản Word (.docx) hoặc HTML của quyết định.",
    b"\xff\xd8\xff": "Tệp là ảnh; hãy dùng bản Word (.docx) hoặc HTML của quyết định.",
    b"{\\rtf": "Tệp là RTF; hãy mở và lưu lại dạng .docx.",
    b"MZ": "Tệp là chương trình, không phải văn bản.",
}


def read_blocks(content: bytes) -> list[Block]:
    """The paragraphs and tables of a DOCX or HTML file; FileRefused says why another is not taken."""
    if not content.strip():
        raise FileRefused("Tệp trống.")
    if len(content) > MOST_BYTES:
        raise FileRefused(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB, không phải là văn bản của một quyết định.")
    for head, reason in _KNOWN.items():
        if content.startswith(head):
            raise FileRefused(reason)
    if content.startswith(b"PK"):
        return docx_blocks(content)
    if b"<" not in content[:4096] and b"<\0" not in content[:4096]:
        raise FileRefused("Tệp không phải là Word (.docx) hay HTML.")
    return html_blocks(content)
