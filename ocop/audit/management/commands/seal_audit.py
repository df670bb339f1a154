"""`manage.py seal_audit`: seals yesterday's record; run it once a day."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from ocop.audit.actions import seal_day
from ocop.base.dates import local_date


class Command(BaseCommand):
    help = "Niêm phong nhật ký đến hết ngày hôm qua."

    def handle(self, *args, **options):
        seal = seal_day(local_date(timezone.now()) - timedelta(days=1))
        self.stdout.write(f"Đã niêm phong {seal}: {seal.digest}" if seal else "Không có dòng nào để niêm phong.")
