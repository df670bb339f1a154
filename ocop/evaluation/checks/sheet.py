"""What must hold before a member sends a sheet."""

from collections.abc import Mapping, Sequence

from ocop.base.findings import Finding
from ocop.evaluation.checks.meeting import REGULATION


def marks_complete(missing: Sequence[str]) -> list[Finding]:
    """Every criterion that applies has a mark."""
    if not missing:
        return []
    codes = ", ".join(missing)
    where = missing[0]
    return [Finding("marks_missing", "Phụ lục II", f"Còn {len(missing)} tiêu chí chưa chấm: {codes}.", where)]


def notes_given(differing: Mapping[str, bool]) -> list[Finding]:
    """A note stands wherever the mark differs from the team's finding; code → whether there is one."""
    bare = [code for code, has_note in differing.items() if not has_note]
    if not bare:
        return []
    codes = ", ".join(bare)
    return [Finding("notes_missing", REGULATION, f"Cần nhận xét vì chấm khác Tổ tư vấn: {codes}.", bare[0])]


def choices_made(pending: Sequence[str]) -> list[Finding]:
    """No criterion waits for a choice between what two tabs wrote."""
    if not pending:
        return []
    codes = ", ".join(pending)
    return [Finding("marks_in_conflict", REGULATION, f"Hai cửa sổ ghi khác nhau, hãy chọn: {codes}.", pending[0])]
