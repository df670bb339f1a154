"""When a council may take opinions in writing instead of meeting, and when it must meet after all (Điều 7.6.d, Quyết
định 26/2026/QĐ-TTg; the older procedures name no clause). The procedure says so as data."""

from datetime import datetime
from fractions import Fraction

from ocop.base.dates import HANOI
from ocop.base.findings import Finding
from ocop.evaluation.checks.meeting import REGULATION
from ocop.evaluation.wording import comma
from ocop.regulations.spec.procedure import Rules

AGAIN = "again"


def regulation_allows(allowed: bool, title: str) -> list[Finding]:
    """The working regulation of the day lets the council answer in writing."""
    if allowed:
        return []
    message = f"{title} không cho lấy ý kiến bằng văn bản; hãy lập phiên họp, hoặc ban hành bản quy chế mới."
    return [Finding("writing_not_in_regulation", REGULATION, message, "kind")]


def law_allows(rules: Rules | None) -> list[Finding]:
    """The procedure knows written opinions."""
    if rules is not None and rules.allows_writing:
        return []
    number = f"Quy trình theo {rules.number}" if rules else "Quy trình của ngày này"
    clause = rules.again_clause if rules else "Quy trình đánh giá"
    return [Finding("writing_not_in_law", clause, f"{number} không có hình thức lấy ý kiến bằng văn bản.", "kind")]


def dossier_allows(product: str, kind: str, rules: Rules | None) -> list[Finding]:
    """Only a re-evaluation is decided in writing, under the procedure of that dossier."""
    if kind == AGAIN:
        return law_allows(rules)
    clause = rules.again_clause if rules else "Quy trình đánh giá"
    message = (
        f"{product} không phải hồ sơ phân hạng lại; chỉ hồ sơ phân hạng lại được lấy ý kiến bằng văn bản ({clause}). "
        "Hãy đưa vào một phiên họp."
    )
    return [Finding("writing_only_again", clause, message)]


def deadline_ahead(answer_by: datetime | None, now: datetime) -> list[Finding]:
    """Members have time left to answer when the slips go out."""
    if answer_by is None or now < answer_by:
        return []
    message = f"Hạn trả lời {moment(answer_by)} đã qua; hãy sửa hạn trả lời trước khi gửi phiếu."
    return [Finding("deadline_passed", REGULATION, message, "answer_by")]


def opinions_agree(spread: Fraction, limit: Fraction, rules: Rules | None) -> list[Finding]:
    """Opinions that stay apart are a matter for a meeting, where the procedure says so."""
    if spread <= limit or rules is None or not rules.in_writing:
        return []
    message = (
        f"Ý kiến còn khác nhau: hai phiếu chênh {comma(spread)} điểm, quá mức {comma(limit)} điểm. Hội đồng phải họp "
        f"trực tiếp ({rules.again_clause}); hãy lùi hồ sơ sang một phiên họp."
    )
    return [Finding("must_meet", rules.again_clause, message)]


def moment(at: datetime) -> str:
    """ "17:00 ngày 25/11/2026"."""
    local = at.astimezone(HANOI)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"
