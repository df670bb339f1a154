"""Whether the figures copied from paper minutes can be a result under that law."""

from collections.abc import Mapping
from fractions import Fraction

from ocop.base.findings import Finding
from ocop.regulations.ruleset import CriteriaSheet, Points, plain

CODE = "recognition.old_result"
CLAUSE = "Biên bản họp Hội đồng"


def mark_findings(sheet: CriteriaSheet, marks: Mapping[str, Points]) -> list[Finding]:
    """A criterion without points, with points it has no option for, or that the form does not know."""
    unknown = [code for code in marks if code not in sheet.codes]
    found = [_finding(f"Bộ {sheet.set_no} không có tiêu chí {code}.", code) for code in unknown]
    for rule in sheet:
        if rule.code not in marks:
            if not _falls_away(rule.applies_if_code, marks):
                found.append(_finding(f"Tiêu chí {rule.code} chưa có điểm; không đạt mức nào thì ghi 0.", rule.code))
        elif Fraction(marks[rule.code]) not in rule.levels:
            levels = ", ".join(plain(level) for level in rule.levels)
            said = f"Tiêu chí {rule.code} không có mức {plain(marks[rule.code])} điểm (các mức: {levels})."
            found.append(_finding(said, rule.code))
    return found


def stars_findings(sheet: CriteriaSheet, marks: Mapping[str, Points], stars: int) -> list[Finding]:
    """A total below the rank that was recognised is a slip of the pen or the wrong form."""
    total = sum((Fraction(points) for points in marks.values()), Fraction(0))
    band = max(row.stars for row in sheet.bands if total >= row.minimum)
    if band >= stars:
        return []
    points = plain(total).replace(".", ",")
    said = f"Tổng điểm đã nhập là {points}, chỉ tới khung {band} sao, thấp hơn {stars} sao đã công nhận."
    return [_finding(f"{said} Hãy xem lại điểm hoặc bộ sản phẩm.", "stars")]


def _falls_away(condition: str, marks: Mapping[str, Points]) -> bool:
    return bool(condition) and condition in marks and not Fraction(marks[condition])


def _finding(message: str, where: str) -> Finding:
    return Finding(code=CODE, clause=CLAUSE, message=message, where=where)
