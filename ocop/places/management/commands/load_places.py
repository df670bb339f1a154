"""`manage.py load_places`: the administrative map from the files of the project."""

from django.core.management.base import BaseCommand

from ocop.places.actions import load_places


class Command(BaseCommand):
    help = "Nạp danh mục đơn vị hành chính và quan hệ kế thừa; chạy lại không làm thay đổi dữ liệu đã có."

    def handle(self, *args, **options):
        report = load_places()
        self.stdout.write(
            f"Địa bàn: thêm {report.units_added} đơn vị, sửa {report.units_mended}, "
            f"thêm {report.successions_added} quan hệ kế thừa."
        )
