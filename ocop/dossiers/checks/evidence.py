"""How long a paper of the vault still holds; pure."""

from datetime import date
from enum import StrEnum

from ocop.base.dates import show


class Validity(StrEnum):
    """How a paper stands on a day."""

    LASTING = "lasting"
    VALID = "valid"
    LAPSING = "lapsing"
    LAPSED = "lapsed"


def validity(valid_until: date | None, today: date, needed_until: date) -> Validity:
    """Whether a paper is valid today and up to the day it is needed; its last day still counts."""
    if valid_until is None:
        return Validity.LASTING
    if valid_until < today:
        return Validity.LAPSED
    return Validity.LAPSING if valid_until < needed_until else Validity.VALID


def said(state: Validity, valid_until: date | None) -> str:
    """The state in words for the producer."""
    if state is Validity.LASTING or valid_until is None:
        return "Không ghi thời hạn"
    words = {
        Validity.VALID: "Còn hạn đến",
        Validity.LAPSING: "Sắp hết hạn, đến",
        Validity.LAPSED: "Đã hết hạn từ",
    }
    return f"{words[state]} {show(valid_until)}"
