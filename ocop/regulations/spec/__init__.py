"""From the official file of a decision to the forms it prescribes: pure reading, no database."""

from ocop.regulations.spec.decision import DecisionDraft, read_decision
from ocop.regulations.spec.files import FileRefused, read_blocks
from ocop.regulations.spec.shapes import Fault, Node, OptionDraft, SheetDraft

__all__ = [
    "DecisionDraft",
    "Fault",
    "FileRefused",
    "Node",
    "OptionDraft",
    "SheetDraft",
    "read_blocks",
    "read_decision",
]
