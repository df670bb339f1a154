"""`manage.py load_published`: the recognitions published before this system."""

from typing import Any

from django.core.management.base import BaseCommand

from ocop.recognition.actions.published import load_published


class Command(BaseCommand):
    """Load the reviewed file; may be repeated."""

    help = "Nạp các sản phẩm OCOP đã công bố trước đây (đúng như nguồn công bố)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã nạp {load_published()} sản phẩm đã công bố.")
