"""The sample province: built once, rebuilt on demand, its accounts printed."""

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ocop.accounts.queries.people import has_sample_accounts
from ocop.accounts.roles import ROLES
from ocop.demo.build import build
from ocop.demo.clock import one_hash
from ocop.demo.people import COUNCIL, OFFICIALS, PASSWORD
from ocop.demo.stories import STAGES
from ocop.recognition.actions.published import load_published


class Command(BaseCommand):
    """`demo` builds where nothing is there yet; `--rebuild` empties the database first; `--accounts` prints."""

    help = "Dựng tỉnh mẫu (dữ liệu bịa, có ghi rõ) và in các tài khoản."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--stage", choices=STAGES, default=STAGES[-1])
        parser.add_argument("--rebuild", action="store_true", help="xóa mọi dữ liệu rồi dựng lại")
        parser.add_argument("--accounts", action="store_true", help="chỉ in các tài khoản")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            self.stdout.write(accounts())
            return
        if settings.PRODUCTION or not settings.DEMO:
            raise CommandError("Tỉnh mẫu chỉ dựng ở bản trình diễn (OCOP_DEMO=true, không phải bản chính thức).")
        if options["rebuild"]:
            call_command("flush", interactive=False, verbosity=0)
        elif has_sample_accounts():
            return
        call_command("load_places", stdout=self.stdout if options["verbosity"] > 1 else _Silent())
        load_published()
        start = time.monotonic()
        with one_hash():
            build(settings.PROVINCE_CODE, timezone.localdate(), options["stage"], self._say)
        self.stdout.write(f"\r      Tỉnh mẫu đã dựng trong {time.monotonic() - start:.0f} giây.{' ' * 40}")

    def _say(self, words: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r      {words:<60}", ending="")
            self.stdout.flush()


class _Silent:
    """Swallows the words of a command called within another."""

    def write(self, words: str) -> None:
        """Nothing."""


def accounts() -> str:
    """Every account of the demo with its role, and the one password."""
    rows = [("chuthe1 … chuthe20", "Chủ thể (mỗi người một sản phẩm)")]
    for person in OFFICIALS:
        roles = ", ".join(ROLES[role].title for role in person.roles) or "Tổ tư vấn"
        rows.append((person.username, roles))
    rows += [(username, f"Hội đồng: {position}, {agency}") for username, _, _, position, agency in COUNCIL]
    lines = [f"    {username:<20} {title}" for username, title in rows]
    lines.append("    Mã PIN ký số của lanhdao.tinh, chutich, vanphong và của cơ quan: như mật khẩu")
    return "\n".join(["", "  Tài khoản mẫu, mật khẩu chung: " + PASSWORD, *lines])
