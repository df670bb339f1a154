"""What a file must be to be accepted; pure."""

from ocop.documents.checks.content import TYPES, Looked, clean_name, look_at

__all__ = ["TYPES", "Looked", "clean_name", "look_at"]
