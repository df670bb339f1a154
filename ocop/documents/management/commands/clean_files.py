"""Forgets uploads left unfinished and sweeps bytes whose row was rolled back; safe to run at any time."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from ocop.documents.actions.uploads import clean_uploads
from ocop.documents.models import StoredFile

# a file is stored before its row: younger bytes may belong to an act that is still under way
SETTLED = timedelta(days=1)


class Command(BaseCommand):
    help = "Xóa các lượt tải lên bỏ dở và tệp không còn bản ghi."

    def handle(self, **options):
        uploads = clean_uploads()
        swept = sum(self._sweep(folder) for folder in self._folders())
        self.stdout.write(f"Đã xóa {uploads} lượt tải lên bỏ dở, {swept} tệp không có bản ghi.")

    def _folders(self):
        return default_storage.listdir("tep")[0] if default_storage.exists("tep") else []

    def _sweep(self, folder):
        names = default_storage.listdir(f"tep/{folder}")[1]
        known = set(StoredFile.objects.filter(key__startswith=folder).values_list("key", flat=True))
        before = timezone.now() - SETTLED
        stray = [f"tep/{folder}/{name}" for name in names if name not in known]
        old = [path for path in stray if default_storage.get_modified_time(path) < before]
        for path in old:
            default_storage.delete(path)
        return len(old)
