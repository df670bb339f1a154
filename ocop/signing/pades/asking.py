"""Asks the inspecting process about a file, with limits of size, time and number."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings

from ocop.signing.spec import Found, Inspection

LARGEST = 50 * 1024 * 1024
SECONDS = 30
AT_ONCE = 3
TOO_LARGE = f"Tệp nặng hơn {LARGEST // 1024**2} MB nên không kiểm tra ở đây. Hãy kiểm tra bằng phần mềm đọc PDF."
TOO_LONG = "Tệp quá phức tạp, kiểm tra quá lâu nên đã dừng. Hãy kiểm tra bằng phần mềm đọc PDF."
BUSY = "Đang có nhiều tệp được kiểm tra. Hãy thử lại sau một phút."

_free = BoundedSemaphore(AT_ONCE)


def inspected(content: bytes) -> Inspection:
    """What the signatures of `content` are worth; a sentence where that cannot be found out."""
    if len(content) > LARGEST:
        return Inspection(fault=TOO_LARGE)
    if not _free.acquire(blocking=True, timeout=SECONDS / 3):
        return Inspection(fault=BUSY)
    try:
        return _run(content)
    finally:
        _free.release()


def _run(content: bytes) -> Inspection:
    command = [sys.executable, "-m", "ocop.signing.pades.inspecting", str(settings.SIGNING_TRUST_DIR)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the file comes by standard input
            command, input=content, capture_output=True, timeout=SECONDS, check=False, cwd=Path(settings.BASE_DIR)
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return Inspection(fault=TOO_LONG)
    return Inspection(**{**answer, "signatures": tuple(Found(**row) for row in answer["signatures"])})
