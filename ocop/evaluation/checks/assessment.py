"""When the advisory team may report (Điều 7.4, Quyết định 26/2026/QĐ-TTg). Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ocop.base.findings import Finding

CLAUSE = "Điều 7.4"


@dataclass(frozen=True)
class Found:
    """The team's finding on one criterion beside the claim, in points as text; None where there is none."""

    criterion: str
    claimed: str | None
    found: str | None
    note: str = ""
    evidence_ok: bool = True
    is_assessed: bool = False

    @property
    def differs(self) -> bool:
        """Whether the team grants other points than were claimed (nothing claimed is 0)."""
        return self.is_assessed and (self.claimed or "0") != (self.found or "0")

    @property
    def lacks_note(self) -> bool:
        """Another mark, or evidence that does not hold, must be explained."""
        return self.is_assessed and not self.note.strip() and (self.differs or not self.evidence_ok)


@dataclass(frozen=True)
class Work:
    """All the team has done on one dossier. `samples_needed` is 0 for tourism services."""

    criteria: tuple[Found, ...]
    surveys: int
    survey_waived: str
    open_tests: tuple[str, ...]
    samples_needed: int
    samples: int
    summary: str
    proposal: str


def check(work: Work) -> list[Finding]:
    """Everything that keeps the report from being finished."""
    return [
        *every_criterion_assessed(work.criteria),
        *survey_held(work.surveys, work.survey_waived),
        *tests_answered(work.open_tests),
        *samples_received(work.samples_needed, work.samples),
        *report_written(work.summary, work.proposal),
    ]


def every_criterion_assessed(criteria: Iterable[Found]) -> list[Finding]:
    """Each criterion has a finding; one that differs from the claim has its reason."""
    rows = tuple(criteria)
    open_codes = [row.criterion for row in rows if not row.is_assessed]
    silent = [row.criterion for row in rows if row.lacks_note]
    found = []
    if open_codes:
        found.append(_finding("criteria_open", f"Chưa đánh giá tiêu chí: {_listed(open_codes)}.", "criteria"))
    if silent:
        message = f"Cần ghi nhận định cho tiêu chí khác mức tự chấm hoặc minh chứng chưa đủ: {_listed(silent)}."
        found.append(_finding("criteria_without_note", message, "criteria"))
    return found


def survey_held(surveys: int, waived: str) -> list[Finding]:
    """The place was seen, or it is said why not."""
    if surveys or waived.strip():
        return []
    return [_finding("survey_missing", "Chưa có khảo sát thực tế; ghi biên bản hoặc lý do không khảo sát.", "survey")]


def tests_answered(open_tests: Collection[str]) -> list[Finding]:
    """Every extra test has a result or an explanation."""
    return [_finding("test_open", f"Kiểm nghiệm “{what}” chưa có kết quả.", "tests") for what in open_tests]


def samples_received(needed: int, received: int) -> list[Finding]:
    """The sample products are there (5; none for tourism services)."""
    if received >= needed:
        return []
    return [_finding("samples_missing", f"Mới nhận {received}/{needed} sản phẩm mẫu.", "samples")]


def report_written(summary: str, proposal: str) -> list[Finding]:
    """The report says what the team thinks and what it proposes."""
    wanted = ((summary, "nhận xét chung"), (proposal, "đề xuất với Hội đồng"))
    return [
        _finding("report_empty", f"Báo cáo chưa có {title}.", "report") for text, title in wanted if not text.strip()
    ]


def _finding(code: str, message: str, where: str) -> Finding:
    return Finding(code, CLAUSE, message, where)


def _listed(codes: list[str]) -> str:
    return ", ".join(codes[:12]) + (f" và {len(codes) - 12} tiêu chí khác" if len(codes) > 12 else "")
