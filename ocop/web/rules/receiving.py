"""A file is counted while it comes in: what is too large is thrown away piece by piece, never kept whole."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class CountedUpload(FileUploadHandler):
    """Lets the first `most` bytes of the files through; the other fields of the form still arrive."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.seen = 0

    @property
    def too_large(self) -> bool:
        return self.seen > self.most

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        """Count, and pass on what may come."""
        self.seen += len(raw_data)
        if self.too_large:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one make the file."""
