"""Rank one product from a JSON request on standard input."""

import io
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from ocop.regulations.management.reading import readable_database
from ocop.regulations.queries import sheets_by_number
from ocop.regulations.scoring import RequestFaults, parse_request, rank_request


class Command(BaseCommand):
    help = "Xếp hạng một sản phẩm từ các phiếu chấm (JSON ở đầu vào chuẩn); dữ liệu sai thì thoát với mã 2."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with readable_database(self):
                result = rank_request(parse_request(sys.stdin.buffer.read()), sheets_by_number)
        except RequestFaults as error:
            self.stderr.write("\n".join(error.faults), self.style.ERROR)
            sys.exit(2)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8, whatever the terminal says
        self.stdout.write(json.dumps(result, ensure_ascii=False))
