"""What the change from one procedure to the next asks of a dossier (Điều 12, Quyết định 26/2026/QĐ-TTg)."""

from datetime import date

from ocop.base.dates import show
from ocop.base.findings import Finding
from ocop.regulations.spec.procedure import Transition


def still_in_time(transition: Transition | None, today: date) -> list[Finding]:
    """A dossier filed under the rule before is finished under it only until the last day."""
    if transition is None or today <= transition.last_day:
        return []
    message = (
        f"Hồ sơ nộp theo quy định cũ phải đánh giá xong trước hết ngày {show(transition.last_day)}. "
        "Hãy báo chủ thể rút hồ sơ và nộp lại theo quyết định đang áp dụng."
    )
    return [Finding("still_in_time", transition.clause, message)]
