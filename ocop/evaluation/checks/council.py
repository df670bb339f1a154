"""What a council must be when it is constituted (Điều 8, Quyết định 26/2026/QĐ-TTg; numbers are not given there)."""

from collections.abc import Sequence

from ocop.base.findings import Finding

CLAUSE = "Điều 8"


def one_chair(roles: Sequence[str]) -> list[Finding]:
    """Exactly one chair."""
    count = roles.count("chair")
    if count == 1:
        return []
    said = "chưa có" if count == 0 else f"có {count}"
    return [Finding("one_chair", CLAUSE, f"Hội đồng phải có đúng một Chủ tịch; danh sách {said} Chủ tịch.", "members")]


def nobody_twice(names: Sequence[str]) -> list[Finding]:
    """A person holds one seat."""
    twice = sorted({name for name in names if names.count(name) > 1})
    return [Finding("member_twice", CLAUSE, f"{name} có tên hai lần.", "members") for name in twice]


def enough_voters(count: int) -> list[Finding]:
    """An average of the council needs more than the word of one or two."""
    if count >= 3:
        return []
    return [
        Finding("too_few_members", CLAUSE, f"Hội đồng cần ít nhất 3 thành viên chấm điểm; mới có {count}.", "members")
    ]
