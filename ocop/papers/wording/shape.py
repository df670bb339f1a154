"""What a composition gives, and phrases that several papers share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ocop.documents.spec import Block
from ocop.documents.wording import counted

LAW = "Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ"
OCOP = "Chương trình Mỗi xã một sản phẩm"


@dataclass(frozen=True)
class Body:
    """`kind` and `title` of the head, or the `subject` of a letter; the blocks; `self_signed` says that the blocks
    hold the places of signature themselves."""

    blocks: Sequence[Block]
    kind: str = ""
    title: str = ""
    subject: str = ""
    self_signed: bool = False
    landscape: bool = False
    no_recipients: bool = False


def stars_list(rows: list[list[Any]] | str) -> str:
    """ "01 (một) sản phẩm 4 sao; 02 (hai) sản phẩm 3 sao; 01 (một) sản phẩm không xếp hạng"."""
    if isinstance(rows, str):
        return rows
    return "; ".join(
        f"{counted(count)} sản phẩm {f'{star} sao' if star else 'không xếp hạng'}" for star, count in rows
    )


def sentence(text: str) -> str:
    """`text` with one full stop at its end."""
    return f"{text.rstrip('. ')}."
