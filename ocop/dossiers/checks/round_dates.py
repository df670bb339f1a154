"""What must hold of the days of an evaluation round (Điều 5, Quyết định 26/2026/QĐ-TTg). Pure.

A round keeps the days that the law names: "before 30/4" is kept as 30/4, and 29/4 is the last day in time.
"""

from datetime import date

from ocop.base.findings import Finding

CLAUSE = "Điều 5.1"


def is_in_time(day: date, propose_by: date) -> bool:
    """Whether a proposal of `day` still belongs to the round."""
    return day < propose_by


def in_order(opens_on: date, propose_by: date, finish_by: date) -> list[Finding]:
    """Opening, last proposal and end follow each other."""
    if opens_on <= propose_by <= finish_by:
        return []
    message = "Ngày mở, hạn xã đề nghị và hạn hoàn thành phải theo thứ tự."
    return [Finding("round_dates", CLAUSE, message, "finish_by")]


def extra_has_basis(is_extra: bool, basis: str) -> list[Finding]:
    """A round beside those of the law needs the council's regulation and a plan behind it."""
    if not is_extra or basis.strip():
        return []
    return [Finding("round_basis", CLAUSE, "Đợt bổ sung cần ghi căn cứ: quy chế Hội đồng và kế hoạch.", "basis")]
