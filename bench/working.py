"""The process of the job in `bench.stored`: works one stored run, prints the time and the memory that it took."""

import json
import sys
from pathlib import Path
from time import perf_counter

import django

django.setup()

from ocop.recognition.models import SwitchRun  # noqa: E402 - Django is set up above
from ocop.recognition.tasks import run_switch  # noqa: E402


def main(run: int) -> None:
    """What the queue's worker does with this run."""
    start_mb, start = _peak_mb(), perf_counter()
    run_switch(run)
    row = SwitchRun.objects.get(pk=run)
    said = {"seconds": perf_counter() - start, "done": row.done, "start_mb": start_mb, "peak_mb": _peak_mb()}
    print(json.dumps(said))


def _peak_mb() -> int:
    """The most that this program held; `getrusage` would also count the parent that started it."""
    said = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(said.split()[1]) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
