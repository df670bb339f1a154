"""What the minutes of one product must hold before they are closed (Điều 9.3, Quyết định 26/2026/QĐ-TTg)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ocop.base.findings import Finding
from ocop.supervision.spec import FOUND_TITLES, Found, Part

CLAUSE = "Điều 9.3"
WORDS = {
    "place": "Hãy ghi nơi kiểm tra.",
    "present": "Hãy ghi ai có mặt phía chủ thể (họ tên, chức vụ), hoặc ghi rõ chủ thể vắng mặt.",
    "findings": "Hãy ghi nhận xét chung của Đoàn.",
    "opinion": "Hãy ghi ý kiến của chủ thể; không có ý kiến thì ghi “Không có ý kiến”.",
}


@dataclass(frozen=True)
class Answer:
    """One matter of the checklist: `key` names it, `where` its place on the page."""

    key: str
    title: str
    part: str
    found: str = ""
    note: str = ""
    where: str = ""


@dataclass(frozen=True)
class MinutesDraft:
    """What was typed; `answers` by the key of the matter: (found, note)."""

    held_on: date | None
    place: str
    present: str
    findings: str
    opinion: str
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def check_writing(draft: MinutesDraft, *, today: date, decided_on: date, ends_on: date) -> list[Finding]:
    """What may not be written even for the time being: a day on which nobody inspected, an answer that is none."""
    findings = []
    day = draft.held_on
    if day is not None and day > today:
        findings.append(_wrong("held_on", f"Ngày kiểm tra không được sau hôm nay ({today:%d/%m/%Y})."))
    elif day is not None and day < decided_on:
        findings.append(_wrong("held_on", f"Ngày kiểm tra không được trước quyết định ({decided_on:%d/%m/%Y})."))
    elif day is not None and day > ends_on:
        findings.append(_wrong("held_on", f"Quyết định cho kiểm tra đến hết ngày {ends_on:%d/%m/%Y}."))
    if any(found and found not in FOUND_TITLES for found, _ in draft.answers.values()):
        findings.append(_wrong("answers", "Hãy chọn Đúng, Không đúng hoặc Không áp dụng."))
    return findings


def check_minutes(draft: MinutesDraft, answers: Sequence[Answer]) -> list[Finding]:
    """What is missing before the minutes are closed."""
    findings = []
    if draft.held_on is None:
        findings.append(_wrong("held_on", "Hãy ghi ngày kiểm tra."))
    findings += [_wrong(name, said) for name, said in WORDS.items() if not getattr(draft, name).strip()]
    return [*findings, *_check_answers(answers)]


def _check_answers(answers: Iterable[Answer]) -> list[Finding]:
    findings = []
    for row in answers:
        if not row.found and row.part != Part.OTHER:
            findings.append(_wrong(row.where, f"Chưa ghi kết quả: {row.title}."))
        if row.found == Found.CHANGED and not row.note.strip():
            findings.append(_wrong(row.where, f"{row.title}: không đúng như thế nào? Hãy ghi rõ."))
    return findings


def _wrong(where: str, message: str) -> Finding:
    return Finding("inspection_minutes", CLAUSE, message, where)
