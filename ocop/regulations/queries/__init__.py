"""Reading rule sets, the working calendar and the finder."""

from ocop.regulations.queries.calendar import (
    day_off_name,
    deadline,
    is_working_day,
    term,
    term_end,
    working_calendar,
)
from ocop.regulations.queries.compare import compare_decisions
from ocop.regulations.queries.content import content_findings, decision_content, evidence_uses
from ocop.regulations.queries.decisions import (
    RoundDates,
    SetHit,
    current_decision,
    decision_by_number,
    evidence_kinds,
    find_sets,
    list_sets,
    round_dates,
    set_criteria,
    source_faults,
)
from ocop.regulations.queries.imports import draft_by_number, freeze_findings, import_findings
from ocop.regulations.queries.sheets import (
    criteria_sheet,
    decision_sheets,
    export_criteria,
    sheets_by_number,
    star_bands,
)

__all__ = [
    "RoundDates",
    "SetHit",
    "compare_decisions",
    "content_findings",
    "criteria_sheet",
    "current_decision",
    "day_off_name",
    "deadline",
    "decision_by_number",
    "decision_content",
    "decision_sheets",
    "draft_by_number",
    "evidence_kinds",
    "evidence_uses",
    "export_criteria",
    "find_sets",
    "freeze_findings",
    "import_findings",
    "is_working_day",
    "list_sets",
    "round_dates",
    "set_criteria",
    "sheets_by_number",
    "source_faults",
    "star_bands",
    "term",
    "term_end",
    "working_calendar",
]
