"""`manage.py remind`: tells whom a term of the law or a deadline presses; run it once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from ocop.base.dates import local_date
from ocop.evaluation.actions.writing import remind_all
from ocop.recognition.actions.renewals import tell_renewals


class Command(BaseCommand):
    help = "Nhắc việc hằng ngày: giấy chứng nhận đến kỳ phân hạng lại, phiếu lấy ý kiến sắp hết hạn."

    def handle(self, *args, **options):
        certificates = tell_renewals(day=local_date(timezone.now()))
        members = remind_all()
        self.stdout.write(f"Đã nhắc {certificates} giấy chứng nhận và {members} thành viên chưa gửi phiếu.")
