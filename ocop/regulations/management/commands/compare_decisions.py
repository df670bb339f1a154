"""Print what a later decision changes against an earlier one."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ocop.base.text import nfc
from ocop.regulations.management.reading import readable_database
from ocop.regulations.models import Decision
from ocop.regulations.queries import compare_decisions, decision_by_number, draft_by_number
from ocop.regulations.spec.compare import KINDS, SetChange


class Command(BaseCommand):
    help = "So sánh hai quyết định: từng bộ, từng tiêu chí."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("before", help="số hiệu quyết định trước")
        parser.add_argument("after", help="số hiệu quyết định sau")
        parser.add_argument("--draft", action="store_true", help="lấy bản nháp của quyết định sau")

    def handle(self, *args: Any, **options: Any) -> None:
        later = draft_by_number if options["draft"] else decision_by_number
        with readable_database(self):
            before = self._found(decision_by_number(nfc(options["before"])), options["before"])
            after = self._found(later(nfc(options["after"])), options["after"])
        for row in compare_decisions(before, after):
            self.stdout.write(_title(row))
            for change in row.changes:
                old, new = (" ".join(text.split()) for text in (change.before, change.after))
                self.stdout.write(f"  {change.code} {change.name}: {KINDS[change.kind]}: {old or '–'} → {new or '–'}")

    def _found(self, decision: Decision | None, number: str) -> Decision:
        if decision is None:
            self.stderr.write(f"Không có quyết định “{number}”.", self.style.ERROR)
            sys.exit(2)
        return decision


def _title(row: SetChange) -> str:
    if row.before_no is None:
        return f"Bộ {row.after_no} {row.after_name}: bộ mới"
    if row.after_no is None:
        return f"Bộ {row.before_no} {row.before_name}: bỏ"
    told = ", ".join(f"{KINDS[kind].lower()} {count}" for kind, count in row.kinds.items())
    name = f"{row.before_name} → {row.after_name}" if row.renamed else row.after_name
    return f"Bộ {row.after_no} {name}: {told or 'không đổi'}"
