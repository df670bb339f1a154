"""Reads of products and their codes."""

from ocop.products.queries.codes import Gap, code_gaps, codes_of
from ocop.products.queries.finder import SetTree, find_sets, set_tree
from ocop.products.queries.products import READERS, product_by_id, products_of, visible_to

__all__ = [
    "READERS",
    "Gap",
    "SetTree",
    "code_gaps",
    "codes_of",
    "find_sets",
    "product_by_id",
    "products_of",
    "set_tree",
    "visible_to",
]
