"""What the commands that only read have in common."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.db import DatabaseError


@contextmanager
def readable_database(command: BaseCommand) -> Iterator[None]:
    """A database without its tables, or out of reach, ends the command with exit code 2 and a sentence."""
    try:
        yield
    except DatabaseError as error:
        said = str(error).splitlines()[0]
        words = "Chưa đọc được cơ sở dữ liệu; nếu là cơ sở dữ liệu mới, hãy chạy “manage.py migrate” trước."
        command.stderr.write(f"{words} ({said})", command.style.ERROR)
        sys.exit(2)
