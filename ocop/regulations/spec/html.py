"""HTML → blocks. Read in one pass without ever going back, so that no file can make it slow."""

import codecs
import html
import re
from collections.abc import Iterator

from ocop.regulations.spec.blocks import Block, BlockBuilder, FileRefused

MOST_TOKENS = 600_000  # the longest decision so far has 50,000 tags and texts

# nothing is given back once taken (*+): a tag that never ends costs one look, not one for each of its letters
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)[^<>]*+>|<[!?][^<>]*+>|([^<]+)|<")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,30})", re.IGNORECASE)
_SILENT = [
    (re.compile(start, re.IGNORECASE), re.compile(end, re.IGNORECASE))
    for start, end in (
        ("<!--", "-->"),
        (r"<script(?![a-z])", r"</script[^<>]*+>?"),
        (r"<style(?![a-z])", r"</style[^<>]*+>?"),
        (r"<head(?![a-z])", r"</head[^<>]*+>?|(?=<body)"),
    )
]
_LINES = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "center", "blockquote"}


def html_blocks(content: bytes) -> list[Block]:
    """The paragraphs and tables of a page."""
    builder = BlockBuilder()
    starts = {
        "table": builder.start_table,
        "tr": builder.start_row,
        "td": builder.start_cell,
        "th": builder.start_cell,
    }
    ends = {"table": builder.end_table, "tr": builder.end_row, "td": builder.end_cell, "th": builder.end_cell}
    for closing, tag, text in _tokens(_silenced(_decoded(content))):
        if text:
            # a line end of the source is a space; only tags part lines
            builder.text(re.sub(r"\s+", " ", html.unescape(text)))
        elif tag == "br" or tag in _LINES:
            builder.end_line()
        elif tag in starts:
            (ends if closing else starts)[tag]()
    return builder.finish()


def _decoded(content: bytes) -> str:
    declared = _CHARSET.search(content[:4096])
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _decode(content, name)
    return _decode(content, declared[1].decode() if declared else "utf-8")


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError):
        raise FileRefused(f"Tệp HTML không đọc được theo bảng mã {name}; hãy lưu lại dạng UTF-8.") from None


def _silenced(text: str) -> str:
    """`text` without comments and without what is not shown."""
    for start, end in _SILENT:
        text = "".join(_outside(text, start, end))
    return text


def _outside(text: str, start: re.Pattern[str], end: re.Pattern[str]) -> Iterator[str]:
    """The pieces of `text` that are not between `start` and `end`; an opening that never ends hides the rest."""
    place = 0
    while opened := start.search(text, place):
        yield text[place : opened.start()]
        closed = end.search(text, opened.end())
        if closed is None:
            return
        place = closed.end()
    yield text[place:]


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """(closing slash, tag, "") or ("", "", text)."""
    for seen, match in enumerate(_TOKEN.finditer(text)):
        if seen > MOST_TOKENS:
            raise FileRefused("Tệp HTML có quá nhiều thẻ, không phải là văn bản của một quyết định.")
        yield match[1] or "", (match[2] or "").lower(), match[3] or ""
