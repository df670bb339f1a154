"""Drawing up a yearly report: it is begun, its parts and targets are written; issuing it is the papers' act."""

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import Conflict, NotAllowed, Refused
from ocop.places.models import Unit
from ocop.programme.indicators import INDICATORS
from ocop.programme.models import ReportTarget, YearReport
from ocop.programme.queries.reports import blank, reports_on, today
from ocop.programme.spec import LONGEST, SECTION_KEYS, TargetFacts

TARGETS = "targets"
"""The list of targets among the numbered writings."""
MOST_TARGETS = 30


@transaction.atomic
def open_report(*, by: User, unit: Unit, year: int) -> YearReport:
    """Begin the report of a province or district on a year."""
    report = blank(unit, year)
    _ask(by, report)
    if year > today().year:
        raise Refused("Chưa đến năm đó.")
    if not reports_on(unit, year):
        raise Refused(f"Năm {year} không có báo cáo của {unit.full_name}: đơn vị không có trong năm đó.")
    report.opened_by, report.opened_at = by, timezone.now()
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError as error:
        raise Conflict(f"Báo cáo năm {year} của {unit.full_name} đã được lập; hãy mở báo cáo đó.") from error
    record("programme.open_report", by=by, subject=report, data={"year": year, "unit": unit.full_name})
    return report


@transaction.atomic
def write_report(*, by: User, report: YearReport, texts: Mapping[str, str], seen: int) -> list[str]:
    """Write typed parts over the writing number `seen`. A part that somebody else has changed since is left as it
    stands and its key given back: the door shows both."""
    found = _locked(by, report)
    unknown = set(texts) - SECTION_KEYS
    if unknown:
        raise Refused("Báo cáo không có phần này.")
    if any(len(text) > LONGEST for text in texts.values()):
        raise Refused(f"Mỗi phần tối đa {LONGEST} chữ. Hãy rút gọn.")
    changed = {key: text.strip() for key, text in texts.items() if text.strip() != found.texts.get(key, "")}
    clashing = [key for key in changed if found.number_of(key) > seen]
    taken = {key: text for key, text in changed.items() if key not in clashing}
    if taken:
        # words of somebody else that these take the place of stay in the record
        replaced = {key: old for key in taken if (old := found.texts.get(key)) and found.writer_of(key) != by.pk}
        found.texts = {**found.texts, **taken}
        _save(found, by, taken)
        data = {"parts": sorted(taken), **({"replaced": replaced} if replaced else {})}
        record("programme.write_report", by=by, subject=found, data=data)
    _copy(found, report)
    return clashing


@transaction.atomic
def set_targets(*, by: User, report: YearReport, rows: Sequence[TargetFacts], seen: int) -> YearReport:
    """The targets of the year, all at once."""
    found = _locked(by, report)
    if found.number_of(TARGETS) > seen:
        raise Conflict("Người khác vừa sửa các mục tiêu. Hãy tải lại trang để xem, rồi nhập lại điều cần thêm.")
    if len(rows) > MOST_TARGETS:
        raise Refused(f"Nhiều nhất {MOST_TARGETS} mục tiêu.")
    for row in rows:
        _check(row)
    found.targets.all().delete()
    ReportTarget.objects.bulk_create(
        ReportTarget(report=found, order=order, title=row.title, planned=row.planned, indicator=row.indicator,
                     actual=row.actual, note=row.note)
        for order, row in enumerate(rows, start=1)
    )  # fmt: skip
    _save(found, by, [TARGETS])
    record("programme.set_targets", by=by, subject=found, data={"targets": [row.title for row in rows]})
    _copy(found, report)
    return found


def _check(row: TargetFacts) -> None:
    if not row.title or not row.planned:
        raise Refused("Mỗi mục tiêu cần tên và con số của kế hoạch.")
    if row.indicator and row.indicator not in INDICATORS:
        raise Refused("Hãy chọn số liệu trong danh sách.")
    if row.indicator and row.actual:
        raise Refused(f"“{row.title}”: chọn một, số liệu tính từ hồ sơ hoặc kết quả ghi bằng chữ.")


def _save(report: YearReport, by: User, keys: Mapping[str, str] | Sequence[str]) -> None:
    report.version += 1
    report.written = {**report.written, **{key: [report.version, by.pk] for key in keys}}
    report.saved_by, report.saved_at = by, timezone.now()
    report.save(update_fields=["texts", "written", "version", "saved_by", "saved_at"])


def _locked(by: User, report: YearReport) -> YearReport:
    _ask(by, report)
    return YearReport.objects.select_for_update().get(pk=report.pk)


def _copy(found: YearReport, report: YearReport) -> None:
    """The caller's report shows what is stored."""
    for name in ("texts", "written", "version", "saved_by", "saved_at"):
        setattr(report, name, getattr(found, name))


def _ask(by: User, report: YearReport) -> None:
    if not by.has_perm("programme.write_report", report):
        raise NotAllowed("Bạn không lập báo cáo của cơ quan này.")
