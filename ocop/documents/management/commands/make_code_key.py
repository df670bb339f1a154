"""Make a key that signs the codes of certificates and papers."""

from typing import Any

from django.core.management.base import BaseCommand

from ocop.documents.codes import new_key


class Command(BaseCommand):
    help = "In một khóa mới cho OCOP_CODE_SIGNING_KEY, trên một dòng; hãy giữ kín."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(new_key().strip().replace("\n", "\\n"))
