"""What a proposal needs before it goes to the leader, and before it is decided."""

from collections.abc import Iterable
from dataclasses import dataclass

from ocop.base.findings import Finding


@dataclass(frozen=True)
class ItemFacts:
    """One product of a proposal: its name, whether its result may (still) be proposed, the leader's verdict."""

    product: str
    is_current: bool
    verdict: str


def has_items(items: Iterable[ItemFacts]) -> list[Finding]:
    """An empty list is not laid before anybody."""
    if any(True for _ in items):
        return []
    return [Finding("has_items", "Điều 7.3.đ", "Tờ trình chưa có sản phẩm nào. Hãy thêm sản phẩm rồi trình.")]


def items_still_current(items: Iterable[ItemFacts]) -> list[Finding]:
    """Each product still waits for a proposal, with this very result."""
    return [
        Finding(
            "item_current",
            "Điều 7.3.đ",
            f"“{item.product}” không còn chờ trình với kết quả này. Hãy đưa sản phẩm ra khỏi tờ trình.",
        )
        for item in items
        if not item.is_current
    ]


def all_items_judged(items: Iterable[ItemFacts]) -> list[Finding]:
    """The leader has said a word on each product."""
    return [
        Finding("item_judged", "Điều 7.3.e", f"“{item.product}” chưa có ý kiến: hãy phê duyệt, từ chối hoặc trả lại.")
        for item in items
        if not item.verdict
    ]
