"""`manage.py verify_audit`: proves the record, or names the first broken entry (exit code 1)."""

from django.core.management.base import BaseCommand, CommandError

from ocop.audit.queries import verify_chain


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký: không dòng nào bị sửa, xoá hay chèn."

    def handle(self, *args, **options):
        report = verify_chain()
        if report.broken:
            raise CommandError(
                f"Nhật ký KHÔNG nguyên vẹn tại dòng {report.broken.number}: {report.broken.reason}. "
                f"{report.entries} dòng trước đó đúng."
            )
        self.stdout.write(f"Nhật ký nguyên vẹn: {report.entries} dòng, {report.seals} ngày đã niêm phong.")
