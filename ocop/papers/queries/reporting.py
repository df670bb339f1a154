"""What the yearly reports say: figures of the day on which they are made, and what was typed."""

from datetime import date

from ocop.base.dates import show_long
from ocop.papers.queries.gathered import Gathered
from ocop.papers.queries.subjects import About
from ocop.programme.models import YearReport
from ocop.programme.queries.content import Content, content_of
from ocop.programme.wording import department_on, ministry_on

_SUMMARY = ("filed", "returned", "withdrawn", "evaluated", "recognised", "recognised_5", "recognised_4",
            "recognised_3", "in_force", "expiring", "expired", "asked", "sent_up")  # fmt: skip


def year_report(about: About) -> Gathered:
    """The report of a district or of the province's agency."""
    report: YearReport = about.record
    content = content_of(report)
    data = {
        "nam": str(report.year),
        "nam_sau": str(report.year + 1),
        "dia_ban": report.unit.full_name,
        "tinh": report.province.full_name,
        "kinh_gui": _addressees(report, content.as_of),
        "tinh_den": show_long(content.as_of),
        "tom_tat": {key: content.value(key) for key in _SUMMARY},
        "muc_tieu": _targets(content),
        "bang": [table.as_data() for table in content.tables],
        **{section.key: text for section, text in content.texts},
    }
    return Gathered(data, subject=str(report))


def _addressees(report: YearReport, day: date) -> list[str]:
    """A district reports to the province's agency, the agency to the province's committee and to the ministry."""
    if report.district_id:
        return [f"{department_on(day)} {report.province.full_name}"]
    return [f"Ủy ban nhân dân {report.province.full_name}", ministry_on(day)]


def _targets(content: Content) -> list[dict[str, str]]:
    return [
        {
            "stt": str(number),
            "muc_tieu": target.row.title,
            "ke_hoach": target.row.planned,
            "ket_qua": target.result,
            "tinh_tu": target.source,
            "ghi_chu": target.row.note,
        }
        for number, target in enumerate(content.targets, start=1)
    ]
