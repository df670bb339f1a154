"""Loading, importing, settling, freezing and dating rule sets; settling the working calendar."""

from ocop.regulations.actions.calendar import clear_day, set_day, swap_days
from ocop.regulations.actions.decisions import end_force, freeze_decision
from ocop.regulations.actions.drafts import edit_criterion, edit_heading, edit_set
from ocop.regulations.actions.figures import confirm_places, edit_figures, edit_general
from ocop.regulations.actions.imports import discard_draft, import_decision, settle_finding
from ocop.regulations.actions.lines import add_criterion, add_heading, move_criterion, recode_line, remove_line
from ocop.regulations.actions.load import load_decision, load_reference_data

__all__ = [
    "add_criterion",
    "add_heading",
    "clear_day",
    "confirm_places",
    "discard_draft",
    "edit_criterion",
    "edit_figures",
    "edit_general",
    "edit_heading",
    "edit_set",
    "end_force",
    "freeze_decision",
    "import_decision",
    "load_decision",
    "load_reference_data",
    "move_criterion",
    "recode_line",
    "remove_line",
    "set_day",
    "settle_finding",
    "swap_days",
]
