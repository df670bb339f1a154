"""What stands in a report today: its figures, its targets with their results, its typed parts."""

from dataclasses import dataclass
from datetime import date

from ocop.programme.indicators import INDICATORS, Facts, Table, tables, value_of
from ocop.programme.models import ReportTarget, YearReport
from ocop.programme.queries.facts import facts_of
from ocop.programme.spec import SECTIONS, Section
from ocop.programme.wording import cell


@dataclass(frozen=True)
class Target:
    """A target beside its result; `source` says out of what a computed one is."""

    row: ReportTarget
    result: str
    source: str


@dataclass(frozen=True)
class Content:
    """A report as it would be issued now."""

    report: YearReport
    as_of: date
    facts: Facts
    tables: list[Table]
    targets: list[Target]

    @property
    def texts(self) -> list[tuple[Section, str]]:
        """The typed parts, those still empty too."""
        return [(section, self.report.texts.get(section.key, "")) for section in SECTIONS]

    def value(self, key: str) -> int:
        """One indicator."""
        return value_of(self.facts, key)


def content_of(report: YearReport) -> Content:
    """All that the page and the paper show; a constant number of queries."""
    facts = facts_of(report)
    targets = [_target(row, facts) for row in report.targets.all()]
    return Content(report, facts.as_of, facts, tables(facts), targets)


def _target(row: ReportTarget, facts: Facts) -> Target:
    if not row.indicator:
        return Target(row, row.actual, "")
    return Target(row, cell(value_of(facts, row.indicator)), INDICATORS[row.indicator].title)
