"""What a dossier needs before it may be filed (Điều 7.1 and Phụ lục III, Quyết định 26/2026/QĐ-TTg).

Every rule takes the plain `Filing` and returns findings. Blocking ones stop the submission; the others warn, because
the evidence table of Mẫu 02 is guidance and not a closed list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from ocop.base.dates import show
from ocop.base.findings import Finding
from ocop.base.text import whole
from ocop.dossiers.spec import fields_for
from ocop.dossiers.spec.shapes import Field
from ocop.dossiers.spec.values import fault, is_empty
from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, plain


@dataclass(frozen=True)
class Mark:
    """What is claimed for a criterion; `chosen` False where no box was ticked yet."""

    points: Fraction
    note: str = ""


@dataclass(frozen=True)
class Cited:
    """A paper cited for a criterion."""

    title: str
    issued_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class Filing:
    """A dossier as the rules see it. `values` holds every field of the form, taken from records or typed;
    `needed_until` is the last day on which its papers should still be valid (the end of the round)."""

    kind: str
    today: date
    needed_until: date
    producer_confirmed: bool
    sheet: CriteriaSheet
    values: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    cited: Mapping[str, tuple[Cited, ...]] = field(default_factory=dict)
    usual: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unresolved: tuple[str, ...] = ()


Rule = Callable[[Filing], list[Finding]]
_FORM = "Điều 7.1, Phụ lục III"
_EVIDENCE = "Mẫu 02, phần III, Phụ lục III"


def check(filing: Filing) -> list[Finding]:
    """Everything that is missing or doubtful, in the order of the form, blocking ones first."""
    found = [finding for rule in RULES for finding in rule(filing)]
    return sorted(found, key=lambda finding: not finding.blocking)


def producer_is_confirmed(filing: Filing) -> list[Finding]:
    """The commune knows the producer (Điều 3: production and business under a registration)."""
    if filing.producer_confirmed:
        return []
    message = "Xã chưa xác nhận chủ thể. Bạn soạn trước được; nộp sau khi xã xác nhận."
    return [Finding("producer_is_confirmed", "Điều 2, 7.1", message, "producer")]


def required_fields(filing: Filing) -> list[Finding]:
    """Every item that the forms ask of this kind of dossier."""
    return [
        Finding("required_fields", item.clause, f"Chưa có “{item.label}”.", where_of(item))
        for item in fields_for(filing.kind).values()
        if filing.kind in item.required and is_empty(filing.values.get(item.key))
    ]


def readable_values(filing: Filing) -> list[Finding]:
    """What was typed can be read as what the item asks for."""
    found = []
    for item in fields_for(filing.kind).values():
        wrong = fault(item, filing.values.get(item.key)) if item.typed else ""
        if wrong:
            found.append(Finding("readable_values", item.clause, f"{item.label}: {wrong}", item.item))
    return found


def workers_add_up(filing: Filing) -> list[Finding]:
    """Parts of the workforce are not larger than the whole."""
    whole = _count(filing.values.get("workers"))
    found = []
    for key in ("workers_local", "workers_female"):
        part, item = _count(filing.values.get(key)), fields_for(filing.kind)[key]
        if whole is not None and part is not None and part > whole:
            message = f"{item.label} ({part}) nhiều hơn tổng số lao động ({whole})."
            found.append(Finding("workers_add_up", item.clause, message, item.item))
    return found


def dates_have_passed(filing: Filing) -> list[Finding]:
    """A date of registration is not in the future."""
    value = filing.values.get("registered_on")
    if (
        not value
        or fault(fields_for(filing.kind)["registered_on"], value)
        or date.fromisoformat(value) <= filing.today
    ):
        return []
    return [Finding("dates_have_passed", _FORM, "Ngày đăng ký kinh doanh ở tương lai.", "producer")]


def conflicts_are_settled(filing: Filing) -> list[Finding]:
    """Where two devices wrote the same item, somebody has chosen."""
    message = "Hai máy ghi khác nhau ở một mục. Hãy chọn một nội dung."
    return [Finding("conflicts_are_settled", _FORM, message, item) for item in filing.unresolved]


def every_criterion_is_scored(filing: Filing) -> list[Finding]:
    """Part III of Mẫu 02: the self-score of every criterion, also where no box is met."""
    left = [rule.code for rule in filing.sheet if rule.code not in filing.marks and applies(filing, rule)]
    if not left:
        return []
    shown = ", ".join(left[:6]) + (f" và {len(left) - 6} tiêu chí khác" if len(left) > 6 else "")
    return [
        Finding(
            "every_criterion_is_scored", _EVIDENCE, f"Chưa tự chấm: {shown}.", f"criterion:{left[0]}"
        )
    ]  # fmt: skip


def minima_have_evidence(filing: Filing) -> list[Finding]:
    """A mark that claims the least for a rank stands on a paper, where a kind of paper usually proves it."""
    found = []
    for rule in filing.sheet:
        star = claimed_star(filing, rule)
        if star and not filing.cited.get(rule.code) and filing.usual.get(rule.code):
            message = f"Tiêu chí {rule.code} nhận mức tối thiểu của {star} sao nhưng chưa dẫn minh chứng."
            found.append(Finding("minima_have_evidence", _EVIDENCE, message, f"criterion:{rule.code}"))
    return found


def claims_have_evidence(filing: Filing) -> list[Finding]:
    """Other marks above 0 without a paper: a warning."""
    found = []
    for rule in filing.sheet:
        mark = filing.marks.get(rule.code)
        bare = mark is not None and mark.points > 0 and not filing.cited.get(rule.code) and not mark.note
        if bare and mark and filing.usual.get(rule.code) and not claimed_star(filing, rule):
            points = plain(mark.points).replace(".", ",")
            message = f"Tiêu chí {rule.code} nhận {points} điểm nhưng chưa dẫn minh chứng."
            found.append(Finding("claims_have_evidence", _EVIDENCE, message, f"criterion:{rule.code}", blocking=False))
    return found


def papers_are_valid(filing: Filing) -> list[Finding]:
    """A paper cited has not lapsed (blocking) and will not before the end of the round (warning)."""
    found = []
    for code, papers in filing.cited.items():
        for paper in papers:
            end = paper.valid_until
            if end is None or end >= filing.needed_until:
                continue
            over = end < filing.today
            said = "đã hết hạn" if over else "sẽ hết hạn trước khi xét xong"
            message = f"“{paper.title}” {said} ({show(end)}). Hãy thay bản mới ở Kho minh chứng."
            found.append(Finding("papers_are_valid", _EVIDENCE, message, f"criterion:{code}", blocking=over))
    return found


def papers_are_dated_soundly(filing: Filing) -> list[Finding]:
    """A paper was not issued in the future."""
    return [
        Finding(
            "papers_are_dated_soundly",
            _EVIDENCE,
            f"“{paper.title}” ghi ngày cấp ở tương lai ({show(paper.issued_on)}).",
            f"criterion:{code}",
            blocking=False,
        )
        for code, papers in filing.cited.items()
        for paper in papers
        if paper.issued_on and paper.issued_on > filing.today
    ]


def samples_are_ready(filing: Filing) -> list[Finding]:
    """The commune sends samples with the dossier; tourism services send none (Điều 6.2.d)."""
    units = filing.sheet.sample_units
    if not units or _count(filing.values.get("sample_count")) == units:
        return []
    message = f"Chuẩn bị {units:02d} sản phẩm mẫu để xã gửi kèm hồ sơ."
    return [Finding("samples_are_ready", "Điều 6.2.d", message, "field:sample_count", blocking=False)]


RULES: tuple[Rule, ...] = (
    producer_is_confirmed,
    conflicts_are_settled,
    required_fields,
    readable_values,
    workers_add_up,
    dates_have_passed,
    every_criterion_is_scored,
    minima_have_evidence,
    papers_are_valid,
    claims_have_evidence,
    papers_are_dated_soundly,
    samples_are_ready,
)


def applies(filing: Filing, rule: CriterionRule) -> bool:
    """Whether the criterion counts at all: 5.2 only where 5.1 is above 0."""
    if not rule.applies_if_code:
        return True
    condition = filing.marks.get(rule.applies_if_code)
    return condition is not None and condition.points > 0


def claimed_star(filing: Filing, rule: CriterionRule) -> int:
    """The highest rank whose minimum the claim meets on this criterion; 0 where none is."""
    mark = filing.marks.get(rule.code)
    if mark is None or mark.points <= 0 or not applies(filing, rule):
        return 0
    return max((star for star, needed in rule.minima.items() if mark.points >= needed), default=0)


def where_of(item: Field) -> str:
    """Where an item is mended: its field, or the record it is taken from."""
    return item.item if item.typed else item.source.partition(".")[0]


def _count(value: Any) -> int | None:
    return whole(value) if isinstance(value, str) else None
