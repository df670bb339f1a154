"""What a desk must have done before a dossier moves on (Điều 7.2, Quyết định 26/2026/QĐ-TTg). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ocop.base.findings import Finding

CLAUSE = "Điều 7.2"
MATTERS = {
    "local_material": "Nguồn nguyên liệu địa phương",
    "local_labour": "Sử dụng lao động địa phương",
    "idea_origin": "Nguồn gốc ý tưởng sản phẩm",
    "local_identity": "Bản sắc, trí tuệ địa phương",
}


@dataclass(frozen=True)
class CheckedItem:
    """One line of the completeness list as the commune left it; `version` is the submission it was looked at in."""

    item: str
    title: str
    is_ok: bool | None
    version: int = 0


def no_open_supplement(is_open: bool) -> list[Finding]:
    """While the producer completes the dossier no desk moves it on."""
    if not is_open:
        return []
    message = "Hồ sơ đang chờ chủ thể bổ sung; chưa thể chuyển bước."
    return [Finding("supplement_open", CLAUSE, message)]


def items_checked(items: Iterable[CheckedItem]) -> list[Finding]:
    """Every line of the completeness list was looked at and is in order."""
    found = []
    for line in items:
        if line.is_ok is None:
            found.append(Finding("item_unchecked", CLAUSE, f"Chưa kiểm tra mục “{line.title}”.", line.item))
        elif not line.is_ok:
            message = f"Mục “{line.title}” chưa đạt; hãy trả lại để chủ thể bổ sung."
            found.append(Finding("item_not_ok", CLAUSE, message, line.item))
    return found


def matters_assessed(matters: Mapping[str, str]) -> list[Finding]:
    """The four local matters of Mẫu 03 each have an assessment."""
    return [
        Finding("matter_empty", CLAUSE, f"Mẫu 03 chưa có nhận xét về “{title}”.", f"matter:{key}")
        for key, title in MATTERS.items()
        if not matters.get(key, "").strip()
    ]


def papers_signed(report_no: str, request_no: str, has_date: bool) -> list[Finding]:
    """The leader's approval names the report, the request and the day of signing."""
    wanted = (
        (report_no.strip(), "report_no", "số báo cáo (Mẫu 03)"),
        (request_no.strip(), "request_no", "số văn bản đề nghị"),
        (has_date, "signed_on", "ngày ký"),
    )
    return [
        Finding("paper_fact_missing", CLAUSE, f"Hãy ghi {title}.", where)
        for value, where, title in wanted
        if not value
    ]


def reasons_given(items: Mapping[str, str]) -> list[Finding]:
    """A return names at least one item, each with its reason."""
    if not items:
        return [Finding("return_empty", CLAUSE, "Hãy chọn ít nhất một mục cần bổ sung.")]
    return [
        Finding("return_without_reason", CLAUSE, "Mỗi mục trả lại phải có lý do.", item)
        for item, reason in items.items()
        if not reason.strip()
    ]
