"""`make bench`: every measurement, each in a process and a database of its own."""

import subprocess
import sys

PARTS = ("bench.ranking", "bench.switch", "bench.stored", "bench.pages", "bench.papers", "bench.assembly")


def main() -> int:
    """Exit code 1 where a part could not be measured."""
    return max(subprocess.run([sys.executable, "-m", part], check=False).returncode for part in PARTS)  # noqa: S603


if __name__ == "__main__":
    raise SystemExit(main())
