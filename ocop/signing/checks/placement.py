"""Where the image of a signature stands (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from ocop.signing.spec import Block, Box, Kind, Sheet

WIDEST, HIGHEST = 50.0, 25.0
CORNER = (68.0, 18.0)
MARGIN = 8.0


def personal_box(block: Block, ratio: float) -> Box:
    """Centred between the title and the name, as large as the gap allows; `ratio` is width over height."""
    gap = max(block.top - block.bottom, 8.0)
    height = min(HIGHEST, gap, WIDEST / ratio)
    width = height * ratio
    return Box(block.page, block.centre - width / 2, block.bottom + (gap - height) / 2, width, height)


def agency_box(signature: Box, width: float, ratio: float) -> Box:
    """The seal in its real size: over a third of the signature, on its left, at the same height."""
    height = width / ratio
    right = signature.left + signature.width / 3
    middle = signature.bottom + signature.height / 2
    return Box(signature.page, right - width, middle - height / 2, width, height)


def corner_box(sheet: Sheet) -> Box:
    """Top right of the first page of what is attached."""
    width, height = CORNER
    return Box(0, sheet.width - width - MARGIN, sheet.height - height - MARGIN, width, height)


def default_block(sheet: Sheet, page: int) -> Block:
    """The right half of the foot of the page: where the signing block stands when the name is not found there."""
    return Block(page, sheet.width * 0.72, 40.0, 65.0)


def field_name(kind: str) -> str:
    """Name of the field in the file."""
    return "NguoiKy" if kind == Kind.PERSONAL else "CoQuan"
