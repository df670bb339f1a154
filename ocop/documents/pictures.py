"""Pages of a PDF as pictures: phones and tablets show no PDF inside a page.

Uploaded bytes are read here by a program of its own (this file, started anew for each page): it gets nothing of the
server's environment, writes no file, and ends by force when it takes too much memory or time.
"""

import resource
import subprocess
import sys
from io import BytesIO
from typing import IO

WIDTH = 1100  # px; A4 at 133 dpi: small print stays readable; pages of the sample weigh 20 to 225 KB
SECONDS, MEMORY = 10, 1024**3


class NoPicture(Exception):
    """The page cannot be drawn: there is no such page, the file is broken, or it asks for too much."""


def page_picture(pdf: IO[bytes], number: int) -> bytes:
    """Page `number` (from 1) of an open PDF as a JPEG, WIDTH pixels wide."""
    try:
        done = subprocess.run(  # noqa: S603 - this very file, with a number
            [sys.executable, "-I", __file__, str(number)],
            input=pdf.read(),
            capture_output=True,
            env={},
            timeout=2 * SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise NoPicture(number) from error
    return done.stdout


def _draw(pdf: bytes, number: int) -> bytes:
    # only the program that draws needs it
    import pypdfium2  # noqa: PLC0415

    page = pypdfium2.PdfDocument(pdf)[number - 1]
    picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=75, optimize=True)
    return out.getvalue()


def _within_limits() -> None:
    for limit, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    _within_limits()
    sys.stdout.buffer.write(_draw(sys.stdin.buffer.read(), int(sys.argv[1])))
