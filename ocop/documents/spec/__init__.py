"""What an official paper is made of, as plain data: the same blocks become a PDF and a DOCX."""

from ocop.documents.spec.blocks import (
    Block,
    annex,
    bullets,
    heading,
    lines,
    missing,
    pairs,
    para,
    plain_text,
    signing,
    split_missing,
    table,
    ticks,
    without_marks,
)
from ocop.documents.spec.paper import Head, PaperText

__all__ = [
    "Block",
    "Head",
    "PaperText",
    "annex",
    "bullets",
    "heading",
    "lines",
    "missing",
    "pairs",
    "para",
    "plain_text",
    "signing",
    "split_missing",
    "table",
    "ticks",
    "without_marks",
]
