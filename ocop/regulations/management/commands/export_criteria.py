"""Print the criteria of a decision as JSON."""

import io
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ocop.base.text import nfc
from ocop.regulations.management.reading import readable_database
from ocop.regulations.queries import export_criteria


class Command(BaseCommand):
    help = "In các bộ tiêu chí của một quyết định dưới dạng JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--decision", required=True, help="số hiệu, ví dụ 26/2026/QĐ-TTg")
        parser.add_argument("--draft", action="store_true", help="in bản nháp mới nhất thay cho bản đã chốt")

    def handle(self, *args: Any, **options: Any) -> None:
        number = nfc(options["decision"])
        # bytes that are not UTF-8 arrive as halves of characters, which no database can look for
        with readable_database(self):
            data = export_criteria(number, draft=options["draft"]) if number.isprintable() else None
        if data is None:
            what = "bản nháp của quyết định" if options["draft"] else "quyết định"
            shown = "".join(char if char.isprintable() else "?" for char in number)
            self.stderr.write(f"Không có {what} “{shown}”.", self.style.ERROR)
            sys.exit(2)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8, whatever the terminal says
        self.stdout.write(json.dumps(data, ensure_ascii=False))
