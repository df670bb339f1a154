"""Loading the administrative map; writing down what becomes of its units."""

from ocop.places.actions.changes import enter_change, undo_change
from ocop.places.actions.load import load_places

__all__ = ["enter_change", "load_places", "undo_change"]
