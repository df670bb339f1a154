"""Which signature may follow which on one paper."""

from collections.abc import Collection

from ocop.base.findings import Finding
from ocop.signing.spec import Form, Kind

CLAUSE = "Điều 5, Phụ lục I, Nghị định 30/2020/NĐ-CP"


def order_faults(form: str, present: Collection[str], wanted: str) -> list[Finding]:
    """The person signs first, then the agency, each once; what is attached carries the agency's alone."""
    if wanted in present:
        return [_finding("Văn bản này đã có chữ ký số đó rồi; không ký lần hai.")]
    if form == Form.ATTACHMENT and wanted == Kind.PERSONAL:
        return [_finding("Tài liệu kèm theo chỉ cần chữ ký số của cơ quan.")]
    if form == Form.PAPER and wanted == Kind.AGENCY and Kind.PERSONAL not in present:
        return [_finding("Người có thẩm quyền ký trước, cơ quan ký sau. Hãy chờ lãnh đạo ký.")]
    if wanted == Kind.PERSONAL and Kind.AGENCY in present:
        return [_finding("Cơ quan đã ký, không thêm chữ ký của người ký được nữa.")]
    return []


def _finding(sentence: str) -> Finding:
    return Finding("order", CLAUSE, sentence, "profile")
