"""Read the official file of a decision into a draft."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ocop.base.errors import Refused
from ocop.base.text import nfc
from ocop.regulations.actions import discard_draft, import_decision
from ocop.regulations.models import Decision
from ocop.regulations.queries import draft_by_number, import_findings
from ocop.regulations.spec.files import MOST_BYTES


class Command(BaseCommand):
    help = "Đọc tệp chính thức (HTML, DOCX) của một quyết định thành bản nháp; tệp không nhận được thì thoát với mã 2."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .html hoặc .docx")
        parser.add_argument("--decision", required=True, help="số hiệu, ví dụ 26/2026/QĐ-TTg")
        parser.add_argument("--dated", required=True, help="ngày ban hành, ví dụ 2026-05-22 hoặc 22/05/2026")
        parser.add_argument("--in-force-from", required=True, help="ngày có hiệu lực")
        parser.add_argument("--reason", default="", help="lý do lập phiên bản mới của quyết định đã có")
        parser.add_argument("--replace", action="store_true", help="bỏ bản nháp đang có của quyết định này")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            decision = self._import(options)
        except Refused as error:
            self.stderr.write(str(error), self.style.ERROR)
            sys.exit(2)
        criteria = sum(row.criteria.count() for row in decision.sets.all())
        self.stdout.write(
            f"Quyết định {decision.number}, phiên bản {decision.version} (bản nháp): "
            f"{decision.sets.count()} bộ, {criteria} tiêu chí."
        )
        findings = list(import_findings(decision))
        self.stdout.write(f"{len(findings)} chỗ cần kết luận:")
        for row in findings:
            told = [f"bộ {row.set_no}" if row.set_no else "", row.code]
            proposed = f" → đề xuất: {row.proposed}" if row.proposed else ""
            where = ", ".join(part for part in (*told, row.place) if part)
            self.stdout.write(f"  {row.order}. [{where}] {row.what}{proposed}")

    def _import(self, options: dict[str, Any]) -> Decision:
        number = nfc(options["decision"])
        dated, in_force_from = _day(options["dated"]), _day(options["in_force_from"])
        content = _content(options["file"])
        draft = draft_by_number(number) if options["replace"] else None
        if draft:
            discard_draft(by=None, decision=draft)
        return import_decision(
            by=None, content=content, file_name=options["file"].name, number=number, dated=dated,
            in_force_from=in_force_from, reason=options["reason"],
        )  # fmt: skip


def _content(path: Path) -> bytes:
    """The file, unless it is too large to be read into memory at all."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB, không phải là văn bản của một quyết định.")
        return path.read_bytes()
    except OSError:
        raise Refused(f"Không đọc được tệp “{path}”.") from None


def _day(text: str) -> date:
    try:
        if "/" in text:
            day, month, year = map(int, text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text}” không phải là ngày; hãy ghi như 22/05/2026.") from None
